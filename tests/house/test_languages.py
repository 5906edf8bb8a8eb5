"""The switch at the top of every page, and that what was typed comes along: nothing of it lost, and none of it in an address."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from advisor.languages import language_tag
from advisor.learn.check_questions import drawn
from tests.accounts.conftest import ADDRESS, digits
from tests.people import sent
from tests.states import ERRORS, FOUR, MAYA, STATES, THREE, checked, get, mailed, of_first_kept, posted, sample, wrong, wrong_code
from tests.visitors import passed_cookie

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db]

CODES = [code for code, _ in settings.LANGUAGES]
TAGS = {"en": "en", "es": "es", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}
NAMES = {"en": "English", "es": "Español", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
OF_THE_FORM_ITSELF = {"csrfmiddlewaretoken", "once", "switched"}
SLIDER = ("slide", "slide_before", "weight_before", "rail_for")  # beside the size that is typed; they follow it
Fields = dict[str, list[str]]
Shown = Any  # the response of Django's test client


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language behind in its thread."""
    with translation.override("en"):
        yield


class Page(HTMLParser):
    """What a browser without a script would send of each form, and the switch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[tuple[str, str]]] = {}
        self.lang = ""
        self.alternates: dict[str, str] = {}
        self.switch: dict[str, dict[str, str]] = {}  # by language: the tag and what it has
        self.fallbacks: list[dict[str, str]] = []  # buttons of the switch that are no language
        self._form, self._select, self._language, self._in_switch = "", "", "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.lang = found["lang"]
        if found.get("rel") == "alternate":
            self.alternates[found["hreflang"]] = found["href"]
        if found.get("id") == "languages":
            self._in_switch = True
        if self._in_switch and tag == "li":
            self._language = found["lang"]
        if self._in_switch and tag in ("a", "button", "span"):
            if self._language:
                self.switch[self._language] = found | {"tag": tag}
            else:
                self.fallbacks.append(found)
        if tag == "form":
            self._form = found.get("id", "")
        owner = found.get("form") or self._form
        if tag == "input" and "name" in found and (found.get("type") not in ("radio", "checkbox") or "checked" in found):
            self.fields.setdefault(owner, []).append((found["name"], found.get("value", "")))
        if tag == "select":
            self._select = found["name"]
        if tag == "option" and "selected" in found:
            self.fields.setdefault(owner, []).append((self._select, found["value"]))

    def handle_data(self, data: str) -> None:
        if self._in_switch and self._language and data.strip():
            self.switch[self._language]["words"] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = ""
        if tag == "nav":
            self._in_switch, self._language = False, ""

    def form(self, name: str) -> Fields:
        data: Fields = {}
        for field, value in self.fields[name]:
            data.setdefault(field, []).append(value)
        return data


def page(response: Shown) -> Page:
    return Page(response.content.decode())


def typed(fields: Mapping[str, list[str]]) -> Fields:
    return {name: texts for name, texts in fields.items() if name not in OF_THE_FORM_ITSELF}


def switched(response: Shown, language: str, **changed: str) -> Shown:
    """Press the language, with these fields changed and not sent before."""
    button = page(response).switch[language]
    assert button["tag"] == "button"
    fields: Fields = page(response).form(button["form"]) | {name: [text] for name, text in changed.items()}
    return response.client.post(button["formaction"], fields | {button["name"]: [button["value"]]})


ACCIDENT = "an accident"


def test_only_the_page_of_an_accident_has_no_switch() -> None:
    """Its address has just failed, and would fail in every language."""
    assert page(STATES[ACCIDENT]()).switch == {}


@pytest.mark.parametrize("state", sorted({*(STATES if "PROOF" in os.environ else sample(3))} - {ACCIDENT}))
def test_every_page_has_the_switch(state: str) -> None:
    response = STATES[state]()
    found = page(response)
    assert {tag: entry["words"] for tag, entry in found.switch.items()} == NAMES
    assert [tag for tag, entry in found.switch.items() if "aria-current" in entry] == ["en"] == [found.lang]
    for entry in (entry for tag, entry in found.switch.items() if tag != "en"):
        address = entry["href"] if entry["tag"] == "a" else entry["formaction"]
        assert re.fullmatch(r"/(es|zh-hant|zh-hans)/[\w/-]*", address), "no figure, and nothing else, in the address"
        assert entry["tag"] == "a" or entry["form"] in found.fields, "its form is there"
    assert len({entry.get("form") for entry in found.switch.values() if entry["tag"] == "button"}) == len(found.fallbacks)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("path", ["", "learn/", "learn/bitcoin/", "learn/pool/", "learn/glossary/", "assumptions/", "sign-in/"])
def test_a_page_has_an_address_in_each_language_and_names_the_others(client: Client, path: str, language: str) -> None:
    before = {code: "/" if code == "en" else f"/{code}/" for code in CODES}
    response = client.get(before[language] + path)
    assert response.status_code == 200
    found = page(response)
    assert found.lang == TAGS[language]
    assert [tag for tag, entry in found.switch.items() if "aria-current" in entry] == [TAGS[language]]
    assert found.alternates == {TAGS[code]: f"http://testserver{before[code]}{path}" for code in CODES} | {
        "x-default": f"http://testserver/{path}"
    }
    links = {tag: entry["href"] for tag, entry in found.switch.items() if entry["tag"] == "a"}
    assert links == {} or links == {TAGS[code]: before[code] + path for code in CODES if code != language}


@pytest.mark.parametrize("asked", ["es", "zh-TW,zh;q=0.9", "zh-CN"])
def test_no_language_is_guessed_and_none_is_kept(client: Client, asked: str) -> None:
    response = client.get("/", headers={"Accept-Language": asked})
    assert page(response).lang == "en"
    assert client.get("/es/").cookies.keys() <= {"csrftoken"}
    assert page(client.get("/")).lang == "en"


def test_a_page_that_was_posted_has_no_other_addresses_to_name(client: Client) -> None:
    assert page(client.post(reverse("planner:answer"), THREE)).alternates == {}


def test_a_page_that_is_not_there_leads_to_the_start_in_each_language(client: Client) -> None:
    for path in ("/es/nowhere/", "/es/learn/nothing/"):
        found = page(client.get(path))
        assert (found.lang, found.alternates) == ("es", {})
        assert {tag: entry["href"] for tag, entry in found.switch.items() if tag != "es"} == {
            "en": "/",
            "zh-Hant": "/zh-hant/",
            "zh-Hans": "/zh-hans/",
        }


def keep_signed_out(**more: str) -> Shown:
    return Client().post(reverse("accounts:keep"), MAYA | more)


def someone_new(**fields: str) -> Shown:
    return Client().post(reverse("planner:answer"), MAYA | fields)


def all_but_one() -> Shown:
    """The check, sent with one question left out."""
    *most, _ = (question.id for question in drawn(["bitcoin"], "en"))
    return checked(lambda question: wrong(question) if question.id in most else "")


FIRST, *_ = drawn(["bitcoin"], "en")
CHOSEN = {f"check_{FIRST.id}": FIRST.right}

# A page with a form, what is typed there before the switch and not sent, and the status of the page in the other language.
WITH_A_FORM: Mapping[str, tuple[Callable[[], Shown], dict[str, str], int]] = {
    "start": (partial(get, "/"), {"age": "thirty <b>", "balance": "$45,000"}, 200),
    "start, with errors": (partial(posted, "planner:answer", ERRORS), {}, 422),
    "start, with errors, one corrected": (partial(posted, "planner:answer", ERRORS), {"age": "35"}, 422),
    "answer": (partial(posted, "planner:answer", sent("Aisha")), {}, 200),
    "answer, a size typed": (partial(posted, "planner:answer", MAYA), {"weight": "7"}, 200),
    "answer, with errors": (partial(posted, "planner:answer", MAYA | {"weight": "15"}), {}, 422),
    "answer, with other errors": (partial(posted, "planner:answer", MAYA | {"pay": "much"}), {"asset": "ether"}, 422),
    "moves": (partial(posted, "planner:moves", MAYA), {}, 200),
    "check": (someone_new, {}, 200),
    "check, one chosen": (someone_new, CHOSEN, 200),
    "check, one missing": (all_but_one, {}, 422),
    "check, all wrong": (partial(checked, wrong), CHOSEN, 200),
    "check, seen again": (partial(checked, wrong, check_lessons="1"), {}, 200),
    "compare": (partial(posted, "compare:compare", MAYA | FOUR), {"b_weight": "4", "c_view": "cautious"}, 200),
    "compare, with errors": (partial(posted, "compare:compare", MAYA | {"a_weight": "5", "b_weight": "much"}), {}, 422),
    "pool": (partial(get, "/learn/pool/"), {"share": "2"}, 200),
    "pool, with errors": (partial(posted, "learn:pool", {"share": "much", "years": "0"}), {}, 422),
    "sign in": (partial(get, "/sign-in/"), {"email": ADDRESS}, 200),
    "sign in, with an error": (partial(posted, "accounts:sign_in", {"email": "nobody"}), {}, 200),
    "keep": (keep_signed_out, {"email": ADDRESS}, 200),
    "code": (lambda: mailed(Client()), {}, 200),
    "code, wrong": (wrong_code, {}, 200),
    "rename": (partial(of_first_kept, "rename"), {"name": "mine"}, 200),
}


@pytest.mark.parametrize("state", WITH_A_FORM)
def test_what_was_typed_is_there_in_the_other_language_and_back(state: str) -> None:
    shown, changed, status = WITH_A_FORM[state]
    before = shown()
    form = page(before).switch["es"]["form"]
    expected = typed(page(before).form(form)) | {name: [text] for name, text in changed.items()}
    for language in ("es", "zh-Hant", "en"):
        after = switched(before, language, **changed)
        assert (after.status_code, page(after).lang) == (status, language)
        now = typed(page(after).form(form))
        if form == "rail":
            now, expected = ({name: text for name, text in fields.items() if name not in SLIDER} for fields in (now, expected))
        assert now == expected
        before, changed = after, {}


def test_figures_on_their_way_to_be_kept_come_along() -> None:
    shown = keep_signed_out()
    for response in (switched(shown, "es"), switched(switched(shown, "zh-Hans", email="nobody@example.org"), "es")):
        fields = page(response).form("sign-in")
        assert (fields["age"], fields["weight"], fields["balance"]) == (["35"], ["5"], ["$45,000"])


def test_the_switch_sends_no_mail_tries_no_code_and_renames_nothing(mailoutbox: list[Any]) -> None:
    client = Client()
    shown = mailed(client)
    assert len(mailoutbox) == 1
    for _ in range(4):  # more than may be tried
        shown = switched(shown, "es", code="000000")
        shown = switched(shown, "en", code="000000")
    assert len(mailoutbox) == 1
    assert client.post(reverse("accounts:code"), {"email": ADDRESS, "code": digits()}).headers["Location"] == reverse("accounts:kept")


def test_the_switch_judges_no_answers_of_the_check() -> None:
    right = {f"check_{question.id}": question.right for question in drawn(["bitcoin"], "en")}
    response = switched(someone_new(), "es", **right)
    assert response.status_code == 200
    assert "ballast" not in response.client.cookies
    assert {name: texts[0] for name, texts in page(response).form("check").items() if name in right} == right


def test_what_is_wrong_with_the_check_is_still_said() -> None:
    new, missing = someone_new(), all_but_one()
    assert 'role="alert"' not in switched(new, "es").content.decode()
    assert 'role="alert"' in switched(missing, "es").content.decode()


def test_the_start_takes_figures_by_post_alone_and_says_nothing_of_them_yet(client: Client) -> None:
    response = client.post("/es/", ERRORS)
    assert (response.status_code, page(response).lang) == (200, "es")
    assert "has-error" not in response.content.decode()
    assert {name: texts[0] for name, texts in typed(page(response).form("three")).items()} == ERRORS
    assert "thirty" not in client.get("/es/", ERRORS).content.decode()


def test_the_token_of_one_language_holds_in_another() -> None:
    client = Client(enforce_csrf_checks=True)
    name, value = passed_cookie()
    client.cookies[name] = value
    start = switched(client.get("/"), "es", **THREE)
    answer = client.post("/es/answer/", page(start).form("three"))
    for response in (start, answer, switched(answer, "zh-Hans")):
        assert response.status_code == 200


def test_after_htmx_took_another_page_the_switch_is_that_page_s() -> None:
    response = Client().post(reverse("planner:answer"), MAYA, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert re.search(r'<nav id="languages"[^>]* hx-swap-oob="true"', text)
    assert page(response).switch["es"]["form"] == "check"


@pytest.mark.parametrize("language", CODES)
def test_the_words_of_the_rule_stand_in_english_everywhere_and_elsewhere_a_translation_says_what_it_is(language: str) -> None:
    from advisor.present.sections.notices import VERBATIM

    with translation.override(language):
        for name in ("planner:answer", "compare:compare"):
            text = posted(name, MAYA).content.decode()
            assert f'lang="en"><p><strong>{VERBATIM}</strong></p></blockquote>' in text
            assert text.count('class="measure verbatim"') == (1 if language == "en" else 3)


@pytest.mark.parametrize("language", CODES)
def test_a_title_that_is_cited_is_english_in_every_language(language: str) -> None:
    with translation.override(language):
        response = Client().get(reverse("learn:assumptions"))
    assert '<cite lang="en">Judgements of this edition</cite>' in response.content.decode()


def test_languages_are_named_as_html_names_them() -> None:
    assert {code: language_tag(code) for code in CODES} == TAGS
