"""Two tenants who know nothing of each other, with a row of every table, and everybody who comes to the site.

Each row holds a word that says whose it is, and each figure is one that nobody else has: a page that shows one of them shows to whom
it belongs. A model without a row here fails tests/security/test_nothing_left.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client as Browser
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import Scenario, User
from advisor.api.keys import make_key
from advisor.api.models import KeyReport, Widget
from advisor.api.scopes import Scope
from advisor.clients import codes, sharing
from advisor.clients.models import Client, ClientReport, ClientScenario, HandOver, Note, Offer, Printing
from advisor.cohorts import links
from advisor.cohorts.models import Batch, Census, Slice, Upload
from advisor.firms.models import Capacity, Firm, FirmInvitation, FirmMember, FirmRole
from advisor.jobs.models import Job
from advisor.plans import services as plan_services
from advisor.plans.models import Invitation, Membership, Role
from advisor.plans.rules import usual
from advisor.reports.models import Report
from advisor.reports.services import request_report
from scenarios import document
from tests.cohorts.answered import answered
from tests.cohorts.workforce import saved_census
from tests.passkeys import signed_in_with_passkey

NAMES = ("alder", "birch")
WORDS = ("kept", "plan", "staff", "firm", "book", "desk", "hand", "paper")  # whose: a participant's, an employer's, of its people, ...
MARK = re.compile(rf"({'|'.join(WORDS)})[a-z]*({'|'.join(NAMES)})")
BALANCES = {"alder": "48271.53", "birch": "91634.87"}
SPELLED = {"alder": ("48271", "48,271"), "birch": ("91634", "91,634")}  # as pages and documents write them
Parts = dict[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """`parts`: for each app, or each route where they differ, what stands in its addresses. `secret`: what opens something for whoever
    has it."""

    name: str
    parts: Parts = field(default_factory=dict)
    secret: dict[str, str] = field(default_factory=dict)

    def word(self, of: str) -> str:
        """`of` begins with one of WORDS."""
        return f"{of}{self.name}"

    def address(self, who: str) -> str:
        return f"{self.word(who)}@example.org"

    def typed(self) -> dict[str, str | list[str]]:
        return {"age": "37", "balance": f"${BALANCES[self.name]}", "contribution": "8%", "weight": "5"}

    def job(self, task: str = "advisor.reports.tasks.make_report") -> Job:
        made = Job.objects.create(task=task, state=Job.State.READY, finished_at=timezone.now())
        made.file.write_bytes(b"%PDF-1.7 " + self.word("paper").encode() + BALANCES[self.name].encode())
        return made

    def report(self, **about: Any) -> Report:
        asked = {"household": {"age": 37, "balance": float(BALANCES[self.name]), "contribution": 0.08}, "sleeve": {"weight": 0.05}}
        return request_report(question=document.parse(asked), language="en", job=self.job(), **about)


def tenant(name: str) -> Tenant:
    made = Tenant(name=name)
    _participant(made)
    _plan(made)
    _firm(made)
    _anybody(made)
    cache.set(made.word("limits"), 1)
    return made


def _participant(of: Tenant) -> None:
    user = User.objects.with_address(of.address("kept"))
    kept = Scenario.objects.create(owner=user, name=of.word("kept"), typed=of.typed(), edition="2026-11")
    code = codes.new_code()
    Offer.objects.create(participant=user, scenarios=[kept.id], seal=codes.seal(code))
    browser = signed_in_with_passkey(user.email)
    assert browser.session.session_key
    audit.record(user, "offer")
    of.parts["accounts"] = {"scenario_id": kept.id, "passkey_id": Authenticator.objects.get(user=user).id, "purpose": "delete"}
    of.secret["offer"] = code


def _plan(of: Tenant) -> None:
    lead = User.objects.with_address(of.address("planlead"))
    plan = plan_services.start_plan(user=lead, name=of.word("plan"))
    plan_services.publish(plan=plan, user=lead)
    plan_services.save_draft(plan=plan, user=lead, typed=usual() | {"cap": "7"})
    others = {
        role: Membership.objects.create(plan=plan, user=User.objects.with_address(of.address(f"plan{role}")), role=role)
        for role in (Role.EDITOR, Role.VIEWER)
    }
    Membership.objects.create(plan=plan, user=User.objects.with_address(of.address("planprinter")), role=Role.VIEWER, may_print=True)
    invitation = Invitation.objects.create(plan=plan, email=of.address("planinvited"), role=Role.VIEWER, by=audit.actor(lead))
    census = saved_census(plan=plan, people=3)
    census.people.update(name=of.word("staff"))
    links.invite(census)
    person = census.people.order_by("place").first()
    assert person
    upload = Upload.objects.create(plan=plan, name=of.word("plan"), table=[["ID"], [of.word("staff")]], by=audit.actor(lead))
    answered(census)
    letters = _letters(of, census)
    of.parts["plans"] = {
        "plan_id": plan.id, "number": 1, "membership_id": others[Role.VIEWER].id, "invitation_id": invitation.id,
        "secret": invitation.secret, "link": plan.link,
    }  # fmt: skip
    of.parts["cohorts"] = {
        "plan_id": plan.id, "census_id": census.id, "upload_id": upload.id, "batch_id": letters.id, "number": 1,
        "link": plan.link, "secret": links.secret_of(person),
    }  # fmt: skip


def _letters(of: Tenant, census: Census) -> Batch:
    kind, now = Batch.Kind.LETTERS, timezone.now()
    batch = Batch.objects.create(census=census, kind=kind, version=1, rules=usual(), finished_at=now, by=census.by)
    job = of.job("advisor.cohorts.tasks.do_slice")
    Slice.objects.create(batch=batch, number=1, first=0, last=3, job=job, done_at=now)
    return batch


def _firm(of: Tenant) -> None:
    firm = Firm.objects.create(name=of.word("firm"), capacity=Capacity.FIDUCIARY, logo=of.word("firm").encode(), logo_type="image/png")
    roles = {"firmlead": FirmRole.LEAD, "firmbook": FirmRole.ADVISER, "firmdesk": FirmRole.ADVISER}
    members = {
        who: FirmMember.objects.create(firm=firm, user=User.objects.with_address(of.address(who)), role=role) for who, role in roles.items()
    }
    lead = members["firmlead"].user
    invitation = FirmInvitation.objects.create(firm=firm, email=of.address("firminvited"), role=FirmRole.ADVISER, by=audit.actor(lead))
    key, of.secret["key"] = make_key(firm=firm, user=lead, name=of.word("firm"), scopes=tuple(Scope))
    asked = KeyReport.objects.create(firm=firm, report=of.report(prepared_for=of.word("firm")))
    widget = Widget.objects.create(firm=firm, origins=["https://www.example.com"])
    of.parts["firms"] = {"member_id": members["firmdesk"].id, "invitation_id": invitation.id, "secret": invitation.secret}
    of.parts["api"] = {"key_id": key.id, "widget_id": widget.id}
    of.parts["api-v1"] = {"job_id": asked.report_id}
    of.parts["clients"] = _book(of, members["firmbook"].user, "book")
    _book(of, members["firmdesk"].user, "desk")
    HandOver.objects.create(client=_client(of, lead, "hand"), to=members["firmdesk"].user)


def _book(of: Tenant, adviser: User, word: str) -> dict[str, Any]:
    """What stands in an adviser's addresses."""
    client = _client(of, adviser, word)
    printing = Printing.objects.create(adviser=adviser)
    report = of.report(saved=True, prepared_for=client.name, note=of.word(word))
    kept = ClientReport.objects.create(client=client, report=report, scenario=of.word(word), printing=printing)
    scenario = client.scenarios.get()
    secret = sharing.share(scenario=scenario, user=adviser)
    if word == "book":
        client.participant, client.agreed_at = User.objects.get(email=of.address("kept")), timezone.now()
        client.save()
        of.secret["once"] = report.once
        of.secret["shared"] = secret
    return {
        "client_id": client.id, "note_id": client.notes.get().id, "scenario_id": scenario.id, "report_id": kept.id,
        "printing_id": printing.id, "secret": secret,
    }  # fmt: skip


def _client(of: Tenant, adviser: User, word: str) -> Client:
    about = {"name": of.word(word), "email": of.address(f"{word}client"), "tags": [of.word(word)]}
    client = Client.objects.create(firm=adviser.firm_member.firm, adviser=adviser, **about)
    ClientScenario.objects.create(client=client, name=of.word(word), typed=of.typed(), edition="2026-11")
    Note.objects.create(client=client, text=of.word(word))
    return client


def _anybody(of: Tenant) -> None:
    report = of.report()
    of.parts["reports"] = {"report_id": report.id, "mark": report.mark}


# --- Who comes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """`who` signs in, or nobody; `sees` are the words of their own tenant that may stand on their pages."""

    who: str = ""
    tenant: str = "alder"
    sees: tuple[str, ...] = ()

    def browser(self) -> Browser:
        return signed_in_with_passkey(f"{self.who}{self.tenant}@example.org") if self.who else Browser()

    def foreign(self, text: str) -> Iterator[str]:
        """Words and figures of others in what was sent to this one."""
        text = text.lower()
        for word, name in MARK.findall(text):
            if name != self.tenant or word not in self.sees:
                yield f"{word} of {name}"
        for name in NAMES:
            if name != self.tenant or not FIGURES_IN & set(self.sees):
                yield from (f"{figure} of {name}" for figure in SPELLED[name] if figure in text)


FIGURES_IN = {"kept", "book", "desk", "hand", "paper"}  # where somebody sees the balance
ADVISERS = {"firmlead": ("firm", "hand"), "firmbook": ("firm", "book", "kept", "paper"), "firmdesk": ("firm", "desk", "hand")}
VISITORS = {
    "nobody": Visitor(),
    "participant": Visitor(who="kept", sees=("kept", "firm")),
    "other participant": Visitor(who="kept", tenant="birch", sees=("kept", "firm")),
    "somebody new": Visitor(who="new", tenant="elsewhere"),
    "viewer": Visitor(who="planviewer", sees=("plan",)),
    "editor": Visitor(who="planeditor", sees=("plan", "staff")),
    "lead": Visitor(who="planlead", sees=("plan", "staff")),
    "may print": Visitor(who="planprinter", sees=("plan", "paper")),
    "lead of another plan": Visitor(who="planlead", tenant="birch", sees=("plan", "staff")),
    "lead of the firm": Visitor(who="firmlead", sees=ADVISERS["firmlead"]),
    "adviser": Visitor(who="firmbook", sees=ADVISERS["firmbook"]),
    "colleague": Visitor(who="firmdesk", sees=ADVISERS["firmdesk"]),
    "adviser elsewhere": Visitor(who="firmbook", tenant="birch", sees=ADVISERS["firmbook"]),
    "lead of another firm": Visitor(who="firmlead", tenant="birch", sees=ADVISERS["firmlead"]),
}  # there is no staff: nobody of ours has pages of their own, and Django's admin is not installed
