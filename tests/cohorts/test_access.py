"""Who may come where: every address of a workforce, for everybody. To whom it is not shown, it is not there."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.accounts.second_factor import RECENT
from advisor.cohorts.access import batch_for, census_for, printing_plan_for, upload_for
from advisor.cohorts.models import Batch, Census, Person, Slice, Upload
from advisor.cohorts.urls import urlpatterns
from advisor.jobs.models import Job
from advisor.plans import services
from advisor.plans.models import Membership, Plan, Role
from advisor.plans.rules import usual
from tests.cohorts.workforce import saved_census
from tests.passkeys import let_pass, signed_in, signed_in_with_passkey

pytestmark = pytest.mark.django_db

ANYBODY = {"letter"}  # judged by a secret: other tests say by whom
PRINT_RIGHT = "may print"  # whatever the role is
ALL, WRITERS, LEADS = tuple(Role), (Role.LEAD, Role.EDITOR), (Role.LEAD,)
ROLES: dict[str, tuple[str, ...]] = {
    "workforce": ALL, "figures": ALL, "draft": WRITERS,
    "upload": WRITERS, "template": WRITERS, "check": WRITERS, "census": ALL, "delete": LEADS,
    "answer": WRITERS, "batch": ALL, "stop": WRITERS, "go_on": WRITERS,
    "letters": (PRINT_RIGHT,), "part": (PRINT_RIGHT,),
}  # fmt: skip
SENSITIVE = {"delete", "letters", "part"}
OF_PLAN = {"workforce", "upload", "template"}  # where the address names nothing that could be mixed with another plan
LEAD, OTHER = "lead@example.org", "other@example.org"
WHO = (*Role, PRINT_RIGHT)
SENT = {"column-0": "", "confirm": "1", "seen": "", "order": "place", "language": "en", "figures": "off"}


@pytest.fixture
def plan() -> Plan:
    """With published rules, a draft, a member of each role and a viewer who may print, a census, an upload and a batch of letters."""
    lead = User.objects.with_address(LEAD)
    made = services.start_plan(user=lead, name="Bakery")
    services.publish(plan=made, user=lead)
    services.save_draft(plan=made, user=lead, typed=usual() | {"cap": "7"})
    for role in (Role.EDITOR, Role.VIEWER):
        Membership.objects.create(plan=made, user=User.objects.with_address(f"{role}@example.org"), role=role)
    printer = User.objects.with_address("may-print@example.org")
    Membership.objects.create(plan=made, user=printer, role=Role.VIEWER, may_print=True)
    census = saved_census(plan=made, people=3)
    Upload.objects.create(plan=made, name="people.csv", table=[["ID"], ["7"]], by="")
    batch = Batch.objects.create(census=census, kind=Batch.Kind.LETTERS, version=1, rules=usual(), finished_at=timezone.now(), by="")
    job = Job.objects.create(task="advisor.cohorts.tasks.do_slice", state=Job.State.READY, finished_at=timezone.now())
    job.file.write_bytes(b"PK")
    Slice.objects.create(batch=batch, number=1, first=0, last=3, job=job, done_at=timezone.now())
    return made


def address(name: str, plan: Plan) -> str:
    census, batch = plan.censuses.get(), Batch.objects.get(kind=Batch.Kind.LETTERS)
    parts: dict[str, list[Any]] = {
        "check": [plan.uploads.get().id],
        **{of_census: [census.id] for of_census in ("census", "delete", "answer", "letters", "draft", "figures")},
        **{of_batch: [batch.id] for of_batch in ("batch", "stop", "go_on")},
        "part": [batch.id, 1],
    }
    return reverse(f"cohorts:{name}", args=[plan.id, *parts.get(name, [])])


def who(role: str) -> Client:
    return signed_in_with_passkey(f"{role.replace(' ', '-')}@example.org")


def both(browser: Client, path: str) -> list[Any]:
    """To look, and to send a form where the page has one: a page that is only read takes none from anybody."""
    responses = [browser.get(path), browser.post(path, SENT)]
    for response in responses:
        response.getvalue()  # read to its end, a file is closed
    return [response for response in responses if response.status_code != 405]


def known() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Act, Batch, Census, Person, Upload, Job))


def test_every_address_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == ANYBODY | ROLES.keys()


@pytest.mark.parametrize("name", ROLES)
def test_nobody_comes_in_who_is_not_signed_in(plan: Plan, client: Client, name: str) -> None:
    before = known()
    for response in both(client, address(name, plan)):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("accounts:sign_in"))
    assert known() == before


@pytest.mark.parametrize("name", ROLES)
def test_the_code_in_the_mail_does_not_let_a_lead_in(plan: Plan, name: str) -> None:
    browser, before = signed_in(LEAD), known()
    for response in both(browser, address(name, plan)):
        assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:second_factor"))
    assert known() == before


@pytest.mark.parametrize("name", ROLES)
def test_a_workforce_is_not_there_for_the_lead_of_another_plan(plan: Plan, name: str) -> None:
    browser, path = signed_in_with_passkey(OTHER), address(name, plan)
    other = services.start_plan(user=User.objects.get(email=OTHER), name="Another")
    other.memberships.update(may_print=True)
    before = known()
    found, absent = both(browser, path), both(browser, path.replace(plan.id, "n" * 22))
    assert {response.status_code for response in found} == {404}
    assert [response.status_code for response in found] == [response.status_code for response in absent]
    if name not in OF_PLAN:  # by way of their own plan
        assert {response.status_code for response in both(browser, path.replace(plan.id, other.id))} == {404}
    assert known() == before


@pytest.mark.parametrize("role", WHO)
@pytest.mark.parametrize("name", ROLES)
def test_each_role_comes_where_it_may(plan: Plan, name: str, role: str) -> None:
    browser, path, before = who(role), address(name, plan), known()
    may = role in ROLES[name] or (role == PRINT_RIGHT and Role.VIEWER in ROLES[name])
    for response in both(browser, path):
        if may:
            assert response.status_code in (200, 302, 303, 422)
            assert response.headers.get("Location", "") != reverse("accounts:second_factor")
        else:
            assert response.status_code == 404
            assert known() == before


@pytest.mark.parametrize("name", ROLES)
def test_what_is_sensitive_asks_for_the_passkey_again(plan: Plan, name: str) -> None:
    plan.memberships.update(may_print=True)
    browser, path, before = signed_in_with_passkey(LEAD), address(name, plan), known()
    let_pass(browser, RECENT + 1)
    for response in both(browser, path):
        asked_again = response.headers.get("Location", "") == reverse("accounts:second_factor")
        assert asked_again == (name in SENSITIVE)
    if name in SENSITIVE:
        assert known() == before


def test_one_place_decides(plan: Plan) -> None:
    lead, other = User.objects.get(email=LEAD), User.objects.with_address(OTHER)
    census, batch, upload = plan.censuses.get(), Batch.objects.get(), plan.uploads.get()
    assert census_for(lead, plan.id, census.id, Role.LEAD) == census
    assert batch_for(lead, plan.id, batch.id) == batch
    assert upload_for(lead, plan.id, upload.id) == upload
    assert printing_plan_for(User.objects.get(email="may-print@example.org"), plan.id) == plan
    for look in (
        lambda: census_for(other, plan.id, census.id),
        lambda: census_for(lead, plan.id, "n" * 22),
        lambda: batch_for(other, plan.id, batch.id),
        lambda: upload_for(User.objects.get(email="viewer@example.org"), plan.id, upload.id),
        lambda: printing_plan_for(lead, plan.id),
    ):
        with pytest.raises(Http404):
            look()
