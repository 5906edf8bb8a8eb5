"""What changes a plan: each change once, in order, written down, and never so that nobody leads."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from advisor.accounts import leaving
from advisor.accounts.models import Act, User
from advisor.accounts.together import AlreadyMember, LastLead, NotSent, TooManyInvitations
from advisor.plans import services
from advisor.plans.actions import Action
from advisor.plans.forms import RulesForm
from advisor.plans.models import INVITED_FOR, Invitation, Membership, Plan, Role, Version
from advisor.plans.rules import FIELDS, usual

pytestmark = pytest.mark.django_db

# Acts of a census and its batches: tests/cohorts
OF_WORKFORCE = {
    Action.UPLOAD, Action.DELETE_CENSUS, Action.ANSWER, Action.TRY, Action.LETTERS, Action.STOP, Action.GO_ON, Action.GET_LETTERS,
    Action.EXPORT,
}  # fmt: skip
Commit = Callable[..., object]
Steps = Callable[[], object]


@pytest.fixture
def maya() -> User:
    return User.objects.with_address("maya@example.org")


@pytest.fixture
def theo() -> User:
    return User.objects.with_address("theo@example.org")


@pytest.fixture
def plan(maya: User) -> Plan:
    return services.start_plan(user=maya, name="Bakery of Maya")


def invited(plan: Plan, user: User, email: str = "theo@example.org", role: Role = Role.EDITOR) -> Invitation:
    return services.invite(request=RequestFactory().post("/"), plan=plan, user=user, email=email, role=role)


def joined(plan: Plan, user: User, role: Role) -> Membership:
    return Membership.objects.create(plan=plan, user=user, role=role)


def own(plan: Plan, user: User) -> Membership:
    return plan.memberships.get(user=user)


def with_cap(cap: str) -> dict[str, str | list[str]]:
    return usual() | {"cap": cap}


def acts() -> list[str]:
    return list(Act.objects.order_by("id").values_list("action", flat=True))


# --- A plan begins and ends ------------------------------------------------------------------------------------------


def test_a_plan_begins_with_a_lead_and_a_draft_of_the_usual_rules(plan: Plan, maya: User) -> None:
    assert own(plan, maya).role == Role.LEAD
    assert plan.published is None
    assert plan.draft
    assert (plan.draft.typed, plan.draft.number) == (usual(), None)
    assert set(plan.draft.typed) == set(FIELDS)
    assert RulesForm.of(plan.draft.typed).is_valid()
    assert plan.draft.typed["check_required"] == "on"


def test_one_person_looks_after_so_many_plans_and_no_more(maya: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_PLANS", 1)
    services.start_plan(user=maya, name="One")
    with pytest.raises(services.TooManyPlans):
        services.start_plan(user=maya, name="Two")
    assert Plan.objects.count() == 1


def test_a_deleted_plan_leaves_nothing_but_acts(plan: Plan, maya: User) -> None:
    invited(plan, maya)
    services.delete_plan(plan=plan, user=maya)
    assert not any(model.objects.exists() for model in (Plan, Version, Membership, Invitation))
    assert acts() == [Action.START, Action.INVITE, Action.DELETE]
    assert User.objects.filter(pk=maya.pk).exists()


def test_what_is_done_to_a_plan_that_is_gone_finds_none(plan: Plan, maya: User) -> None:
    services.delete_plan(plan=plan, user=maya)
    for late in (
        lambda: services.save_draft(plan=plan, user=maya, typed=usual()),
        lambda: services.publish(plan=plan, user=maya),
        lambda: services.new_link(plan=plan, user=maya),
        lambda: services.delete_plan(plan=plan, user=maya),
        lambda: invited(plan, maya),
    ):
        with pytest.raises(Http404):
            late()
    assert acts() == [Action.START, Action.DELETE]


# --- Drafts and versions ---------------------------------------------------------------------------------------------


def test_a_draft_holds_the_fields_of_rules_and_nothing_that_came_beside_them(plan: Plan, maya: User) -> None:
    draft = services.save_draft(plan=plan, user=maya, typed={"cap": "7", "menu": ["bitcoin"], "age": "35", "balance": "$45,000"})
    assert set(draft.typed) == set(FIELDS)
    assert (draft.typed["cap"], draft.typed["menu"], draft.typed["match"]) == ("7", ["bitcoin"], "")


def test_a_draft_is_changed_and_not_joined_by_another(plan: Plan, maya: User) -> None:
    first, second = (services.save_draft(plan=plan, user=maya, typed=with_cap(cap)) for cap in ("7", "8"))
    assert first.id == second.id
    assert plan.versions.get().typed["cap"] == "8"


def test_the_database_takes_one_draft_of_a_plan(plan: Plan) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(plan=plan, typed=usual(), by="")
    Version.objects.create(plan=Plan.objects.create(name="Another"), typed=usual(), by="")


def test_versions_are_numbered_from_one_and_stay_as_they_were(plan: Plan, maya: User) -> None:
    first = services.publish(plan=plan, user=maya)
    services.save_draft(plan=plan, user=maya, typed=with_cap("7"))
    assert plan.published == first
    second = services.publish(plan=plan, user=maya)
    assert (first.number, second.number, plan.published, plan.draft) == (1, 2, second, None)
    assert Version.objects.get(number=1).typed == usual()
    assert first.published_at
    assert second.published_at
    assert first.published_at < second.published_at


def test_publishing_twice_publishes_once(plan: Plan, maya: User) -> None:
    services.publish(plan=plan, user=maya)
    with pytest.raises(services.NothingToPublish):
        services.publish(plan=plan, user=maya)
    assert acts() == [Action.START, Action.PUBLISH]


def test_a_draft_that_changes_nothing_is_not_published(plan: Plan, maya: User) -> None:
    services.publish(plan=plan, user=maya)
    services.save_draft(plan=plan, user=maya, typed=usual())
    with pytest.raises(services.NothingToPublish):
        services.publish(plan=plan, user=maya)
    assert plan.draft


def test_a_discarded_draft_is_gone_and_what_holds_stays(plan: Plan, maya: User) -> None:
    published = services.publish(plan=plan, user=maya)
    services.save_draft(plan=plan, user=maya, typed=with_cap("7"))
    for _ in range(2):
        services.discard_draft(plan=plan, user=maya)
    assert (plan.draft, plan.published) == (None, published)
    assert acts().count(Action.DISCARD) == 1


def test_a_new_link_is_another_one(plan: Plan, maya: User) -> None:
    old = plan.link
    new = services.new_link(plan=plan, user=maya).link
    assert old != new
    assert len(new) == 22
    assert not Plan.objects.filter(link=old).exists()


# --- People ----------------------------------------------------------------------------------------------------------


def test_an_invitation_makes_a_member_with_its_role_once(plan: Plan, maya: User, theo: User) -> None:
    secret = invited(plan, maya).secret
    assert services.accept(secret=secret, user=theo) == plan
    assert own(plan, theo).role == Role.EDITOR
    with pytest.raises(Http404):
        services.accept(secret=secret, user=theo)
    assert not Invitation.objects.exists()


def test_an_invitation_of_another_address_is_not_there(plan: Plan, maya: User, theo: User) -> None:
    invitation = invited(plan, maya, "ingrid@example.org")
    for user in (theo, maya):
        with pytest.raises(Http404):
            services.accept(secret=invitation.secret, user=user)
    assert plan.memberships.count() == 1
    assert Invitation.objects.get() == invitation


def test_the_case_of_an_address_does_not_matter(plan: Plan, maya: User, theo: User) -> None:
    services.accept(secret=invited(plan, maya, "Theo@Example.org").secret, user=theo)
    with pytest.raises(AlreadyMember):
        invited(plan, maya, "THEO@example.org")


def test_an_invitation_is_over_after_a_week(plan: Plan, maya: User, theo: User) -> None:
    invitation = invited(plan, maya)
    Invitation.objects.update(made_at=timezone.now() - INVITED_FOR + timedelta(minutes=1))
    services.erase_expired()
    assert services.invitation_for(secret=invitation.secret, user=theo) == invitation
    Invitation.objects.update(made_at=timezone.now() - INVITED_FOR)
    with pytest.raises(Http404):
        services.accept(secret=invitation.secret, user=theo)
    services.erase_expired()
    assert not Invitation.objects.exists()


def test_a_withdrawn_invitation_is_gone(plan: Plan, maya: User, theo: User) -> None:
    invitation = invited(plan, maya)
    services.withdraw_invitation(plan=plan, user=maya, invitation_id=invitation.id)
    with pytest.raises(Http404):
        services.accept(secret=invitation.secret, user=theo)


def test_a_new_invitation_takes_the_place_of_the_old_one(plan: Plan, maya: User, theo: User) -> None:
    old, new = invited(plan, maya), invited(plan, maya, role=Role.VIEWER)
    with pytest.raises(Http404):
        services.accept(secret=old.secret, user=theo)
    services.accept(secret=new.secret, user=theo)
    assert own(plan, theo).role == Role.VIEWER


def test_accepting_does_not_change_the_role_of_a_member(plan: Plan, maya: User, theo: User) -> None:
    secret = invited(plan, maya).secret
    joined(plan, theo, Role.LEAD)
    services.accept(secret=secret, user=theo)
    assert own(plan, theo).role == Role.LEAD


def test_the_mail_goes_out_once_the_row_is_there_and_names_no_plan(
    plan: Plan, maya: User, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        invitation = invited(plan, maya)
        assert not mail.outbox
    (letter,) = mail.outbox
    assert letter.to == ["theo@example.org"]
    assert f"http://testserver/invitations/{invitation.secret}/" in str(letter.body)
    assert "maya@example.org" in str(letter.body)
    assert plan.name not in f"{letter.subject} {letter.body}"


def test_a_mail_that_does_not_go_out_leaves_the_invitation_to_be_sent_again(
    plan: Plan, maya: User, django_capture_on_commit_callbacks: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr("advisor.accounts.mail.send_mail", broken)
    with pytest.raises(NotSent), django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        invited(plan, maya)
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        invited(plan, maya)
    assert Invitation.objects.count() == len(mail.outbox) == 1


def test_nobody_is_flooded_with_invitations(plan: Plan, maya: User) -> None:
    for _ in range(5):
        invited(plan, maya)
    with pytest.raises(TooManyInvitations):
        invited(plan, maya)
    invited(plan, maya, "ingrid@example.org")
    assert Invitation.objects.count() == 2


def test_nobody_floods_others_with_invitations(plan: Plan, maya: User) -> None:
    for number in range(50):
        invited(plan, maya, f"person{number}@example.org")
    with pytest.raises(TooManyInvitations):
        invited(plan, maya)


def test_the_last_lead_stays(plan: Plan, maya: User, theo: User) -> None:
    joined(plan, theo, Role.EDITOR)
    lead = own(plan, maya)
    with pytest.raises(LastLead):
        services.change_role(plan=plan, user=maya, membership_id=lead.id, role=Role.EDITOR)
    with pytest.raises(LastLead):
        services.remove_member(plan=plan, user=maya, membership_id=lead.id)
    services.change_role(plan=plan, user=maya, membership_id=lead.id, role=Role.LEAD)  # is what it is
    assert own(plan, maya).role == Role.LEAD
    assert acts() == [Action.START]


def test_a_lead_beside_another_may_go(plan: Plan, maya: User, theo: User) -> None:
    services.change_role(plan=plan, user=maya, membership_id=joined(plan, theo, Role.EDITOR).id, role=Role.LEAD)
    services.change_role(plan=plan, user=maya, membership_id=own(plan, maya).id, role=Role.VIEWER)
    services.remove_member(plan=plan, user=theo, membership_id=own(plan, maya).id)
    assert [member.user for member in plan.memberships.all()] == [theo]
    assert acts() == [Action.START, Action.CHANGE_ROLE, Action.CHANGE_ROLE, Action.REMOVE]


def test_the_print_right_comes_with_no_role_and_is_given_and_ended(plan: Plan, maya: User, theo: User) -> None:
    theirs = joined(plan, theo, Role.VIEWER)
    assert not own(plan, maya).may_print
    for may_print in (True, True, False, False):
        services.set_print_right(plan=plan, user=maya, membership_id=theirs.id, may_print=may_print)
        assert own(plan, theo).may_print == may_print
    assert acts()[-2:] == [Action.ALLOW_PRINT, Action.END_PRINT]
    assert own(plan, theo).role == Role.VIEWER


def test_the_print_right_stays_when_the_role_changes_and_goes_with_the_membership(plan: Plan, maya: User, theo: User) -> None:
    theirs = joined(plan, theo, Role.EDITOR)
    services.set_print_right(plan=plan, user=maya, membership_id=theirs.id, may_print=True)
    services.change_role(plan=plan, user=maya, membership_id=theirs.id, role=Role.VIEWER)
    assert own(plan, theo).may_print
    services.remove_member(plan=plan, user=maya, membership_id=theirs.id)
    services.accept(secret=invited(plan, maya).secret, user=theo)
    assert not own(plan, theo).may_print


def test_the_people_of_another_plan_are_not_there(plan: Plan, maya: User, theo: User) -> None:
    other = services.start_plan(user=theo, name="Another")
    theirs, invitation = own(other, theo), invited(other, theo, "ingrid@example.org")
    for reach in (
        lambda: services.change_role(plan=plan, user=maya, membership_id=theirs.id, role=Role.VIEWER),
        lambda: services.set_print_right(plan=plan, user=maya, membership_id=theirs.id, may_print=True),
        lambda: services.remove_member(plan=plan, user=maya, membership_id=theirs.id),
        lambda: services.withdraw_invitation(plan=plan, user=maya, invitation_id=invitation.id),
    ):
        with pytest.raises(Http404):
            reach()
    assert own(other, theo).role == Role.LEAD
    assert Invitation.objects.exists()


# --- What is written down --------------------------------------------------------------------------------------------


def test_every_act_is_written_down_without_a_value(plan: Plan, maya: User, theo: User) -> None:
    services.save_draft(plan=plan, user=maya, typed=with_cap("7"))
    services.publish(plan=plan, user=maya)
    services.save_draft(plan=plan, user=maya, typed=with_cap("8"))
    services.discard_draft(plan=plan, user=maya)
    services.withdraw_invitation(plan=plan, user=maya, invitation_id=invited(plan, maya).id)
    services.accept(secret=invited(plan, maya).secret, user=theo)
    services.change_role(plan=plan, user=maya, membership_id=own(plan, theo).id, role=Role.VIEWER)
    for may_print in (True, False):
        services.set_print_right(plan=plan, user=maya, membership_id=own(plan, theo).id, may_print=may_print)
    services.remove_member(plan=plan, user=maya, membership_id=own(plan, theo).id)
    services.new_link(plan=plan, user=maya)
    services.delete_plan(plan=plan, user=maya)
    assert set(acts()) == set(Action.values) - {Action.LEAVE} - OF_WORKFORCE  # tests/accounts/test_deleting.py
    rows = list(Act.objects.values())
    assert {row["plan"] for row in rows} == {plan.id}
    values = (plan.name, plan.link, maya.email, theo.email, maya.id, theo.id, *Role.values)
    assert not [value for row in rows for value in values if value in str(row.values())]


def test_what_is_refused_is_not_written_down(plan: Plan, maya: User) -> None:
    services.publish(plan=plan, user=maya)
    with pytest.raises(services.NothingToPublish):
        services.publish(plan=plan, user=maya)
    with pytest.raises(LastLead):
        services.remove_member(plan=plan, user=maya, membership_id=own(plan, maya).id)
    with pytest.raises(AlreadyMember):
        invited(plan, maya, maya.email)
    assert acts() == [Action.START, Action.PUBLISH]


# --- Two at once -----------------------------------------------------------------------------------------------------


def at_once(*steps: Steps) -> list[object]:
    """What came of each, started at the same moment."""
    together, came = Barrier(len(steps)), []

    def run(step: Steps) -> None:
        together.wait()
        try:
            came.append(step())
        except Exception as error:
            came.append(type(error))
        connection.close()

    threads = [Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.django_db(transaction=True)
def test_drafts_saved_at_once_are_one_draft(plan: Plan, maya: User, theo: User) -> None:
    services.publish(plan=plan, user=maya)
    typists = {"6": maya, "7": theo, "8": maya, "9": theo}
    steps = [lambda cap=cap, user=user: services.save_draft(plan=plan, user=user, typed=with_cap(cap)) for cap, user in typists.items()]
    came = at_once(*steps)
    assert {type(one) for one in came} == {Version}
    assert plan.versions.filter(number=None).count() == 1
    assert plan.draft
    assert plan.draft.typed["cap"] in typists


@pytest.mark.django_db(transaction=True)
def test_published_at_once_is_published_once(plan: Plan, maya: User, theo: User) -> None:
    came = at_once(*[lambda user=user: services.publish(plan=plan, user=user) for user in (maya, theo, maya, theo)])
    assert came.count(services.NothingToPublish) == 3
    assert [version.number for version in plan.versions.all()] == [1]
    assert acts().count(Action.PUBLISH) == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_at_once_is_accepted_once(plan: Plan, maya: User, theo: User) -> None:
    secret = invited(plan, maya).secret
    came = at_once(*[lambda: services.accept(secret=secret, user=theo)] * 4)
    assert (came.count(plan), came.count(Http404)) == (1, 3)
    assert plan.memberships.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_remove_each_other_at_once_leave_one(plan: Plan, maya: User, theo: User) -> None:
    hers, his = own(plan, maya), joined(plan, theo, Role.LEAD)
    came = at_once(
        lambda: services.remove_member(plan=plan, user=maya, membership_id=his.id),
        lambda: services.remove_member(plan=plan, user=theo, membership_id=hers.id),
    )
    assert came.count(LastLead) == 1
    assert plan.memberships.get().role == Role.LEAD


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_delete_their_accounts_at_once_do_not_leave_the_editor_alone(plan: Plan, maya: User, theo: User) -> None:
    joined(plan, theo, Role.LEAD)
    joined(plan, User.objects.with_address("ingrid@example.org"), Role.EDITOR)

    def go(user: User) -> None:
        with transaction.atomic():
            leaving.last_steps(user)
            user.delete()

    came = at_once(lambda: go(maya), lambda: go(theo))
    assert came.count(leaving.MustStay) == 1
    assert plan.memberships.filter(role=Role.LEAD).count() == 1
