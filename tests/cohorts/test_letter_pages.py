"""Having letters made and getting them: only with the print right, and each time it stands in the record."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.cohorts import tasks
from advisor.cohorts.links import Counts, counts
from advisor.cohorts.models import LETTERS_KEPT, Batch, Census, Slice
from advisor.jobs import services as jobs
from advisor.jobs.models import Job
from advisor.plans import services
from advisor.plans.models import Membership, Plan, Role
from advisor.plans.rules import usual
from tests.cohorts.answered import answered
from tests.cohorts.letters_made import census_of, published_plan
from tests.passkeys import signed_in_with_passkey

pytestmark = pytest.mark.django_db

PRINTER, LEAD = "printer@example.org", "lead@example.org"
FORM = {"figures": "on", "order": "name", "language": "en"}


@pytest.fixture
def plan() -> Plan:
    """With a viewer who may print; the lead may not."""
    made = published_plan()
    Membership.objects.create(plan=made, user=User.objects.with_address(PRINTER), role=Role.VIEWER, may_print=True)
    return made


@pytest.fixture
def census(plan: Plan) -> Census:
    return census_of(plan, {"name": "Cleo"}, {"name": "Abe"}, {"name": "Bea"})


@pytest.fixture
def printer(plan: Plan) -> Client:
    return signed_in_with_passkey(PRINTER)


def page(census: Census) -> str:
    return reverse("cohorts:letters", args=[census.plan_id, census.id])


def part(batch: Batch, number: int = 1) -> str:
    return reverse("cohorts:part", args=[batch.census.plan_id, batch.id, number])


def acts() -> list[str]:
    return list(Act.objects.order_by("id").values_list("action", flat=True))


def made(printer: Client, census: Census, **form: str) -> Batch:
    """As a worker would, at once."""
    assert printer.post(page(census), FORM | form).status_code == 303
    for one in Slice.objects.filter(batch__kind=Batch.Kind.LETTERS, done_at=None):
        tasks.do_slice(one.job_id)
    return Batch.objects.filter(kind=Batch.Kind.LETTERS).latest("made_at")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_from_the_form_to_the_zip(printer: Client, census: Census) -> None:
    answered(census)
    batch = made(printer, census)
    assert (batch.order, batch.language, batch.address) == ("name", "en", "http://testserver/")
    shown = printer.get(page(census)).text
    for said in ("1 to 3", "0.1 MB", "Erased (UTC)", part(batch)):
        assert said in shown, said
    response = printer.get(part(batch))
    assert response.headers["Content-Disposition"] == 'attachment; filename="letters-1.zip"'
    assert response.headers["Content-Type"] == "application/zip"
    assert "no-store" in response.headers["Cache-Control"]
    with ZipFile(BytesIO(body(response))) as zipped:
        assert zipped.namelist() == ["0001-A2.pdf", "0002-A3.pdf", "0003-A1.pdf"]
    assert acts()[-2:] == ["start_letters", "get_letters"]
    act = Act.objects.latest("id")
    assert (act.plan, act.about) == (census.plan_id, batch.id)


def test_each_person_is_invited_once_however_often_letters_are_made(printer: Client, census: Census) -> None:
    made(printer, census, figures="off")
    before = set(census.invited.values_list("id", flat=True))
    assert counts(census) == Counts(invited=3, opened=0, finished=0)
    made(printer, census, figures="off", language="es")
    assert set(census.invited.values_list("id", flat=True)) == before


def test_ten_clicks_are_one_batch_and_another_order_is_another(printer: Client, census: Census) -> None:
    for _ in range(3):
        printer.post(page(census), FORM | {"figures": "off"})
    assert Batch.objects.count() == 1
    printer.post(page(census), FORM | {"figures": "off", "order": "department"})
    assert Batch.objects.count() == 2


def test_no_role_prints_without_the_right_and_it_ends_at_once(printer: Client, census: Census) -> None:
    batch = made(printer, census, figures="off")
    lead = signed_in_with_passkey(LEAD)
    paths = (page(census), part(batch))
    before = Act.objects.count()
    assert {lead.get(path).status_code for path in paths} == {404}
    assert lead.post(page(census), FORM).status_code == 404
    Membership.objects.filter(user__email=PRINTER).update(may_print=False)
    assert {printer.get(path).status_code for path in paths} == {404}
    assert printer.post(page(census), FORM).status_code == 404
    assert (Act.objects.count(), Batch.objects.count()) == (before, 1)


def test_figures_need_answers_under_the_rules_that_hold_now(printer: Client, plan: Plan, census: Census) -> None:
    assert "Figures need the answers of all people" in printer.get(page(census)).text
    response = printer.post(page(census), FORM)
    assert response.status_code == 422
    assert "First have the answers made under the rules that hold now." in response.text
    answered(census)
    assert "Figures need the answers" not in printer.get(page(census)).text
    lead = User.objects.get(email=LEAD)
    services.save_draft(plan=plan, user=lead, typed=usual() | {"cap": "7"})
    services.publish(plan=plan, user=lead)
    assert printer.post(page(census), FORM).status_code == 422
    assert not Batch.objects.filter(kind=Batch.Kind.LETTERS).exists()


@pytest.mark.parametrize("wrong", [{"order": "household"}, {"language": "fr"}, {"figures": ""}])
def test_what_is_not_on_the_form_is_refused_and_kept(printer: Client, census: Census, wrong: dict[str, str]) -> None:
    response = printer.post(page(census), FORM | {"figures": "off"} | wrong)
    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert "Pick one of these." in response.text
    assert 'value="name" selected' in response.text or "order" in wrong
    assert not Batch.objects.exists()


def test_the_switch_of_languages_makes_nothing(printer: Client, census: Census) -> None:
    response = printer.post("/es" + page(census), FORM | {"figures": "off", "switched": ""})
    assert response.status_code == 200
    assert 'value="name" selected' in response.text
    assert not Batch.objects.exists()


def test_how_many_letters_and_how_long_stand_on_the_form(printer: Client, plan: Plan, census: Census) -> None:
    assert "3 letters, in about 1 minute." in printer.get(page(census)).text
    assert "One letter." in printer.get(page(census_of(plan, {}))).text


def test_a_file_that_is_not_ready_or_erased_is_not_there(printer: Client, census: Census) -> None:
    printer.post(page(census), FORM | {"figures": "off"})
    batch = Batch.objects.get()
    assert printer.get(part(batch)).status_code == 404
    assert "1 to 3" not in printer.get(page(census)).text
    tasks.do_slice(batch.slices.get().job_id)
    assert printer.get(part(batch, 2)).status_code == 404
    assert body(printer.get(part(batch)))
    file = batch.slices.get().job.file  # type: ignore[union-attr]
    jobs.tend(now=timezone.now() + LETTERS_KEPT - timedelta(minutes=1))
    assert Job.objects.exists()
    jobs.tend(now=timezone.now() + LETTERS_KEPT + timedelta(minutes=1))
    assert not Job.objects.exists()
    assert printer.get(part(batch)).status_code == 404
    assert "1 to 3" not in printer.get(page(census)).text
    file.unlink(missing_ok=True)


def test_a_batch_of_answers_has_no_file(printer: Client, census: Census) -> None:
    batch = answered(census)
    job = Job.objects.create(task="", state="ready", finished_at=timezone.now())
    job.file.write_bytes(b"PK")
    Slice.objects.create(batch=batch, number=1, first=0, last=3, job=job)
    assert printer.get(part(batch)).status_code == 404


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_the_page_is_there_in_every_language(printer: Client, census: Census, language: str) -> None:
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    shown = printer.get(prefix + page(census)).text
    assert f'value="{language}" selected' in shown
