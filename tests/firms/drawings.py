"""Logos as somebody might send them, good ones and bad ones."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import strategies as st
from PIL import Image

from advisor.firms.logos import clean
from advisor.firms.refused import LogoRefused, Refusal

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 10">'
SQUARE = '<rect width="10" height="10"/>'


def svg(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def png(width: int = 80, height: int = 20, mode: str = "RGBA", **how: object) -> bytes:
    written = BytesIO()
    picture = Image.new(mode, (width, height), None)
    picture.paste(Image.linear_gradient("L").resize((width // 2, height)).convert(mode), (0, 0))
    picture.save(written, "PNG", **how)
    return written.getvalue()


def part(name: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))


def refused(content: bytes) -> Refusal:
    with pytest.raises(LogoRefused) as caught:
        clean(content)
    return caught.value.reason


NAMES = ["svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "linearGradient", "radialGradient",
         "stop", "clipPath", "title", "script", "style", "image", "text", "a"]  # fmt: skip
NUMBERS = st.sampled_from(["0", "1", "-3.5", "10", "50%", "1e4", ".001", "2px"])
SIZES = st.sampled_from(["0", "1", "10", "50%", "1e4", ".001", "2px"])
SHARES = st.sampled_from(["0", "1", "50%", ".001", "7"])
LIMITS = st.sampled_from(["0", "1", "4.5"])
STEPS = ["M1 2", "L3 4", "h-5", "V6", "c1 2 3 4 5 6", "S1 2 3 4", "q1,2,3,4", "T9 9", "a1 1 0 015 5", "A0 3 9 1 1 2 2", "A5 5 0 1 0 0 0",
         "z", "M0 0 1 1 2 2", "Q"]  # fmt: skip
PATHS = st.lists(st.sampled_from(STEPS), max_size=6).map(lambda steps: "M0 0" + "".join(steps))
COLOURS = st.sampled_from(["red", "#123", "#12345678", "none", "currentColor", "url(#a)", "url(#b) blue", "rgb(1, 2, 3)", "inherit"])
CHANGES = st.sampled_from(
    ["scale(0)", "scale(2 -1)", "rotate(45 1 1)", "matrix(1 0 0 1 0 0)", "matrix(0 0 0 0 0 0)", "skewX(90)", "translate(1)"]
)
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("x", "y", "cx", "cy", "x1", "x2", "y1", "y2", "fx", "fy"), NUMBERS),
        **dict.fromkeys(("width", "height", "r", "rx", "ry", "stroke-width"), SIZES),
        **dict.fromkeys(("opacity", "fill-opacity", "stop-opacity", "offset"), SHARES),
        "stroke-miterlimit": LIMITS,
        **dict.fromkeys(("fill", "stroke", "stop-color"), COLOURS),
        **dict.fromkeys(("transform", "gradientTransform"), CHANGES),
        "d": PATHS,
        "points": st.sampled_from(["", "1 2", "1,2 3,4 5,6"]),
        "id": st.sampled_from("abc"),
        "href": st.sampled_from(["#a", "#b", "#c", "#nobody"]),
        "clip-path": st.sampled_from(["url(#a)", "none"]),
        "gradientUnits": st.sampled_from(["userSpaceOnUse", "objectBoundingBox"]),
        "clipPathUnits": st.sampled_from(["userSpaceOnUse", "objectBoundingBox"]),
        "display": st.sampled_from(["none", "inline"]),
        "style": st.sampled_from(["fill:red", "stroke:url(#b);stroke-width:2", "x:1;;:"]),
    },
)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(name: str, attributes: dict[str, str], parts: list[str]) -> str:
        given_ones = " ".join(f'{key}="{value}"' for key, value in attributes.items())
        return f"<{name} {given_ones}>{''.join(parts)}</{name}>"

    return st.builds(written, st.sampled_from(NAMES[1:15] * 12 + NAMES), ATTRIBUTES, st.lists(inside, max_size=3))


DRAWINGS = st.lists(st.recursive(element(st.just("")), element, max_leaves=8), min_size=1, max_size=5).map("".join)
