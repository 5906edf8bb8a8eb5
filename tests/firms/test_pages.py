"""The pages of a firm: who is asked for what, what they say, and that nothing happens by looking."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from advisor.clients.models import Client as BookClient
from advisor.firms.models import Firm, FirmInvitation, FirmMember, FirmRole
from tests.firms.office import ADVISER, LEAD, OTHER, Office
from tests.firms.office import office as made_office
from tests.passkeys import signed_in, signed_in_with_passkey

pytestmark = pytest.mark.django_db
STARTED = {"name": "  Harbor   Advice ", "capacity": "broker"}


@pytest.fixture
def office() -> Office:
    return made_office()


@pytest.fixture
def lead(office: Office) -> Client:
    return signed_in_with_passkey(LEAD)


def page(name: str, *parts: object) -> str:
    return reverse(f"firms:{name}", args=parts)


def invite(lead: Client, address: str = OTHER, role: str = "adviser") -> Any:
    return lead.post(page("people"), {"email": address, "role": role})


def test_somebody_without_a_firm_starts_one() -> None:
    browser = signed_in_with_passkey(OTHER)
    assert "Start a firm" in browser.get(page("firm")).text
    assert browser.post(page("firm"), STARTED).headers["Location"] == page("firm")
    firm = Firm.objects.get()
    assert (firm.name, firm.capacity, firm.members.get().role) == ("Harbor Advice", "broker", FirmRole.LEAD)
    shown = browser.get(page("firm")).text
    assert "<h1>Harbor Advice</h1>" in shown
    assert "Broker-dealer representative" in shown
    assert "Your role: Lead" in shown
    assert "Started the firm" in shown


def test_every_page_leads_an_adviser_to_a_firm_by_way_of_the_sign_in(client: Client) -> None:
    assert f'<a href="{page("firm")}">For advisers</a>' in client.get(reverse("planner:start")).text
    assert client.get(page("firm")).headers["Location"] == f"{reverse('accounts:sign_in')}?next={page('firm')}"


def test_a_capacity_is_picked_and_not_there_beforehand() -> None:
    form = signed_in_with_passkey(OTHER).get(page("firm")).text
    assert re.search(r'<select id="capacity"[^>]*><option value="">Pick one</option>', form)
    assert " selected" not in form


def test_a_firm_needs_a_name_and_a_capacity() -> None:
    browser = signed_in_with_passkey(OTHER)
    for fields, message in (({"name": " ", "capacity": "broker"}, "Type the name of the firm."), ({"name": "A"}, "Pick a capacity.")):
        refused = browser.post(page("firm"), fields)
        assert refused.status_code == 422
        assert "<title>Error: " in refused.text
        assert message in refused.text
    assert not Firm.objects.exists()


def test_who_has_a_firm_starts_no_second(lead: Client) -> None:
    assert lead.post(page("firm"), STARTED).status_code == 200
    assert Firm.objects.count() == 1


def test_an_adviser_sees_the_firm_and_no_way_to_change_it(office: Office) -> None:
    shown = signed_in_with_passkey(ADVISER).get(page("firm")).text
    assert LEAD in shown
    assert not re.findall(r'href="/firm/(?:people|delete|brand|keys|widget)/"', shown)


def test_a_lead_is_led_to_what_there_is_to_look_after(lead: Client) -> None:
    shown = lead.get(page("firm")).text
    for address in (page("people"), page("delete"), page("brand"), reverse("clients:book"), reverse("api:keys"), reverse("api:widget")):
        assert f'href="{address}"' in shown


@pytest.mark.django_db(transaction=True)
def test_somebody_invited_signs_in_accepts_and_belongs(office: Office, lead: Client, client: Client) -> None:
    assert invite(lead, "Other@Example.org").status_code == 303
    address = page("invited", FirmInvitation.objects.get().secret)
    assert address in str(mail.outbox[-1].body)
    assert OTHER in lead.get(page("people")).text
    assert "Sign in first" in client.get(address).text
    other = signed_in(OTHER)
    asked = other.get(address).text
    assert "Join “Harbor Advice”?" in asked
    assert "Your role: Adviser." in asked
    assert office.firm.members.count() == 2  # to look is not to accept
    assert other.post(address).headers["Location"] == page("firm")
    assert office.firm.members.get(user__email=OTHER).role == FirmRole.ADVISER
    assert other.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_not_there_for_another_address(office: Office, lead: Client) -> None:
    invite(lead)
    stranger = signed_in("else@example.org")
    for secret in (FirmInvitation.objects.get().secret, "x" * 22):
        for response in (stranger.get(page("invited", secret)), stranger.post(page("invited", secret))):
            assert response.status_code == 404
            assert "Harbor" not in response.text
    assert office.firm.members.count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_belongs_to_another_firm_is_told_why_they_cannot_join(lead: Client) -> None:
    invite(lead)
    other = signed_in_with_passkey(OTHER)
    other.post(page("firm"), STARTED | {"name": "Another"})
    refused = other.post(page("invited", FirmInvitation.objects.get().secret))
    assert refused.status_code == 409
    assert "You belong to another firm" in refused.text
    assert FirmMember.objects.get(user__email=OTHER).firm.name == "Another"


@pytest.mark.django_db(transaction=True)
def test_an_invitation_that_cannot_be_sent_says_why(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for fields, message in (
        ({"email": "theo", "role": "adviser"}, "Type an e-mail address in full"),
        ({"email": OTHER, "role": ""}, "Pick a role."),
        ({"email": ADVISER, "role": "lead"}, "This person belongs to the firm already."),
    ):
        refused = lead.post(page("people"), fields)
        assert refused.status_code == 422
        assert message in refused.text

    def down(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("advisor.accounts.mail.send_mail", down)
    assert "We could not send the mail." in invite(lead).text


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_withdrawn_by_a_button_alone(lead: Client) -> None:
    invite(lead)
    withdraw = page("withdraw", FirmInvitation.objects.get().id)
    lead.get(withdraw)
    assert FirmInvitation.objects.exists()
    assert lead.post(withdraw).headers["Location"] == page("people")
    assert not FirmInvitation.objects.exists()


def test_roles_change_and_a_firm_keeps_a_lead(office: Office, lead: Client) -> None:
    own, theirs = office.own(office.lead), office.own(office.adviser)
    refused = lead.post(page("role", own.id), {"role": "adviser"})
    assert refused.status_code == 422
    assert "A firm always has a lead." in refused.text
    assert lead.post(page("role", theirs.id), {"role": "lead"}).headers["Location"] == page("people")
    assert lead.post(page("role", own.id), {"role": "adviser"}).headers["Location"] == page("firm")
    assert lead.get(page("people")).status_code == 404


def test_who_removes_somebody_with_clients_takes_them_over(office: Office, lead: Client) -> None:
    client = office.client()
    address = page("remove", office.own(office.adviser).id)
    asked = lead.get(address).text
    assert "They have one client." in asked
    assert lead.post(address).headers["Location"] == address  # a bare request agrees to nothing
    assert BookClient.objects.get().adviser == office.adviser
    agreed = dict(re.findall(r'name="(taking)" value="(\d+)"', asked))
    office.client("Another")
    assert lead.post(address, agreed).headers["Location"] == address  # there is one more than was seen
    assert "They have 2 clients." in lead.get(address).text
    assert lead.post(address, {"taking": "2"}).headers["Location"] == page("people")
    client.refresh_from_db()
    assert client.adviser == office.lead
    assert "Took over the clients" in lead.get(page("firm")).text


def test_a_lead_with_clients_is_told_to_hand_them_over_before_they_leave(office: Office, lead: Client) -> None:
    lead.post(page("role", office.own(office.adviser).id), {"role": "lead"})
    office.client(adviser=office.lead)
    address = page("remove", office.own(office.lead).id)
    assert "Hand them over to a colleague" in lead.get(address).text
    assert lead.post(address, {"taking": "1"}).headers["Location"] == address
    assert office.firm.members.count() == 2


def test_a_firm_with_others_in_it_is_not_deleted_and_the_page_says_why(office: Office, lead: Client) -> None:
    for response in (lead.get(page("delete")), lead.post(page("delete"))):
        assert "Others belong to this firm" in response.text
    assert Firm.objects.exists()


def test_a_lead_alone_deletes_the_firm_and_is_told_what_goes(office: Office, lead: Client) -> None:
    lead.post(page("remove", office.own(office.adviser).id))
    for name in ("One", "Two"):
        office.client(name, adviser=office.lead)
    assert "Your 2 clients go with it" in lead.get(page("delete")).text
    assert Firm.objects.exists()
    assert lead.post(page("delete")).headers["Location"] == page("firm")
    assert not Firm.objects.exists()
    assert not BookClient.objects.exists()
    assert "Start a firm" in lead.get(page("firm")).text


def test_another_language_keeps_what_was_typed_and_does_nothing_with_it(lead: Client) -> None:
    with translation.override("es"):
        people, start = page("people"), page("firm")
    assert f'value="{OTHER}"' in lead.post(people, {"email": OTHER, "role": "lead", "switched": "1"}).text
    assert not FirmInvitation.objects.exists()
    assert 'value="Mill"' in signed_in_with_passkey(OTHER).post(start, {"name": "Mill", "switched": "1"}).text
    assert Firm.objects.count() == 1
