"""An SVG, read as data and written anew from a list of plain shapes: nothing in it acts, fetches or refers to anything outside."""

from collections.abc import Iterator, Set
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from advisor.firms import svg_values as values
from advisor.firms.refused import LogoRefused, Refusal, judge_shape
from advisor.firms.svg_numbers import list_of
from advisor.firms.svg_parts import GROUPS, NEEDED, SHAPES, TAKEN
from advisor.firms.svg_uses import judge_uses

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
MOST_ELEMENTS, MOST_BYTES, DEEPEST = 2_000, 200_000, 40  # bytes of what is written
LEFT_OUT = {"title", "desc", "metadata"}  # words for editors; those for readers are the firm's name
EDITORS = ("inkscape", "sodipodi", "sketch", "adobe.com", "figma")  # in the names under which editors keep notes of their own


def written_anew(content: bytes) -> bytes:
    root = _parsed(content)
    if root.tag != SVG + "svg":
        raise LogoRefused(Refusal.OTHER_KIND)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise LogoRefused(Refusal.COMPLEX)
    _, _, width, height = box = _box(root)
    judge_shape(float(width), float(height))
    written = Element("svg", {"xmlns": SVG.strip("{}"), "viewBox": " ".join(box), "width": width, "height": height})
    _copy(root, written)
    if not any(element.tag in SHAPES for element in written.iter()):
        raise LogoRefused(Refusal.EMPTY)
    judge_uses(written)
    if len(whole := tostring(written)) > MOST_BYTES:
        raise LogoRefused(Refusal.COMPLEX)
    return whole


def _parsed(content: bytes) -> Element:
    try:
        root: Element = fromstring(content.decode("utf-8-sig"), forbid_dtd=True)
    except DefusedXmlException as error:
        raise LogoRefused(Refusal.DOCTYPE) from error
    except (UnicodeDecodeError, ParseError, ValueError) as error:
        raise LogoRefused(Refusal.OTHER_KIND) from error
    return root


def _box(root: Element) -> list[str]:
    """The part of the plane that is shown, from its view box or its size."""
    given = root.get("viewBox")
    sides = [str(values.pixels(root.get(side))) for side in ("width", "height")]
    box = list_of(given.strip() if given else " ".join(["0", "0", *sides]))
    if len(box) != 4 or float(box[2]) <= 0 or float(box[3]) <= 0:
        raise LogoRefused(Refusal.SIZE)
    return box


def _copy(given: Element, written: Element, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise LogoRefused(Refusal.COMPLEX)
    for name, value in _attributes(given, TAKEN[written.tag]):
        written.attrib.setdefault(name, value)
    for part in given:
        if name := _name(part):
            _copy(part, copied := Element(name), depth + 1)
            if written.tag in GROUPS and _is_drawn(copied):
                written.append(copied)


def _is_drawn(part: Element) -> bool:
    return part.tag not in NEEDED or bool(part.get(NEEDED[part.tag]))


def _name(part: Element) -> str:
    """Empty for what is left out."""
    if not isinstance(part.tag, str):
        return ""  # a comment
    name = part.tag.removeprefix(SVG)
    if name in TAKEN and name != "svg":
        return name
    if name in LEFT_OUT or (name.startswith("{") and any(editor in name.lower() for editor in EDITORS)):
        return ""
    raise LogoRefused(Refusal.ACTIVE)


def _attributes(given: Element, taken: Set[str]) -> Iterator[tuple[str, str]]:
    """In a fixed order, those that draw; a style says more than an attribute. Of what does nothing, nothing is left."""
    found = dict(values.declared(given.get("style", "")))
    for name, value in given.attrib.items():
        if name.lower().startswith("on"):
            raise LogoRefused(Refusal.ACTIVE)
        values.refuse_outside(name.removeprefix(XLINK), value)
        found.setdefault(name.removeprefix(XLINK), value)
    for name in sorted(found.keys() & taken):
        if plain := values.taken(name, found[name]):
            yield name, plain
