"""Figures of somebody who is not signed in yet: hidden fields of every form on the way, and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from advisor.planner.asked import asked
from advisor.planner.forms import YOU, PlannerForm
from advisor.present import names
from scenarios.inputs import Sleeve

Typed = Mapping[str, str | list[str]]


class NotUnderstood(Exception):
    """Figures that no page of ours has sent."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """`typed` by field of the planner's form, `name` as it was wished for or empty."""

    typed: Typed
    edition: str
    name: str
    words: str

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [*pairs(self.typed), ("name", self.name)]


def carried(request: HttpRequest) -> Carried | None:
    """The figures among what was sent, with the rules of the plan of this moment; None if there are none."""
    if not any(name in request.POST for name in YOU):
        return None
    form = asked(request)
    if not form.is_valid():
        raise NotUnderstood
    question = form.question()
    return Carried(
        typed=typed_in(form),
        edition=question.beliefs.edition,
        name=" ".join(request.POST.get("name", "").split()),
        words=sleeve_words(question.sleeve),
    )


def typed_in(form: PlannerForm) -> Typed:
    """All that the form was told, and nothing that came beside it."""
    known = {name for name, _ in form.all_hidden()}
    return {name: value for name, value in form.data.items() if name in known}


def form_of(typed: Typed) -> PlannerForm:
    data = QueryDict(mutable=True)
    for name, text in pairs(typed):
        data.appendlist(name, text)
    return PlannerForm(data)


def words_of(form: PlannerForm) -> str:
    """What a kept form asks about, in words that say no figure of money; or that it cannot be asked as it stands."""
    return sleeve_words(form.question().sleeve) if form.is_valid() else gettext("It opens with something to correct.")


def pairs(typed: Typed) -> list[tuple[str, str]]:
    """As hidden fields. A list begins with an empty text, so that one with nothing in it is sent too."""
    return [(name, text) for name, value in typed.items() for text in (["", *value] if isinstance(value, list) else [value])]


def sleeve_words(sleeve: Sleeve) -> str:
    return names.sized(sleeve) if sleeve.weight > 0 else gettext("No sleeve")
