"""Answers kept for a client: what was typed, so that each can be asked for again."""

from dataclasses import dataclass

from django.db import transaction

from advisor.accounts import audit, carried
from advisor.accounts.carried import Carried, NotUnderstood, Typed, words_of
from advisor.accounts.services import free, numbered
from advisor.clients.models import LONGEST_NAME, MOST_SCENARIOS, Client, ClientScenario
from advisor.clients.services import taken
from advisor.firms.actions import BookAction
from advisor.planner.forms import YOU, PlannerForm
from scenarios.editions import load
from scenarios.inputs import Question


class Full(Exception):
    """As many are kept for this client as may be."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A scenario on a client's page. `form` asks it again, `hidden` are its fields; `words` say no figure of money."""

    scenario: ClientScenario
    words: str
    form: PlannerForm
    other_edition: bool

    @property
    def can_be_asked(self) -> bool:
        return self.form.is_valid()

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return list(self.form.all_hidden())


@transaction.atomic
def keep_for(*, client: Client, carried: Carried, by_participant: bool = False) -> ClientScenario:
    """Under the name that was wished for, or the next free one like it. The same figures under the same name are kept once.

    An answer for the person whom a copy describes came from what they shared, whatever sleeve it has: it goes with the copy.
    """
    client = taken(client)
    by_participant = by_participant or _person(carried.typed) in [
        _person(copy.typed) for copy in client.scenarios.filter(by_participant=True)
    ]
    kept = {scenario.name: scenario for scenario in client.scenarios.all()}
    for name in numbered(carried.name or carried.words, LONGEST_NAME):
        there = kept.get(name)
        if there is None:
            return _added(client, len(kept), name=name, typed=carried.typed, edition=carried.edition, by_participant=by_participant)
        if (there.typed, there.edition, there.by_participant) == (carried.typed, carried.edition, by_participant):
            return there
    raise AssertionError("there is always a next name")


@transaction.atomic
def rename(*, scenario: ClientScenario, name: str) -> None:
    client = taken(scenario.client)
    scenario.name = _free(client, name, but=scenario)
    scenario.save(update_fields=["name"])
    audit.record(client.adviser, BookAction.RENAME, plan=client.firm_id, about=client.id)


@transaction.atomic
def duplicate(*, scenario: ClientScenario, name: str) -> ClientScenario:
    """What came by consent stays so: the copy goes too when the consent ends."""
    client = taken(scenario.client)
    same = {field: getattr(scenario, field) for field in ("typed", "edition", "by_participant")}
    return _added(client, client.scenarios.count(), name=_free(client, name), **same)


@transaction.atomic
def delete(*, scenario: ClientScenario) -> None:
    client = taken(scenario.client)
    scenario.delete()
    audit.record(client.adviser, BookAction.DELETE_ANSWER, plan=client.firm_id, about=client.id)


def form_of(scenario: ClientScenario) -> PlannerForm:
    return carried.form_of(scenario.typed)


def question(scenario: ClientScenario) -> Question:
    """What it asks, under the assumptions of today; raises NotUnderstood where they no longer take what was typed."""
    form = form_of(scenario)
    if not form.is_valid():
        raise NotUnderstood
    return form.question()


def listed(client: Client) -> list[Listed]:
    return [_line(scenario) for scenario in client.scenarios.all()]


def _person(typed: Typed) -> list[object]:
    """What the form knows of somebody, with what was left out filled in."""
    data = carried.form_of(typed).data
    return [data.get(name) for name in YOU]


def _line(scenario: ClientScenario) -> Listed:
    form = form_of(scenario)
    return Listed(
        scenario=scenario,
        words=words_of(form),
        form=form,
        other_edition=scenario.edition != load().edition,
    )


def _added(client: Client, there: int, **fields: object) -> ClientScenario:
    if there >= MOST_SCENARIOS:
        raise Full
    scenario: ClientScenario = client.scenarios.create(**fields)
    audit.record(client.adviser, BookAction.KEEP, plan=client.firm_id, about=client.id)
    return scenario


def _free(client: Client, name: str, *, but: ClientScenario | None = None) -> str:
    others = client.scenarios.exclude(pk=but.pk) if but else client.scenarios.all()
    return free(name, set(others.values_list("name", flat=True)), LONGEST_NAME)
