"""Who may come where: every address of a firm, for everybody. To whom a firm is not shown, it is not there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Act
from advisor.accounts.second_factor import RECENT
from advisor.firms.models import FirmRole
from advisor.firms.urls import urlpatterns
from tests.firms.office import ADVISER, LEAD, OTHER, Office, invited, joined, started
from tests.firms.office import office as made_office
from tests.passkeys import let_pass, signed_in, signed_in_with_passkey

pytestmark = pytest.mark.django_db

ANYBODY = {"firm", "invited"}  # starts one for who has none; judged by a secret: other tests say by whom
ALL, LEADS = tuple(FirmRole), (FirmRole.LEAD,)
ROLES = {
    "logo": ALL,
    "brand": LEADS, "delete": LEADS, "people": LEADS, "role": LEADS, "remove": LEADS, "withdraw": LEADS,
}  # fmt: skip
SENSITIVE = {"brand", "delete", "people", "role", "remove", "withdraw"}
OF_SOMEBODY = ("role", "remove", "withdraw")  # with an id in the address
COLLEAGUE = "colleague@example.org"
SENT = {"email": "new@example.org", "role": "adviser", "name": "Other name", "capacity": "broker", "accent": "#0d5a7d"}


@pytest.fixture
def office() -> Office:
    """With a lead, two advisers, somebody invited, and a logo."""
    made = made_office()
    joined(made.firm, COLLEAGUE)
    invited(made.firm, made.lead, "invited@example.org")
    made.firm.logo, made.firm.logo_type = b"\x89PNG", "image/png"
    made.firm.save()
    return made


def address(name: str, office: Office) -> str:
    theirs = office.firm.members.get(user__email=COLLEAGUE).id
    parts = {"role": [theirs], "remove": [theirs], "withdraw": [office.firm.invitations.get().id]}
    return reverse(f"firms:{name}", args=parts.get(name, []))


def both(browser: Client, path: str) -> list[Any]:
    """To look, and to send a form where the page has one: a page that is only read takes none from anybody."""
    return [response for response in (browser.get(path), browser.post(path, SENT)) if response.status_code != 405]


def test_every_address_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == ANYBODY | ROLES.keys()


@pytest.mark.parametrize("name", ["firm", *ROLES])
def test_nobody_comes_in_who_is_not_signed_in(office: Office, client: Client, name: str) -> None:
    for response in both(client, address(name, office)):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize("name", ["firm", *ROLES])
def test_the_code_in_the_mail_does_not_let_a_lead_in(office: Office, name: str) -> None:
    browser, before = signed_in(LEAD), Act.objects.count()
    for response in both(browser, address(name, office)):
        assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:second_factor"))
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", ROLES)
def test_no_firm_is_there_for_who_belongs_to_none(office: Office, name: str) -> None:
    browser, before = signed_in_with_passkey(OTHER), Act.objects.count()
    assert {response.status_code for response in both(browser, address(name, office))} == {404}
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", OF_SOMEBODY)
def test_people_of_another_firm_are_not_there_for_its_lead(office: Office, name: str) -> None:
    started(OTHER, "Another")
    browser, before = signed_in_with_passkey(OTHER), Act.objects.count()
    assert {response.status_code for response in both(browser, address(name, office))} == {404}
    assert Act.objects.count() == before
    assert office.firm.members.count() == 3
    assert office.firm.invitations.exists()


@pytest.mark.parametrize("name", ["firm", *(name for name in ROLES if name not in OF_SOMEBODY)])
def test_the_lead_of_another_firm_sees_nothing_of_this_one(office: Office, name: str) -> None:
    started(OTHER, "Another")
    for response in both(signed_in_with_passkey(OTHER), address(name, office)):
        for known in (office.firm.name, office.firm.id, LEAD, COLLEAGUE, "invited@example.org", "\x89PNG"):
            assert known not in response.content.decode(errors="replace")
    office.firm.refresh_from_db()
    assert (office.firm.name, office.firm.members.count()) == ("Harbor Advice", 3)


@pytest.mark.parametrize("who", [LEAD, ADVISER])
@pytest.mark.parametrize("name", ROLES)
def test_each_role_comes_where_it_may(office: Office, name: str, who: str) -> None:
    browser, before = signed_in_with_passkey(who), Act.objects.count()
    role = office.firm.members.get(user__email=who).role
    for response in both(browser, address(name, office)):
        if role in ROLES[name]:
            assert response.status_code in (200, 302, 303, 409)
            assert response.headers.get("Location", "") != reverse("accounts:second_factor")
        else:
            assert response.status_code == 404
            assert Act.objects.count() == before


@pytest.mark.parametrize("name", ["firm", *ROLES])
def test_what_is_sensitive_asks_for_the_passkey_again(office: Office, name: str) -> None:
    browser = signed_in_with_passkey(LEAD)
    let_pass(browser, RECENT + 1)
    before = Act.objects.count()
    for response in both(browser, address(name, office)):
        asked_again = response.headers.get("Location", "") == reverse("accounts:second_factor")
        assert asked_again == (name in SENSITIVE)
    if name in SENSITIVE:
        assert Act.objects.count() == before


def test_whoever_is_removed_no_longer_finds_the_firm(office: Office) -> None:
    browser = signed_in_with_passkey(ADVISER)
    assert office.firm.name in browser.get(reverse("firms:firm")).text
    office.own(office.adviser).delete()
    assert office.firm.name not in browser.get(reverse("firms:firm")).text
    assert browser.get(reverse("firms:logo")).status_code == 404
