"""Some pages open with a passkey only: the right code in the mail is one factor, and they ask for two."""

from types import ModuleType

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from advisor.accounts import guarded as guarded_accounts
from advisor.accounts.second_factor import RECENT, needs_passkey
from advisor.accounts.signing_in import FRESH
from advisor.requests import HtmxRequest
from advisor.urls import urlpatterns
from tests.accounts.conftest import ADDRESS, digits
from tests.accounts.test_passkeys import GARBAGE
from tests.passkeys import Passkey, add, confirm, let_pass, signed_in, signed_in_with_passkey
from tests.plain_words import faults, texts

pytestmark = pytest.mark.django_db

GUARDED, SENSITIVE = "/guarded/7/", "/sensitive/"


@needs_passkey
def guarded(request: HtmxRequest, number: int) -> HttpResponse:
    return HttpResponse(f"guarded {number}")


@needs_passkey(recent=True)
def sensitive(request: HtmxRequest) -> HttpResponse:
    return HttpResponse("sensitive")


@pytest.fixture(autouse=True)
def guarded_pages(settings: Settings) -> None:
    """Two pages beside those of the site."""
    urls = ModuleType("guarded_pages")
    urls.urlpatterns = [  # type: ignore[attr-defined]
        path("guarded/<int:number>/", guarded),
        path("sensitive/", sensitive),
        *urlpatterns,
    ]
    settings.ROOT_URLCONF = urls


def second_factor() -> str:
    return reverse("accounts:second_factor")


def test_nobody_comes_in_without_being_signed_in(client: Client) -> None:
    for address in (GUARDED, SENSITIVE, second_factor()):
        assert client.get(address).headers["Location"].startswith(reverse("accounts:sign_in"))


def test_a_part_of_a_page_has_the_whole_page_sent_to_sign_in(client: Client) -> None:
    for browser in (client, signed_in(ADDRESS)):
        response = browser.get(GUARDED, headers={"HX-Request": "true"})
        assert (response.status_code, response.headers["HX-Refresh"], response.content) == (200, "true", b"")
    assert signed_in_with_passkey(ADDRESS).get(GUARDED, headers={"HX-Request": "true"}).text == "guarded 7"


def test_a_code_is_not_enough() -> None:
    browser = signed_in(ADDRESS)
    for address in (GUARDED, SENSITIVE):
        for response in (browser.get(address), browser.post(address)):
            assert (response.status_code, response.headers["Location"]) == (302, second_factor())


def test_to_have_a_passkey_is_not_enough_either() -> None:
    browser = signed_in(ADDRESS)
    assert add(browser, Passkey()) == 303
    assert browser.get(GUARDED).headers["Location"] == second_factor()


def test_whoever_has_no_passkey_learns_how_to_add_one() -> None:
    page = signed_in(ADDRESS).get(second_factor())
    assert "You need a passkey" in page.text
    assert f"{reverse('accounts:kept')}#passkeys" in page.text
    assert "data-passkey" not in page.text


def test_a_passkey_leads_back_to_the_page_that_asked() -> None:
    browser, passkey = signed_in(ADDRESS), Passkey()
    add(browser, passkey)
    browser.get(GUARDED)
    assert "Use your passkey" in browser.get(second_factor()).text
    response = confirm(browser, passkey)
    assert (response.status_code, response.headers["Location"]) == (303, GUARDED)
    assert browser.get(GUARDED).text == "guarded 7"
    assert browser.get(SENSITIVE).text == "sensitive"


def test_the_way_back_is_forgotten_once_taken() -> None:
    browser, passkey = signed_in(ADDRESS), Passkey()
    add(browser, passkey)
    browser.get(GUARDED)
    confirm(browser, passkey)
    assert confirm(browser, passkey).headers["Location"] == reverse("accounts:kept")


def test_signing_in_with_a_passkey_is_enough() -> None:
    passkey = Passkey()
    add(signed_in(ADDRESS), passkey)
    browser = Client()
    options = browser.post(reverse("accounts:passkey_options")).json()
    assert browser.post(reverse("accounts:passkey"), {"credential": passkey.answer(options)}).status_code == 303
    assert browser.get(SENSITIVE).text == "sensitive"


def test_what_is_sensitive_asks_again_after_a_quarter_of_an_hour() -> None:
    browser = signed_in_with_passkey(ADDRESS)
    let_pass(browser, RECENT + 1)
    assert browser.get(GUARDED).status_code == 200
    assert browser.get(SENSITIVE).headers["Location"] == second_factor()
    assert browser.post(SENSITIVE).headers["Location"] == second_factor()


def test_a_new_code_is_no_new_passkey() -> None:
    browser = signed_in_with_passkey(ADDRESS)
    let_pass(browser, RECENT + 1)
    browser.post(reverse("accounts:confirm", args=["passkeys"]))
    assert browser.post(reverse("accounts:confirm_code", args=["passkeys"]), {"code": digits()}).status_code == 303
    assert browser.get(SENSITIVE).headers["Location"] == second_factor()


def test_a_form_that_was_refused_leads_back_to_the_page_it_stood_on() -> None:
    browser, passkey = signed_in(ADDRESS), Passkey()
    add(browser, passkey)
    browser.post(SENSITIVE, headers={"referer": "http://testserver/guarded/3/?a=b"})
    assert confirm(browser, passkey).headers["Location"] == "/guarded/3/"


@pytest.mark.parametrize(
    "referer", ["", "https://example.org//example.org/", "https://example.org", "/\\example.org/", "javascript:alert(1)"]
)
def test_the_way_back_never_leads_to_another_site(referer: str) -> None:
    browser, passkey = signed_in(ADDRESS), Passkey()
    add(browser, passkey)
    browser.post(SENSITIVE, headers={"referer": referer})
    assert confirm(browser, passkey).headers["Location"] == reverse("accounts:kept")


@pytest.mark.parametrize("answered", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_no_passkey(answered: str) -> None:
    browser = signed_in(ADDRESS)
    add(browser, Passkey())
    browser.post(reverse("accounts:confirm_passkey_options", args=["passkeys"]))
    page = browser.post(second_factor(), {"credential": answered})
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert browser.get(GUARDED).headers["Location"] == second_factor()


def test_the_passkey_of_somebody_else_opens_nothing() -> None:
    theirs = Passkey()
    add(signed_in("theo@example.org"), theirs)
    browser = signed_in(ADDRESS)
    add(browser, Passkey())
    assert confirm(browser, theirs).status_code == 422
    assert browser.get(GUARDED).headers["Location"] == second_factor()


def test_a_device_that_does_not_ask_who_holds_it_opens_nothing() -> None:
    passkey = Passkey()
    browser = signed_in(ADDRESS)
    add(browser, passkey)
    passkey.flags = 0x01
    assert confirm(browser, passkey).status_code == 422
    assert browser.get(GUARDED).headers["Location"] == second_factor()


def test_an_answer_works_once() -> None:
    browser, passkey = signed_in(ADDRESS), Passkey()
    add(browser, passkey)
    options = browser.post(reverse("accounts:confirm_passkey_options", args=["passkeys"])).json()
    answered = passkey.answer(options)
    assert browser.post(second_factor(), {"credential": answered}).status_code == 303
    assert browser.post(second_factor(), {"credential": answered}).status_code == 422


def test_the_pages_are_easy_to_read() -> None:
    browser = signed_in(ADDRESS)
    without = browser.get(second_factor())
    add(browser, Passkey())
    for page in (without, browser.get(second_factor()), browser.post(second_factor())):
        assert "<h1>" in page.text
        assert [fault for text in texts(page.text) for fault in faults(text.words, text.level)] == []


@pytest.fixture
def guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if everybody looked after a plan."""
    monkeypatch.setattr(guarded_accounts, "REASONS", [lambda _: True])


def changes(browser: Client) -> list[str]:
    """Where it leads to add a passkey, and to remove the first one."""
    options = browser.post(reverse("accounts:add_passkey_options"))
    assert (options.status_code == 403) == (options.json() == {})
    added = browser.post(reverse("accounts:add_passkey"), {"credential": "{}"})
    removed = browser.get(reverse("accounts:remove_passkey", args=[Authenticator.objects.earliest("pk").pk]))
    return [response.headers.get("Location", "") for response in (added, removed)]


@pytest.mark.usefixtures("guards")
def test_a_mailbox_adds_no_passkey_to_a_guarded_account_and_removes_none() -> None:
    assert add(signed_in(ADDRESS), Passkey()) == 303  # the first one
    thief, confirmation = signed_in(ADDRESS), reverse("accounts:confirm", args=["passkeys"])
    assert changes(thief) == [confirmation, confirmation]
    assert thief.post(reverse("accounts:add_passkey_options")).status_code == 403
    assert 'data-passkey="create"' not in thief.get(reverse("accounts:kept")).text
    assert Authenticator.objects.count() == 1


@pytest.mark.usefixtures("guards")
def test_for_a_guarded_account_no_code_confirms_what_passkeys_change() -> None:
    add(signed_in(ADDRESS), Passkey())
    browser, confirmation = signed_in(ADDRESS), reverse("accounts:confirm", args=["passkeys"])
    page, before = browser.get(confirmation), len(mail.outbox)
    assert "Send me a code" not in page.text
    assert 'data-passkey="get"' in page.text
    assert browser.post(confirmation).status_code == 403
    assert len(mail.outbox) == before
    assert browser.post(reverse("accounts:confirm_code", args=["passkeys"]), {"code": "123456"}).headers["Location"] == confirmation
    assert changes(browser) == [confirmation, confirmation]


@pytest.mark.usefixtures("guards")
def test_with_one_of_their_passkeys_somebody_guarded_adds_and_removes_others_for_ten_minutes() -> None:
    own = Passkey()
    browser = signed_in(ADDRESS)
    add(browser, own)
    assert add(browser, Passkey()) == 403  # fresh by the code alone
    options = browser.post(reverse("accounts:confirm_passkey_options", args=["passkeys"])).json()
    used = browser.post(reverse("accounts:confirm_passkey", args=["passkeys"]), {"credential": own.answer(options)})
    assert used.headers["Location"] == reverse("accounts:kept")
    assert 'data-passkey="create"' in browser.get(reverse("accounts:kept")).text
    assert add(browser, Passkey()) == 303
    let_pass(browser, FRESH + 1)
    assert add(browser, Passkey()) == 403
    assert Authenticator.objects.count() == 2


@pytest.mark.usefixtures("guards")
def test_who_has_lost_all_passkeys_can_still_delete_a_guarded_account() -> None:
    browser = signed_in(ADDRESS)
    add(browser, Passkey())
    delete = reverse("accounts:confirm", args=["delete"])
    assert "Send me a code" in browser.get(delete).text
    browser.post(delete)
    gone = browser.post(reverse("accounts:confirm_code", args=["delete"]), {"code": digits()})
    assert gone.headers["Location"] == reverse("accounts:deleted")


@pytest.mark.usefixtures("guards")
def test_the_page_that_asks_for_a_passkey_alone_is_easy_to_read() -> None:
    browser = signed_in(ADDRESS)
    add(browser, Passkey())
    for address in (reverse("accounts:confirm", args=["passkeys"]), reverse("accounts:kept")):
        assert [fault for text in texts(browser.get(address).text) for fault in faults(text.words, text.level)] == []
