"""A link as a QR code, for paper and for phones: one path on white, with the quiet zone that the standard asks for."""

import qrcode
from qrcode.image.svg import SvgPathFillImage

QUIET_ZONE = 4  # modules, ISO/IEC 18004


def svg(link: str) -> bytes:
    drawn: bytes = qrcode.make(link, image_factory=SvgPathFillImage, border=QUIET_ZONE).to_string()
    return drawn
