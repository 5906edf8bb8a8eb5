"""A summary as a tagged PDF. The same record gives the same bytes: every date comes from it."""

import atexit
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from advisor.languages import language_tag
from advisor.reports import tags

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STATIC = Path(settings.ROOT) / "static"
SHEET = "css/report.css"
ADDRESS = "file:///"  # of STATIC in the documents; no other file has one
CHINESE = {"zh-hant": "Noto Sans CJK TC", "zh-hans": "Noto Sans CJK SC"}  # fonts of the machine, as the sheet names them


@cache
def weasyprint_problem() -> str | None:
    """Why no PDF can be made here, or None. WeasyPrint needs Pango, which no wheel brings; the site starts without it."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None


@cache
def has_letters(language: str) -> bool:
    """Whether a report in it can be printed: without the font for Chinese there would be boxes in place of characters."""
    if language not in CHINESE:
        return True
    made: bytes = _laid_out(f'<html lang="{language_tag(language)}"><p>中</p></html>').write_pdf()
    with pikepdf.open(BytesIO(made)) as opened:
        fonts = opened.pages[0].Resources.Font.values()
        return any(CHINESE[language] in str(font.BaseFont).replace("-", " ") for font in fonts)


def render(summary: Any, made_on: date, attachment: bytes) -> bytes:
    """The report in the language now active, with the inputs attached as `inputs.json`."""
    language = translation.get_language() or "en"
    fonts = f"Public Sans in Chinese, {CHINESE[language]}" if language in CHINESE else ""  # of charts, which no sheet reaches
    context = {"summary": summary, "made_on": made_on, "LANGUAGE_CODE": language, "fonts": fonts}
    return tags.finish(_draw(render_to_string("pdf/report.html", context), made_on, attachment))


def pages(made: bytes) -> int:
    with pikepdf.open(BytesIO(made)) as pdf:
        return len(pdf.pages)


def _draw(html: str, made_on: date, attachment: bytes) -> bytes:
    from weasyprint import Attachment

    document = _laid_out(html)
    document.metadata.created = document.metadata.modified = made_on.isoformat()
    noon = datetime.combine(made_on, time(12), UTC)
    inputs = Attachment(
        string=attachment, name="inputs.json", description="The inputs of this report", created=noon, modified=noon, relationship="Data"
    )
    drawn: bytes = document.write_pdf(pdf_variant="pdf/ua-1", attachments=[inputs])
    return drawn


def _laid_out(html: str) -> "Document":
    from weasyprint import HTML

    fonts, sheet = _sheet()
    return HTML(string=html, base_url=ADDRESS, url_fetcher=_own_files()).render(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
    )


@cache
def _sheet() -> tuple["FontConfiguration", "CSS"]:
    """Parsed once for each worker process: parsing for every report is slow, and its memory is never given back."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return fonts, CSS(string=(STATIC / SHEET).read_text(), base_url=ADDRESS + SHEET, font_config=fonts, url_fetcher=_own_files())


atexit.register(_sheet.cache_clear)  # WeasyPrint cannot give its fonts back once Python takes itself apart


@cache
def _own_files() -> "URLFetcher":
    """A fetcher that opens files of static/ and nothing else: no network, no other folder."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            path = (STATIC / url.removeprefix(ADDRESS)).resolve()
            if not url.startswith(ADDRESS) or not path.is_relative_to(STATIC):
                raise ValueError(f"not a file of this site: {url}")
            return URLFetcherResponse(url, path.read_bytes())

    return OwnFiles()
