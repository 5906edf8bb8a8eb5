"""The page of a workforce, its file and the page of the draft: what they say in each state, and that they say no more than they may."""

import csv
import html
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Act, User
from advisor.cohorts.models import Batch, Census
from advisor.jobs.models import Job
from advisor.plans import services
from advisor.plans.actions import Action
from advisor.plans.models import Membership, Plan, Role
from advisor.plans.rules import usual
from tests.cohorts import answered
from tests.cohorts.letters_made import published_plan
from tests.cohorts.workforce import saved_census
from tests.passkeys import signed_in_with_passkey

pytestmark = pytest.mark.django_db

LEAD = "lead@example.org"
DRAFT = {"match_own": "100% of 4%"}


@pytest.fixture
def plan() -> Plan:
    return published_plan("Bakery")


@pytest.fixture
def census(plan: Plan) -> Census:
    return saved_census(plan=plan, people=400)


@pytest.fixture
def browser(plan: Plan) -> Client:
    return signed_in_with_passkey(LEAD)


def page(name: str, plan: Plan, *parts: object) -> str:
    return reverse(f"cohorts:{name}", args=[plan.id, *parts])


def words(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def rows(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def drafted(plan: Plan, **typed: str) -> Any:
    return services.save_draft(plan=plan, user=User.objects.get(email=LEAD), typed=usual() | typed).typed


def test_without_a_census_the_page_asks_for_one(plan: Plan, browser: Client) -> None:
    response = browser.get(page("workforce", plan))
    assert reverse("cohorts:upload", args=[plan.id]) in response.text
    assert "Where people stand" not in response.text


def test_the_page_says_where_people_stand(plan: Plan, census: Census, browser: Client) -> None:
    answered.answered(census)
    answered.invited(census, letters=400, opened=240, finished=160)
    said = words(browser.get(page("workforce", plan)))
    assert re.search(r"\d+ to \d+ of 100 people are on course for their income goal", said)
    assert re.search(r"\$[\d,]+ to \$[\d,]+ a year of match is not claimed|under \$[\d,]+ a year of match is not claimed", said)
    assert re.search(r"\d+ to \d+ of 100 people opened the link in their letter", said)
    assert "The middle person of each age band" in said
    assert "400 people, answered under version 1 of the rules" in said


def test_no_count_stands_on_the_page_as_it_is(plan: Plan, census: Census, browser: Client) -> None:
    """Numbers of people that are not ends of ranges: only how many are in the census and how many letters were made."""
    answered.answered(census)
    answered.invited(census, letters=400, opened=237, finished=163)
    text = browser.get(page("workforce", plan)).text
    main = re.sub(r"<svg.*?</svg>", "", text[text.index("<main") : text.index("</main>")], flags=re.S)
    assert not re.search(r"\b(237|163|74|77)\b", re.sub(r"<[^>]+>", " ", main))


def test_the_file_holds_what_the_page_shows_and_no_more(plan: Plan, census: Census, browser: Client) -> None:
    answered.answered(census)
    answered.invited(census, letters=400, opened=240, finished=160)
    shown = browser.get(page("workforce", plan)).context["seen"]
    head, named, *figures = rows(browser.get(page("figures", plan, census.id)))
    assert len(head) == 5
    assert named[-1] == census.name
    facts = [(row[0], row[2], row[3]) for row in figures if not row[1]]
    assert facts == [(fact.name, text(fact.low), text(fact.high)) for fact in (*shown.standing, *shown.letters)]
    spreads = [tuple(float(end) for end in row[2:4]) for row in figures if row[1]]
    halves = [ends for each in shown.told.spreads for ends in ((each.low, each.high), (each.middle, each.middle))]
    assert spreads == [(round(low, 6), round(high, 6)) for low, high in halves]


def text(end: float | None) -> str:
    return "" if end is None else str(round(end, 6))


def test_a_name_that_is_a_formula_stays_a_text_in_the_file(plan: Plan, census: Census, browser: Client) -> None:
    for sign in ("=", "+", "-", "@", "\t", "\r"):
        Census.objects.update(name=f"{sign}SUM(A1)")
        assert rows(browser.get(page("figures", plan, census.id)))[1][-1].startswith("'")


def test_getting_the_file_is_written_down(plan: Plan, census: Census, browser: Client) -> None:
    browser.get(page("workforce", plan))
    assert not Act.objects.filter(action=Action.EXPORT).exists()
    browser.get(page("figures", plan, census.id))
    act = Act.objects.get(action=Action.EXPORT)
    assert (act.plan, act.about) == (plan.id, census.id)


def test_too_few_people_are_told_as_that(plan: Plan, browser: Client) -> None:
    census = saved_census(plan=plan, people=30)
    answered.answered(census)
    answered.invited(census, letters=30, opened=20, finished=10)
    response = browser.get(page("workforce", plan))
    assert words(response).count("too few") == 3
    assert "of 100" not in response.text
    assert len(rows(browser.get(page("figures", plan, census.id)))) == 2


def test_answers_of_older_rules_are_named_and_offered_anew(plan: Plan, census: Census, browser: Client) -> None:
    answered.answered(census)
    assert "The rules have changed" not in browser.get(page("workforce", plan)).text
    drafted(plan, **DRAFT)
    services.publish(plan=plan, user=User.objects.get(email=LEAD))
    response = browser.get(page("workforce", plan))
    assert "These answers are of version 1. Version 2 holds now." in words(response)
    assert f'action="{page("answer", plan, census.id)}"' in response.text
    assert "Where people stand" in response.text


def test_while_answers_are_made_the_page_says_how_far_they_are(plan: Plan, census: Census, browser: Client) -> None:
    browser.post(page("answer", plan, census.id))
    response = browser.get(page("workforce", plan))
    assert 'id="batch"' in response.text
    assert 'http-equiv="refresh"' in response.text
    assert page("batch", plan, Batch.objects.get().id) in response.text
    assert "Where people stand" not in response.text
    Job.objects.update(state="failed")
    assert "could not be done" in words(browser.get(page("workforce", plan)))


def test_without_rules_the_page_says_what_to_do_first(plan: Plan, census: Census, browser: Client) -> None:
    plan.versions.all().delete()
    assert "Publish the rules of the plan first." in words(browser.get(page("workforce", plan)))


def test_the_page_is_of_the_newest_census(plan: Plan, census: Census, browser: Client) -> None:
    answered.answered(census)
    saved_census(plan=plan, people=120)
    said = words(browser.get(page("workforce", plan)))
    assert "120 people" in said
    assert "of 100 people" not in said


def test_a_viewer_sees_the_figures_and_no_button_that_changes_anything(plan: Plan, census: Census) -> None:
    answered.answered(census)
    Membership.objects.create(plan=plan, user=User.objects.with_address("viewer@example.org"), role=Role.VIEWER)
    browser = signed_in_with_passkey("viewer@example.org")
    response = browser.get(page("workforce", plan))
    assert "Where people stand" in response.text
    main = response.text[response.text.index("<main") : response.text.index("</main>")]
    assert "<form" not in main
    for name in ("draft", "letters"):
        assert page(name, plan, census.id) not in main
        assert browser.get(page(name, plan, census.id)).status_code == 404


def test_the_draft_is_worked_out_once_for_all_people(plan: Plan, census: Census, browser: Client) -> None:
    address = page("draft", plan, census.id)
    assert browser.post(address).status_code == 409  # there is none
    proposed = drafted(plan, **DRAFT)
    assert "Work it out" in browser.get(address).text
    for _ in range(3):
        assert browser.post(address).headers["Location"] == address
    batch = Batch.objects.get(kind=Batch.Kind.EFFECTS)
    assert (batch.proposed, batch.rules) == (proposed, plan.published and plan.published.typed)
    assert 'id="batch"' in browser.get(address).text


def test_the_page_of_the_draft_says_what_changes(plan: Plan, census: Census, browser: Client) -> None:
    answered.tried(census, proposed=drafted(plan, **DRAFT))
    said = words(browser.get(page("draft", plan, census.id)))
    assert re.search(r"\d+ to \d+ of 100 people clearly get more income", said)
    assert re.search(r"under \d+ of 100 people clearly get less income", said)
    assert re.search(r"\+\$\d+ a month is the middle person’s change", said)
    assert re.search(r"On course, of 100 people (\d+ to|under) ?\d+", said)
    assert "the same futures" in said


def test_what_was_tried_is_no_longer_shown_once_the_draft_is_another(plan: Plan, census: Census, browser: Client) -> None:
    answered.tried(census, proposed=drafted(plan, **DRAFT))
    drafted(plan, match_own="100% of 5%")
    response = browser.get(page("draft", plan, census.id))
    assert "clearly get more" not in response.text
    assert "Work it out" in response.text


def test_a_draft_that_costs_the_employer_nothing_says_so(plan: Plan, census: Census, browser: Client) -> None:
    answered.tried(census, proposed=drafted(plan, cap="7"))
    assert "What the employer pays in stays the same." in words(browser.get(page("draft", plan, census.id)))


def test_the_plan_leads_to_its_workforce(plan: Plan, browser: Client) -> None:
    assert page("workforce", plan) in browser.get(reverse("plans:plan", args=[plan.id])).text


def test_letters_alone_are_shown_before_any_answers(plan: Plan, census: Census, browser: Client) -> None:
    answered.invited(census, letters=400, opened=240, finished=160)
    said = words(browser.get(page("workforce", plan)))
    assert "Of 400 letters that were made" in said
