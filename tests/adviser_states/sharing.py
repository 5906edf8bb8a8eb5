"""Pages by which answers go from one person to another, in every state that either can meet. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Scenario, User
from advisor.clients import consent, hand_over, sharing
from advisor.clients.models import Client
from advisor.firms.models import FirmMember
from tests.clients.desk import COLLEAGUE, client_of, desk, firm, member, scenario_of
from tests.passkeys import signed_in
from tests.people import PEOPLE
from tests.plan_states import OWN, lead, published, started

Shown = Any  # the response of Django's test client, whose class has no public name

MAYA = "maya@example.com"


def adviser(*, colleague: bool = False) -> User:
    office = firm()
    if colleague:
        member(office, COLLEAGUE, "adviser")
    return member(office)


def share(*, make: bool = False, again: bool = False) -> Shown:
    scenario = scenario_of(client_of(adviser()))
    if again:
        sharing.share(scenario=scenario, user=scenario.client.adviser)
    address = reverse("clients:share", args=[scenario.client_id, scenario.id])
    return desk().post(address) if make else desk().get(address)


def shared(*, known: bool = True, in_plan: bool = False) -> Shown:
    scenario, browser = scenario_of(client_of(adviser())), Browser()
    secret = sharing.share(scenario=scenario, user=scenario.client.adviser) if known else "n" * 22
    if in_plan:
        hr = lead()
        plan = started(hr)
        published(hr, plan, OWN)
        browser.post(reverse("plans:enter", args=[plan.link]))
    return browser.get(reverse("clients:shared", args=[secret]))


def giving(*, colleague: bool = True, clients: int = 3, given: int = 0, post: Any = None) -> Shown:
    user = adviser(colleague=colleague)
    for name in ("Maya Ortiz", "Theo Lin", "Raymond Okafor")[:clients]:
        client_of(user, name)
    if given:
        chosen = Client.objects.filter(id__in=Client.objects.order_by("name").values_list("id", flat=True)[:given])
        hand_over.give(clients=chosen, user=user, to=FirmMember.objects.get(user__email=COLLEAGUE))
    address = reverse("clients:hand_over")
    return desk().get(address) if post is None else desk().post(address, post)


def given(count: int) -> Shown:
    giving(given=count)
    return desk(COLLEAGUE).get(reverse("clients:given"))


def keeping() -> User:
    user = User.objects.with_address(MAYA)
    for name, person in (("Bitcoin 0%", "Theo"), ("Bitcoin 5%", "Maya")):
        Scenario.objects.create(owner=user, name=name, typed=dict(PEOPLE[person]), edition="2026-11", made_at=timezone.now())
    return user


def code() -> str:
    user = keeping()
    return consent.offer(user=user, scenarios=list(user.scenarios.all()))


def offer(*, any_kept: bool = True, make: bool = False, post: Any = None) -> Shown:
    kept = [scenario.id for scenario in keeping().scenarios.all()] if any_kept else []
    browser, address = in_account(), reverse("clients:offer")
    sent = {"scenario": kept} if make else post
    return browser.get(address) if sent is None else browser.post(address, sent)


def kept() -> Shown:
    """With copies at one adviser, and a code that waits."""
    consent.accept(code=code(), user=adviser(), client=None, name="Maya Ortiz")
    user = User.objects.get(email=MAYA)
    consent.offer(user=user, scenarios=list(user.scenarios.all()))
    return in_account().get(reverse("accounts:kept"))


def taking_back() -> Shown:
    client = consent.accept(code=code(), user=adviser(), client=None, name="Maya Ortiz")
    return in_account().get(reverse("clients:end_consent", args=[client.id]))


def typing_code(typed: str = "") -> Shown:
    adviser()
    address = reverse("clients:import")
    return desk().post(address, {"code": typed}) if typed else desk().get(address)


def copying(*, then: bool = False) -> Shown:
    """The page that asks once more; `then` after it was sent without a name."""
    client_of(adviser(), "Theo Lin")
    made = code()
    return desk().post(reverse("clients:import_copy" if then else "clients:import"), {"code": made})


def in_account() -> Browser:
    mail.outbox = getattr(mail, "outbox", [])
    return signed_in(MAYA)


STATES: Mapping[str, Callable[[], Shown]] = {
    "share, no link": share,
    "share, a new link": partial(share, make=True),
    "share, a link": partial(share, again=True),
    "shared": shared,
    "shared, in a plan": partial(shared, in_plan=True),
    "shared, no longer there": partial(shared, known=False),
    "hand over": giving,
    "hand over, nobody else": partial(giving, colleague=False),
    "hand over, no clients": partial(giving, clients=0),
    "hand over, with errors": partial(giving, post={"to": ""}),
    "hand over, not taken yet": partial(giving, given=2),
    "given": partial(given, 2),
    "given, nothing": partial(given, 0),
    "offer": offer,
    "offer, nothing kept": partial(offer, any_kept=False),
    "offer, with errors": partial(offer, post={}),
    "offer, the code": partial(offer, make=True),
    "kept, shared with an adviser": kept,
    "answers, to be taken back": taking_back,
    "import": typing_code,
    "import, with errors": partial(typing_code, "0000"),
    "import, whose it is": copying,
    "import, whose it is, with errors": partial(copying, then=True),
}

OWN_SHAPE = ("share, a new link", "shared", "hand over, not taken yet", "hand over, with errors", "given", "offer", "offer, the code",
             "kept, shared with an adviser", "import, whose it is, with errors")  # fmt: skip
