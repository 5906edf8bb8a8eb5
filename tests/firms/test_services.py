"""What changes a firm and its people: one firm a person, never without a lead, and no client is left to nobody."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.http import Http404
from django.utils import timezone

from advisor.accounts.models import INVITED_FOR, Act, User
from advisor.accounts.together import AlreadyMember, LastLead, TooManyInvitations
from advisor.clients.models import Client, HandOver
from advisor.firms import services
from advisor.firms.actions import Action
from advisor.firms.acts import acts_of
from advisor.firms.models import Firm, FirmInvitation, FirmMember, FirmRole
from tests.firms.office import ADVISER, LEAD, OTHER, Office, invited, joined, started
from tests.firms.office import office as made_office

pytestmark = pytest.mark.django_db
Commit = Callable[..., object]


@pytest.fixture
def office() -> Office:
    return made_office()


def acts() -> list[str]:
    return list(Act.objects.order_by("id").values_list("action", flat=True))


def test_a_firm_begins_with_a_lead() -> None:
    firm = started()
    assert firm.members.get().role == FirmRole.LEAD
    assert acts() == [Action.START]


def test_somebody_starts_one_firm_and_no_second() -> None:
    started()
    with pytest.raises(services.InAFirm):
        started(name="Another")
    assert Firm.objects.count() == 1


def test_an_invitation_makes_a_member_with_its_role_once(office: Office) -> None:
    secret, other = invited(office.firm, office.lead).secret, User.objects.with_address(OTHER)
    assert services.accept(secret=secret, user=other) == office.firm
    assert office.own(other).role == FirmRole.ADVISER
    with pytest.raises(Http404):
        services.accept(secret=secret, user=other)


def test_who_belongs_to_another_firm_is_invited_but_cannot_accept(office: Office) -> None:
    started(OTHER, "Another")
    other = User.objects.get(email=OTHER)
    secret = invited(office.firm, office.lead).secret  # nobody learns from this that the address has a firm
    with pytest.raises(services.InAFirm):
        services.accept(secret=secret, user=other)
    assert FirmMember.objects.get(user=other).firm.name == "Another"
    assert FirmInvitation.objects.filter(secret=secret).exists()


def test_an_invitation_is_for_its_address_and_over_after_a_week(office: Office) -> None:
    invitation = invited(office.firm, office.lead)
    with pytest.raises(Http404):
        services.accept(secret=invitation.secret, user=User.objects.with_address("else@example.org"))
    FirmInvitation.objects.update(made_at=timezone.now() - INVITED_FOR + timedelta(minutes=1))
    services.PEOPLE.erase_expired()
    assert FirmInvitation.objects.exists()
    FirmInvitation.objects.update(made_at=timezone.now() - INVITED_FOR)
    with pytest.raises(Http404):
        services.accept(secret=invitation.secret, user=User.objects.with_address(OTHER))
    services.PEOPLE.erase_expired()
    assert not FirmInvitation.objects.exists()


def test_the_mail_leads_to_the_invitation_and_names_no_firm(office: Office, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        invitation = invited(office.firm, office.lead)
        assert not mail.outbox
    (letter,) = mail.outbox
    assert letter.to == [OTHER]
    assert f"http://testserver/firm/invitations/{invitation.secret}/" in str(letter.body)
    assert LEAD in str(letter.body)
    assert office.firm.name not in f"{letter.subject} {letter.body}"


def test_who_is_there_is_not_invited_and_nobody_is_flooded(office: Office) -> None:
    with pytest.raises(AlreadyMember):
        invited(office.firm, office.lead, ADVISER.upper())
    for _ in range(5):
        invited(office.firm, office.lead)
    with pytest.raises(TooManyInvitations):
        invited(office.firm, office.lead)
    assert FirmInvitation.objects.count() == 1


def test_a_firm_keeps_a_lead(office: Office) -> None:
    lead = office.own(office.lead)
    with pytest.raises(LastLead):
        services.PEOPLE.change_role(place=office.firm, user=office.lead, member_id=lead.id, role=FirmRole.ADVISER)
    with pytest.raises(LastLead):
        services.remove_member(firm=office.firm, user=office.lead, member_id=lead.id)
    assert office.own(office.lead).role == FirmRole.LEAD


def test_who_has_no_clients_is_removed(office: Office) -> None:
    services.remove_member(firm=office.firm, user=office.lead, member_id=office.own(office.adviser).id)
    assert [member.user for member in office.firm.members.all()] == [office.lead]
    assert acts() == [Action.START, Action.REMOVE]


def test_who_has_clients_is_removed_only_by_who_takes_them_all_over(office: Office) -> None:
    clients = [office.client("One"), office.client("Two")]
    member = office.own(office.adviser)
    for taking in (0, 1, 3):
        with pytest.raises(services.HasClients):
            services.remove_member(firm=office.firm, user=office.lead, member_id=member.id, taking=taking)
        assert office.firm.members.count() == 2
    services.remove_member(firm=office.firm, user=office.lead, member_id=member.id, taking=2)
    assert {client.adviser for client in Client.objects.filter(id__in=[one.id for one in clients])} == {office.lead}
    assert acts() == [Action.START, Action.REMOVE, Action.TAKE_OVER]


def test_nobody_takes_over_their_own_clients(office: Office) -> None:
    services.PEOPLE.change_role(place=office.firm, user=office.lead, member_id=office.own(office.adviser).id, role=FirmRole.LEAD)
    office.client(adviser=office.lead)
    with pytest.raises(services.HasClients):
        services.remove_member(firm=office.firm, user=office.lead, member_id=office.own(office.lead).id, taking=1)
    assert Client.objects.get().adviser == office.lead


def test_clients_of_nobody_else_are_taken_over(office: Office) -> None:
    third = joined(office.firm, OTHER)
    office.client("Theirs", adviser=third)
    office.client()
    services.remove_member(firm=office.firm, user=office.lead, member_id=office.own(office.adviser).id, taking=1)
    assert Client.objects.get(name="Theirs").adviser == third


def test_a_hand_over_to_somebody_who_is_removed_ends_and_the_client_stays(office: Office) -> None:
    client = office.client(adviser=office.lead)
    HandOver.objects.create(client=client, to=office.adviser)
    services.remove_member(firm=office.firm, user=office.lead, member_id=office.own(office.adviser).id)
    assert not HandOver.objects.exists()
    assert Client.objects.get().adviser == office.lead


def test_a_firm_with_others_in_it_is_not_deleted(office: Office) -> None:
    with pytest.raises(services.OthersBelong):
        services.delete_firm(firm=office.firm, user=office.lead)
    assert Firm.objects.exists()


def test_a_deleted_firm_leaves_nothing_but_acts(office: Office) -> None:
    services.remove_member(firm=office.firm, user=office.lead, member_id=office.own(office.adviser).id)
    office.client(adviser=office.lead)
    invited(office.firm, office.lead)
    services.delete_firm(firm=office.firm, user=office.lead)
    assert not any(model.objects.exists() for model in (Firm, FirmMember, FirmInvitation, Client))
    assert acts()[-1] == Action.DELETE
    assert User.objects.filter(email=LEAD).exists()


def test_what_advisers_do_with_clients_is_not_among_the_acts_of_the_firm(office: Office) -> None:
    Act.objects.create(actor="x" * 22, action="ask_client_report", plan=office.firm.id)
    shown, more = acts_of(office.firm)
    assert [act.what for act in shown] == ["Started the firm"]
    assert not more


@pytest.mark.skipif(connection.vendor != "sqlite", reason="threads of their own need a database file")
@pytest.mark.django_db(transaction=True)
def test_of_two_firms_started_at_once_there_is_one() -> None:
    User.objects.with_address(LEAD)
    together, ended = Barrier(2), []

    def start() -> None:
        together.wait()
        try:
            ended.append(started().id)
        except services.InAFirm:
            ended.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended.count("refused") == 1
    assert Firm.objects.count() == FirmMember.objects.count() == 1
