"""The own link of a letter: counted as opened and as finished, once each, and by nobody told from another."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from advisor.cohorts import links
from advisor.cohorts.links import Counts, counts
from advisor.cohorts.models import Census, Invited
from advisor.jobs.models import random_id
from advisor.plans.models import Plan
from advisor.seals import seal
from tests.cohorts.letters_made import census_of, published_plan
from tests.cohorts.workforce import saved_census

pytestmark = pytest.mark.django_db

THREE = {"age": "35", "balance": "$45,000", "contribution": "8%"}
COUNTED = "We count that a letter was opened"
GONE = "This link does not work"


@pytest.fixture
def plan() -> Plan:
    return published_plan()


@pytest.fixture
def census(plan: Plan) -> Census:
    made = census_of(plan, {}, {}, {})
    links.invite(made)
    return made


def address(census: Census, place: int = 1) -> str:
    return reverse("cohorts:letter", args=[census.plan.link, links.secret_of(census.people.get(place=place))])


def answer(browser: Client, **headers: str) -> Any:
    return browser.post(reverse("planner:answer"), THREE, headers=headers)


def cookie(browser: Client) -> str:
    """What the cookie says, before its time and its signature."""
    return str(browser.cookies["ballast"].value.split(":")[0])


# ---------- The rows ----------


def test_a_secret_is_22_letters_of_its_own_for_each_person_and_census(plan: Plan, census: Census) -> None:
    people = [*census.people.all(), *census_of(plan, {}, {}).people.all()]
    secrets = [links.secret_of(person) for person in people]
    assert len(set(secrets)) == len(people)
    assert all(re.fullmatch(r"[\w-]{22}", secret, re.ASCII) for secret in secrets)


def test_without_our_key_nothing_in_the_database_says_whose_a_row_is(census: Census, settings: Any) -> None:
    seals = set(census.invited.values_list("seal", flat=True))
    assert {seal(links.secret_of(person)) for person in census.people.all()} == seals
    settings.SECRET_KEY = "another key"
    assert not {seal(links.secret_of(person)) for person in census.people.all()} & seals
    assert {field.name for field in Invited._meta.get_fields()} == {"id", "census", "seal", "opened", "finished"}


def test_the_order_of_the_rows_says_nothing_either(plan: Plan) -> None:
    census = saved_census(plan=plan, people=60)
    links.invite(census)
    places = {seal(links.secret_of(person)): person.place for person in census.people.all()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT seal, opened FROM cohorts_invited")  # as they were written
        written = [seal for seal, _ in cursor.fetchall()]
    for seals in (written, list(census.invited.order_by("id").values_list("seal", flat=True))):
        found = [places[seal] for seal in seals]
        assert sorted(found) == list(range(1, 61))
        assert sum(second == first + 1 for first, second in pairwise(found)) < 10


def test_printing_again_keeps_the_links_and_what_is_counted(census: Census) -> None:
    before = set(census.invited.values_list("id", "seal"))
    census.invited.filter(seal=seal(links.secret_of(census.people.get(place=1)))).update(opened=True)
    links.invite(census)
    assert set(census.invited.values_list("id", "seal")) == before
    assert counts(census) == Counts(invited=3, opened=1, finished=0)


# ---------- The way of a participant ----------


def test_to_look_at_the_page_counts_nothing_and_remembers_nothing(newcomer: Client, census: Census) -> None:
    response = newcomer.get(address(census))
    for said in ("The rules of Harbor Mills 401(k)", "Use these rules", COUNTED, "Nobody sees whose"):
        assert said in response.text
    assert "ballast" not in newcomer.cookies
    assert counts(census) == Counts(invited=3, opened=0, finished=0)


def test_the_page_is_the_same_before_and_after_it_was_opened(census: Census) -> None:
    def page() -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", Client().get(address(census)).text)

    before = page()
    Client().post(address(census))
    assert page() == before


def test_the_links_own_page_still_says_that_nobody_counts(newcomer: Client, census: Census) -> None:
    page = newcomer.get(reverse("plans:enter", args=[census.plan.link])).text
    assert COUNTED not in page
    assert "or that you were here" in page


@pytest.mark.usefixtures("bank")
def test_opened_and_finished_are_counted_once_each(newcomer: Client, census: Census) -> None:
    for _ in range(2):
        response = newcomer.post(address(census))
        assert (response.status_code, response.headers["Location"]) == (303, reverse("planner:start"))
        assert counts(census) == Counts(invited=3, opened=1, finished=0)
    for _ in range(2):
        assert "Rules of Harbor Mills 401(k), version 1" in answer(newcomer).text
        assert counts(census) == Counts(invited=3, opened=1, finished=1)
    newcomer.post(address(census, 2))
    assert counts(census) == Counts(invited=3, opened=2, finished=1)


@pytest.mark.usefixtures("bank")
def test_the_cookie_carries_the_letter_until_the_first_answer_and_keeps_the_plan(newcomer: Client, census: Census) -> None:
    newcomer.post(address(census))
    secret = links.secret_of(census.people.get(place=1))
    assert cookie(newcomer) == f".{census.plan.link}.{secret}"
    assert len(newcomer.cookies["ballast"].value) < 150
    answer(newcomer)
    assert cookie(newcomer) == f".{census.plan.link}"


@pytest.mark.usefixtures("bank")
def test_a_fragment_counts_as_an_answer_and_a_refused_form_does_not(newcomer: Client, census: Census) -> None:
    newcomer.post(address(census))
    assert newcomer.post(reverse("planner:answer"), THREE | {"age": "thirty"}).status_code == 422
    assert counts(census).finished == 0
    assert answer(newcomer, **{"HX-Request": "true"}).status_code == 200
    assert counts(census).finished == 1


@pytest.mark.usefixtures("bank")
def test_the_check_of_understanding_is_no_answer(newcomer: Client, census: Census) -> None:
    newcomer.post(address(census))
    assert "Six short questions" in newcomer.post(reverse("planner:answer"), THREE | {"weight": "2"}).text
    assert counts(census).finished == 0
    assert cookie(newcomer).endswith(links.secret_of(census.people.get(place=1)))


def test_a_cookie_that_nobody_signed_counts_nothing(newcomer: Client, census: Census) -> None:
    newcomer.cookies["ballast"] = f".{census.plan.link}.{links.secret_of(census.people.get(place=1))}:1:x"
    answer(newcomer)
    assert counts(census) == Counts(invited=3, opened=0, finished=0)


def test_who_leaves_the_plan_leaves_the_letter(newcomer: Client, census: Census) -> None:
    newcomer.post(address(census))
    newcomer.post(reverse("plans:leave"))
    assert newcomer.cookies["ballast"].value == ""


def test_only_a_post_that_no_other_site_can_send_opens_a_letter(census: Census) -> None:
    assert Client(enforce_csrf_checks=True).post(address(census)).status_code == 403
    assert counts(census).opened == 0


# ---------- A link that ends ----------


def test_a_link_that_was_renewed_leads_nowhere(newcomer: Client, census: Census) -> None:
    path = address(census)
    census.plan.link = random_id()
    census.plan.save()
    for response in (newcomer.get(path), newcomer.post(path)):
        assert response.status_code == 404
        assert GONE in response.text
    assert counts(census).opened == 0


def test_a_census_that_is_gone_takes_its_letters_along_and_leaves_people_their_plan(newcomer: Client, census: Census) -> None:
    newcomer.post(address(census))
    path, link = address(census), census.plan.link
    census.delete()
    page = newcomer.get(path)
    assert page.status_code == 404
    assert GONE in page.text
    assert cookie(newcomer).startswith(f".{link}")  # its rules hold still
    assert answer(newcomer).status_code == 200


def test_a_letter_opens_its_own_plan_alone(newcomer: Client, census: Census) -> None:
    other = published_plan(name="Another")
    path = reverse("cohorts:letter", args=[other.link, links.secret_of(census.people.get(place=1))])
    assert newcomer.get(path).status_code == 404
    assert newcomer.get(reverse("cohorts:letter", args=[census.plan.link, "n" * 22])).status_code == 404
