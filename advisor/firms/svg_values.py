"""What the attributes of a plain shape may hold: numbers, colours, a few words, and the name of a part of the same file."""

import re
from collections.abc import Callable, Iterator, Mapping

from advisor.firms.refused import LogoRefused, Refusal
from advisor.firms.svg_numbers import NUMBER, at_least_nothing, list_of, number, path, transform

ID = re.compile(r"[A-Za-z_][\w.:-]*", re.ASCII)
LENGTH = re.compile(rf"({NUMBER})\s*(px|pt|pc|mm|cm|in|em|%)?", re.ASCII)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}|[a-zA-Z]{3,25}|rgba?\([\d\s.,%/]{5,40}\)", re.ASCII)
PAINT = re.compile(r"url\(\s*(['\"]?)#(?P<id>[^'\")\s]*)\1\s*\)\s*(?P<otherwise>.*)", re.DOTALL)
WORD = re.compile(r"[a-zA-Z]+(?:-[a-z]+)*", re.ASCII)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
POINTS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
SAME_AS_ABOVE = {"inherit", "initial", "unset", "revert"}


def declared(style: str) -> Iterator[tuple[str, str]]:
    """The declarations of a style attribute: they are the attributes that draw, by another way."""
    plain = COMMENT.sub("", style)
    if "\\" in plain or "@" in plain:
        raise LogoRefused(Refusal.ACTIVE)
    for declaration in plain.split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), value.replace("!important", "").strip()


def refuse_outside(name: str, value: str) -> None:
    """Whatever the attribute: no address but one of this file."""
    if name == "href" and not value.strip().startswith("#"):
        raise LogoRefused(Refusal.OUTSIDE)
    lower = value.lower()
    if lower.count("url(") != len(re.findall(r"url\(\s*['\"]?#", lower)):
        raise LogoRefused(Refusal.OUTSIDE)


def taken(name: str, value: str) -> str:
    """In its plain form; nothing of what only says that the value is that of the element around."""
    return "" if value.strip() in SAME_AS_ABOVE else KINDS[name](value.strip())


def pixels(given: str | None) -> float:
    """A length of the whole picture; 0 without one in units of its own."""
    found = LENGTH.fullmatch((given or "").strip())
    return float(number(found[1])) * POINTS.get(found[2] or "px", 0) if found else 0


def _length(given: str) -> str:
    found = LENGTH.fullmatch(given)
    if not found:
        raise LogoRefused(Refusal.VALUE)
    return number(found[1]) + (found[2] or "")


def _size(given: str) -> str:
    return at_least_nothing(_length(given))


def _bare(given: str) -> str:
    if given.strip("0123456789.+eE-"):
        raise LogoRefused(Refusal.VALUE)
    return _size(given)


def _share(given: str) -> str:
    return _bare(given.removesuffix("%")) + given[len(given.removesuffix("%")) :]


def _colour(given: str) -> str:
    if not COLOUR.fullmatch(given):
        raise LogoRefused(Refusal.VALUE)
    return given


def _paint(given: str) -> str:
    found = PAINT.fullmatch(given)
    if not found:
        return _colour(given)
    otherwise = " " + _colour(found["otherwise"]) if found["otherwise"] else ""
    return f"url(#{_id(found['id'])}){otherwise}"


def _clip(given: str) -> str:
    found = PAINT.fullmatch(given)
    return f"url(#{_id(found['id'])})" if found and not found["otherwise"] else _word(given)


def _id(given: str) -> str:
    if not ID.fullmatch(given):
        raise LogoRefused(Refusal.VALUE)
    return given


def _href(given: str) -> str:
    return "#" + _id(given.removeprefix("#"))


def _word(given: str) -> str:
    if not WORD.fullmatch(given):
        raise LogoRefused(Refusal.VALUE)
    return given


def _pairs(given: str) -> str:
    found = list_of(given)
    if len(found) % 2:
        raise LogoRefused(Refusal.VALUE)
    return " ".join(found)


KINDS: Mapping[str, Callable[[str], str]] = {
    "id": _id,
    "href": _href,
    "d": path,
    "points": _pairs,
    **dict.fromkeys(("transform", "gradientTransform"), transform),
    **dict.fromkeys(("x", "y", "cx", "cy", "x1", "y1", "x2", "y2", "fx", "fy"), _length),
    **dict.fromkeys(("width", "height", "r", "rx", "ry", "stroke-width"), _size),
    "stroke-miterlimit": _bare,
    **dict.fromkeys(("offset", "opacity", "fill-opacity", "stroke-opacity", "stop-opacity"), _share),
    **dict.fromkeys(("fill", "stroke"), _paint),
    **dict.fromkeys(("stop-color", "color"), _colour),
    **dict.fromkeys(("fill-rule", "clip-rule", "stroke-linecap", "stroke-linejoin", "gradientUnits", "clipPathUnits"), _word),
    **dict.fromkeys(("display", "visibility"), _word),
    "clip-path": _clip,
}
