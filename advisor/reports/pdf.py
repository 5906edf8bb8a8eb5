"""A summary as a tagged PDF. The same record gives the same bytes: every date comes from it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from pikepdf import Name

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STATIC = Path(settings.ROOT) / "static"
SHEET = "css/report.css"
PRINTED = 4  # a flag of annotations
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
    return _finish(_draw(html, made_on, attachment))


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


def _finish(drawn: bytes) -> bytes:
    """What WeasyPrint leaves out: which cells a header is for, links that print; and an identifier made from the content."""
    finished = BytesIO()
    with pikepdf.open(BytesIO(drawn)) as pdf:
        for cell, in_head in _header_cells(pdf.Root.StructTreeRoot):
            cell.A.Scope = Name.Column if in_head else Name.Row
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = PRINTED
        pdf.save(finished, deterministic_id=True)
    return finished.getvalue()


def _header_cells(element: pikepdf.Object, in_head: bool = False) -> Iterator[tuple[pikepdf.Object, bool]]:
    """Every table header of the structure tree, and whether it stands in the table's head."""
    inside: Any = element.get("/K", [])
    for part in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(part, pikepdf.Dictionary):
            if part.get("/S") == Name.TH:
                yield part, in_head
            yield from _header_cells(part, in_head or part.get("/S") == Name.THead)
