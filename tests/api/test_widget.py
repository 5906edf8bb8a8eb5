"""The frame on a foreign page: who may frame it, no cookies, the check without one, and the numbers of the whole site."""

import io
import logging
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import structlog
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from advisor import busy
from advisor.api.models import Widget
from advisor.api.understanding import GOOD_FOR, prove
from advisor.api.views import embed
from advisor.jobs.broker import EmbeddedBroker
from tests.api.widget import MAYA, NONE, ORIGINS, THREE, answers, widget_of, wrong
from tests.passkeys import signed_in_with_passkey
from tests.visitors import passed_cookie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

POLICY = {
    "default-src": "'none'", "base-uri": "'none'", "connect-src": "'self'", "font-src": "'self'", "form-action": "'self'",
    "img-src": "'self'", "script-src": "'self'", "style-src": "'self'",
}  # fmt: skip


@pytest.fixture
def widget() -> Widget:
    return widget_of()


@pytest.fixture
def frame(widget: Widget) -> str:
    return reverse("api:embed", args=[widget.id])


@pytest.fixture
def browser() -> Client:
    """Sends no cookie and no token, as a browser does in a frame."""
    return Client(enforce_csrf_checks=True)


def main(page: str) -> str:
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    assert found
    return found[0]


def proof(page: str) -> str:
    found = re.search(r'name="check_proof" value="([^"]+)"', page)
    return found[1] if found else ""


def policy(response: object) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))  # type: ignore[attr-defined]


# --- Headers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [None, {}, NONE, MAYA, MAYA | {"switched": "1"}], ids=["form", "errors", "answer", "check", "language"])
def test_a_frame_carries_exactly_the_headers_of_a_frame(browser: Client, frame: str, sent: dict[str, str] | None) -> None:
    response = browser.get(frame) if sent is None else browser.post(frame, sent)
    assert policy(response) == POLICY | {"frame-ancestors": " ".join(ORIGINS)}
    assert dict(response.headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": "en",
        "Content-Length": response.headers["Content-Length"],
        "Content-Security-Policy": response.headers["Content-Security-Policy"],
        "Cache-Control": "no-store",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Permissions-Policy": response.headers["Permissions-Policy"],
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": response.headers["X-Request-Id"],
        "X-Robots-Tag": "noindex, nofollow",
    }


@pytest.mark.parametrize("address", ["/", "/es/", "/learn/", "/assumptions/", "/embedded/", "/firm/widget/", "/no/such/page/"])
def test_no_other_page_may_be_framed(client: Client, widget: Widget, address: str) -> None:
    response = client.get(address)
    assert policy(response)["frame-ancestors"] == "'none'"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "Cross-Origin-Embedder-Policy" not in response.headers


def test_each_widget_names_its_own_sites(browser: Client) -> None:
    others = widget_of("Another", ("https://other.example",))
    widget_of()
    assert policy(browser.get(reverse("api:embed", args=[others.id])))["frame-ancestors"] == "https://other.example"


# --- Cookies -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [None, {}, NONE, MAYA, MAYA | dict(answers())], ids=["form", "errors", "answer", "check", "passed"])
def test_no_cookie_is_set_or_read(frame: str, sent: dict[str, str] | None) -> None:
    """Somebody who is signed in, has passed the check, and brings junk, gets what a stranger gets."""
    known = signed_in_with_passkey("ana@example.org")
    for name, value in (passed_cookie(), ("csrftoken", "x" * 32), ("anything", "1")):
        known.cookies[name] = value
    ours, strangers = (one.get(frame) if sent is None else one.post(frame, sent) for one in (known, Client()))
    assert ours.status_code == strangers.status_code
    assert without_proof(ours.text) == without_proof(strangers.text)
    for response in (ours, strangers):
        assert not response.cookies
        assert "Set-Cookie" not in response.headers
        assert "Vary" not in response.headers


def without_proof(page: str) -> str:
    """It holds the second in which it was signed."""
    return page.replace(proof(page), "")


def test_a_session_that_would_be_moved_on_is_left_alone(frame: str) -> None:
    known = signed_in_with_passkey("ana@example.org")
    session = known.session
    session["seen"] -= 3600
    session.save()
    assert not known.get(frame).cookies
    assert known.session["seen"] == session["seen"]


@pytest.mark.parametrize("origin", ["null", "https://www.example.com", "https://evil.example"])
def test_a_form_is_taken_without_a_token_from_any_origin(browser: Client, frame: str, origin: str) -> None:
    assert browser.post(frame, NONE, headers={"origin": origin}).status_code == 200
    assert browser.post(reverse("planner:answer"), NONE, headers={"origin": origin}).status_code == 403


# --- Figures -------------------------------------------------------------------------------------------------------------


def test_the_form_starts_without_a_sleeve(browser: Client, frame: str) -> None:
    page = browser.get(frame).text
    assert re.search(r'name="weight" value="0"', page)
    assert '<option value="bitcoin" selected>' in page
    assert "csrfmiddlewaretoken" not in page


def test_figures_in_an_address_are_not_read(browser: Client, frame: str) -> None:
    page = browser.get(frame, {"age": "4711", "balance": "81516"})
    assert page.status_code == 200
    assert "4711" not in page.text
    assert "81516" not in page.text


def test_what_is_wrong_is_summed_up_and_what_was_typed_stays(browser: Client, frame: str) -> None:
    response = browser.post(frame, {"age": "thirty", "balance": "much", "contribution": "8%", "asset": "ether", "weight": "lots"})
    assert response.status_code == 422
    page = response.text
    assert "<title>Error: " in page
    for name, typed in (("age", "thirty"), ("balance", "much"), ("contribution", "8%"), ("weight", "lots")):
        assert f'name="{name}" value="{typed}"' in page
    assert '<option value="ether" selected>' in page
    assert set(re.findall(r'<a href="#(\w+)">', page)) == {"age", "balance", "weight"}


def test_a_sleeve_above_the_cap_is_refused_at_its_field(browser: Client, frame: str) -> None:
    response = browser.post(frame, MAYA | {"weight": "11"})
    assert response.status_code == 422
    assert '<a href="#weight">' in response.text


def test_every_link_of_the_frame_opens_a_new_tab_or_stays_in_the_page(browser: Client, frame: str) -> None:
    for page in (browser.get(frame), browser.post(frame, NONE), browser.post(frame, MAYA | dict(answers()))):
        links = re.findall(r"<a ([^>]*)>", page.text)
        assert links
        assert not [link for link in links if 'href="#' not in link and 'target="_blank" rel="noopener noreferrer"' not in link]


@pytest.mark.parametrize("language", ["en", "es", "zh-hant"])
@pytest.mark.parametrize("weight", ["0", "5"])
@pytest.mark.parametrize("asset", ["bitcoin", "private_credit"])
def test_the_numbers_are_those_of_the_answer_page(client: Client, widget: Widget, language: str, weight: str, asset: str) -> None:
    with translation.override(language):
        sent = THREE | {"asset": asset, "weight": weight}
        whole = client.post(reverse("planner:answer"), sent)
        short = Client().post(reverse("api:embed", args=[widget.id]), sent | dict(answers(asset)))
        assert (whole.status_code, short.status_code) == (200, 200)
        for part in ("headline", "nothing", "change", "notices", "crumb", "taken", "run"):
            assert getattr(short.context["summary"], part) == getattr(whole.context["summary"], part)
        shown, change = short.text, short.context["summary"].change
        assert short.context["summary"].headline.income in shown
        assert short.context["summary"].run.code in shown
        assert all(card.figure in shown for card in (change.cards if change else ()))


def test_the_baseline_stands_before_the_sleeve_and_the_bad_side_before_the_good(browser: Client, frame: str) -> None:
    page = main(browser.post(frame, MAYA | dict(answers())).text)
    order = ["Without a sleeve, your account could pay", "How often it is less", "Bad case", "Good case", "hypothetical in nature"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_fields_that_the_frame_does_not_have_change_nothing(browser: Client, frame: str) -> None:
    usual, more = browser.post(frame, NONE), browser.post(frame, NONE | {"pay": "250000", "match_own": "100% of 10%", "cap": "50"})
    assert usual.context["summary"].headline == more.context["summary"].headline
    assert browser.post(frame, MAYA | {"asset": "mix", "share_bitcoin": "100"}).status_code == 422


def test_no_plan_by_a_cookie_changes_the_answer(frame: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.plans.entered.at", lambda link: pytest.fail("a plan was looked up"))
    assert Client().post(frame, NONE).status_code == 200


# --- The check of understanding ----------------------------------------------------------------------------------------------


def test_a_sleeve_is_shown_only_after_the_questions(browser: Client, frame: str) -> None:
    asked = browser.post(frame, MAYA)
    assert "Six short questions before you see a sleeve" in asked.text
    assert "summary" not in asked.context
    assert not proof(asked.text)
    for name, typed in MAYA.items():
        assert f'type="hidden" name="{name}" value="{typed}"' in asked.text
    passed = browser.post(frame, MAYA | dict(answers()))
    assert "What a 5% bitcoin sleeve would change" in passed.text
    again = browser.post(frame, MAYA | {"weight": "3", "check_proof": proof(passed.text)})
    assert "What a 3% bitcoin sleeve would change" in again.text


def test_wrong_answers_teach_and_the_right_ones_are_asked_no_more(browser: Client, frame: str) -> None:
    taught = browser.post(frame, MAYA | dict(answers(pick=wrong)))
    assert "0 of 6 are right" in taught.text
    assert taught.text.count("Not right.") == 6
    assert not proof(taught.text)
    before = dict(re.findall(r'name="(check_before_\w+)" value="(\w+)"', taught.text))
    assert len(before) == 6
    assert "What a 5% bitcoin sleeve would change" in browser.post(frame, MAYA | before | dict(answers())).text


def test_an_open_question_is_named_and_nothing_is_judged(browser: Client, frame: str) -> None:
    given = dict(answers())
    missing = given.popitem()[0]
    response = browser.post(frame, MAYA | given)
    assert response.status_code == 422
    assert f'href="#{missing}"' in response.text
    assert "<title>Error: " in response.text
    assert response.text.count(" checked") == 5


def test_the_baseline_needs_no_question(browser: Client, frame: str) -> None:
    asked = browser.post(frame, MAYA)
    without = asked.text.split('<form id="without"')[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', without))
    assert fields == NONE
    assert "You have no sleeve. Nothing changes." in browser.post(frame, fields).text


def test_a_proof_is_good_for_its_assets_and_adds_up(browser: Client, frame: str, widget: Widget) -> None:
    bitcoin = prove(widget, {"bitcoin"})
    ether = MAYA | {"asset": "ether"}
    assert "Six short questions" in browser.post(frame, ether | {"check_proof": bitcoin}).text
    both = browser.post(frame, ether | dict(answers("ether")) | {"check_proof": bitcoin})
    assert "What a 5% ether sleeve would change" in both.text
    assert "What a 5% bitcoin sleeve would change" in browser.post(frame, MAYA | {"check_proof": proof(both.text)}).text


def test_answers_about_another_asset_do_not_count(browser: Client, frame: str) -> None:
    given = dict(answers("private_credit")) | dict(answers()) | {"check_about": "private_credit"}
    assert "Six short questions" in browser.post(frame, MAYA | given).text


def test_a_proof_that_is_forged_or_of_another_widget_is_none(browser: Client, frame: str, widget: Widget) -> None:
    ours, others = prove(widget, {"bitcoin"}), prove(widget_of("Another"), {"bitcoin"})
    for sent in (others, ours.replace("bitcoin", "ether"), ours + "x", "bitcoin", f"{widget.id} bitcoin:1:x", ""):
        for asset in ("bitcoin", "ether"):
            assert "Six short questions" in browser.post(frame, MAYA | {"asset": asset, "check_proof": sent}).text


def test_a_proof_is_good_for_half_a_day(browser: Client, frame: str, widget: Widget, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, now = prove(widget, {"bitcoin"}), time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + GOOD_FOR - 60)
    assert "What a 5% bitcoin" in browser.post(frame, MAYA | {"check_proof": ours}).text
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + GOOD_FOR + 60)
    assert "Six short questions" in browser.post(frame, MAYA | {"check_proof": ours}).text


def test_a_mistake_after_the_check_does_not_ask_it_again(browser: Client, frame: str, widget: Widget) -> None:
    sent = MAYA | {"age": "thirty", "check_proof": prove(widget, {"bitcoin"})}
    assert proof(browser.post(frame, sent).text) == sent["check_proof"]
    assert "junk" not in browser.post(frame, sent | {"check_proof": "junk"}).text


# --- Languages -----------------------------------------------------------------------------------------------------------


def switched(browser: Client, widget: Widget, sent: dict[str, str]) -> str:
    with translation.override("es"):
        return browser.post(reverse("api:embed", args=[widget.id]), sent | {"switched": "1"}).text


def test_the_form_goes_along_into_another_language_without_a_word_on_it(browser: Client, widget: Widget) -> None:
    page = switched(browser, widget, {"age": "thirty", "weight": "5"})
    assert '<html lang="es">' in page
    assert 'name="age" value="thirty"' in page
    assert "error-summary" not in page


def test_the_check_goes_along_as_it_stands(browser: Client, widget: Widget) -> None:
    given = dict(answers())
    given.pop("check_use")
    page = switched(browser, widget, MAYA | given)
    assert page.count(" checked") == 5
    assert "error-summary" not in page


def test_an_answer_is_an_answer_in_another_language(browser: Client, widget: Widget) -> None:
    page = switched(browser, widget, MAYA | {"answered": "1", "check_proof": prove(widget, {"bitcoin"})})
    assert 'class="three"' in page


# --- Limits, absence, traces -----------------------------------------------------------------------------------------------


@pytest.fixture
def broker(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedBroker]:
    monkeypatch.setattr(busy, "PATIENCE", 0)
    embedded = EmbeddedBroker(tmp_path)
    embedded.start()
    settings.CELERY_BROKER_URL = embedded.url
    yield embedded
    embedded.stop()


@pytest.mark.usefixtures("broker")
def test_the_frames_of_one_firm_do_not_hold_up_those_of_another(browser: Client, widget: Widget, frame: str) -> None:
    other = reverse("api:embed", args=[widget_of("Another").id])
    with ExitStack() as held:
        places = [busy.a_place(embed.places_of(widget), at_once=embed.AT_ONCE) for _ in range(embed.AT_ONCE)]
        assert [held.enter_context(place) for place in places] == [0] * embed.AT_ONCE
        refused = browser.post(frame, NONE)
        assert browser.post(other, NONE).status_code == 200
        assert browser.get(frame).status_code == 200
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(busy.COME_BACK)
    assert policy(refused)["frame-ancestors"] == " ".join(ORIGINS)
    assert dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', refused.text)) == NONE | {"answered": "1"}
    assert browser.post(frame, NONE).status_code == 200


@pytest.mark.usefixtures("broker")
def test_the_frames_of_a_firm_have_so_many_answers_a_minute(browser: Client, frame: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "A_MINUTE", 3)
    assert [browser.post(frame, NONE).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert browser.post(frame, MAYA).status_code == 200  # questions cost next to nothing


@pytest.mark.usefixtures("broker")
def test_all_answers_together_have_a_limit(browser: Client, frame: str, settings: Settings) -> None:
    settings.ANSWERS_AT_ONCE = 1
    with busy.a_place("somebody on the site"):
        assert browser.post(frame, NONE).status_code == 429


def test_what_is_counted_names_no_firm(broker: EmbeddedBroker, browser: Client, widget: Widget, frame: str) -> None:
    browser.post(frame, NONE)
    keys = b" ".join(busy.valkey(broker.url).keys("*"))
    assert b"busy:minute:" in keys
    assert widget.firm_id.encode() not in keys
    assert widget.id.encode() not in keys


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_widget_that_is_gone_says_so_wherever_it_stands(browser: Client, widget: Widget, frame: str, method: str) -> None:
    widget.delete()
    response = getattr(browser, method)(frame, MAYA)
    assert response.status_code == 404
    assert "Ballast is no longer in this page" in response.text
    assert policy(response) == POLICY | {"frame-ancestors": "*"}
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies
    assert "<form" not in response.text
    assert "45,000" not in response.text


def test_no_figure_reaches_a_log_or_an_address(browser: Client, frame: str) -> None:
    ours = next(handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter))
    stream = io.StringIO()
    before = ours.setStream(stream)  # type: ignore[attr-defined]
    try:
        sent = {"age": "4711", "balance": "$81,516.23", "contribution": "23.4242%", "asset": "bitcoin", "weight": "5"}
        pages = [browser.post(frame, sent), browser.post(frame, sent | {"age": "47"}), browser.post("/embed/x", sent), browser.put(frame)]
    finally:
        ours.setStream(before)  # type: ignore[attr-defined]
    assert [page.status_code for page in pages[:2]] == [422, 200]
    for trace in ("4711", "81,516", "81516", "23.4242"):
        assert trace not in stream.getvalue()
        assert not [page for page in pages if trace in page.headers.get("Location", "")]
        assert not re.search(rf'(href|action|src)="[^"]*{re.escape(trace)}', pages[0].text + pages[1].text)


def test_the_frame_works_without_a_script_and_has_none_of_its_own_inline(browser: Client, frame: str) -> None:
    for page in (browser.get(frame), browser.post(frame, MAYA), browser.post(frame, NONE)):
        assert re.findall(r"<script[^>]*>", page.text) == re.findall(r'<script src="/static/js/frame\.\w+\.js" defer>', page.text)
        assert "style=" not in page.text
        assert "hx-" not in page.text
