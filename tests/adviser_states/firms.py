"""The pages of a firm and its people in every state. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse

from advisor.accounts.models import User
from advisor.clients.models import Client as BookClient
from advisor.firms.models import Firm, FirmInvitation, FirmMember, FirmRole
from tests.passkeys import signed_in, signed_in_with_passkey
from tests.plan_states import COLLEAGUE, lead

Shown = Any  # the response of Django's test client, whose class has no public name

GOOD = {"name": "Harbor & Mills Advisers", "capacity": "fiduciary"}


def started() -> Client:
    browser = lead()
    browser.post(reverse("firms:firm"), GOOD)
    return browser


def with_colleague(role: FirmRole = FirmRole.ADVISER) -> Client:
    browser = started()
    FirmMember.objects.create(firm=Firm.objects.get(), user=User.objects.with_address(COLLEAGUE), role=role)
    return browser


def clients(of: FirmMember, count: int) -> None:
    BookClient.objects.bulk_create(BookClient(firm=of.firm, adviser=of.user, name=f"Client {number}") for number in range(count))


def start(post: Mapping[str, str] | None = None) -> Shown:
    browser, address = lead(), reverse("firms:firm")
    return browser.get(address) if post is None else browser.post(address, post)


def firm(*, as_adviser: bool = False) -> Shown:
    browser = with_colleague()
    return (signed_in_with_passkey(COLLEAGUE) if as_adviser else browser).get(reverse("firms:firm"))


def people(*, role: str = "", post: Mapping[str, str] | None = None) -> Shown:
    """With somebody invited; with a role, after the only lead has asked to have it."""
    browser, address = started(), reverse("firms:people")
    browser.post(address, {"email": COLLEAGUE, "role": "adviser"})
    if role:
        return browser.post(reverse("firms:role", args=[FirmMember.objects.get().id]), {"role": role})
    return browser.get(address) if post is None else browser.post(address, post)


def remove(*, held: int = 0, own: bool = False) -> Shown:
    browser = with_colleague(FirmRole.LEAD)
    member = FirmMember.objects.exclude(user__email=COLLEAGUE).get() if own else FirmMember.objects.get(user__email=COLLEAGUE)
    clients(member, held)
    return browser.get(reverse("firms:remove", args=[member.id]))


def delete(*, held: int = 0, alone: bool = True) -> Shown:
    browser = started() if alone else with_colleague()
    clients(FirmMember.objects.exclude(user__email=COLLEAGUE).get(), held)
    return browser.get(reverse("firms:delete"))


def invited(*, elsewhere: bool = False) -> Shown:
    browser = started()
    browser.post(reverse("firms:people"), {"email": COLLEAGUE, "role": "adviser"})
    address = reverse("firms:invited", args=[FirmInvitation.objects.get().secret])
    if not elsewhere:
        return signed_in(COLLEAGUE).get(address)
    other = signed_in_with_passkey(COLLEAGUE)
    other.post(reverse("firms:firm"), GOOD | {"name": "Another"})
    return other.post(address)


STATES: Mapping[str, Callable[[], Shown]] = {
    "firm, to be started": start,
    "firm, to be started, with errors": partial(start, {"name": "", "capacity": ""}),
    "firm": firm,
    "firm, for an adviser": partial(firm, as_adviser=True),
    "firm's people": people,
    "firm's people, the last lead": partial(people, role="adviser"),
    "firm's people, with errors": partial(people, post={"email": "luis", "role": ""}),
    "firm, somebody to be removed": remove,
    "firm, somebody with clients to be removed": partial(remove, held=3),
    "firm, a lead with clients wants to leave": partial(remove, held=2, own=True),
    "firm, to be deleted": delete,
    "firm with clients, to be deleted": partial(delete, held=3),
    "firm with others in it, not to be deleted": partial(delete, alone=False),
    "firm's invitation": invited,
    "firm's invitation, for somebody of another firm": partial(invited, elsewhere=True),
}

OWN_SHAPE = (
    "firm, to be started, with errors", "firm", "firm's people", "firm's people, the last lead",
    "firm, somebody with clients to be removed",
)  # fmt: skip
