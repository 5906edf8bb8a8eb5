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

from advisor.reports import tags

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STATIC = Path(settings.ROOT) / "static"
SHEET = "css/report.css"
ADDRESS = "file:///"  # of STATIC in the documents; no other file has one


@cache
def weasyprint_problem() -> str | None:
    """Why no PDF can be made here, or None. WeasyPrint needs Pango, which no wheel brings; the site starts without it."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None


def render(summary: Any, made_on: date, attachment: bytes) -> bytes:
    """The report in the language now active, with the inputs attached as `inputs.json`."""
    html = render_to_string("pdf/report.html", {"summary": summary, "made_on": made_on, "LANGUAGE_CODE": translation.get_language()})
    return tags.finish(_draw(html, made_on, attachment))


def pages(made: bytes) -> int:
    with pikepdf.open(BytesIO(made)) as pdf:
        return len(pdf.pages)


def _draw(html: str, made_on: date, attachment: bytes) -> bytes:
    from weasyprint import HTML, Attachment

    fonts, sheet = _sheet()
    document = HTML(string=html, base_url=ADDRESS, url_fetcher=_own_files()).render(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    document.metadata.created = document.metadata.modified = made_on.isoformat()
    noon = datetime.combine(made_on, time(12), UTC)
    inputs = Attachment(
        string=attachment, name="inputs.json", description="The inputs of this report", created=noon, modified=noon, relationship="Data"
    )
    drawn: bytes = document.write_pdf(pdf_variant="pdf/ua-1", attachments=[inputs])
    return drawn


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
