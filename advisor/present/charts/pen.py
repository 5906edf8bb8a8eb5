"""What a chart is drawn with: paths and words, in named inks. The print palette goes into attributes, the screen's into CSS."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import floor
from typing import NamedTuple
from unicodedata import east_asian_width

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

Point = tuple[float, float]

SMALLEST = 12.5  # of any words
LETTER, BOLD = 0.53, 0.57  # mean width of a letter, of its size; a Chinese character is as wide as its size

INKS = {
    "base": "#0d5a7d",
    "mid": "#a3cadc",
    "soft": "#d5e6ee",
    "sleeve": "#a84a08",
    "sleevesoft": "#f8e6d8",
    "ink": "#14232b",
    "muted": "#4b5d67",
    "rule": "#d3dde1",
    "control": "#6a7b85",
    "page": "#ffffff",
}


class Path(NamedTuple):  # as quickly made as may be: an answer page has 560 shapes
    """A line, an area or many marks at once. Without a `fill` or a `stroke` it has none."""

    d: str
    fill: str = ""
    stroke: str = ""
    width: float = 1
    dash: str = ""
    opacity: float = 1

    @property
    def style(self) -> SafeString:
        return _path_style(self.fill, self.stroke, self.width, self.dash, self.opacity)

    def __html__(self) -> str:
        return f'<path {self.style} d="{self.d}"/>'


class Text(NamedTuple):
    """Words at a place. `anchor` is the end that stands there: start, middle or end."""

    x: float
    y: float
    words: str
    ink: str = "ink"
    size: float = 14
    anchor: str = "start"
    weight: int = 400

    @property
    def style(self) -> SafeString:
        return _text_style(self.ink, self.size, self.anchor, self.weight)

    def __html__(self) -> str:
        return f'<text {self.style} x="{self.x}" y="{self.y}">{escape(self.words)}</text>'


@cache
def _path_style(fill: str, stroke: str, width: float, dash: str, opacity: float) -> SafeString:
    """The attributes of an ink: the class for the screen and the color for print. A drawing has few, so each is written once."""
    classes = " ".join([f"f-{fill}"] * bool(fill) + [f"s-{stroke}"] * bool(stroke))
    written = format_html('class="{}" fill="{}"', classes, INKS[fill] if fill else "none")
    if stroke:
        written += format_html(' stroke="{}" stroke-width="{}"', INKS[stroke], width)
    if dash:
        written += format_html(' stroke-dasharray="{}"', dash)
    if opacity != 1:
        written += format_html(' fill-opacity="{}"', opacity)
    return written


@cache
def _text_style(ink: str, size: float, anchor: str, weight: int) -> SafeString:
    written = format_html('class="f-{}" fill="{}" font-size="{}"', ink, INKS[ink], size)
    if anchor != "start":
        written += format_html(' text-anchor="{}"', anchor)
    if weight != 400:
        written += format_html(' font-weight="{}"', weight)
    return written


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """All shapes in painting order, in a box of this many units."""

    width: int
    height: int
    shapes: tuple[Path | Text, ...]

    @property
    def markup(self) -> SafeString:
        """All shapes as SVG, joined here and not one by one in a template: a page has some thousand."""
        return SafeString("\n".join(shape.__html__() for shape in self.shapes))


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart for wide and for narrow screens. `title` is the text alternative and carries the finding with its numbers. `printed`
    draws one for paper where that is another: no page needs it."""

    key: str
    title: str
    description: str
    wide: Drawing
    narrow: Drawing
    printed: Callable[[], Drawing] | None = field(default=None, compare=False)

    @property
    def on_paper(self) -> Drawing:
        return self.printed() if self.printed else self.wide


def length(words: str, size: float, letter: float = LETTER) -> float:
    """How long words are, about: a drawing is made without the font."""
    if words.isascii():
        return size * sum([letter] * len(words))  # as below, to the last bit
    return size * sum(1 if east_asian_width(sign) in "WF" else letter for sign in words)


def fitted(words: str, size: float, room: float) -> float:
    """The size at which words are no longer than the room for them, but never too small to read."""
    long = length(words, size)
    return size if long <= room else max(floor(10 * size * room / long) / 10, SMALLEST)


def line(*points: Point) -> str:
    """Straight lines from point to point."""
    return _short("M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in points]))


def area(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """The space between two lines."""
    return line(*upper, *reversed(lower)) + "Z"


def box(x: float, y: float, width: float, height: float) -> str:
    return _short(f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z")


def stems(ends: Iterable[tuple[Point, Point]]) -> str:
    """Separate straight lines, one for each pair of ends."""
    return _short("".join([f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for (a, b), (c, d) in ends]))


def circles(centers: Iterable[Point], radius: float) -> str:
    r, across = f"{radius:.1f}", f"{2 * radius:.1f}"
    around = f"a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0"
    return _short("".join([f"M{x - radius:.1f} {y:.1f}{around}" for x, y in centers]))


def diamonds(centers: Iterable[Point], radius: float) -> str:
    r = f"{radius:.1f}"
    around = f"l{r} -{r} {r} {r} -{r} {r}z"
    return _short("".join([f"M{x - radius:.1f} {y:.1f}{around}" for x, y in centers]))


def _short(path: str) -> str:
    """A path whose numbers all have one decimal, without those that are 0: at once, since a page has some thousand points."""
    return path.replace(".0", "")
