"""The chapters of an edition in reading order, and its sources."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext

from advisor.present import names
from advisor.present.edition import rows, tables
from advisor.present.edition.shapes import Chapter, Fold
from advisor.present.edition.words import EPISODES
from advisor.present.sections.assumed import Cited, cited
from scenarios.assumptions import CLASSES, Assumptions


def edition(assumptions: Assumptions, language: str) -> tuple[tuple[Chapter, ...], tuple[Cited, ...]]:
    """All chapters of an edition, and its sources."""
    with translation.override(language):
        chapters = (*_people_and_plans(assumptions), *_markets(assumptions), *_law(assumptions), *_what_if(assumptions))
        return chapters, tuple(cited(source) for source in assumptions.sources.values())


def _people_and_plans(assumptions: Assumptions) -> Iterator[Chapter]:
    yield _chapter(assumptions, "defaults", gettext("What we take when you give three figures"))
    yield Chapter(key="match", name=gettext("Match formulas met in practice"), rows=tuple(rows.matches(assumptions)))
    fund = (*rows.of(assumptions, "core_funds."), *rows.glide_path(assumptions), *rows.of(assumptions, "glide_path."))
    yield Chapter(key="fund", name=gettext("The target-date fund"), rows=fund)


def _markets(assumptions: Assumptions) -> Iterator[Chapter]:
    yield Chapter(key="assets", name=gettext("What each asset earns, swings and costs"), folds=tuple(_assets(assumptions)))
    yield Chapter(key="links", name=gettext("How far assets move together, from −1 to 1"), folds=tuple(_links(assumptions)))
    yield _chapter(assumptions, "inflation", gettext("Inflation"))
    yield _chapter(assumptions, "regimes", gettext("Calm and stress"))
    yield _chapter(assumptions, "private", gettext("How private funds state prices and limit sales"))
    yield _chapter(assumptions, "history", gettext("Years that markets had"), tables.history(assumptions))


def _law(assumptions: Assumptions) -> Iterator[Chapter]:
    limits = [
        Fold(name=gettext("Limits in %(year)s") % {"year": str(year)}, rows=tuple(rows.of(assumptions, f"limits.{year}.")))
        for year in assumptions.limits
    ]
    yield Chapter(key="limits", name=gettext("IRS limits"), folds=tuple(limits))
    taxes = (*rows.of(assumptions, "law.tax.benefits."), *rows.of(assumptions, "law.tax.senior."))
    by_year = tuple(tables.income_tax(assumptions, year) for year in assumptions.law.tax.tables)
    yield Chapter(key="tax", name=gettext("Federal income tax"), rows=taxes, folds=by_year)
    paid = tables.wages(assumptions), tables.full_ages(assumptions)
    yield _chapter(assumptions, "social_security", gettext("Social Security"), *paid, part="law.social_security")
    taking = (*rows.of(assumptions, "law.required."), *rows.of(assumptions, "law.early."), rows.exceptions(assumptions))
    yield Chapter(key="taking", name=gettext("Taking money out"), rows=taking, folds=(tables.divisors(assumptions),))
    life, deaths = gettext("Length of life, and income for life"), tables.deaths(assumptions)
    yield _chapter(assumptions, "life", life, deaths, part="law.lifetime_income")


def _what_if(assumptions: Assumptions) -> Iterator[Chapter]:
    closed = tuple(row for part in ("years_gated", "mark_down") for row in rows.of(assumptions, f"episodes.{part}"))
    past = tuple(
        Fold(name=gettext(EPISODES[key]), rows=tuple(rows.of(assumptions, f"episodes.history.{key}.")))
        for key in assumptions.episodes.history
    )
    yield Chapter(key="episodes", name=gettext("Bad times that we replay"), rows=closed, folds=past)
    yield _chapter(assumptions, "ranges", gettext("How far we move a belief to see what it does"))
    yield _chapter(assumptions, "pool", gettext("How large retirement savings are"))


def _chapter(assumptions: Assumptions, key: str, name: str, *folds: Fold, part: str = "") -> Chapter:
    return Chapter(key=key, name=name, rows=tuple(rows.of(assumptions, f"{part or key}.")), folds=folds)


def _assets(assumptions: Assumptions) -> Iterator[Fold]:
    for key in CLASSES:
        about = (*rows.of(assumptions, f"classes.{key}.", leave_out=".views."), *rows.beliefs(assumptions, key))
        yield Fold(name=names.first_capital(names.asset(key)), rows=about)


def _links(assumptions: Assumptions) -> Iterator[Fold]:
    """Each pair once, under the asset that comes first."""
    for key in CLASSES:
        pairs = tuple(rows.of(assumptions, f"correlations.{key}/"))
        if pairs:
            yield Fold(name=gettext("Links of %(asset)s") % {"asset": names.asset(key)}, rows=pairs)
