"""Whoever comes by a plan's link: its rules hold in every answer of theirs, whatever is sent, until they leave or the link ends."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import User
from advisor.jobs.models import random_id
from advisor.learn.check_questions import drawn
from advisor.planner.forms import PlannerForm
from advisor.plans import words as in_words
from advisor.plans.entered import EnteredPlan, at
from advisor.plans.models import Plan, Version
from advisor.plans.rules import ESCALATION, RULES_OF_PLAN, usual
from advisor.plans.told import TOLD
from advisor.reports.models import Report
from scenarios.document import to_document
from tests.people import PEOPLE, sent
from tests.plain_words import faults, texts
from tests.visitors import passed_cookie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

Sent = dict[str, Any]

THREE: Sent = {"age": "35", "balance": "$45,000", "contribution": "8%"}
SLEEVE = THREE | {"weight": "2", "asset": "ether"}
OWN = {"match": "", "match_own": "100% of 4%", "core": "target_date_active", "cap": "7", "cap_ether": "3", "menu": ["ether", "commodities"],
       "ramp_years": "4", "taper_years": "10", "taper_floor": "1", "rebalance": "band", "band": "2", "over_cap": "stop",
       "pause_fall": "40", "pause_years": "2", "gates": "off"}  # fmt: skip
OTHER = {"match": "all_of_6", "match_own": "none", "core": "target_date_index", "cap": "50", "cap_ether": "50", "cap_bitcoin": "40",
         "menu": ["", "bitcoin"], "ramp_years": "0", "taper_years": "0", "taper_floor": "0", "rebalance": "never", "band": "",
         "over_cap": "sell", "pause_fall": "", "pause_years": "1", "gates": "on"}  # fmt: skip
GROWING: Sent = {"escalation_step": "1", "escalation_ceiling": "12"}
LINE = "Rules of Acme &amp; Sons, version 1, from "
LOST = "The link of your plan no longer works."
CHECK = "Six short questions before"


def published(number: int = 1, plan: Plan | None = None, **changed: Any) -> Plan:
    plan = plan or Plan.objects.create(name="Acme & Sons")
    Version.objects.create(plan=plan, number=number, published_at=timezone.now(), typed=usual() | OWN | changed, by=random_id())
    return plan


def enter(client: Client, plan: Plan) -> Any:
    return client.post(reverse("plans:enter", args=[plan.link]))


@pytest.fixture
def plan() -> Plan:
    return published()


@pytest.fixture
def inside(client: Client, plan: Plan) -> Client:
    """Somebody who has passed the check and uses the plan's rules."""
    enter(client, plan)
    return client


def entered_plan(plan: Plan) -> EnteredPlan:
    found = at(plan.link)
    assert found
    return found


def cookie(client: Client) -> str:
    """What the cookie says, before its time and its signature."""
    says, _time, _signature = client.cookies["ballast"].value.split(":")
    return str(says)


def data(fields: Sent) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, text in fields.items():
        found.setlist(name, text if isinstance(text, list) else [text])
    return found


def asked(fields: Sent, plan: Plan | None = None) -> Any:
    form = PlannerForm(data(fields), plan=entered_plan(plan) if plan else None)
    assert form.is_valid(), form.errors
    return form.question()


def run_code(page: str) -> str:
    (code,) = re.findall(r"Run code <code>(.*?)</code>", page)
    return str(code)


def answer(client: Client, **fields: Any) -> Any:
    return client.post(reverse("planner:answer"), SLEEVE | fields)


def inputs(page: str, form: str) -> set[str]:
    (inside,) = re.findall(rf'<form id="{form}".*?</form>', page, re.DOTALL)
    return set(re.findall(r' name="(\w+)"', inside))


# ---------- Entering and leaving ----------


def test_the_link_shows_the_rules_and_stores_nothing_until_the_button_is_pressed(newcomer: Client, plan: Plan) -> None:
    response = newcomer.get(reverse("plans:enter", args=[plan.link]))
    page = unescape(response.text)
    for words in (
        "The rules of Acme & Sons",
        "Version 1, from",
        "100% of the first 4%",
        "commodities and ether",
        "It gets no new money",
        "Use these rules",
    ):
        assert words.lower() in page.lower(), words
    assert "ballast" not in newcomer.cookies
    assert "script>" not in re.sub(r"<script src=[^>]*></script>", "", page)


def test_entering_leads_to_the_start_page_which_names_plan_version_and_date(newcomer: Client, plan: Plan) -> None:
    response = enter(newcomer, plan)
    assert (response.status_code, response.headers["Location"]) == (303, reverse("planner:start"))
    page = newcomer.get(reverse("planner:start")).text
    assert LINE in page
    assert "Leave this plan" in page
    assert "The match is the one of your plan." in page


def test_entering_is_a_post_that_no_other_site_can_send(plan: Plan) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert enter(strict, plan).status_code == 403
    assert strict.post(reverse("plans:leave")).status_code == 403


def test_leaving_gives_the_usual_rules_and_keeps_that_the_check_was_passed(inside: Client) -> None:
    assert inside.get(reverse("plans:leave")).headers["Location"] == reverse("planner:start")
    assert LINE in inside.get(reverse("planner:start")).text  # a link alone does not leave
    assert inside.post(reverse("plans:leave")).headers["Location"] == reverse("planner:start")
    page = answer(inside).text
    assert LINE not in page
    assert LOST not in page
    assert CHECK not in page
    assert run_code(page) == run_code(answer(inside).text)
    assert cookie(inside) == "passed"


def test_who_has_nothing_to_remember_has_no_cookie_after_leaving(newcomer: Client, plan: Plan) -> None:
    enter(newcomer, plan)
    newcomer.post(reverse("plans:leave"))
    assert newcomer.cookies["ballast"].value == ""


def test_the_cookie_holds_the_link_and_that_the_check_was_passed_and_nothing_else(newcomer: Client, inside: Client, plan: Plan) -> None:
    enter(newcomer, plan)
    assert cookie(newcomer) == f".{plan.link}"
    assert cookie(inside) == f"passed.{plan.link}"
    for page in (answer(inside), inside.get(reverse("planner:start"))):
        assert "ballast" not in page.cookies
    assert set(inside.cookies) <= {"ballast", "csrftoken"}


def test_passing_the_check_keeps_the_plan(newcomer: Client, plan: Plan) -> None:
    enter(newcomer, plan)
    right = {f"check_{question.id}": question.right for question in drawn(["ether"], "en")}
    newcomer.post(reverse("learn:check"), SLEEVE | right | {"check_then": "planner:answer", "check_about": "ether"})
    assert cookie(newcomer) == f"passed.{plan.link}"


def test_the_page_of_the_check_says_what_the_cookie_notes(newcomer: Client, plan: Plan) -> None:
    enter(newcomer, plan)
    assert "A cookie notes that you passed and which plan you use, for 180 days, and no more." in answer(newcomer).text


def test_a_cookie_that_nobody_signed_enters_nothing(newcomer: Client, plan: Plan) -> None:
    newcomer.cookies["ballast"] = f"passed.{plan.link}:1:x"
    assert LINE not in newcomer.get(reverse("planner:start")).text


@pytest.mark.parametrize("prefix", ["/es", "/zh-hans", "/zh-hant"])
def test_the_link_works_in_every_language(newcomer: Client, plan: Plan, prefix: str) -> None:
    path = prefix + reverse("plans:enter", args=[plan.link])
    assert newcomer.get(path).status_code == 200
    assert newcomer.post(path).headers["Location"] == prefix + "/"


# ---------- The plan's rules win ----------


def test_nothing_that_is_sent_changes_a_rule_of_the_plan(plan: Plan) -> None:
    assert asked(SLEEVE | OTHER, plan) == asked(SLEEVE, plan) == asked(SLEEVE | OWN)
    assert asked(SLEEVE | OTHER | {"cap_ether": "9"}, plan).plan == asked(SLEEVE | OWN).plan


def test_every_rule_of_the_plan_reaches_the_question(plan: Plan) -> None:
    document = to_document(asked(SLEEVE, plan))["plan"]
    assert document["cap"] == 0.07
    assert document["asset_caps"] == {"ether": 0.03}
    assert sorted(document["menu"]) == ["commodities", "ether"]
    assert (document["rebalance"], document["band"], document["over_cap"], document["gates"]) == ("band", 0.02, "stop", False)
    assert document["pause"] == {"fall": 0.4, "years": 2}
    assert (document["ramp_years"], document["taper_years"], document["taper_floor"]) == (4, 10, 0.01)
    assert [(tier["rate"], tier["upto"]) for tier in document["match"]] == [(1.0, 0.04)]


def test_a_field_that_the_plan_left_empty_has_its_default_and_not_what_is_sent() -> None:
    plan = published(cap="", match_own="", cap_ether="")
    assert asked(THREE | OTHER, plan).plan.cap == asked(THREE).plan.cap
    assert asked(THREE | OTHER, plan).plan.match == asked(THREE).plan.match
    assert asked(THREE | OTHER, plan).plan.asset_caps == {}


def test_a_menu_with_nothing_on_it_stays_so() -> None:
    plan = published(menu=[])
    assert asked(THREE | OTHER, plan).plan.menu == ()


def test_the_asset_offered_first_is_on_the_menu_of_the_plan(plan: Plan) -> None:
    assert set(asked(THREE, plan).sleeve.mix) == {"ether"}


def test_a_size_above_the_cap_of_the_plan_is_refused(inside: Client) -> None:
    response = answer(inside, weight="9", cap="50")
    assert response.status_code == 422
    assert "the cap of the plan. You gave 9%." in response.text
    assert LINE in response.text


def test_what_the_plan_raises_is_raised_for_shares_of_pay_and_left_alone_for_dollars() -> None:
    plan = published(**GROWING)
    sent_by = {"escalation_step": "3", "escalation_ceiling": "50"}
    assert asked(THREE | sent_by, plan).household.escalation == asked(THREE | GROWING).household.escalation
    assert asked(THREE | {"contribution": "$6,000"}, plan).household.escalation.step == 0


@pytest.mark.parametrize("step", ["", "0", " 0% "])
def test_a_plan_that_raises_nothing_leaves_it_to_the_person(step: str) -> None:
    plan = published(escalation_step=step, escalation_ceiling="")
    assert asked(THREE | GROWING, plan).household.escalation == asked(THREE | GROWING).household.escalation


@pytest.mark.parametrize("person", PEOPLE)
def test_whoever_has_entered_no_plan_asks_what_they_asked_before(person: str, client: Client) -> None:
    plain = PlannerForm(sent(person))
    assert plain.fixed == {}
    assert list(plain.all_hidden()) == list(PlannerForm(sent(person), plan=None).all_hidden())
    assert not any(part.rules for part in plain.parts())


# ---------- The answer page ----------


def test_the_answer_names_plan_version_and_date_and_shows_which_rules_are_the_plans(inside: Client) -> None:
    page = answer(inside, **OTHER).text
    assert LINE in page
    assert "Set by your plan." in page
    assert re.search(r"The plan’s cap on a sleeve.*?7%.*?Acme &amp; Sons, version 1, .*?your plan</td>", page, re.DOTALL)
    assert re.search(r"Employer match.*?your plan</td>", page, re.DOTALL)
    assert re.search(r"Pay a year.*?</tr>", page, re.DOTALL)
    assert run_code(page) == run_code(answer(inside).text)


def test_the_rules_of_the_plan_have_no_fields_on_the_page_and_all_others_have(inside: Client) -> None:
    page = answer(inside).text
    shown = inputs(page, "more")
    assert not shown & set(RULES_OF_PLAN)
    assert {"age", "pay", "roth_share", "claim_age", *ESCALATION} <= shown


def test_what_the_employer_adds_whatever_is_paid_in_is_the_plans(client: Client) -> None:
    plan = published(nonelective="3")
    assert asked(THREE | {"nonelective": "20"}, plan).plan.nonelective == pytest.approx(0.03)
    enter(client, plan)
    page = answer(client, nonelective="20").text
    assert re.search(r"The employer adds, whatever you pay in</th>.*?3% of pay.*?your plan</td>", page, re.DOTALL)
    assert "nonelective" not in inputs(page, "more")


def test_rules_that_are_only_told_change_no_answer(client: Client, plan: Plan) -> None:
    told: Sent = {"vesting": "after_3", "true_up": "yes", "access": "brokerage", "auto_enrolment": "5"}
    assert asked(SLEEVE, published(**told)) == asked(SLEEVE, plan)


def test_a_version_from_before_a_field_was_there_is_entered_as_it_was(plan: Plan) -> None:
    version = plan.versions.get()
    whole = asked(SLEEVE, plan)
    version.typed = {name: text for name, text in version.typed.items() if name not in ("nonelective", *TOLD)}
    version.save()
    assert asked(SLEEVE, plan) == whole
    kept: dict[str, Any] = {**usual(), **OWN}
    assert entered_plan(plan).rules == in_words.rules(kept)


def test_a_plan_whose_rules_are_no_longer_known_is_lost_and_says_so_once(inside: Client, plan: Plan) -> None:
    version = plan.versions.get()
    version.typed = version.typed | {"core": "gold_fund"}
    version.save()
    assert LOST in inside.get(reverse("planner:start")).text
    assert LOST not in inside.get(reverse("planner:start")).text


def test_the_version_of_the_plan_is_looked_up_once_for_a_page(inside: Client) -> None:
    for name in ("planner:start", "planner:answer", "compare:compare"):
        with CaptureQueriesContext(connection) as queries:
            assert inside.post(reverse(name), SLEEVE).status_code == 200
        assert len([query for query in queries if 'FROM "plans_version"' in query["sql"]]) == 1


def test_every_rule_stands_in_one_part_of_the_form_but_the_check() -> None:
    plan = entered_plan(published(**GROWING))
    shown = [rule for part in PlannerForm(data(THREE), plan=plan).parts() for rule in part.rules]
    assert sorted(map(str, shown)) == sorted(str(rule) for rule in plan.rules if rule.key != "check")


def test_what_the_plan_raises_stands_there_in_words(client: Client) -> None:
    enter(client, published(**GROWING))
    page = answer(client).text
    assert not inputs(page, "more") & set(ESCALATION)
    assert "by 1% of pay, up to 12%" in page
    assert set(ESCALATION) <= inputs(answer(client, contribution="$6,000").text, "more")


def test_a_new_version_holds_from_the_next_answer_on(inside: Client, plan: Plan) -> None:
    published(2, plan, cap="5", cap_ether="")
    page = answer(inside, cap="7").text
    assert "version 2, from" in page
    assert "From 0% to 5%." in page


def test_a_draft_changes_nothing(inside: Client, plan: Plan) -> None:
    before = run_code(answer(inside).text)
    Version.objects.create(plan=plan, typed=usual() | {"cap": "1"}, by=random_id())
    assert run_code(answer(inside).text) == before


def test_the_fragment_for_a_script_has_the_plan_too(inside: Client) -> None:
    first = answer(inside).text
    (key,) = re.findall(r'name="rail_for" value="(.*?)"', first)
    fragment = inside.post(reverse("planner:answer"), SLEEVE | OTHER | {"rail_for": key}, headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert "your plan</td>" in fragment
    assert run_code(fragment) == run_code(first)


def test_what_moves_it_is_worked_out_under_the_plan(inside: Client, client: Client) -> None:
    own, other = (inside.post(reverse("planner:moves"), SLEEVE | fields).text for fields in (OWN, OTHER))
    assert re.findall(r"<td.*?</td>", own) == re.findall(r"<td.*?</td>", other) != []


# ---------- Compare, keep, print ----------


def test_a_column_may_change_the_plan_and_starts_from_its_rules(inside: Client) -> None:
    columns = {"a_weight": "2", "a_asset": "ether", "b_weight": "2", "b_asset": "ether", "b_rebalance": "never"}
    response = inside.post(reverse("compare:compare"), SLEEVE | OTHER | columns)
    assert response.status_code == 200
    assert LINE in response.text
    a, b = (column.question() for column in response.context["columns"])
    assert a.plan == asked(SLEEVE | OWN).plan == response.context["person"].question().plan
    assert (a.plan.rebalance, b.plan.rebalance) == ("band", "never")


def test_a_column_that_changes_a_rule_cannot_be_opened_in_full_and_the_page_says_so(inside: Client) -> None:
    columns = {"a_weight": "2", "a_asset": "ether", "b_weight": "2", "b_asset": "ether", "b_rebalance": "never"}
    page = inside.post(reverse("compare:compare"), SLEEVE | columns).text
    assert "Column B changes a rule of your plan." in page
    (full,) = re.findall(r'<section aria-labelledby="full-heading">.*?</section>', page, re.DOTALL)
    assert ">Column A</button>" in full
    assert ">Column B</button>" not in full


def test_without_a_plan_every_column_can_be_opened_in_full(client: Client) -> None:
    page = client.post(reverse("compare:compare"), SLEEVE | {"a_weight": "2", "a_rebalance": "never"}).text
    assert ">Column A</button>" in page
    assert "changes a rule of your plan" not in page


def test_what_is_kept_carries_the_rules_of_that_moment(inside: Client, plan: Plan) -> None:
    user = User.objects.with_address("maya@example.org")
    inside.force_login(user)
    inside.post(reverse("accounts:keep"), SLEEVE | OTHER)
    (kept,) = user.scenarios.all()
    assert asked(kept.typed) == asked(SLEEVE | OWN)
    inside.post(reverse("plans:leave"))
    published(2, plan, cap="5")
    assert "From 0% to 3%." in inside.post(reverse("planner:answer"), kept.typed).text


def test_a_pdf_has_the_rules_of_the_plan(inside: Client) -> None:
    inside.post(reverse("reports:request"), SLEEVE | OTHER | {"once": random_id()})
    (report,) = Report.objects.all()
    assert report.question["plan"] == to_document(asked(SLEEVE | OWN))["plan"]
    assert report.plan
    assert (report.plan["name"], report.plan["number"], set(report.plan["fields"])) == ("Acme & Sons", 1, set(RULES_OF_PLAN))


def test_a_pdf_without_a_plan_names_none(client: Client) -> None:
    client.post(reverse("reports:request"), SLEEVE | {"once": random_id()})
    assert Report.objects.get().plan is None


# ---------- The check ----------


def test_the_check_is_asked_unless_the_plan_waives_it(newcomer: Client, plan: Plan) -> None:
    enter(newcomer, plan)
    assert CHECK in answer(newcomer).text
    enter(newcomer, published(check_required="off"))
    assert CHECK not in answer(newcomer).text


def test_a_waived_check_is_offered_and_can_be_taken(newcomer: Client) -> None:
    enter(newcomer, published(check_required="off"))
    page = answer(newcomer).text
    assert "Your plan leaves them to you." in page
    assert "You answered six short questions" not in page
    (form,) = re.findall(r'<form class="again".*?</form>', page, re.DOTALL)
    fields: dict[str, list[str]] = {}
    for name, text in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(unescape(text))
    taken = newcomer.post(reverse("learn:check"), fields)
    assert taken.status_code == 200
    assert CHECK in taken.text
    assert "There is a problem" not in taken.text


def test_who_leaves_a_plan_that_waives_the_check_is_asked_again(newcomer: Client) -> None:
    enter(newcomer, published(check_required="off"))
    newcomer.post(reverse("plans:leave"))
    assert CHECK in answer(newcomer).text


# ---------- A link that ends ----------


def renew(plan: Plan) -> None:
    plan.link = random_id()
    plan.save()


def unpublish(plan: Plan) -> None:
    plan.versions.all().delete()


def erase(plan: Plan) -> None:
    plan.delete()


@pytest.mark.parametrize("end", [renew, unpublish, erase])
def test_when_the_link_ends_the_usual_rules_are_used_and_the_page_says_so_once(inside: Client, plan: Plan, end: Any) -> None:
    end(plan)
    usual_rules = run_code(somebody_else().post(reverse("planner:answer"), SLEEVE).text)
    first = answer(inside, **OWN)
    assert LOST in first.text
    assert LINE not in first.text
    assert run_code(first.text) == usual_rules
    assert cookie(inside) == "passed"
    again = answer(inside)
    assert LOST not in again.text
    assert run_code(again.text) == usual_rules


@pytest.mark.parametrize("path", ["planner:start", "compare:compare"])
def test_the_start_page_and_compare_say_it_too(inside: Client, plan: Plan, path: str) -> None:
    renew(plan)
    send = inside.get if path == "planner:start" else inside.post
    assert LOST in send(reverse(path), SLEEVE).text
    assert LOST not in send(reverse(path), SLEEVE).text


def test_a_script_gets_the_whole_page_that_says_it(inside: Client, plan: Plan) -> None:
    (key,) = re.findall(r'name="rail_for" value="(.*?)"', answer(inside).text)
    renew(plan)
    response = inside.post(reverse("planner:answer"), SLEEVE | {"rail_for": key}, headers={"HX-Request": "true"})
    assert LOST in response.text
    assert "<html" in response.text


def test_the_check_in_between_leaves_it_to_the_page_after_it(newcomer: Client) -> None:
    plan = published(check_required="off")
    enter(newcomer, plan)
    renew(plan)
    page = answer(newcomer)
    assert CHECK in page.text
    assert cookie(newcomer) == f".{plan.link}" or "ballast" not in page.cookies
    assert LOST in newcomer.get(reverse("planner:start")).text


def test_an_old_link_is_not_there_and_says_what_to_do(newcomer: Client, inside: Client, plan: Plan) -> None:
    old = plan.link
    renew(plan)
    response = newcomer.get(reverse("plans:enter", args=[old]))
    assert response.status_code == 404
    assert "This link does not work" in response.text
    assert "ask whoever looks after the plan" in response.text
    assert enter_by(newcomer, old).status_code == 404
    assert "ballast" not in newcomer.cookies
    assert "no longer works" in inside.get(reverse("plans:enter", args=[old])).text
    assert cookie(inside) == "passed"


def test_a_plan_that_has_published_nothing_cannot_be_entered(newcomer: Client) -> None:
    plan = Plan.objects.create(name="Acme & Sons")
    Version.objects.create(plan=plan, typed=usual(), by=random_id())
    assert newcomer.get(reverse("plans:enter", args=[plan.link])).status_code == 404
    assert enter(newcomer, plan).status_code == 404


def test_no_row_says_who_has_entered(newcomer: Client, plan: Plan, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        enter(newcomer, plan)


@pytest.mark.parametrize("waived", ["on", "off"])
def test_every_page_of_a_participant_is_in_plain_words(newcomer: Client, waived: str) -> None:
    plan = published(check_required=waived, **GROWING)
    pages = [newcomer.get(reverse("plans:enter", args=[plan.link])), newcomer.get(reverse("plans:enter", args=["unknown"]))]
    enter(newcomer, plan)
    columns = {"a_weight": "2", "b_weight": "2", "b_rebalance": "never"}
    pages += [newcomer.get(reverse("planner:start")), answer(newcomer), newcomer.post(reverse("compare:compare"), SLEEVE | columns)]
    renew(plan)
    pages += [newcomer.get(reverse("plans:enter", args=["unknown"])), newcomer.get(reverse("planner:start"))]
    found = [fault for page in pages for text in texts(page.text) for fault in faults(text.words)]
    assert found == []


def enter_by(client: Client, link: str) -> Any:
    return client.post(reverse("plans:enter", args=[link]))


def somebody_else() -> Client:
    known = Client()
    name, value = passed_cookie()
    known.cookies[name] = value
    return known
