"""A summary as a tagged PDF. The same record gives the same bytes: every date comes from it."""

import atexit
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pikepdf
from django.conf import settings
from django.utils import translation

from advisor.firms.brand import Brand
from advisor.languages import language_tag
from advisor.plans import qr
from advisor.present.summary import Summary
from advisor.reports import contents, lines, tags
from advisor.reports.code import CODE, Code
from advisor.reports.models import Kind
from advisor.reports.order import Order

if TYPE_CHECKING:
    from weasyprint import CSS, Attachment, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STATIC = Path(settings.ROOT) / "static"
FONTS, SHEET = "css/print-fonts.css", "css/report.css"
ADDRESS = "file:///"  # of STATIC in the documents; no other file has one
MOST_PAGES = {Kind.SUMMARY: 2, Kind.FULL: 6}
SITE_S_OWN = Order()
CHINESE = {"zh-hant": "Noto Sans CJK TC", "zh-hans": "Noto Sans CJK SC"}  # fonts of the machine, as the sheet names them


class NotDrawn(Exception):
    """A part of a document could not be drawn."""


class Refuse(logging.Handler):
    """WeasyPrint leaves out what it cannot draw, whatever kept it from drawing (a time limit, no memory), and says so in its log alone.
    A report without one of its charts is none: here it ends."""

    def emit(self, record: logging.LogRecord) -> None:
        raise NotDrawn(record.msg)


REFUSE = Refuse(logging.ERROR)


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
    made: bytes = laid_out(f'<html lang="{language_tag(language)}"><p>中</p></html>').write_pdf()
    with pikepdf.open(BytesIO(made)) as opened:
        fonts = opened.pages[0].Resources.Font.values()
        return any(CHINESE[language] in str(font.BaseFont).replace("-", " ") for font in fonts)


def render(summary: Summary, made_on: date, attachment: bytes, order: Order = SITE_S_OWN) -> bytes:
    """The report in the language now active, with the inputs attached as `inputs.json`."""
    from weasyprint import Attachment

    noon = datetime.combine(made_on, time(12), UTC)
    inputs = Attachment(
        string=attachment, name="inputs.json", description="The inputs of this report", created=noon, modified=noon, relationship="Data"
    )
    return finished(_fitted(summary, made_on, order), made_on, [inputs])


def _fitted(summary: Summary, made_on: date, order: Order) -> "Document":
    """In letters as small as it takes to stay within the pages of its kind."""
    codes = {CODE: Code(qr.modules(order.address))} if order.address else {}
    logos = {_logo_address(order.brand): order.brand.logo} if order.brand and order.brand.logo else {}
    about = in_language() | {"logo": next(iter(logos), "")}
    for density in contents.densities(summary, order, about["LANGUAGE_CODE"]):
        document = laid_out(contents.html(summary, made_on, order, density, about), SHEET, codes, logos, order.sheet)
        if len(document.pages) <= MOST_PAGES[Kind(order.kind)]:
            break
    return document


def _logo_address(brand: Brand) -> str:
    return f"{ADDRESS}logo.{'svg' if 'svg' in brand.logo_type else 'png'}"


def in_language() -> dict[str, str]:
    """For a template: the language now active, and the fonts of charts, which no sheet reaches."""
    language = translation.get_language() or "en"
    return {"LANGUAGE_CODE": language, "fonts": f"Public Sans in Chinese, {CHINESE[language]}" if language in CHINESE else ""}


def laid_out(
    html: str,
    sheet: str = SHEET,
    pictures: Mapping[str, Any] = MappingProxyType({}),
    files: Mapping[str, bytes] = MappingProxyType({}),
    rules: str = "",
) -> "Document":
    """Pages of our own templates. `pictures`, by address, are drawn by themselves and `files` are read, and are in no folder;
    `rules` are of this document alone."""
    from weasyprint import CSS, HTML

    logging.getLogger("weasyprint").addHandler(REFUSE)  # each time: whoever sets up logging anew takes it away
    lines.set_once()
    fonts, faces = _fonts()
    sheets = [faces, _sheet(sheet), *([CSS(string=rules)] if rules else [])]
    fetcher = _own_files(files)
    return HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher).render(
        stylesheets=sheets, font_config=fonts, cache=dict(pictures), pdf_variant="pdf/ua-1"
    )


def finished(document: "Document", made_on: date, attachments: "Sequence[Attachment]" = ()) -> bytes:
    """As a tagged PDF. Every report and every letter comes this way."""
    document.metadata.created = document.metadata.modified = made_on.isoformat()
    drawn: bytes = document.write_pdf(pdf_variant="pdf/ua-1", attachments=list(attachments))
    return tags.finish(drawn)


def pages(made: bytes) -> int:
    with pikepdf.open(BytesIO(made)) as pdf:
        return len(pdf.pages)


@cache
def _fonts() -> tuple["FontConfiguration", "CSS"]:
    """Loaded once for each worker process: loading for every PDF is slow, and its memory is never given back."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return fonts, _parsed(FONTS, fonts)


@cache
def _sheet(name: str) -> "CSS":
    return _parsed(name, _fonts()[0])


def _parsed(name: str, fonts: "FontConfiguration") -> "CSS":
    from weasyprint import CSS

    return CSS(string=(STATIC / name).read_text(), base_url=ADDRESS + name, font_config=fonts, url_fetcher=_own_files())


atexit.register(_fonts.cache_clear)  # WeasyPrint cannot give its fonts back once Python takes itself apart
atexit.register(_sheet.cache_clear)


def _own_files(files: Mapping[str, bytes] = MappingProxyType({})) -> "URLFetcher":
    """A fetcher that opens files of static/, those it is given, and nothing else: no network, no other folder."""
    return _fetcher()(files)


@cache
def _fetcher() -> "Callable[[Mapping[str, bytes]], URLFetcher]":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def __init__(self, files: Mapping[str, bytes]) -> None:
            super().__init__()
            self.files = files

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url in self.files:
                return URLFetcherResponse(url, self.files[url])
            path = (STATIC / url.removeprefix(ADDRESS)).resolve()
            if not url.startswith(ADDRESS) or not path.is_relative_to(STATIC):
                raise ValueError(f"not a file of this site: {url}")
            return URLFetcherResponse(url, path.read_bytes())

    return OwnFiles
