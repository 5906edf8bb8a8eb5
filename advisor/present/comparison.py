"""Sleeves or plans side by side on the same futures, in words: for the participant's page and for who advises several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, ngettext

from advisor.present import names
from advisor.present.charts.comparison import NARROW, WIDE, Range, ranges
from advisor.present.charts.pen import Picture
from advisor.present.figures import change, less_or_more, number
from advisor.present.punctuation import sentences
from advisor.present.sections.change import parts
from advisor.present.sections.columns import Column, head, sized, without_sleeve
from advisor.present.sections.compared import Cell, Part, Row, compared, same_without
from advisor.present.sections.notices import Notices, of_keys
from scenarios.results import Answer, Statistic

__all__ = ["Cell", "Column", "Comparison", "Part", "Row", "comparison"]

LETTERS = "ABCD"


@dataclass(frozen=True, kw_only=True)
class Card:
    """One column from top to bottom: headings with pairs of a row's name and its cell."""

    column: Column
    parts: tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Every row has a cell for the baseline, if all have the same one, and then one for each column."""

    announcement: str
    sentences: tuple[str, ...]
    caption: str
    baseline: Column | None
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    heading: str
    finding: str
    note: str
    picture: Picture
    notices: Notices

    @property
    def cards(self) -> tuple[Card, ...]:
        """The same cells, column by column, without those that say nothing."""
        heads = (self.baseline, *self.columns) if self.baseline else self.columns
        return tuple(Card(column=column, parts=tuple(_card_parts(self.parts, place))) for place, column in enumerate(heads))


def comparison(baseline: Answer, answers: Sequence[Answer], language: str) -> Comparison:
    """`baseline` is the person's own answer, of which only the side without a sleeve is shown. Raises ValueError for more columns
    than there are letters, and unless all look at the same futures."""
    check_futures([baseline, *answers], most=len(LETTERS) + 1)
    with translation.override(language):
        return _comparison(baseline, answers)


def check_futures(answers: Sequence[Answer], *, most: int) -> None:
    if len(answers) > most:
        raise ValueError(f"at most {len(LETTERS)} columns")
    if len({(one.run.bank, one.run.seed, one.run.paths, one.run.edition) for one in answers}) > 1:
        raise ValueError("the answers are not on the same futures")


def _comparison(baseline: Answer, answers: Sequence[Answer]) -> Comparison:
    columns = tuple(head(letter, answer, baseline) for letter, answer in zip(LETTERS, answers, strict=False))
    finding = sentences(*findings(columns, answers))
    words = {"age": number(baseline.household.retirement_age)}
    return Comparison(
        announcement=announcement(columns, answers),
        sentences=tuple(_sentences(columns, baseline, answers)),
        caption=gettext("Each column against the same account without a sleeve, on the same futures, in today’s dollars"),
        baseline=without_sleeve(baseline),
        columns=columns,
        parts=compared(baseline, answers),
        heading=gettext("What each would change"),
        finding=finding,
        note=gettext("Change in income a month at %(age)s. Bad case: 5 of 100 lose more. Good case: 5 of 100 gain more.") % words,
        picture=picture(columns, answers, finding),
        notices=all_notices(answers),
    )


def all_notices(answers: Sequence[Answer]) -> Notices:
    keys = dict.fromkeys(key for answer in answers for key in answer.notices)
    return of_keys(keys, matched=any(year.employer for answer in answers for year in answer.contributions))


def _sentences(columns: Sequence[Column], baseline: Answer, answers: Sequence[Answer]) -> Iterator[str]:
    yield gettext("Every column is the same person on the same %(paths)s futures.") % {"paths": number(baseline.run.paths)}
    yield gettext("The order is yours. Nothing is ranked.")
    others = [column.letter for column, answer in zip(columns, answers, strict=True) if not same_without(answer, baseline)]
    if others:
        yield ngettext(
            "Column %(letters)s changes the plan too. Its change is against that plan without a sleeve.",
            "Columns %(letters)s change the plan too. Their change is against that plan without a sleeve.",
            len(others),
        ) % {"letters": names.listed(others)}
        yield gettext("What each plan comes to without a sleeve stands in the last rows.")


def announcement(columns: Sequence[Column], answers: Sequence[Answer]) -> str:
    """One sentence for who hears the page."""
    counts = [
        gettext("%(less)s in %(letter)s") % {"less": number(parts(answer.difference)[0]), "letter": column.letter}
        for column, answer in zip(columns, answers, strict=True)
    ]
    return gettext("Of 100 futures about this many end with less: %(counts)s.") % {"counts": names.listed(counts)}


def findings(columns: Sequence[Column], answers: Sequence[Answer]) -> Iterator[str]:
    for column, answer in zip(columns, answers, strict=True):
        income = answer.difference.income_monthly
        if answer.choice.weight:
            words = {"letter": column.letter, "bad": less_or_more(income.p5.value), "good": less_or_more(income.p95.value)}
            yield gettext("%(letter)s: bad case about %(bad)s a month, good case %(good)s.") % words
        else:
            yield gettext("%(letter)s has no sleeve, so nothing changes.") % {"letter": column.letter}


def picture(columns: Sequence[Column], answers: Sequence[Answer], finding: str) -> Picture:
    drawn = [_range(column, answer) for column, answer in zip(columns, answers, strict=True)]
    return Picture(
        key="compared",
        title=sentences(gettext("What each column would change a month, against the same plan without a sleeve."), finding),
        description=gettext(
            "One line for each column, from its bad to its good case, with an open mark at the middle. The line down is no sleeve."
        ),
        wide=ranges(drawn, WIDE),
        narrow=ranges(drawn, NARROW),
    )


def _range(column: Column, answer: Answer) -> Range:
    income = answer.difference.income_monthly
    written = (_end(income.p5), _end(income.p95)) if answer.choice.weight else ("", gettext("no change"))
    return Range(
        letter=column.letter,
        name=sized(answer),
        bad=income.p5.value,
        middle=income.p50.value,
        good=income.p95.value,
        bad_words=written[0],
        good_words=written[1],
    )


def _end(case: Statistic) -> str:
    """Short, since there is little room at the end of a line."""
    return change(case.value) if case.is_clear else gettext("unclear")


def _card_parts(shown: Sequence[Part], place: int) -> Iterator[tuple[str, tuple[tuple[str, Cell], ...]]]:
    for part in shown:
        pairs = tuple((row.name, row.cells[place]) for row in part.rows if row.cells[place].figure != "–")
        if pairs:
            yield part.heading, pairs
