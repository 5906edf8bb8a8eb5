"""A PNG, read under limits and drawn anew: points of colour, no words, no profile, nothing after its end."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from math import ceil

from PIL import Image

from advisor.firms.refused import LogoRefused, Refusal, judge_shape

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_POINTS = 2_000  # along one side
MOST_BYTES = 512_000  # of the file that comes, and of the one that is drawn
DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}  # all that the points of a picture take
MOVING = {b"acTL", b"fcTL", b"fdAT"}
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of each type of colour
WHOLE = ((0, 0, 1, 1),)
INTERLACED = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # first point, step

Part = tuple[bytes, bytes]  # name and data


def drawn_anew(content: bytes) -> bytes:
    parts = list(_parts(content))
    if MOVING & {name for name, _ in parts}:
        raise LogoRefused(Refusal.MOVES)
    _judge(parts)
    picture = _read(_joined(part for part in parts if part[0] in DRAWN))
    drawn = BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    if drawn.tell() > MOST_BYTES:
        raise LogoRefused(Refusal.LARGE)
    return drawn.getvalue()


def _parts(content: bytes) -> Iterator[Part]:
    """Up to the end of the picture. Judged here and not by Pillow, which reads damaged files too once WeasyPrint is loaded."""
    at, name = len(SIGNATURE), b""
    while name != b"IEND":
        head = content[at : at + 8]
        if len(head) < 8:
            raise LogoRefused(Refusal.DAMAGED)
        length, name = struct.unpack("!I4s", head)
        data = content[at + 8 : at + 8 + length]
        at += 12 + length
        if content[at - 4 : at] != _check_of(name, data):
            raise LogoRefused(Refusal.DAMAGED)
        yield name, data


def _joined(parts: Iterable[Part]) -> bytes:
    return SIGNATURE + b"".join(struct.pack("!I", len(data)) + name + data + _check_of(name, data) for name, data in parts)


def _check_of(name: bytes, data: bytes) -> bytes:
    return struct.pack("!I", zlib.crc32(name + data))


def _judge(parts: list[Part]) -> None:
    """Its size before anything is unpacked, and that it unpacks to just as many bytes as its points take."""
    (first, head), names = parts[0], [name for name, _ in parts]
    if first != b"IHDR" or len(head) != 13 or names.count(b"IHDR") != 1:
        raise LogoRefused(Refusal.DAMAGED)
    width, height, bits, colour, _, _, interlaced = struct.unpack("!IIBBBBB", head)
    if max(width, height) > MOST_POINTS:
        raise LogoRefused(Refusal.PIXELS)
    if not (width and height and colour in CHANNELS):
        raise LogoRefused(Refusal.DAMAGED)
    judge_shape(width, height)
    if not _unpacks_to(_taken(width, height, bits * CHANNELS[colour], INTERLACED if interlaced else WHOLE), parts):
        raise LogoRefused(Refusal.DAMAGED)


def _taken(width: int, height: int, bits: int, passes: Iterable[tuple[int, int, int, int]]) -> int:
    """Each line has a byte before its points; a pass without points has no lines."""
    sizes = ((ceil((width - x) / across), ceil((height - y) / down)) for x, y, across, down in passes)
    return sum(lines * (1 + ceil(points * bits / 8)) for points, lines in sizes if points > 0 and lines > 0)


def _unpacks_to(size: int, parts: list[Part]) -> bool:
    unpacking = zlib.decompressobj()
    try:
        return len(unpacking.decompress(b"".join(data for name, data in parts if name == b"IDAT"), size + 1)) == size and unpacking.eof
    except zlib.error:
        return False


def _read(content: bytes) -> Image.Image:
    """As red, green and blue, and with how much shows through only if something does."""
    try:
        with Image.open(BytesIO(content), formats=["PNG"]) as opened:
            picture = _eight_bits(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise LogoRefused(Refusal.DAMAGED) from error
    least, most = picture.getchannel("A").getextrema()
    if most == 0:
        raise LogoRefused(Refusal.EMPTY)
    bare = Image.frombytes("RGBA", picture.size, picture.tobytes())
    return bare.convert("RGB") if least == 255 else bare


def _eight_bits(opened: Image.Image) -> Image.Image:
    """Of greys with 16 bits Pillow would keep the lower eight."""
    return opened.convert("I").point(lambda grey: grey * (1 / 257) + 0).convert("L") if opened.mode.startswith("I") else opened
