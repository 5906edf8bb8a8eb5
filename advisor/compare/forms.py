"""Up to four columns: each is the person's own form with a few fields changed, so both are read and refused alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import floor

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext

from advisor.planner.choices import MIX, assets, rebalancings
from advisor.planner.forms import PlannerForm
from advisor.present import names
from advisor.present.figures import exact
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS
from scenarios.inputs import Question, Sleeve
from scenarios.search import allowed

LETTERS = ("a", "b", "c", "d")
OF_THE_SLEEVE = ("weight", "asset", "view")
OF_THE_PLAN = ("rebalance", "contribution", "core")
CHANGED = (*OF_THE_SLEEVE, *OF_THE_PLAN)
USUAL = (0.01, 0.05)  # sizes offered to who has chosen none
FIRST_SHOWN = 3
STEPS = 1_000_000  # in the whole account: sizes are offered in whole steps, so that rounding puts none above a cap

Texts = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`letter` names it, small in the fields it sends; `own` is what the person's own form says in the fields it may change.
    `fixed` names the fields that the person's plan sets: a column may ask what another rule would do."""

    letter: str
    form: PlannerForm
    own: Texts
    fixed: Collection[str] = ()

    @property
    def name(self) -> str:
        return gettext("Column %(letter)s") % {"letter": self.letter.upper()}

    @property
    def weight(self) -> BoundField:
        return self.form["weight"]

    @property
    def contribution(self) -> BoundField:
        return self.form["contribution"]

    @property
    def core(self) -> BoundField:
        return self.form["core"]

    @property
    def rebalance(self) -> BoundField:
        return self.form["rebalance"]

    @property
    def changes_plan(self) -> bool:
        """Whether a rule, what is paid in or the fund is not as in the person's own plan."""
        return any(self.form.data[name] != self.own[name] for name in OF_THE_PLAN)

    @property
    def departs(self) -> bool:
        """Whether it asks about a rule that is not the one of the plan: an answer under the plan's rules would be another."""
        return any(self.form.data[name] != self.own[name] for name in OF_THE_PLAN if name in self.fixed)

    def question(self) -> Question:
        """What the column asks, when it has no errors."""
        return self.form.question()

    def assets(self) -> list[tuple[str, str]]:
        """What the plan's menu has, what was picked even if it has not, and the mix of shares if there is one."""
        given = self.form.data
        shown = [(key, words) for key, words in assets() if key in (*given["menu"], given["asset"])]
        mixed = given["asset"] == MIX or any(given.get(f"share_{key}") for key in SLEEVE_CLASSES)
        return [*shown, (MIX, gettext("Your mix"))] if mixed else shown

    def views(self) -> list[tuple[str, str]]:
        """The beliefs by the names they have for what is held; one that is not there for it only if it was picked."""
        classes, key = self.form.assumptions.classes, self.form.data["asset"]
        if key not in classes:
            return [(view, gettext(names.BELIEFS[view])) for view in VIEWS]
        there = {view: names.belief(classes[key].views[view], view) for view in VIEWS if view in classes[key].views}
        picked = self.form.data["view"]
        return [*there.items(), *[(view, gettext(names.BELIEFS[view])) for view in VIEWS if view == picked and view not in there]]

    def rebalancings(self) -> list[tuple[str, str]]:
        """What the plan may do with a sleeve that has moved; the second needs a distance, which the person's plan may not have."""
        return [(key, words) for key, words in rebalancings() if key != "band" or self.form.data.get("band")]

    def errors(self) -> dict[str, str]:
        """The first error of each field that the column shows."""
        found: dict[str, str] = {}
        for name, errors in self.form.errors.items():
            found.setdefault(_shown_as(name), str(errors[0]))
        return found


def columns(data: QueryDict, person: PlannerForm) -> list[Column]:
    """What was sent, after the button that was pressed; at first the person's own sleeve and two that they might ask for."""
    typed = _sent(data, person) or [_own(person) | {"weight": size} for size in _sizes(person)[:FIRST_SHOWN]]
    left_out = data.get("remove")
    if len(typed) > 1 and left_out in LETTERS[: len(typed)]:
        del typed[LETTERS.index(left_out)]
    if "add" in data and len(typed) < len(LETTERS):
        typed.append(_next(typed, person))
    own = _own(person)
    return [
        Column(letter=letter, form=_with(person, texts), own=own, fixed=person.fixed) for letter, texts in zip(LETTERS, typed, strict=False)
    ]


def _sent(data: QueryDict, person: PlannerForm) -> list[Texts]:
    own = _own(person)
    return [{name: data.get(f"{letter}_{name}", own[name]) for name in CHANGED} for letter in LETTERS if f"{letter}_weight" in data]


def _own(person: PlannerForm) -> Texts:
    return {name: str(person.data[name]) for name in CHANGED}


def _next(typed: list[Texts], person: PlannerForm) -> Texts:
    """A size that no column has yet, if one is left."""
    had = [texts["weight"].strip() for texts in typed]
    return _own(person) | {"weight": next((size for size in _sizes(person) if size not in had), had[-1])}


def _sizes(person: PlannerForm) -> list[str]:
    """The chosen size, half of it and the most that the plan allows; who chose none gets usual sizes first."""
    question = person.question()
    own, most = question.sleeve.weight, _most(question)
    wanted = (own, own / 2, most, *USUAL) if own else (*USUAL, most)
    return list(dict.fromkeys(exact(size * 100) for size in wanted if 1 / STEPS <= size <= most)) or ["0"]


def _most(question: Question) -> float:
    """The largest size that the plan allows for what is held, down to a whole step."""
    return floor(allowed(question.plan, Sleeve(mix=question.sleeve.mix)) * STEPS + 1e-6) / STEPS


def _with(person: PlannerForm, texts: Mapping[str, str]) -> PlannerForm:
    """The person's form with other texts in the fields of a column."""
    data = QueryDict(mutable=True)
    for name, text in person.all_hidden():
        data.appendlist(name, text)
    for name, text in texts.items():
        data[name] = text
    form = PlannerForm(data)
    form.is_valid()
    return form


def _shown_as(name: str) -> str:
    """The field of a column at which an error of the form stands: the cause of others is among the changed ones."""
    if name in CHANGED:
        return name
    part = name.partition("_")[0]
    return {"share": "asset", "cap": "asset", "return": "view", "escalation": "contribution"}.get(part, "weight")
