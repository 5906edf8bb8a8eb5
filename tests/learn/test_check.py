"""The check of understanding: asked once before a sleeve is shown, drawn from what is held, and a teacher to who is wrong."""

import re
import time
from collections.abc import Iterable, Mapping
from html import unescape
from itertools import chain, combinations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from advisor.learn.check import THENS, about
from advisor.learn.check_questions import ANY, SUBJECTS, CheckQuestion, drawn, questions
from advisor.visitor import SECONDS, cookie_name
from scenarios.assumptions import CRYPTO_CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES
from scenarios.editions import load
from scenarios.inputs import Sleeve
from tests.people import sent
from tests.plain_words import RESULT, faults, texts
from tests.visitors import passed_cookie

pytestmark = pytest.mark.usefixtures("bank")

ALL = questions("en")
HELD = [*chain.from_iterable(combinations(SLEEVE_CLASSES, size) for size in range(1, len(SLEEVE_CLASSES) + 1))]
FAMILIES = (CRYPTO_CLASSES, PRIVATE_CLASSES, ("commodities",))
FIGURES = {"age": "35", "balance": "$45,000", "contribution": "8%"}
SLEEVE = FIGURES | {"weight": "5", "slide": "5", "slide_before": "0", "menu": ["", "bitcoin", "ether"], "asset": "bitcoin"}
HOLDINGS = {"Maya": "bitcoin", "Aisha": "private_credit commodities bitcoin", "Harold": "private_real_estate infrastructure"}
BITCOIN = drawn(["bitcoin"], "en")
PASS = {f"check_{question.id}": question.right for question in BITCOIN}


def wrong(question: CheckQuestion) -> str:
    return next(answer.key for answer in question.answers if answer.key != question.right)


def ask(client: Client, then: str = "planner:answer", **more: Any) -> Any:
    return client.post(reverse(then), SLEEVE | more)


def send(client: Client, answers: Mapping[str, str], then: str = "planner:answer", **more: Any) -> Any:
    return client.post(reverse("learn:check"), {**SLEEVE, "check_then": then, "check_about": "bitcoin", **answers, **more})


def hidden(page: str, form: str = "check") -> list[tuple[str, str]]:
    (inside,) = re.findall(rf'<form id="{form}".*?</form>', page, re.DOTALL)
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', inside)
    return [(name, unescape(value)) for name, value in found if name != "csrfmiddlewaretoken"]


def still_open(page: str) -> list[str]:
    """The questions that have choices."""
    return list(dict.fromkeys(re.findall(r'<input type="radio" name="check_(\w+)"', page)))


def fields(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """As a browser sends them: a name may have several texts."""
    data: dict[str, list[str]] = {}
    for name, text in pairs:
        data.setdefault(name, []).append(text)
    return data


def title(page: str) -> str:
    return unescape(re.findall(r"<title>(.*?)</title>", page)[0])


# ---------- Which questions ----------


@pytest.mark.parametrize("held", HELD, ids="+".join)
def test_six_are_drawn_one_on_each_subject_and_only_about_what_is_held(held: tuple[str, ...]) -> None:
    found = drawn(held, "en")
    assert [question.subject for question in found] == list(SUBJECTS)
    assert len({question.id for question in found}) == 6
    assert all(ANY in question.held or set(question.held) & set(held) for question in found)


@pytest.mark.parametrize("held", HELD, ids="+".join)
def test_each_kind_of_asset_held_has_a_question_of_its_own(held: tuple[str, ...]) -> None:
    asked = set(chain.from_iterable(question.held for question in drawn(held, "en")))
    assert all(asked & set(family) for family in FAMILIES if set(held) & set(family))


def test_the_same_assets_in_any_order_bring_the_same_questions() -> None:
    assert drawn(["commodities", "bitcoin"], "en") == drawn(("bitcoin", "commodities"), "en")


def test_private_funds_are_asked_about_with_gates_estimates_and_costs_and_crypto_with_falls_gaps_and_worth() -> None:
    for held in PRIVATE_CLASSES:
        assert {"gate", "smoothing", "fee_private"} <= {question.id for question in drawn([held], "en")}
    for held in CRYPTO_CLASSES:
        assert {f"fall_{held}", f"growth_{held}", "worth"} <= {question.id for question in drawn([held], "en")}
    assert {"fall_commodities", "pays", "fee_commodities"} <= {question.id for question in drawn(["commodities"], "en")}


def test_every_question_is_drawn_by_some_sleeve() -> None:
    assert set(ALL) == {question for held in HELD for question in drawn(held, "en")}


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_question_has_one_right_answer_among_three_or_four_and_a_lesson_for_each(question: CheckQuestion) -> None:
    assert len(question.answers) in (3, 4)
    keys = [answer.key for answer in question.answers]
    assert len(set(keys)) == len(keys)
    assert keys.count(question.right) == 1
    assert len({answer.why for answer in question.answers}) == len(keys)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_question_reads_easily(question: CheckQuestion) -> None:
    for text in (question.asked, *(text for answer in question.answers for text in (answer.text, answer.why))):
        assert not faults(text, RESULT)


def test_the_pages_of_the_check_read_easily(newcomer: Client) -> None:
    first = ask(newcomer).text
    judged = send(newcomer, {f"check_{question.id}": wrong(question) for question in BITCOIN}).text
    lessons = send(newcomer, {}, check_lessons="1").text
    for page in (first, judged, lessons, send(newcomer, {}).text):
        assert [fault for text in texts(page) for fault in faults(text.words, text.level)] == []


def test_the_place_of_the_right_answer_differs_from_question_to_question() -> None:
    for held in SLEEVE_CLASSES:
        places = {[answer.key for answer in question.answers].index(question.right) for question in drawn([held], "en")}
        assert len(places) > 1


def whole(id_: str) -> str:
    (question,) = (question for question in ALL if question.id == id_)
    return " ".join([question.asked, *(f"{answer.text} {answer.why}" for answer in question.answers)])


def test_what_fees_take_is_what_the_edition_makes_of_them() -> None:
    def taken(fee: float, years: int) -> float:
        return 100 * (1 - (1 - fee) ** years)

    edition = load()
    core = edition.core_funds["target_date_index"].fee.value
    for key in PRIVATE_CLASSES:
        assert f"about ${taken(edition.classes[key].all_in_fee.value, 20):.0f} of each $100" in whole("fee_private")
    gap = taken(edition.classes["commodities"].all_in_fee.value, 30) - taken(core, 30)
    assert f"About ${gap:.0f} more of each $100" in whole("fee_commodities")
    assert f"about ${taken(0.01, 30):.0f} of each $100" in whole("fee")


def test_the_falls_are_as_deep_as_the_answers_say() -> None:
    history = load().episodes.history
    falls = [history[name].returns["bitcoin"].value for name in ("bitcoin_2013_2015", "bitcoin_2017_2018", "bitcoin_2021_2022")]
    assert max(falls) < -0.75
    assert max(history["bitcoin_2017_2018"].returns["ether"].value, history["stocks_2022"].returns["ether"].value) < -2 / 3
    crash = history["stocks_2008"].returns
    assert crash["us_stocks"].value < crash["commodities"].value < 0.95 * crash["us_stocks"].value
    assert history["stocks_2022"].returns["us_stocks"].value == pytest.approx(-0.2, abs=0.025)  # "about a fifth"


def test_crypto_grows_typically_less_than_nothing_under_the_neutral_belief() -> None:
    for held in CRYPTO_CLASSES:
        assert "A loss: −" in whole(f"growth_{held}")


# ---------- Who is asked ----------


def test_without_a_sleeve_nobody_is_asked(newcomer: Client) -> None:
    assert "You have no sleeve" in newcomer.post(reverse("planner:answer"), FIGURES).text


@pytest.mark.django_db
@pytest.mark.parametrize("then", ["planner:answer", "reports:request"])
def test_a_newcomer_meets_the_check_in_place_of_a_sleeve(newcomer: Client, then: str) -> None:
    page = ask(newcomer, then).text
    assert title(page) == "Six short questions – Ballast"
    assert [unescape(asked) for asked in re.findall(r"<h2>\d\. (.*?)</h2>", page)] == [question.asked for question in BITCOIN]
    assert "would change" not in page
    assert ("check_then", then) in hidden(page)


@pytest.mark.django_db
@pytest.mark.parametrize("then", ["planner:answer", "reports:request"])
def test_who_has_passed_is_not_asked(client: Client, then: str) -> None:
    assert "Six short questions before" not in ask(client, then).text


def test_the_page_says_why_how_long_and_what_is_kept(newcomer: Client) -> None:
    page = ask(newcomer).text
    assert "A sleeve can lose much of its worth" in page
    assert "about two minutes" in page
    assert "A cookie notes that you passed, for 180 days, and no more." in page


def test_nothing_is_chosen_before_the_person_chooses(newcomer: Client) -> None:
    assert " checked" not in re.findall(r'<form id="check".*?</form>', ask(newcomer).text, re.DOTALL)[0]


def test_htmx_gets_the_check_in_place_of_the_main_part(newcomer: Client) -> None:
    response = newcomer.post(reverse("planner:answer"), SLEEVE, headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == response.headers["HX-Reselect"] == "#main"
    assert "<html" in response.text


def test_the_assets_asked_about_are_those_of_sleeves_above_zero() -> None:
    assert about([Sleeve(weight=0, mix={"ether": 1.0})]) == ""
    mixed = Sleeve(weight=0.05, mix={"commodities": 0.5, "bitcoin": 0.5})
    assert about([mixed, Sleeve(weight=0, mix={"ether": 1.0})]) == "commodities bitcoin"


@pytest.mark.parametrize("person", HOLDINGS)
def test_the_questions_are_about_what_the_person_holds(newcomer: Client, person: str) -> None:
    page = newcomer.post(reverse("planner:answer"), dict(sent(person).lists())).text
    (held,) = fields(hidden(page))["check_about"]
    assert held == HOLDINGS[person]
    assert still_open(page) == [question.id for question in drawn(held.split(), "en")]


# ---------- What is carried ----------


def test_all_that_was_sent_is_carried_untouched_and_in_order(newcomer: Client) -> None:
    carried = [pair for pair in hidden(ask(newcomer, once='"><i>').text) if not pair[0].startswith("check_")]
    assert sorted(carried) == sorted(
        [(name, text) for name, value in SLEEVE.items() for text in (value if isinstance(value, list) else [value])] + [("once", '"><i>')]
    )
    assert [text for name, text in carried if name == "menu"] == ["", "bitcoin", "ether"]


def test_the_way_on_without_a_sleeve_is_on_the_page_and_needs_no_check(newcomer: Client) -> None:
    page = ask(newcomer).text
    assert 'form="without"' in page
    without = fields(hidden(page, "without"))
    assert "slide" not in without
    assert "You have no sleeve" in newcomer.post(reverse("planner:answer"), without).text


# ---------- Answers ----------


@pytest.mark.django_db
@pytest.mark.parametrize("then", ["planner:answer", "reports:request"])
def test_when_all_are_right_the_same_request_goes_on_and_the_visitor_is_known(newcomer: Client, then: str) -> None:
    response = send(newcomer, PASS, then)
    assert (response.status_code, response.headers["Location"]) == (307, reverse(then))
    cookie = response.cookies["ballast"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (SECONDS, True, "Lax")
    assert SECONDS == 180 * 24 * 3600
    assert "Six short questions before" not in ask(newcomer, then).text


def test_the_307_leads_to_the_answer_with_the_sleeve(newcomer: Client) -> None:
    page = newcomer.post(reverse("learn:check"), SLEEVE | {"check_then": "planner:answer", "check_about": "bitcoin"} | PASS, follow=True)
    assert page.redirect_chain == [(reverse("planner:answer"), 307)]
    assert "What a 5% bitcoin sleeve would change" in page.text


def test_a_wrong_answer_teaches_and_is_asked_again_while_right_ones_stay(newcomer: Client) -> None:
    fall = BITCOIN[1]
    response = send(newcomer, PASS | {f"check_{fall.id}": wrong(fall)})
    page = unescape(response.text)
    assert (response.status_code, response.cookies.get("ballast")) == (200, None)
    assert title(page) == "5 of 6 are right – Six short questions – Ballast"
    lesson = fall.answer(wrong(fall))
    assert lesson
    assert f"Your answer: {lesson.text}" in page
    assert "Not right." in page
    assert lesson.why in page
    assert page.count("</svg>Right.") == 5
    assert still_open(page) == [fall.id]
    again = fields(hidden(page)) | {f"check_{fall.id}": [fall.right]}
    assert newcomer.post(reverse("learn:check"), again).status_code == 307


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_every_wrong_answer_gets_its_own_lesson(newcomer: Client, question: CheckQuestion) -> None:
    held = next(held for held in HELD if question in drawn(held, "en"))
    rights = {f"check_{each.id}": each.right for each in drawn(held, "en")}
    for answer in question.answers:
        if answer.key != question.right:
            page = unescape(send(newcomer, rights | {f"check_{question.id}": answer.key}, check_about=" ".join(held)).text)
            assert answer.why in page
            assert "5 of 6 are right" in page


def test_nobody_is_locked_out_however_often_they_are_wrong(newcomer: Client) -> None:
    answers = {f"check_{question.id}": wrong(question) for question in BITCOIN}
    page = send(newcomer, answers).text
    for _ in range(5):
        page = newcomer.post(reverse("learn:check"), fields(hidden(page)) | answers).text
        assert "0 of 6 are right" in page
    assert newcomer.post(reverse("learn:check"), fields(hidden(page)) | PASS).status_code == 307


@pytest.mark.parametrize("nonsense", [{}, {"check_use": "no such answer"}], ids=["none", "unknown"])
def test_a_missing_answer_is_summed_up_and_what_was_chosen_stays(newcomer: Client, nonsense: dict[str, str]) -> None:
    fall, use = BITCOIN[1], BITCOIN[5]
    answers = {name: key for name, key in PASS.items() if name != f"check_{use.id}"} | {f"check_{fall.id}": wrong(fall)} | nonsense
    response = send(newcomer, answers)
    assert response.status_code == 422
    assert title(response.text) == "Error: Six short questions – Ballast"
    assert '<div class="error-summary" role="alert" tabindex="-1" autofocus>' in response.text
    assert '<a href="#check_use">Choose an answer to question 6.</a>' in response.text
    assert set(re.findall(r'name="check_(\w+)"[^>]* value="(\w+)" checked', response.text)) == {
        (name.removeprefix("check_"), key) for name, key in answers.items() if name != "check_use"
    }
    assert "Not right." not in response.text  # nothing is judged before all is answered


def test_a_lesson_stays_while_its_question_has_no_new_answer(newcomer: Client) -> None:
    fall = BITCOIN[1]
    page = send(newcomer, PASS | {f"check_{fall.id}": wrong(fall)}).text
    page = unescape(newcomer.post(reverse("learn:check"), fields(hidden(page))).text)
    lesson = fall.answer(wrong(fall))
    assert lesson
    assert title(page).startswith("Error: ")
    assert lesson.why in page
    assert page.count("</svg>Right.") == 5


def test_who_has_passed_can_see_all_lessons_again_and_go_back(client: Client) -> None:
    page = ask(client).text
    assert "You answered six short questions before this." in page
    (again,) = re.findall(r'<form class="again".*?</form>', page, re.DOTALL)
    sent_again = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', again)
    page = unescape(client.post(reverse("learn:check"), fields((name, unescape(text)) for name, text in sent_again)).text)
    assert all(answer.why in page for question in BITCOIN for answer in question.answers)
    assert page.count("</svg>Right.") == 6
    back = [pair for pair in hidden(page, "back") if not pair[0].startswith("check_")]
    assert "What a 5% bitcoin sleeve would change" in client.post(reverse("planner:answer"), fields(back)).text


def test_without_a_sleeve_there_is_nothing_to_see_again(client: Client) -> None:
    assert "six short questions" not in client.post(reverse("planner:answer"), FIGURES).text


# ---------- Tampering ----------


@pytest.mark.parametrize("then", ["", "planner:start", "learn:method", "https://example.org", "//example.org", "reports:again"])
def test_the_check_leads_to_nothing_but_the_pages_of_its_list(newcomer: Client, then: str) -> None:
    response = send(newcomer, PASS, then)
    assert (response.status_code, response.cookies.get("ballast")) == (400, None)


@pytest.mark.parametrize("held", ["", "us_stocks", "bitcoin gold", "<script>"])
def test_assets_that_no_sleeve_holds_are_refused(newcomer: Client, held: str) -> None:
    response = send(newcomer, PASS, check_about=held)
    assert (response.status_code, response.cookies.get("ballast")) == (400, None)
    assert "<script>" not in response.text


def test_every_page_that_the_check_leads_to_is_there() -> None:
    assert [reverse(then) for then in THENS]


def altered(value: str) -> list[str]:
    word, time, signature = value.split(":")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    return ["", "passed", "passed::", f"failed:{time}:{signature}", f"{word}:{time}x:{signature}", f"{word}:{time}:{flipped}"]


def test_a_cookie_that_was_altered_is_as_none(newcomer: Client) -> None:
    for value in altered(passed_cookie()[1]):
        newcomer.cookies["ballast"] = value
        assert "Six short questions before" in ask(newcomer).text, value


def test_a_cookie_signed_with_another_key_is_as_none(newcomer: Client, settings: Settings) -> None:
    settings.SECRET_KEY = "another key than the one of this site"
    newcomer.cookies["ballast"] = passed_cookie()[1]
    settings.SECRET_KEY = "the key of this site"
    assert "Six short questions before" in ask(newcomer).text


def test_a_cookie_lasts_180_days(newcomer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    name, value = passed_cookie()
    newcomer.cookies[name] = value
    made = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: made + SECONDS - 60)
    assert "Six short questions before" not in ask(newcomer).text
    monkeypatch.setattr("django.core.signing.time.time", lambda: made + SECONDS + 60)
    assert "Six short questions before" in ask(newcomer).text


def test_the_cookie_says_that_the_check_was_passed_and_nothing_else() -> None:
    assert passed_cookie()[1].split(":")[0] == "passed"


def test_in_production_the_cookie_belongs_to_this_host_over_tls(settings: Settings) -> None:
    settings.PRODUCTION = True
    assert cookie_name() == "__Host-ballast"
    assert passed_cookie()[0] == "__Host-ballast"


def test_the_check_has_no_address_of_its_own(newcomer: Client) -> None:
    response = newcomer.get(reverse("learn:check"), SLEEVE)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("planner:start"))
