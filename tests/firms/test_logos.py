"""A PNG comes out as points of colour and nothing else, or is refused with a reason; and what holds for every logo."""

import random
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from advisor.firms.logo_png import MOST_BYTES
from advisor.firms.logos import clean
from advisor.firms.refused import Refusal
from tests.firms.drawings import SQUARE, part, png, refused


def with_part(content: bytes, name: bytes, data: bytes) -> bytes:
    """After the head of the picture."""
    return content[:33] + part(name, data) + content[33:]


def points(content: bytes) -> list[tuple[int, ...]]:
    with Image.open(BytesIO(content)) as opened:
        return list(opened.convert("RGBA").get_flattened_data())  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_keeps_its_points_and_is_the_same_when_cleaned_again(mode: str) -> None:
    given_one = png(mode=mode)
    cleaned = clean(given_one)
    assert cleaned.media_type == "image/png"
    assert points(cleaned.content) == points(given_one)
    assert clean(given_one) == cleaned == clean(cleaned.content)


def test_greys_of_sixteen_bits_are_rounded() -> None:
    written = BytesIO()
    picture = Image.new("I;16", (2, 1), 65535)
    picture.putpixel((1, 0), 32768)
    picture.save(written, "PNG")
    assert [point[0] for point in points(clean(written.getvalue()).content)] == [255, 127]


def test_an_interlaced_png_is_taken() -> None:
    """One point in two passes of seven has no lines at all."""
    head = struct.pack("!IIBBBBB", 2, 1, 8, 0, 0, 0, 1)
    lines = zlib.compress(b"\0\x10" + b"\0\x20")
    whole = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", lines) + part(b"IEND", b"")
    assert points(clean(whole).content) == [(16, 16, 16, 255), (32, 32, 32, 255)]


def test_nothing_but_points_is_left_of_a_png() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret-words", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret-words</x:xmpmeta>")
    full = png(pnginfo=notes, icc_profile=b"profile-words", exif=b"Exif\0\0exif-words", dpi=(72, 72)) + b"<script>after the end</script>"
    assert clean(full) == clean(png())
    names = [full[at : at + 4] for at in range(len(clean(full).content)) if clean(full).content[at : at + 4] in (b"tEXt", b"iCCP", b"eXIf")]
    assert not names


def test_a_png_that_moves_is_refused() -> None:
    written = BytesIO()
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    first.save(written, "PNG", save_all=True, append_images=[second])
    assert refused(written.getvalue()) == Refusal.MOVES


@pytest.mark.parametrize("loose", [False, True])
def test_a_damaged_png_is_refused_however_pillow_is_set(monkeypatch: pytest.MonkeyPatch, loose: bool) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", loose)
    good = png()
    head, short = good[:33], zlib.compress(bytes(5))
    flipped = bytearray(good)
    flipped[45] ^= 1
    for damaged in (good[:-1], good[:60], bytes(flipped), head + part(b"IDAT", short) + part(b"IEND", b""), good[:8] + part(b"IEND", b"")):
        assert refused(damaged) == Refusal.DAMAGED


def test_a_png_that_unpacks_to_more_than_its_points_is_refused() -> None:
    bomb = zlib.compress(bytes(100_000_000), 9)
    head = struct.pack("!IIBBBBB", 100, 100, 8, 0, 0, 0, 0)
    assert refused(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", bomb) + part(b"IEND", b"")) == Refusal.DAMAGED


def test_a_png_of_too_many_points_is_refused_before_it_is_unpacked() -> None:
    head = struct.pack("!IIBBBBB", 2_001, 1_000, 8, 0, 0, 0, 0)
    assert refused(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", b"not even packed") + part(b"IEND", b"")) == Refusal.PIXELS


def test_a_png_with_a_head_that_says_two_things_is_refused() -> None:
    huge = struct.pack("!IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    assert refused(with_part(png(), b"IHDR", huge)) == Refusal.DAMAGED


def test_a_png_of_which_nothing_can_be_seen_is_refused() -> None:
    written = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(written, "PNG")
    assert refused(written.getvalue()) == Refusal.EMPTY


@pytest.mark.parametrize(("width", "height", "taken"), [(160, 20, True), (20, 40, True), (164, 20, False), (20, 41, False)])
def test_a_logo_is_not_too_wide_and_not_too_tall(width: int, height: int, taken: bool) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}px" height="{height}">{SQUARE}</svg>'.encode()
    for content in (png(width, height), drawing):
        if taken:
            clean(content)
        else:
            assert refused(content) == Refusal.SHAPE


def test_a_large_file_is_refused_unread() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES)) == Refusal.LARGE


def test_a_png_that_is_too_large_once_it_is_drawn_anew_is_refused() -> None:
    """Of 256 colours each point takes a third of what it takes without a list of them; such a one could not be cleaned twice."""
    picture = Image.frombytes("P", (700, 640), random.Random(1).randbytes(700 * 640))
    picture.putpalette(random.Random(2).randbytes(768))
    written = BytesIO()
    picture.save(written, "PNG")
    assert len(written.getvalue()) < MOST_BYTES
    assert refused(written.getvalue()) == Refusal.LARGE


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"GIF89a" + bytes(50), b"\xff\xd8\xff\xe0" + bytes(50), b"%PDF-1.7 <x>", b"<html/>", b"a < b"]
)
def test_other_files_are_refused_by_what_they_hold(content: bytes) -> None:
    assert refused(content) == Refusal.OTHER_KIND
