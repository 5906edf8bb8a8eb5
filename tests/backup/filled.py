"""A site with rows of every kind, so that a backup has everything to hold: also what it must leave out."""

from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import Scenario, Session, User
from advisor.api.keys import make_key
from advisor.api.models import KeyReport, Widget
from advisor.api.scopes import Scope
from advisor.backup import kept
from advisor.clients import consent, hand_over, sharing
from advisor.clients.models import Client, Printing
from advisor.cohorts import batches, links
from advisor.cohorts.models import Batch, Upload
from advisor.firms.models import FirmInvitation, FirmMember, FirmRole
from advisor.jobs.models import Job
from advisor.plans import services as plans
from advisor.plans.actions import Action
from advisor.plans.models import Invitation, Plan, Role
from advisor.reports.services import request_report
from tests.adviser_states.brand import DRAWING
from tests.clients.desk import COLLEAGUE, OTHER, client_of, firm, member, report_of, scenario_of
from tests.cohorts.answered import answered
from tests.cohorts.workforce import saved_census
from tests.people import PEOPLE, question_of

PEOPLE_OF_A_CENSUS = 30

Everything = tuple[dict[str, list[Any]], dict[str, str]]


def everything() -> Everything:
    """Every kept row by table, and the hash of every file of a kept report."""
    rows = {model._meta.label: list(kept.rows(model).values()) for model in kept.tables()}
    ready = kept.rows(Job).filter(state=Job.State.READY, report__isnull=False)
    return rows, {job.id: sha256(job.file.read_bytes()).hexdigest() for job in ready if job.file.exists()}


def fill() -> None:
    adviser = an_office()
    a_workforce(adviser)
    an_account(User.objects.with_address("maya@example.org"))
    what_lives_for_an_hour(adviser)


def an_account(user: User) -> None:
    Scenario.objects.create(owner=user, name="Fünf Prozent 五", typed=dict(PEOPLE["Maya"]), edition="2026-11")
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {"id": "a"}})
    address = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, sent=timezone.now(), key="k")
    consent.offer(user=user, scenarios=list(user.scenarios.all()))


def an_office() -> User:
    """Of two advisers, with a logo, a book, kept reports (alone, printed, still queued), a key, a frame, and things under way."""
    office = firm()
    adviser, colleague = member(office), member(office, COLLEAGUE, FirmRole.ADVISER)
    office.logo, office.logo_type = DRAWING.encode(), "image/svg+xml"
    office.save()
    client = client_of(adviser, tags=["near retirement"], email="maya@example.com", agreed_at=timezone.now())
    client.notes.create(text="A first line.\nBitcoin?")
    sharing.share(scenario=scenario_of(client), user=adviser)
    report_of(client)
    report_of(client, printing=Printing.objects.create(adviser=adviser))
    report_of(client_of(colleague, "Theo Lin"))
    hand_over.give(clients=Client.objects.filter(id=client.id), user=adviser, to=FirmMember.objects.get(user=colleague))
    FirmInvitation.objects.create(firm=office, email=OTHER, role=FirmRole.ADVISER, by=audit.actor(adviser))
    make_key(firm=office, user=adviser, name="Portal", scopes=tuple(Scope))
    Widget.objects.create(firm=office, origins=["https://portal.example.org"])
    return adviser


def a_workforce(lead: User) -> None:
    """A census with a finished batch and one that is not begun, letters with links, a draft and an invitation."""
    plan: Plan = plans.start_plan(user=lead, name="Bakery")
    plans.publish(plan=plan, user=lead)
    Invitation.objects.create(plan=plan, email=OTHER, role=Role.VIEWER, by=audit.actor(lead))
    census = saved_census(plan=plan, people=PEOPLE_OF_A_CENSUS)
    answered(census)
    links.invite(census)
    batches.start(census=census, user=lead, kind=Batch.Kind.ANSWERS)
    Upload.objects.create(plan=plan, name="people.csv", table=[["Name"], ["Somebody Else"]], by=audit.actor(lead))
    audit.record(lead, Action.UPLOAD, plan=plan.id)


def what_lives_for_an_hour(somebody: User) -> None:
    """None of it belongs into a backup."""
    made = request_report(question=question_of("Theo"), language="en")
    made.job.file.write_bytes(b"%PDF-1.7 of nobody's")
    KeyReport.objects.create(firm=somebody.firm_member.firm, report=request_report(question=question_of("Maya"), language="en"))
    session: SessionBase = Session.get_session_store_class()()
    session["about"] = "somebody"
    session.save()
    cache.set("a limit", 3)
