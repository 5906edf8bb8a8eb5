"""An SVG comes out as plain shapes and nothing else, or is refused with a reason."""

import pytest

from advisor.firms.logos import Logo, clean
from advisor.firms.refused import Refusal
from advisor.firms.svg_numbers import path
from advisor.firms.svg_parts import TAKEN
from advisor.firms.svg_values import KINDS
from tests.firms.drawings import HEAD, SQUARE, refused, svg

OUTSIDE = [
    "http://evil.example/x", "//evil.example/x", "file:///etc/passwd", "data:image/png;base64,AAAA", "javascript:alert(1)", "x.svg#a",
]  # fmt: skip


def test_plain_shapes_are_kept() -> None:
    cleaned = clean(
        svg(
            '<title>Acme</title><!-- by hand --><defs><linearGradient id="l" gradientTransform="rotate(90)"><stop offset="0"'
            ' stop-color="#fff"/><stop offset="100%" style="stop-color:red;stop-opacity:.5"/></linearGradient></defs>'
            '<g id="a" data-name="Layer 1"><path d="M1 2 3-4.5.5 7a1 1 0 01.5.5z" fill="url(#l)"/></g><use xlink:href="#a" x="20"/>'
        )
    )
    assert cleaned == Logo(
        content=(
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" width="40" height="10"><defs><linearGradient'
            b' gradientTransform="rotate(90)" id="l"><stop offset="0" stop-color="#fff" /><stop offset="100%" stop-color="red"'
            b' stop-opacity="0.5" /></linearGradient></defs><g id="a"><path d="M1 2L3 -4.5L0.5 7a1 1 0 0 1 0.5 0.5z" fill="url(#l)" />'
            b'</g><use href="#a" x="20" /></svg>'
        ),
        media_type="image/svg+xml",
    )
    assert clean(cleaned.content) == cleaned


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", '<script href="http://evil.example/x.js"/>', '<rect width="3" height="3" onclick="alert(1)"/>',
        '<g ONLOAD="alert(1)"/>', "<style>rect { fill: url(http://evil.example) }</style>", "<style>@import '//evil.example';</style>",
        '<image href="http://evil.example/x.png"/>', "<foreignObject><p/></foreignObject>", '<a href="#b"><rect/></a>',
        '<animate attributeName="href" to="http://evil.example"/>', '<set attributeName="onclick" to="alert(1)"/>', "<text>Acme</text>",
        '<filter id="f"><feImage href="#a"/></filter>', '<html:script xmlns:html="http://www.w3.org/1999/xhtml">1</html:script>',
        '<rect style="fill:re\\64"/>', '<rect style="@import url(#a)"/>', '<iframe src="http://evil.example"/>', "<switch/>", "<mask/>",
        '<font-face/>', '<marker id="m"/>', "<svg/>", "<symbol/>", "<pattern/>", "<metadata><script/></metadata><script/>",
    ],
)  # fmt: skip
def test_what_acts_or_brings_something_else_is_refused(inside: str) -> None:
    assert refused(svg(inside + SQUARE)) == Refusal.ACTIVE


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize(
    "shape",
    [
        '<use href="{}"/>', '<use xlink:href="{}"/>', '<use href="#a" xlink:href="{}"/>', '<rect fill="url({})"/>', '<g href="{}"/>',
        '<rect stroke="url(\'{}\') red"/>', '<rect style="fill:url( {} )"/>', '<rect style="background:URL({})"/>', '<g filter="url({})"/>',
        '<g clip-path="url({})"/>', '<linearGradient xlink:href="{}"/>', '<rect fill="url(#a) url({})"/>', '<g mask="url(#a),url({})"/>',
    ],
)  # fmt: skip
def test_what_points_outside_is_refused(shape: str, address: str) -> None:
    assert refused(svg(shape.format(address) + SQUARE)) == Refusal.OUTSIDE


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE svg SYSTEM "http://evil.example/x.dtd">',
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)  # fmt: skip
def test_a_document_type_is_refused(head: str) -> None:
    assert refused(svg(SQUARE, head + HEAD)) == Refusal.DOCTYPE


def test_what_says_nothing_is_left_out() -> None:
    """Notes of editors, words, instructions for readers, a base for addresses: gone, and the picture stays."""
    full = (
        '<?xml version="1.0"?><?xml-stylesheet href="http://evil.example/x.css"?>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 40 10" version="1.1"'
        ' xml:base="http://evil.example/" class="c" i:version="1"><metadata><x xmlns="urn:x">words</x></metadata><desc>words</desc>words'
        '<i:page><script xmlns="http://www.w3.org/2000/svg">words</script></i:page>'
        '<rect width="10" height="10" font-family="words" style="-inkscape-stroke:none;line-height:1"/><!-- words --></svg>'
    )
    assert clean(full.encode()) == clean(svg(SQUARE))


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>', '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', '<use id="a" href="#a"/>',
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
        '<clipPath id="a"><rect clip-path="url(#a)" width="1" height="1"/></clipPath>',
        "".join(f'<g id="a{i}">' + f'<use href="#a{i + 1}"/>' * 10 + "</g>" for i in range(9)) + f'<g id="a9">{SQUARE}</g>',
        "".join(f'<use id="a{i}" href="#a{i + 1}"/>' for i in range(500)), "<g>" * 100 + "</g>" * 100, SQUARE * 2_001,
        '<path d="M0 0' + "l1 1" * 60_000 + '"/>',
    ],
    ids=["itself", "in a circle", "a use of itself", "gradients", "clips", "millions", "a long chain", "deep", "many", "long"],
)  # fmt: skip
def test_what_draws_without_end_is_refused(inside: str) -> None:
    assert refused(svg(inside + SQUARE)) == Refusal.COMPLEX


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="L 1 1"/>', '<path d="M 1"/>', '<path d="M 1 1 a 1 1 0 2 0 1 1"/>', '<path d="M1 1 Z 3"/>', '<path d="M 1e9 1"/>',
        '<path d="M nan inf"/>', '<rect width="1e99"/>', '<rect width="-1"/>', '<rect width="calc(1px)"/>', '<rect x="١"/>',
        '<polygon points="1 2 3"/>', '<g transform="scale(1e9)"/>', '<g transform="matrix(1 2)"/>', '<g transform="turn(1)"/>',
        '<rect fill="expression(alert(1))"/>', '<rect fill="red;}"/>', '<g id="a&quot;]"/>', '<use href="#a b"/>', '<rect fill="url(#)"/>',
        '<rect x="' + "1" * 5000 + '"/>', '<path d="M' + "1" * 5000 + ' 1"/>', '<g display="none)"/>', '<rect opacity="a"/>',
        '<path stroke-miterlimit="50%"/>', '<stop offset="1px"/>', '<rect opacity="1em"/>',
    ],
)  # fmt: skip
def test_values_that_cannot_be_read_are_refused(inside: str) -> None:
    assert refused(svg(inside + SQUARE)) == Refusal.VALUE


@pytest.mark.parametrize("head", ['viewBox="0 0 0 10"', 'viewBox="0 0 10"', 'width="100%" height="50%"', 'width="3"', ""])
def test_an_svg_without_a_size_is_refused(head: str) -> None:
    assert refused(svg(SQUARE, f'<svg xmlns="http://www.w3.org/2000/svg" {head}>')) == Refusal.SIZE


def test_an_svg_that_draws_nothing_is_refused() -> None:
    assert refused(svg("<g><title>Acme</title></g>")) == Refusal.EMPTY


def test_every_refusal_says_what_to_do() -> None:
    assert all(str(reason.label).endswith(".") and str(reason.label)[0].isupper() for reason in Refusal)


def test_every_attribute_that_a_part_may_have_has_values_that_are_judged() -> None:
    assert set().union(*TAKEN.values()) == KINDS.keys()


def test_what_a_part_does_not_know_and_what_stands_in_a_shape_is_left_out() -> None:
    given = '<g d="M0 0" x="1"><rect width="10" height="10" points="1 2"><circle r="1"/></rect><path/><polygon opacity=".5"/></g>'
    assert clean(svg(given)) == clean(svg(f"<g>{SQUARE}</g>"))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("M1 2A5 5 0 1 0 1 2L3 3", "M1 2L3 3"), ("m1 2a5 5 0 1 0 0 0h3v4a1 1 0 01 1 0", "m1 2h3v4a1 1 0 0 1 1 0"),
        ("M1 1H3V4A1 1 0 0 0 3 4Z", "M1 1H3V4Z"), ("M1 1L3 3zA1 1 0 0 0 1 1", "M1 1L3 3z"),
        ("M0 0c1 1 1 1 2 2A1 1 0 0 0 2 2", "M0 0c1 1 1 1 2 2"),
    ],
)  # fmt: skip
def test_an_arc_to_where_it_begins_is_left_out(given: str, written: str) -> None:
    """By the standard it is. WeasyPrint would divide by its length."""
    assert path(given) == written == path(written)
