"""What a PDF costs a warm worker, from the saved question to the finished file."""

from collections.abc import Callable, Iterator

from tests.bench.timing import Row, timed

ROUNDS = 3
ORDERS = [(kind, language) for kind in ("summary", "full") for language in ("en", "es", "zh-hant")]
PERSON = "Maya"


def rows() -> Iterator[Row]:
    """Django is set up, and its database is there."""
    from advisor.reports import pdf

    costs = []
    for kind, language in ORDERS:
        make = _maker(kind, language)
        made = make()
        cost, pages = timed(make, ROUNDS).cpu_median / 1000, pdf.pages(made)
        costs.append((pages, cost))
        yield Row(
            what=f"PDF, {kind}, {language}: CPU",
            value=cost,
            unit="s",
            note=f"{pages} pages, {len(made) / 1000:.0f} KB",
        )
    whole_pages, whole_cost = (sum(column) for column in zip(*costs, strict=True))
    yield Row(what="PDF: CPU for a page", value=whole_cost / whole_pages, unit="s", note=f"{whole_pages:.0f} pages, {len(costs)} PDFs")
    yield Row(what="PDF of four pages: CPU", value=4 * whole_cost / whole_pages, unit="s", note="four times the cost of a page")


def _maker(kind: str, language: str) -> Callable[[], bytes]:
    from advisor.reports import services, tasks
    from tests.people import question_of

    report = services.request_report(question=question_of(PERSON), language=language, kind=kind)
    return lambda: tasks.make(report, lambda done, of: None)
