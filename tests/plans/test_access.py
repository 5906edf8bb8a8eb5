"""Who may come where: every address of plans, for everybody. To whom a plan is not shown, it is not there."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Act, User
from advisor.accounts.second_factor import RECENT
from advisor.plans import services
from advisor.plans.access import membership_for, plan_for, plans_of
from advisor.plans.models import Invitation, Membership, Plan, Role, Version
from advisor.plans.rules import usual
from advisor.plans.urls import urlpatterns
from tests.passkeys import let_pass, signed_in, signed_in_with_passkey

pytestmark = pytest.mark.django_db

ANYBODY = {"list", "invited", "enter", "leave"}  # of no plan in particular, or judged by a secret: other tests say by whom
ALL, WRITERS, LEADS = tuple(Role), (Role.LEAD, Role.EDITOR), (Role.LEAD,)
ROLES = {
    "plan": ALL, "version": ALL, "qr": ALL,
    "rules": WRITERS, "publish": WRITERS, "discard": WRITERS,
    "people": LEADS, "role": LEADS, "print_right": LEADS, "remove": LEADS, "withdraw": LEADS, "new_link": LEADS, "delete": LEADS,
}  # fmt: skip
SENSITIVE = {"publish", "people", "role", "print_right", "remove", "withdraw", "new_link", "delete"}
LEAD, OTHER = "lead@example.org", "other@example.org"
SENT = {"email": "new@example.org", "role": "viewer", **usual()}  # whatever a form of these pages sends


@pytest.fixture
def plan() -> Plan:
    """With a published version, a draft, a member of each role and somebody invited."""
    lead = User.objects.with_address(LEAD)
    made = services.start_plan(user=lead, name="Bakery")
    services.publish(plan=made, user=lead)
    services.save_draft(plan=made, user=lead, typed=usual() | {"cap": "7"})
    for role in (Role.EDITOR, Role.VIEWER):
        Membership.objects.create(plan=made, user=User.objects.with_address(f"{role}@example.org"), role=role)
    Invitation.objects.create(plan=made, email="invited@example.org", role=Role.VIEWER, by="")
    return made


def address(name: str, plan: Plan) -> str:
    parts: dict[str, list[Any]] = {
        "version": [1],
        "role": [plan.memberships.get(role=Role.VIEWER).id],
        "print_right": [plan.memberships.get(role=Role.VIEWER).id],
        "remove": [plan.memberships.get(role=Role.VIEWER).id],
        "withdraw": [plan.invitations.get().id],
    }
    return reverse(f"plans:{name}", args=[plan.id, *parts.get(name, [])])


def both(browser: Client, path: str) -> list[Any]:
    """To look, and to send a form where the page has one: a page that is only read takes none from anybody."""
    draft = Version.objects.filter(number=None).first()
    sent = SENT | {"as_of": draft.as_of if draft else ""}
    return [response for response in (browser.get(path), browser.post(path, sent)) if response.status_code != 405]


def test_every_address_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == ANYBODY | ROLES.keys()


@pytest.mark.parametrize("name", ["list", *ROLES])
def test_nobody_comes_in_who_is_not_signed_in(plan: Plan, client: Client, name: str) -> None:
    path = reverse("plans:list") if name == "list" else address(name, plan)
    for response in both(client, path):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize("name", ["list", *ROLES])
def test_the_code_in_the_mail_does_not_let_a_lead_in(plan: Plan, name: str) -> None:
    browser, before = signed_in(LEAD), Act.objects.count()
    for response in both(browser, reverse("plans:list") if name == "list" else address(name, plan)):
        assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:second_factor"))
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", ROLES)
def test_a_plan_is_not_there_for_the_lead_of_another(plan: Plan, name: str) -> None:
    browser = signed_in_with_passkey(OTHER)
    other = services.start_plan(user=User.objects.get(email=OTHER), name="Another")
    before = Act.objects.count()
    found, absent = both(browser, address(name, plan)), both(browser, address(name, plan).replace(plan.id, "n" * 22))
    assert {response.status_code for response in found} == {404}
    assert [response.status_code for response in found] == [response.status_code for response in absent]
    mixed = both(browser, address(name, plan).replace(plan.id, other.id)) if name in ("role", "print_right", "remove", "withdraw") else []
    assert not [response for response in mixed if "@example.org" in response.text.replace(OTHER, "")]
    assert Act.objects.count() == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ROLES)
def test_each_role_comes_where_it_may(plan: Plan, name: str, role: Role) -> None:
    browser, before = signed_in_with_passkey(f"{role}@example.org"), Act.objects.count()
    for response in both(browser, address(name, plan)):
        if role in ROLES[name]:
            assert response.status_code in (200, 302, 303)
            assert response.headers.get("Location", "") != reverse("accounts:second_factor")
        else:
            assert response.status_code == 404
            assert Act.objects.count() == before


@pytest.mark.parametrize("name", ["list", *ROLES])
def test_what_is_sensitive_asks_for_the_passkey_again(plan: Plan, name: str) -> None:
    browser = signed_in_with_passkey(LEAD)
    let_pass(browser, RECENT + 1)
    before = Act.objects.count()
    for response in both(browser, reverse("plans:list") if name == "list" else address(name, plan)):
        asked_again = response.headers.get("Location", "") == reverse("accounts:second_factor")
        assert asked_again == (name in SENSITIVE)
    if name in SENSITIVE:
        assert Act.objects.count() == before


def test_one_function_decides(plan: Plan) -> None:
    lead, other = User.objects.get(email=LEAD), User.objects.with_address(OTHER)
    assert plan_for(lead, plan.id) == plan_for(lead, plan.id, Role.LEAD) == plan
    assert membership_for(lead, plan.id).role == Role.LEAD
    assert [membership.plan for membership in plans_of(lead)] == [plan]
    assert not plans_of(other)
    for user, plan_id, roles in ((other, plan.id, ()), (lead, plan.id, (Role.VIEWER,)), (lead, "", ()), (lead, "n" * 22, ())):
        with pytest.raises(Http404):
            plan_for(user, plan_id, *roles)


def test_whoever_is_removed_no_longer_finds_the_plan(plan: Plan) -> None:
    browser = signed_in_with_passkey("viewer@example.org")
    assert browser.get(address("plan", plan)).status_code == 200
    gone = plan.memberships.get(role=Role.VIEWER)
    services.remove_member(plan=plan, user=User.objects.get(email=LEAD), membership_id=gone.id)
    assert browser.get(reverse("plans:plan", args=[plan.id])).status_code == 404


def test_an_invitation_shows_nothing_to_another_address(plan: Plan) -> None:
    path = reverse("plans:invited", args=[plan.invitations.get().secret])
    page = signed_in(OTHER).get(path)
    assert page.status_code == 404
    assert plan.name not in page.text
    assert signed_in(OTHER).post(path).status_code == 404
    assert plan.memberships.count() == 3


def test_an_invitation_lets_its_own_address_in(plan: Plan) -> None:
    browser = signed_in("invited@example.org")
    path = reverse("plans:invited", args=[plan.invitations.get().secret])
    assert plan.name in browser.get(path).text
    assert plan.memberships.count() == 3  # to look is not to accept
    assert browser.post(path).headers["Location"] == reverse("plans:plan", args=[plan.id])
    assert plan.memberships.count() == 4
    assert browser.get(path).status_code == 404
