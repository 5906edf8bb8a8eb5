"""The page of a batch: how far it is, what can be done about it, and where its end leads."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.cohorts import batches
from advisor.cohorts.models import Batch, Census
from advisor.jobs import services as jobs
from advisor.jobs.models import Job
from advisor.plans.actions import Action
from advisor.plans.models import Membership, Plan, Role
from tests.cohorts.letters_made import published_plan
from tests.cohorts.workforce import saved_census
from tests.passkeys import signed_in_with_passkey

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
LEAD = "lead@example.org"


@pytest.fixture
def plan() -> Plan:
    return published_plan("Bakery")


@pytest.fixture
def census(plan: Plan) -> Census:
    return saved_census(plan=plan, people=1200)


@pytest.fixture
def browser() -> Client:
    return signed_in_with_passkey(LEAD)


def at(name: str, batch: Batch) -> str:
    return reverse(f"cohorts:{name}", args=[batch.census.plan_id, batch.id])


def started(census: Census, browser: Client) -> Batch:
    browser.post(reverse("cohorts:answer", args=[census.plan_id, census.id]))
    return Batch.objects.get()


def words(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def some_done(batch: Batch, parts: int, *, every: float = 10) -> None:
    for part in batch.slices.filter(number__lte=parts):
        part.done_at = timezone.now() - timedelta(seconds=every * (parts - part.number))
        part.save()


def test_ten_clicks_lead_to_one_batch(census: Census, browser: Client) -> None:
    path = reverse("cohorts:answer", args=[census.plan_id, census.id])
    ways = {(response.status_code, response["Location"]) for response in (browser.post(path) for _ in range(10))}
    assert ways == {(303, at("batch", Batch.objects.get()))}
    assert Act.objects.filter(action=Action.ANSWER).count() == 1


def test_without_published_rules_the_click_leads_to_the_plan(browser: Client, plan: Plan, census: Census) -> None:
    plan.versions.all().delete()
    response = browser.post(reverse("cohorts:answer", args=[plan.id, census.id]))
    assert (response.status_code, response["Location"]) == (303, reverse("plans:plan", args=[plan.id]))
    assert not Batch.objects.exists()


def test_the_page_says_how_many_people_are_done(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    some_done(batch, 9)
    assert jobs.claim(Job.objects.get(slice__batch=batch, slice__number=10).id)
    page = browser.get(at("batch", batch))
    assert "450 of 1,200 people done." in words(page)
    assert re.search(r'<progress [^>]*max="1200" value="450"', page.text)
    assert "1 under way, 14 waiting, 0 not done" in words(page)
    assert "You can close this page." in words(page)


def test_the_time_left_is_told_once_it_can_be(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    some_done(batch, 2)
    assert "left" not in words(browser.get(at("batch", batch)))
    some_done(batch, 4, every=20)  # 50 people in 20 seconds, and 1,000 to go
    assert "About 7 minutes left." in words(browser.get(at("batch", batch)))
    some_done(batch, 23, every=20)
    assert "Less than a minute left." in words(browser.get(at("batch", batch)))


def test_htmx_asks_for_the_moving_part_until_the_end_and_then_for_the_page(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    moving = browser.get(at("batch", batch), headers=HTMX)
    assert (moving.status_code, moving.has_header("HX-Refresh")) == (200, False)
    assert moving.text.startswith('<div id="batch"')
    assert "every 2s" in moving.text
    batches.stop(batch=batch, user=User.objects.get())
    over = browser.get(at("batch", batch), headers=HTMX)
    assert (over.status_code, over["HX-Refresh"]) == (286, "true")
    assert "every 2s" not in over.text


def test_without_a_script_the_page_looks_again_by_itself_until_the_end(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    assert "http-equiv" in browser.get(at("batch", batch)).text
    batches.stop(batch=batch, user=User.objects.get())
    assert "http-equiv" not in browser.get(at("batch", batch)).text


def test_stop_and_go_on(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    assert "Stop" in words(browser.get(at("batch", batch)))
    stopped = browser.post(at("stop", batch), follow=True)
    assert "Stopped" in words(stopped)
    assert not Job.objects.exists()
    assert ">Go on<" in stopped.text
    assert "Waiting" in words(browser.post(at("go_on", batch), follow=True))
    assert Job.objects.filter(state="queued").count() == batch.slices.count()


def test_to_look_at_the_addresses_of_buttons_changes_nothing(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    for path in (at("stop", batch), at("go_on", batch), reverse("cohorts:answer", args=[census.plan_id, census.id])):
        assert browser.get(path).status_code in (302, 303)
    batch.refresh_from_db()
    assert (batch.stopped_at, Batch.objects.count()) == (None, 1)


def test_parts_that_failed_can_be_tried_again(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    Job.objects.update(state="failed", failure="too_many_tries")
    page = browser.get(at("batch", batch))
    assert "Some parts could not be done." in words(page)
    assert "Try again" in words(page)
    assert "24 not done" in words(page)


def test_the_end_leads_to_what_was_made(census: Census, browser: Client) -> None:
    batch = started(census, browser)
    batch.slices.update(done_at=timezone.now())
    Batch.objects.update(finished_at=timezone.now())
    page = browser.get(at("batch", batch))
    assert "Ready" in words(page)
    assert reverse("cohorts:workforce", args=[census.plan_id]) in page.text
    assert "Stop" not in words(page)
    assert "Go on" not in words(page)


def test_a_viewer_sees_how_far_it_is_and_has_no_buttons(plan: Plan, census: Census, browser: Client) -> None:
    batch = started(census, browser)
    Membership.objects.create(plan=plan, user=User.objects.with_address("viewer@example.org"), role=Role.VIEWER)
    viewer = signed_in_with_passkey("viewer@example.org")
    assert "0 of 1,200 people done." in words(viewer.get(at("batch", batch)))
    assert "<button" not in viewer.get(at("batch", batch)).text.split("<main")[1]
    for kind in (Batch.Kind.LETTERS, Batch.Kind.EFFECTS):
        Batch.objects.update(kind=kind)
        assert viewer.get(at("batch", batch)).text.split("<main")[1].count(f'"{batches_end(batch, kind)}"') == 0


def batches_end(batch: Batch, kind: str) -> str:
    name = "letters" if kind == Batch.Kind.LETTERS else "draft"
    return reverse(f"cohorts:{name}", args=[batch.census.plan_id, batch.census_id])
