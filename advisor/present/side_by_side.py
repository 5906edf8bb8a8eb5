"""Answers that somebody has kept for one person, side by side on the same futures. They may differ in more than the sleeve: so each
stands with its own plan without a sleeve, and against the first only where both look at the same years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, ngettext

from advisor.present import names
from advisor.present.comparison import LETTERS, Comparison, all_notices, announcement, check_futures, findings, picture
from advisor.present.figures import number
from advisor.present.punctuation import sentences
from advisor.present.sections.columns import named_head
from advisor.present.sections.compared import Part, Row
from advisor.present.sections.kept import same_ages, side_by_side_parts
from scenarios.results import Answer, Difference


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An answer and the name it was kept under. `against` is its difference from the first on the same futures, where there is one."""

    name: str
    answer: Answer
    against: Difference | None = None


def side_by_side(kept: Sequence[Kept], unlike: Sequence[Row], language: str) -> Comparison:
    """`unlike` are rows with what was typed and is not the same. Raises ValueError for more answers than there are letters, and
    unless all look at the same futures."""
    check_futures([one.answer for one in kept], most=len(LETTERS))
    with translation.override(language):
        return _side_by_side(kept, unlike)


def _side_by_side(kept: Sequence[Kept], unlike: Sequence[Row]) -> Comparison:
    answers = [one.answer for one in kept]
    columns = tuple(named_head(letter, one.name, one.answer) for letter, one in zip(LETTERS, kept, strict=False))
    typed = (Part(heading=gettext("What is not the same"), rows=tuple(unlike)),) if unlike else ()
    finding = sentences(*findings(columns, answers))
    return Comparison(
        announcement=announcement(columns, answers),
        sentences=tuple(_sentences(kept)),
        caption=gettext("Answers for one person on the same futures, in today’s dollars"),
        baseline=None,
        columns=columns,
        parts=(*typed, *side_by_side_parts(answers, [one.against for one in kept])),
        heading=gettext("What each would change"),
        finding=finding,
        note=_note(answers),
        picture=picture(columns, answers, finding),
        notices=all_notices(answers),
    )


def _note(answers: Sequence[Answer]) -> str:
    if not same_ages(answers):
        return gettext("Change in income a month, each at its own age. Bad case: 5 of 100 lose more. Good case: 5 of 100 gain more.")
    words = {"age": number(answers[0].household.retirement_age)}
    return gettext("Change in income a month at %(age)s. Bad case: 5 of 100 lose more. Good case: 5 of 100 gain more.") % words


def _sentences(kept: Sequence[Kept]) -> Iterator[str]:
    yield gettext("Every column is worked out on the same %(paths)s futures.") % {"paths": number(kept[0].answer.run.paths)}
    yield gettext("The order is yours. Nothing is ranked.")
    yield gettext("The change of each is against its own plan without a sleeve.")
    apart = [letter for letter, one in zip(LETTERS[1:], kept[1:], strict=False) if one.against is None]
    if apart:
        yield ngettext(
            "Column %(letters)s has other years than A, so no gap to A is shown.",
            "Columns %(letters)s have other years than A, so no gap to A is shown.",
            len(apart),
        ) % {"letters": names.listed(apart)}
