"""The rounded summary of an answer: one for the page, the report and every other place that shows numbers to people."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext

from advisor.present import names
from advisor.present.exhibit import Exhibit
from advisor.present.figures import number
from advisor.present.sections import moves as what_moves
from advisor.present.sections.assumed import Assumed, SetBy, assumed
from advisor.present.sections.beliefs import Beliefs, beliefs
from advisor.present.sections.break_even import Thresholds, thresholds
from advisor.present.sections.by_age import by_age
from advisor.present.sections.change import Change, Nothing, change, nothing, parts
from advisor.present.sections.fees import costs
from advisor.present.sections.futures import futures
from advisor.present.sections.headline import Headline, crumb, headline, taken
from advisor.present.sections.instead import instead
from advisor.present.sections.ladder import ladder
from advisor.present.sections.moved import Moved, moved
from advisor.present.sections.notices import Notices, notices
from advisor.present.sections.sizes import sizes
from advisor.present.sections.stress import stress
from scenarios.results import Answer


@dataclass(frozen=True, kw_only=True)
class RunCode:
    """What repeats the answer."""

    code: str
    edition: str
    seed: str
    paths: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Words, tables and pictures. Without a sleeve `change`, `beliefs` and `thresholds` are None and `nothing` says so.
    `moved` is there where the answer was compared with one under the edition's own beliefs."""

    title: str
    sleeve: str
    with_words: str
    announcement: str
    crumb: tuple[str, ...]
    taken: tuple[str, ...]
    headline: Headline
    nothing: Nothing | None
    change: Change | None
    beliefs: Beliefs | None
    exhibits: tuple[Exhibit, ...]
    thresholds: Thresholds | None
    moved: Moved | None
    assumed: Assumed
    notices: Notices
    run: RunCode


def summary(answer: Answer, language: str, by_edition: Answer | None = None, plan: SetBy | None = None) -> Summary:
    """An answer in a language, rounded once for all who show it. `by_edition` is the same under the edition's own beliefs; `plan`
    is the plan that set some of what was asked."""
    with translation.override(language):
        return _summary(answer, by_edition, plan)


def moves(answer: Answer, language: str) -> Exhibit:
    """What moves the result, from an answer that was asked for its tornado."""
    with translation.override(language):
        return what_moves.moves(answer)


def _summary(answer: Answer, by_edition: Answer | None, plan: SetBy | None) -> Summary:
    has_sleeve = answer.choice.weight > 0
    words = {"sleeve": names.sized(answer.choice)}
    return Summary(
        title=gettext("Your 401(k), with and without a %(sleeve)s sleeve") % words
        if has_sleeve
        else gettext("Your 401(k) without a sleeve"),
        sleeve=words["sleeve"],
        with_words=names.with_sleeve(answer.choice),
        announcement=_announcement(answer, has_sleeve),
        crumb=crumb(answer.household, answer.plan),
        taken=taken(answer),
        headline=headline(answer),
        nothing=None if has_sleeve else nothing(answer),
        change=change(answer) if has_sleeve else None,
        beliefs=beliefs(answer) if has_sleeve and answer.views else None,
        exhibits=_exhibits(answer, has_sleeve),
        thresholds=thresholds(answer) if answer.break_even else None,
        moved=moved(answer, by_edition) if by_edition else None,
        assumed=assumed(answer, plan),
        notices=notices(answer),
        run=RunCode(
            code=answer.run.id,
            edition=answer.run.edition,
            seed=str(answer.run.seed),
            paths=number(answer.run.paths),
            version=answer.run.engine,
        ),
    )


def _announcement(answer: Answer, has_sleeve: bool) -> str:
    """One sentence for who hears the page."""
    if not has_sleeve:
        return nothing(answer).heading
    less, same, more = (number(part) for part in parts(answer.difference))
    words = {"sleeve": names.sized(answer.choice), "less": less, "same": same, "more": more}
    return gettext("%(sleeve)s sleeve: about %(less)s of 100 futures end with less, %(same)s about the same, %(more)s with more.") % words


def _exhibits(answer: Answer, has_sleeve: bool) -> tuple[Exhibit, ...]:
    still_working = answer.household.working_years > 0
    shown = [futures(answer)] if has_sleeve else []
    shown.append(ladder(answer))
    shown += [by_age(answer)] if still_working else []
    shown += [sizes(answer)] if has_sleeve and answer.sweep else []
    shown += [what_moves.moves(answer)] if answer.tornado else []
    shown += [stress(answer)] if answer.stress else []
    shown += [costs(answer)] if still_working else []
    shown += [instead(answer)] if answer.instead else []
    return tuple(shown)
