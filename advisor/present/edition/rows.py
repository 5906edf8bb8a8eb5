"""The rows of an edition: figures by their path, and the rules that are made of several numbers."""

from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.edition.values import written
from advisor.present.edition.words import EXCEPTIONS, MATCHES, label
from advisor.present.figures import day, number, share
from advisor.present.sections.assumed import Row
from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, GlidePoint, View, typical_growth
from scenarios.editions import figures, load
from scenarios.figure import Figure, Source


def of(assumptions: Assumptions, part: str, leave_out: str = "\0") -> Iterator[Row]:
    """The figures whose path begins with `part`, without columns, which stand in a table."""
    for key, figure in _figures(assumptions.edition):
        if key.startswith(part) and leave_out not in key and not key.endswith(".last"):
            yield row(label(key), written(key, figure), figure.status, figure.source, figure.as_of, figure.note)


@cache
def _figures(edition: str) -> tuple[tuple[str, Figure], ...]:
    """All of them, looked for once: the page of an edition asks for fifty parts, and an edition never changes."""
    return tuple(figures(load(edition)))


def row(what: str, value: str, status: str, source: Source, as_of: str, note: str = "") -> Row:
    return Row(
        what=names.first_capital(what),
        value=value,
        kind=names.kind(status),
        key=source.key,
        source=gettext(source.publisher),
        date=day(as_of),
        note=gettext(note) if note else "",
    )


def matches(assumptions: Assumptions) -> Iterator[Row]:
    for preset in assumptions.match_presets.values():
        usual = gettext("taken when you give no match") if preset.key == assumptions.defaults.match_preset else ""
        yield row(gettext(MATCHES[preset.key]), names.match(preset.tiers), preset.status, preset.source, preset.as_of, usual)


def glide_path(assumptions: Assumptions) -> Iterator[Row]:
    path = assumptions.glide_path
    for point in path.points:
        words = {"stocks": share(point.equity), "tips": share(point.tips)}
        mix = gettext("%(stocks)s stocks, %(tips)s inflation-protected bonds") % words
        yield row(_when(point), mix, path.figure.status, path.figure.source, path.figure.as_of)


def _when(point: GlidePoint) -> str:
    if point.years_to_retirement == 0:
        return gettext("Mix when you stop work")
    words = {"years": number(abs(point.years_to_retirement))}
    if point.years_to_retirement > 0:
        return gettext("Mix %(years)s years before you stop work") % words
    return gettext("Mix %(years)s years after you stop work") % words


def beliefs(assumptions: Assumptions, key: str) -> Iterator[Row]:
    """What each belief about a sleeve asset gives as its average year."""
    for place, view in assumptions.classes[key].views.items() if key in SLEEVE_CLASSES else ():
        what = gettext("Belief: %(belief)s") % {"belief": names.belief(view, place)}
        value = _believed(assumptions, key, place, view)
        if view.figure is not None:
            yield row(what, value, view.figure.status, view.figure.source, view.figure.as_of, view.reason)
        else:
            yield row(what, value, "computed", view.source, view.source.published, view.reason)


def _believed(assumptions: Assumptions, key: str, place: str, view: View) -> str:
    """The average year; where typical growth is stated or taken over, that too."""
    average = assumptions.average_return(key, place)
    words = {"average": share(round(average, 4)), "typical": share(round(typical_growth(average, assumptions.log_volatility(key)), 4))}
    if view.rule in ("typical", "like_us_stocks"):
        return gettext("%(typical)s typical, %(average)s on average a year") % words
    return gettext("%(average)s a year") % words


def exceptions(assumptions: Assumptions) -> Row:
    early = assumptions.law.early
    cases = names.listed([gettext(EXCEPTIONS[case]) for case in early.exceptions])
    what, count = gettext("when the extra tax is not due"), gettext("%(count)s cases") % {"count": number(len(early.exceptions))}
    return row(what, count, early.rate.status, early.rate.source, early.rate.as_of, cases)
