"""A link as a QR code, for paper and for phones: one path on white, with the quiet zone that the standard asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import qrcode
from qrcode.image.svg import SvgPathFillImage

QUIET_ZONE = 4  # modules, ISO/IEC 18004

Run = tuple[int, int, int]  # dark modules side by side: from which column, in which row, how many


@dataclass(frozen=True, kw_only=True)
class Modules:
    """A code as a square of `size` modules, the quiet zone with it."""

    size: int
    dark: tuple[Run, ...]


def svg(link: str) -> bytes:
    drawn: bytes = qrcode.make(link, image_factory=SvgPathFillImage, border=QUIET_ZONE).to_string()
    return drawn


def modules(link: str) -> Modules:
    code = qrcode.QRCode(border=QUIET_ZONE)
    code.add_data(link)
    rows = code.get_matrix()
    return Modules(size=len(rows), dark=tuple(run for y, row in enumerate(rows) for run in _runs(y, row)))


def _runs(y: int, row: Sequence[bool]) -> Iterator[Run]:
    x = 0
    for is_dark, run in groupby(row):
        width = len(list(run))
        if is_dark:
            yield x, y, width
        x += width
