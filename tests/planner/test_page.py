"""The journey without a script: three fields, an answer, a sleeve; errors keep what was typed; figures go nowhere else."""

import re
from gzip import compress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.people import PEOPLE, sent

THREE = {"age": "35", "balance": "$45,000", "contribution": "8%"}
SECRETS = ("45,000", "45000", "8%")

pytestmark = pytest.mark.usefixtures("bank")


class Forms(HTMLParser):
    """What a browser without a script would send: each form's fields, those of the page that name it among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self.actions: dict[str, str] = {}
        self._inside, self._select = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._inside = found.get("id") or found["action"]
            self.actions[self._inside] = found["action"]
            self.forms.setdefault(self._inside, [])
        owner = found.get("form") or self._inside
        if tag == "input" and "name" in found and (found.get("type") not in ("radio", "checkbox") or "checked" in found):
            self.forms.setdefault(owner, []).append((found["name"], found.get("value", "")))
        if tag == "select":
            self._select = found["name"]
        if tag == "option" and "selected" in found:
            self.forms[owner].append((self._select, found["value"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = ""


def text(response: Any) -> str:
    return str(response.content.decode())


def send(client: Client, page: str, form: str, **changed: str) -> Any:
    """Press the form's button, with these fields changed."""
    return client.post(Forms(page).actions[form], filled(page, form, **changed))


def filled(page: str, form: str, **changed: str) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in Forms(page).forms[form]:
        data.setdefault(name, []).append(value)
    return data | {name: [value] for name, value in changed.items()}


def opened(client: Client, **more: str) -> str:
    response = client.post(reverse("planner:answer"), THREE | more)
    assert response.status_code == 200
    return text(response)


def shown(page: str, name: str) -> str:
    found = re.search(
        rf'<input[^>]* id="{name}" name="{name}"[^>]*value="([^"]*)"|<input[^>]* id="{name}" name="{name}" value="([^"]*)"', page
    )
    assert found, name
    return found[1] or found[2] or ""


def test_the_first_page_asks_for_three_figures_and_says_what_is_taken_for_the_rest(client: Client) -> None:
    page = text(client.get(reverse("planner:start")))
    assert [name for name, _ in Forms(page).forms["three"] if name != "csrfmiddlewaretoken"] == ["age", "balance", "contribution"]
    assert "pay of $72,800" in page
    assert 'type="number"' not in page


def test_three_figures_lead_to_the_baseline_and_the_offer_of_a_size(client: Client) -> None:
    page = opened(client)
    assert "Without a sleeve, your account could pay about" in page
    assert "You have no sleeve. Nothing changes." in page
    assert 'type="range"' in page
    assert "How often it is less" not in page


def test_the_slider_without_a_script_shows_the_change(client: Client) -> None:
    page = text(send(client, opened(client), "rail", slide="5"))
    assert "What a 5% bitcoin sleeve would change" in page
    assert shown(page, "weight") == "5"
    page = text(send(client, page, "rail", weight="2.5"))
    assert "What a 2.5% bitcoin sleeve would change" in page
    page = text(send(client, page, "rail", slide="4"))
    assert "What a 4% bitcoin sleeve would change" in page


def test_the_figures_of_the_other_form_stay_when_one_is_sent(client: Client) -> None:
    page = text(send(client, opened(client), "rail", slide="5", view="cautious"))
    page = text(send(client, page, "more", pay="90,000", match_own="50% of 6%"))
    assert "8% of $90,000 pay" in page
    assert "match: 50% of the first 6%" in page
    assert "What a 5% bitcoin sleeve would change" in page
    assert re.search(r'name="view" value="cautious" checked', page)
    page = text(send(client, page, "rail", slide="3"))
    assert "8% of $90,000 pay" in page
    assert "What a 3% bitcoin sleeve would change" in page


def test_a_mix_is_picked_in_the_rail(client: Client) -> None:
    page = text(send(client, opened(client), "rail", asset="mix", share_bitcoin="50", share_commodities="50", weight="4"))
    assert "What a 4% mixed sleeve would change" in page
    assert "Six questions on bitcoin" in page
    assert "Six questions on commodities" in page


def test_the_pdf_form_carries_every_figure(client: Client) -> None:
    page = text(send(client, opened(client), "rail", slide="5"))
    fields = dict(Forms(page).forms["take"])
    assert Forms(page).actions["take"] == reverse("reports:request")
    assert (fields["age"], fields["balance"], fields["contribution"], fields["weight"]) == ("35", "$45,000", "8%", "5")
    assert re.fullmatch(r"[\w-]{22}", fields["once"])


def test_comparing_and_keeping_take_the_same_figures_elsewhere(client: Client) -> None:
    page = opened(client, weight="5")
    take = page[page.index('<form id="take"') :]
    addresses = re.findall(r'formaction="([^"]+)"', take[: take.index("</form>")])
    assert addresses == [reverse("compare:compare"), reverse("accounts:keep")]


def test_what_was_typed_in_any_field_stays_through_every_form(client: Client) -> None:
    typed = {
        "social_security": "none",
        "filing": "joint",
        "rebalance": "never",
        "fee_bitcoin": "1",
        "roth_share": "30",
        "income_goal": "80%",
    }
    page = text(send(client, opened(client, weight="5", **typed), "rail", slide="4"))
    for name, form in ((name, form) for form in ("rail", "more", "take") for name in typed):
        assert (name, typed[name]) in Forms(page).forms[form], (name, form)


def test_what_moves_the_answer_is_fetched_by_itself(client: Client) -> None:
    page = opened(client, weight="5")
    assert f'formaction="{reverse("planner:moves")}"' in page
    figures = filled(page, "take")
    fragment = text(client.post(reverse("planner:moves"), figures, headers={"HX-Request": "true"}))
    assert "<html" not in fragment
    assert 'id="table-moves"' in fragment
    alone = text(client.post(reverse("planner:moves"), figures))
    assert "<h1>What moves the result</h1>" in alone
    assert "With 5% bitcoin" in alone
    assert "What a 5% bitcoin sleeve would change" in text(client.post(reverse("planner:answer"), filled(alone, "back")))


def test_what_moves_it_can_be_asked_without_a_sleeve_and_only_by_post(client: Client) -> None:
    assert "With 5%" not in text(client.post(reverse("planner:moves"), THREE))
    assert client.get(reverse("planner:moves")).status_code == 302
    assert client.post(reverse("planner:moves"), {"age": "x"}).status_code == 422


def test_who_has_not_passed_the_check_sees_no_sleeve_moved(newcomer: Client) -> None:
    assert "Average year of bitcoin" not in text(newcomer.post(reverse("planner:moves"), THREE | {"weight": "5"}))


def test_own_beliefs_are_shown_against_the_edition(client: Client) -> None:
    assert 'id="moved"' not in opened(client, weight="5")
    page = opened(client, weight="5", return_bitcoin="4")
    moved = page[page.index('id="moved"') :]
    bad = re.search(r"Bad case, a month</th><td[^>]*>([^<]+)</td><td[^>]*>([^<]+)</td>", moved)
    assert bad
    assert bad[1] in opened(client, weight="5")
    assert bad[2] != bad[1]


def test_the_chance_of_running_short_stands_beside_the_income(client: Client) -> None:
    page = opened(client)
    headline = page[page.index('class="headline"') : page.index('id="more-details"')]
    assert re.search(r"\d+ <small>of 100</small></b>\s+futures run short of \$[\d,]+ a month before age 95\.", headline)
    assert "How often the money runs short" not in opened(client, income_goal="0")


def test_only_the_part_of_the_form_with_the_error_is_open(client: Client) -> None:
    page = text(client.post(reverse("planner:answer"), THREE | {"weight": "0", "claim_age": "50"}))
    assert re.findall(r'<details class="fold part" id="part-(\w+)" open>', page) == ["later"]
    assert '<details class="more" id="more-details" open>' in page


def test_the_list_of_errors_names_the_fields(client: Client) -> None:
    page = text(client.post(reverse("planner:answer"), THREE | {"weight": "0", "claim_age": "50", "fee_bitcoin": "50"}))
    listed = re.findall(r'<a href="#(\w+)">([^<]+)</a>', page[page.index('class="error-summary"') : page.index("<h1>")])
    assert listed == [
        ("claim_age", "Age at which you claim it: Type a number from 62 to 70. You gave 50."),
        ("fee_bitcoin", "Fee of bitcoin a year: Type a number from 0% to 10%. You gave 50%."),
    ]


def test_a_refusal_for_now_says_how_long_and_keeps_what_was_typed(rf: RequestFactory) -> None:
    request = rf.post("/answer/", {"age": "35", "menu": ["", "ether"], "csrfmiddlewaretoken": "x"})
    page = render_to_string("429.html", {"seconds": 20}, request)
    assert "Wait 20 seconds, then try again." in page
    assert Forms(page).actions == {"again": "/answer/"}
    kept = [field for field in Forms(page).forms["again"] if field[0] != "csrfmiddlewaretoken"]
    assert kept == [("age", "35"), ("menu", ""), ("menu", "ether")]
    assert "Wait one second, then try again." in render_to_string("429.html", {"seconds": 1}, request)


def test_the_answer_weighs_less_than_150_kilobytes_without_fonts(client: Client) -> None:
    mixed = {"asset": "mix", "share_bitcoin": "40", "share_private_credit": "40", "share_commodities": "20", "weight": "7.5"}
    page = opened(client, **mixed)
    files = [staticfiles_storage.path(name) for name in re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css))"', page)]
    assert len(files) == 3
    assert len(compress(page.encode())) + sum(len(compress(Path(file).read_bytes())) for file in files) < 150_000


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_answer_has_no_address_of_its_own(client: Client, method: str) -> None:
    response = getattr(client, method)(reverse("planner:answer"))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("planner:start"))


def test_errors_on_the_first_page_keep_what_was_typed_and_say_so_in_the_title(client: Client) -> None:
    response = client.post(reverse("planner:answer"), {"age": "thirty", "balance": "1e5", "contribution": ""})
    page = text(response)
    assert response.status_code == 422
    assert "<title>Error: Start – Ballast</title>" in page
    assert (shown(page, "age"), shown(page, "balance")) == ("thirty", "1e5")
    summary = page[page.index('class="error-summary"') : page.index("<h1>")]
    assert re.findall(r'href="#(\w+)"', summary) == ["age", "balance", "contribution"]
    assert "autofocus" in summary
    assert page.count("Type dollars in plain digits, like 40000 or $40,000. You typed “1e5”.") == 2
    assert 'aria-describedby="balance-hint balance-error" aria-invalid="true"' in page


def test_errors_on_the_answer_page_keep_what_was_typed_and_the_way_on(client: Client) -> None:
    response = send(client, text(send(client, opened(client), "rail", slide="5")), "rail", weight="15")
    page = text(response)
    assert response.status_code == 422
    assert "<title>Error: Your answer – Ballast</title>" in page
    assert shown(page, "weight") == "15"
    assert page.count("Type a number from 0% to 10%, the cap of the plan. You gave 15%.") == 2
    assert "What a 8% bitcoin sleeve would change" in text(send(client, page, "rail", slide="8"))


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = text(client.post(reverse("planner:answer"), THREE | {"balance": '"><script>alert(1)</script>'}))
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_number_of_5000_digits_is_refused_in_a_line(client: Client) -> None:
    page = text(client.post(reverse("planner:answer"), THREE | {"balance": "9" * 5000}))
    assert "You typed “" + "9" * 24 + "…”" in page


def test_a_bare_number_below_100_is_read_as_percent_and_said_so(client: Client) -> None:
    page = text(client.post(reverse("planner:answer"), THREE | {"contribution": "8"}))
    assert "We read 8 as 8% of your pay. For dollars, type a $ sign." in page
    assert "We read" not in opened(client)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_an_answer(client: Client, person: str) -> None:
    page = text(client.post(reverse("planner:answer"), dict(sent(person).lists())))
    assert "Without a sleeve, your account could pay about" in page
    assert page.count("IMPORTANT: The projections or other information generated by Ballast") == 1


def test_htmx_gets_the_result_alone_with_its_title(client: Client) -> None:
    data = filled(opened(client), "rail", slide="5")
    fragment = text(client.post(reverse("planner:answer"), data, headers={"HX-Request": "true"}))
    assert fragment.startswith("<title>Your 401(k), with and without a 5% bitcoin sleeve – Ballast</title>")
    assert "<html" not in fragment
    assert 'id="rail"' not in fragment
    assert 'id="contents"' in fragment
    assert 'hx-swap-oob="true"' in fragment


@pytest.mark.parametrize("changed", [{"asset": "ether"}, {"weight": "15"}])
def test_htmx_gets_the_whole_page_when_the_controls_must_change(client: Client, changed: dict[str, str]) -> None:
    data = filled(opened(client), "rail", **changed)
    response = client.post(reverse("planner:answer"), data, headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == response.headers["HX-Reselect"] == "#main"
    assert "<html" in text(response)


def test_figures_are_in_no_address_cookie_or_cache(client: Client) -> None:
    response = client.post(reverse("planner:answer"), THREE)
    assert "no-store" in response.headers["Cache-Control"]
    assert set(client.cookies) <= {"ballast", "csrftoken"}
    page = text(response)
    for address in re.findall(r'(?:href|action|src|hx-post|hx-get)="([^"]*)"', page):
        assert not urlsplit(address).query
        assert not any(secret in address for secret in SECRETS)
    assert not any(secret in str(value) for value in response.headers.values() for secret in SECRETS)


def test_no_style_or_script_stands_in_the_page(client: Client) -> None:
    page = text(send(client, opened(client), "rail", slide="5"))
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js:", page)
    assert all('src="/static/' in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_page_of_assumptions_names_every_source(client: Client) -> None:
    from scenarios.editions import load

    response = client.get(reverse("learn:assumptions"))
    page = text(response)
    assert response.status_code == 200
    assert "Edition 2026-11" in page
    assert all(source.where.split("&")[0].split("'")[0] in page for source in load().sources.values())


def test_every_long_table_of_the_assumptions_scrolls_in_a_region_with_a_name(client: Client) -> None:
    page = text(client.get(reverse("learn:assumptions")))
    regions = re.findall(r'<div class="scrolls" role="region" tabindex="0" aria-label="([^"]+)"><table>', page)
    assert len(regions) == len(set(regions)) == page.count("<table>") > 5


def test_the_six_questions_are_asked_of_every_asset_with_date_and_source() -> None:
    from advisor.learn.questions import questions_about
    from scenarios.assumptions import SLEEVE_CLASSES
    from scenarios.inputs import Sleeve

    for key in SLEEVE_CLASSES:
        (about,) = questions_about(Sleeve(weight=0.05, mix={key: 1.0}))
        assert len(about.six) == 6
        assert all(re.fullmatch(r"As of .+20\d\d\. Source: .+\.", question.dated) for question in about.six)
        assert all(len(sentence.split()) <= 20 for question in about.six for sentence in re.split(r"(?<=[a-z%])\. ", question.answer))


def test_a_page_that_is_not_there_says_so_in_our_own_words(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "This page is not here" in text(response)


EXTREMES = [
    {"balance": "0", "contribution": "0", "weight": "5"},  # nothing in
    {"balance": "0", "contribution": "0", "weight": "0"},
    {"balance": "1", "contribution": "0", "weight": "10"},  # cents of a difference
    {"age": "18", "balance": "5", "contribution": "1%", "weight": "1"},  # the longest working life
    {"age": "66", "balance": "100,000", "contribution": "0", "weight": "5"},  # one year to go
    {"age": "66", "retirement_age": "66", "balance": "100,000", "contribution": "0", "weight": "5"},  # none
    {"age": "96", "balance": "100,000", "contribution": "0", "weight": "5"},  # past the usual age to plan to
    {"age": "104", "balance": "100,000", "contribution": "0", "weight": "5"},
    {"balance": "1,000,000,000", "contribution": "99%", "pay": "900,000,000", "weight": "10"},
    {"cap": "100", "asset": "ether", "weight": "100"},  # all of it
    {"return_bitcoin": "-50", "weight": "10"},
    {"return_bitcoin": "100", "weight": "10"},
]


@pytest.mark.parametrize("figures", EXTREMES, ids=lambda figures: " ".join(f"{name} {text}" for name, text in figures.items()))
def test_extreme_figures_have_an_answer_too(client: Client, figures: dict[str, str]) -> None:
    page = client.post(reverse("planner:answer"), THREE | figures)
    assert page.status_code == 200
    assert "nan" not in re.findall(r"[a-z]+", text(page).partition("<main")[2].lower())
