"""What we hold about somebody: as the list that they see, and whole, to take along."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from advisor.accounts import passkeys
from advisor.accounts.carried import form_of, words_of
from advisor.accounts.models import Act, Actor, Scenario, User
from scenarios.editions import load

ALSO: list[Callable[[User], dict[str, Any]]] = []  # what other parts of the site hold; they add to it, accounts know none of them


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A scenario in the list. `hidden` are the fields that open it; `words` say no figure of money."""

    scenario: Scenario
    words: str
    hidden: list[tuple[str, str]]
    other_edition: bool


def listed(user: User) -> list[Listed]:
    return [line(scenario) for scenario in user.scenarios.all()]


def line(scenario: Scenario) -> Listed:
    form = form_of(scenario.typed)
    return Listed(
        scenario=scenario,
        words=words_of(form),
        hidden=list(form.all_hidden()),
        other_edition=scenario.edition != load().edition,
    )


def all_about(user: User) -> dict[str, Any]:
    return {
        "address": user.email,
        "id": user.id,
        "account since": user.joined_at,
        "last signed in": user.last_login,
        "signed in until": [session.expire_date for session in user.sessions.order_by("expire_date")],
        "passkeys": [
            {"name": str(passkey), "added": passkey.created_at, "last used": passkey.last_used_at, "what your device gave us": passkey.data}
            for passkey in passkeys.of(user)
        ],
        "kept": [
            {"name": kept.name, "kept on": kept.made_at, "assumptions of": kept.edition, "typed": kept.typed}
            for kept in user.scenarios.all()
        ],
        "acts": list(Act.objects.filter(actor__in=Actor.objects.filter(user=user)).order_by("id").values("at", "action", "plan", "about")),
    } | {name: held for also in ALSO for name, held in also(user).items()}
