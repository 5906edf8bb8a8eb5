"""The pages of an employer's plan in every state that those who look after it can meet. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.plans.models import Invitation, Plan
from tests.passkeys import signed_in, signed_in_with_passkey

Shown = Any  # the response of Django's test client, whose class has no public name

LEAD, COLLEAGUE = "ana@example.org", "luis@example.org"
# Rules that all differ from the usual ones, each with something to say.
OWN = {
    "match_own": "50% of 6%", "core": "target_date_active", "escalation_step": "1", "escalation_ceiling": "10", "cap": "8",
    "cap_bitcoin": "3", "cap_ether": "2", "menu": ["bitcoin", "ether", "private_credit"], "ramp_years": "3", "rebalance": "band",
    "band": "2", "over_cap": "stop", "pause_fall": "30", "pause_years": "2", "taper_years": "10", "taper_floor": "4", "gates": "off",
    "check_required": "off", "nonelective": "3", "vesting": "after_3", "true_up": "yes", "access": "fund_list", "auto_enrolment": "4",
}  # fmt: skip
WRONG = {"cap": "150", "match_own": "half", "rebalance": "band", "menu": ["gold"], "escalation_step": "1", "nonelective": "26",
         "auto_enrolment": "150"}  # fmt: skip


def lead() -> Client:
    mail.outbox = getattr(mail, "outbox", [])
    return signed_in_with_passkey(LEAD)


def started(browser: Client) -> Plan:
    browser.post(reverse("plans:list"), {"name": "Harbor Mills 401(k)"})
    return Plan.objects.get()


def published(browser: Client, plan: Plan, rules: Mapping[str, Any]) -> None:
    browser.post(reverse("plans:rules", args=[plan.id]), rules)
    publish(browser, plan)


def publish(browser: Client, plan: Plan) -> Shown:
    """The draft as it is now."""
    return browser.post(reverse("plans:publish", args=[plan.id]), {"as_of": plan.draft.as_of if plan.draft else ""})


def plans(*, any_yet: bool) -> Shown:
    browser = lead()
    if any_yet:
        started(browser)
    return browser.get(reverse("plans:list"))


def nameless() -> Shown:
    return lead().post(reverse("plans:list"), {"name": ""})


def of_plan(name: str, *parts: object, versions: int = 0, draft: Mapping[str, Any] | None = None, post: Any = None) -> Shown:
    """A page of a plan with so many versions, by turns of the usual rules and of its own, and perhaps a draft."""
    browser = lead()
    plan = started(browser)
    for number in range(versions):
        published(browser, plan, OWN if number % 2 else {})
    if draft is not None:
        browser.post(reverse("plans:rules", args=[plan.id]), draft)
    address = reverse(f"plans:{name}", args=[plan.id, *parts])
    return browser.get(address) if post is None else browser.post(address, post)


def people(role: str = "") -> Shown:
    """With somebody invited; with a role, after the only lead has asked to have it."""
    browser = lead()
    plan = started(browser)
    address = reverse("plans:people", args=[plan.id])
    browser.post(address, {"email": COLLEAGUE, "role": "editor"})
    if role:
        return browser.post(reverse("plans:role", args=[plan.id, plan.memberships.get().id]), {"role": role})
    return browser.get(address)


def invited(who: str) -> Shown:
    browser = lead()
    browser.post(reverse("plans:people", args=[started(browser).id]), {"email": COLLEAGUE, "role": "editor"})
    address = reverse("plans:invited", args=[Invitation.objects.get().secret])
    return (signed_in(who) if who else Client()).get(address)


def passkeys_of_a_lead() -> Shown:
    """Who looks after a plan came by a code, and wants to change passkeys."""
    started(lead())
    return signed_in(LEAD).get(reverse("accounts:confirm", args=["passkeys"]))


def entered() -> Shown:
    """Whoever comes by the link of a plan that says all it can."""
    browser = lead()
    plan = started(browser)
    published(browser, plan, OWN)
    return Client().get(reverse("plans:enter", args=[plan.link]))


PLAN_STATES: Mapping[str, Callable[[], Shown]] = {
    "plans, none yet": partial(plans, any_yet=False),
    "plans": partial(plans, any_yet=True),
    "plans, with an error": nameless,
    "plan, a draft only": partial(of_plan, "plan"),
    "plan, published": partial(of_plan, "plan", versions=1, draft=OWN),
    "plan's rules": partial(of_plan, "rules", draft=OWN),
    "plan's rules, with errors": partial(of_plan, "rules", post=WRONG),
    "publish, the first": partial(of_plan, "publish"),
    "publish, changes": partial(of_plan, "publish", versions=1, draft=OWN),
    "publish, a draft that has moved": partial(of_plan, "publish", versions=1, draft=OWN, post={"as_of": "before"}),
    "publish, nothing": partial(of_plan, "publish", versions=1),
    "version": partial(of_plan, "version", 2, versions=2),
    "plan, to be deleted": partial(of_plan, "delete"),
    "people": people,
    "people, the last lead": partial(people, "viewer"),
    "people, with errors": partial(of_plan, "people", post={"email": "luis", "role": ""}),
    "passkeys, of a lead": passkeys_of_a_lead,
    "plan's link": entered,
    "invited, signed out": partial(invited, ""),
    "invited": partial(invited, COLLEAGUE),
    "invited, no longer there": partial(invited, "else@example.org"),
}
