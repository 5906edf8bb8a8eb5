"""Takes a firm's logo and draws it anew: what comes out is a picture and nothing else, however it went in."""

from dataclasses import dataclass

from advisor.firms import logo_png, logo_svg
from advisor.firms.logo_png import MOST_BYTES
from advisor.firms.refused import LogoRefused, Refusal

PNG, SVG = "image/png", "image/svg+xml"


@dataclass(frozen=True, kw_only=True)
class Logo:
    content: bytes
    media_type: str


def clean(content: bytes) -> Logo:
    """By what it holds, whatever it is called; LogoRefused says why not. The same picture gives the same bytes, cleaned once or twice."""
    if len(content) > MOST_BYTES:
        raise LogoRefused(Refusal.LARGE)
    if content.startswith(logo_png.SIGNATURE):
        return Logo(content=logo_png.drawn_anew(content), media_type=PNG)
    if b"<" in content[:1000]:
        return Logo(content=logo_svg.written_anew(content), media_type=SVG)
    raise LogoRefused(Refusal.OTHER_KIND)
