"""How cost grows, as a picture: a small chart for each kind of size, with the line that cost would follow if it were in proportion."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

SIZES = {
    "policies": re.compile(r"^project (\d+) policies: CPU$"),
    "people": re.compile(r"^answer (\d+) people: CPU$"),
    "futures": re.compile(r"^answer R on (\d+) futures: CPU$"),
}
WIDE, HIGH, MARGIN = 220, 160, 34
Points = list[tuple[float, float]]


def drawn(rows: Iterable[Mapping[str, Any]]) -> str:
    found = {name: points for name, size in SIZES.items() if (points := _points(rows, size))}
    charts = "".join(_chart(place, name, points) for place, (name, points) in enumerate(found.items()))
    whole = max(1, len(found)) * (WIDE + MARGIN) + MARGIN
    size = f'width="{whole}" height="{HIGH + 2 * MARGIN}" viewBox="0 0 {whole} {HIGH + 2 * MARGIN}"'
    look = 'font-family="sans-serif" font-size="11" fill="#222"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}><title>Cost by size</title>{charts}</svg>\n'


def _points(rows: Iterable[Mapping[str, Any]], size: re.Pattern[str]) -> Points:
    return sorted((float(found[1]), float(row["value"])) for row in rows if (found := size.match(row["what"])))


def _chart(place: int, name: str, points: Points) -> str:
    return f'<g transform="translate({MARGIN + place * (WIDE + MARGIN)} {MARGIN})">{"".join(_parts(name, points))}</g>'


def _parts(name: str, points: Points) -> Iterator[str]:
    """Both axes from zero. The dashed line goes through the smallest size."""
    (first, cost), (largest, _) = points[0], points[-1]
    highest = max(*(value for _, value in points), cost * largest / first)

    def at(size: float, value: float) -> str:
        return f"{WIDE * size / largest:.1f},{HIGH - HIGH * value / highest:.1f}"

    yield f'<path d="M0 0V{HIGH}H{WIDE}" fill="none" stroke="#888"/>'
    yield f'<path d="M{at(0, 0)}L{at(largest, cost * largest / first)}" fill="none" stroke="#888" stroke-dasharray="4 3"/>'
    yield f'<polyline points="{" ".join(at(*point) for point in points)}" fill="none" stroke="#0b5a7d" stroke-width="2"/>'
    yield "".join('<circle cx="{}" cy="{}" r="3" fill="#0b5a7d"/>'.format(*at(*point).split(",")) for point in points)
    yield f'<text x="0" y="-8">CPU by {escape(name)}</text>'
    yield f'<text x="{WIDE}" y="{HIGH + 15}" text-anchor="end">{largest:,.0f}</text>'
    yield f'<text x="4" y="10">{highest:,.3g}</text>'
