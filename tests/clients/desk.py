"""Advisers at their desks: a firm, its people, and what stands in their books."""

from typing import Any

from django.core import mail
from django.test import Client as Browser

from advisor.accounts.models import User
from advisor.clients.models import Client, ClientReport, ClientScenario
from advisor.firms.models import Capacity, Firm, FirmMember, FirmRole
from advisor.jobs.models import Job
from advisor.reports.models import Report
from advisor.reports.services import request_report
from tests.passkeys import signed_in_with_passkey
from tests.people import PEOPLE, question_of

ADVISER, COLLEAGUE, OTHER = "ana@example.org", "luis@example.org", "vera@example.net"


def firm(name: str = "Harbor Advice", capacity: str = Capacity.FIDUCIARY) -> Firm:
    return Firm.objects.create(name=name, capacity=capacity)


def member(of: Firm, address: str = ADVISER, role: str = FirmRole.LEAD) -> User:
    user = User.objects.with_address(address)
    FirmMember.objects.create(firm=of, user=user, role=role)
    return user


def client_of(adviser: User, name: str = "Maya Ortiz", **about: Any) -> Client:
    return Client.objects.create(firm=adviser.firm_member.firm, adviser=adviser, name=name, **about)


def scenario_of(client: Client, person: str = "Maya", name: str = "Five percent", **about: Any) -> ClientScenario:
    return ClientScenario.objects.create(client=client, name=name, typed=dict(PEOPLE[person]), edition="2026-11", **about)


def report_of(client: Client, person: str = "Maya", **about: Any) -> ClientReport:
    """Ready, with a file."""
    made = request_report(question=question_of(person), language="en", saved=True, prepared_for=client.name)
    Job.objects.filter(id=made.job_id).update(state="ready", finished_at=made.made_at)
    made = Report.objects.get(id=made.id)
    made.job.file.write_bytes(b"%PDF-1.7 " + client.name.encode())
    return ClientReport.objects.create(client=client, report=made, scenario="Five percent", **about)


def desk(address: str = ADVISER) -> Browser:
    """A browser in which this address is signed in with a passkey."""
    mail.outbox = getattr(mail, "outbox", [])
    return signed_in_with_passkey(address)
