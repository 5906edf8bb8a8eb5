"""An address and the digits sent to it open an account, and the account; and nobody learns whether there was one."""

import logging
import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Count, Session, User
from tests.accounts.conftest import ADDRESS, FIGURES, Response, SignIn, digits, other_than, user

pytestmark = pytest.mark.django_db


def ask(browser: Client, address: str = ADDRESS) -> Response:
    return browser.post(reverse("accounts:sign_in"), {"email": address})


def type_code(browser: Client, code: str, address: str = ADDRESS) -> Response:
    return browser.post(reverse("accounts:code"), {"email": address, "code": code})


def who(browser: Client) -> str:
    response = browser.get(reverse("accounts:kept"))
    return ADDRESS if ADDRESS in response.text else "nobody"


def test_six_digits_sent_to_an_address_sign_in(client: Client) -> None:
    page = ask(client)
    assert page.status_code == 200
    assert ADDRESS in page.text
    assert mail.outbox[0].to == [ADDRESS]
    response = type_code(client, digits())
    assert (response.status_code, response.headers["Location"]) == (303, reverse("accounts:kept"))
    assert who(client) == ADDRESS


def test_the_digits_may_be_typed_with_spaces(client: Client) -> None:
    ask(client)
    assert type_code(client, f" {digits()[:3]} {digits()[3:]} ").status_code == 303


def test_an_address_is_the_same_in_capitals(client: Client, maya: Client) -> None:
    ask(client, ADDRESS.upper())
    assert type_code(client, digits(), ADDRESS.title()).status_code == 303
    assert User.objects.count() == 1


def test_nobody_learns_whether_an_address_has_an_account(maya: Client) -> None:
    """The same page and the same mail; and nothing is looked up, so that the time is the same too."""
    seen = {}
    for address in (ADDRESS, "theo@example.org"):
        mail.outbox.clear()
        page = ask(Client(), address).text
        letter = f"{mail.outbox[0].subject}\n{mail.outbox[0].body}"
        seen[address] = [re.sub(r'csrfmiddlewaretoken" value="\w+|\d{6}', "", text.replace(address, "")) for text in (page, letter)]
    assert seen[ADDRESS] == seen["theo@example.org"]


def test_asking_for_a_code_makes_no_account_and_writes_no_address(client: Client) -> None:
    ask(client)
    assert not User.objects.exists()
    (session,) = Session.objects.all()
    assert session.user is None
    assert ADDRESS not in str(session.get_decoded())
    assert digits() not in str(session.get_decoded())
    assert session.expire_date < timezone.now() + timedelta(minutes=16)


def test_three_wrong_tries_end_a_code(client: Client) -> None:
    ask(client)
    wrong = other_than(digits())
    pages = [type_code(client, wrong) for _ in range(3)]
    assert [page.status_code for page in pages] == [422] * 3
    assert ["not the digits" in page.text for page in pages] == [True, True, False]
    assert "Ask for a new one" in pages[2].text
    assert "Ask for a new one" in type_code(client, digits()).text
    assert not User.objects.exists()


def test_tries_at_the_same_moment_are_counted_together(client: Client) -> None:
    """Each of many guesses may find the session as it was before the others; the limits do not."""
    ask(client)
    before = Session.objects.get().session_data
    wrong = other_than(digits())
    for _ in range(3):
        type_code(client, wrong)
        Session.objects.update(session_data=before)
    assert "Ask for a new one" in type_code(client, digits()).text


def test_a_code_works_once(client: Client) -> None:
    ask(client)
    code = digits()
    type_code(client, code)
    client.post(reverse("accounts:sign_out"))
    assert "Ask for a new one" in type_code(client, code).text
    assert who(client) == "nobody"


def test_a_code_is_soon_too_old(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client)
    monkeypatch.setattr("django.conf.settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT", -1)
    assert "Ask for a new one" in type_code(client, digits()).text


def test_a_code_works_for_its_own_address_and_browser_alone(client: Client) -> None:
    ask(client)
    assert "not the digits" in type_code(client, digits(), "theo@example.org").text
    assert "Ask for a new one" in type_code(Client(), digits()).text
    assert not User.objects.exists()


def test_a_new_code_replaces_the_one_before(client: Client) -> None:
    ask(client)
    first = digits()
    ask(client)
    assert type_code(client, first if first != digits() else other_than(first)).status_code == 422
    assert type_code(client, digits()).status_code == 303


def test_an_address_gets_three_codes_in_five_minutes(client: Client) -> None:
    assert [ask(Client()).status_code for _ in range(3)] == [200] * 3
    refused = ask(client)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert "Wait five minutes" in refused.text
    assert len(mail.outbox) == 3
    assert ask(client, "theo@example.org").status_code == 200


def test_what_the_limits_count_names_nobody(client: Client) -> None:
    ask(client)
    rows = str(list(Count.objects.values_list("cache_key", "value")))
    assert Count.objects.count() >= 2
    assert ADDRESS not in rows
    assert "127.0.0.1" not in rows
    assert all(re.fullmatch("[0-9a-f]{64}", count.cache_key) for count in Count.objects.all())


@pytest.mark.parametrize("address", ["", "maya", "maya@", "@example.org", "maya@example.org, theo@example.org"])
def test_what_is_no_address_is_said_where_it_was_typed(client: Client, address: str) -> None:
    page = ask(client, address)
    assert page.status_code == 422
    assert "<title>Error: Sign in" in page.text
    assert '<a href="#email">Type' in page.text
    assert 'aria-describedby="email-hint email-error"' in page.text
    assert not mail.outbox


def test_a_mail_server_that_is_down_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise SMTPException("maya@example.org was refused")

    monkeypatch.setattr("advisor.accounts.mail.send_mail", down)
    page = ask(client)
    assert page.status_code == 503
    assert "could not send the mail" in page.text


def test_the_mail_begins_with_the_digits_and_is_plain(client: Client) -> None:
    ask(client)
    (letter,) = mail.outbox
    assert letter.subject == f"{digits()} is your Ballast code"
    assert not getattr(letter, "alternatives", None)
    assert "http" not in letter.body
    assert "Did you not ask for this?" in letter.body


def test_signing_in_changes_the_name_of_the_session(client: Client) -> None:
    ask(client)
    before = client.cookies["session"].value
    type_code(client, digits())
    assert client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_only_signing_in_sets_a_session_cookie(client: Client) -> None:
    for name in ("planner:start", "accounts:sign_in", "accounts:kept", "accounts:deleted"):
        assert "session" not in client.get(reverse(name)).cookies
    assert not Session.objects.exists()
    cookie = ask(client).cookies["session"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_whoever_is_signed_in_is_not_asked_again(maya: Client) -> None:
    assert maya.get(reverse("accounts:sign_in")).headers["Location"] == reverse("accounts:kept")


def test_signing_out_ends_the_session_and_needs_a_form(maya: Client) -> None:
    maya.get(reverse("accounts:sign_out"))
    assert who(maya) == ADDRESS
    maya.post(reverse("accounts:sign_out"))
    assert who(maya) == "nobody"
    assert not Session.objects.exists()


def test_a_form_from_another_site_signs_nobody_in() -> None:
    strict = Client(enforce_csrf_checks=True)
    for name in ("sign_in", "code", "passkey", "passkey_options", "keep", "sign_out", "sign_out_elsewhere"):
        assert strict.post(reverse(f"accounts:{name}"), {"email": ADDRESS}).status_code == 403
    assert not mail.outbox


def test_no_log_line_holds_an_address_or_a_code(client: Client, sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(client)
    type_code(client, other_than(digits()))
    type_code(client, digits())
    ask(client, "maya@")
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in lines if ADDRESS in line or digits() in line]
    assert user().last_login


def fields(page: str) -> list[dict[str, str]]:
    """Of each form of the page for the way in, its hidden fields but for the token."""
    forms = re.findall(r'<form [^>]*action="[^"]*/sign-in/[^"]*".*?</form>', page, re.DOTALL)
    return [dict(re.findall(r'<input type="hidden" name="(next|email)" value="([^"]*)">', form)) for form in forms]


def test_whoever_came_for_a_page_of_their_own_goes_back_to_it(client: Client) -> None:
    asked = client.get(reverse("plans:list"))
    first = client.get(asked.headers["Location"])
    assert [form.get("next") for form in fields(first.text)] == [reverse("plans:list")] * 2  # with a code, with a passkey
    second = client.post(reverse("accounts:sign_in"), {"email": ADDRESS, **fields(first.text)[0]})
    assert {form.get("next") for form in fields(second.text)} == {reverse("plans:list")}
    wrong = client.post(reverse("accounts:code"), {"code": other_than(digits()), **fields(second.text)[0]})
    assert fields(wrong.text)[0] == fields(second.text)[0]
    inside = client.post(reverse("accounts:code"), {"code": digits(), **fields(wrong.text)[0]})
    assert (inside.status_code, inside.headers["Location"]) == (303, reverse("plans:list"))
    again = client.get(asked.headers["Location"])
    assert again.headers["Location"] == reverse("plans:list")


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org/", "/\\example.org/", "javascript:alert(1)", "plans/", ""])
def test_the_way_back_is_on_this_site_or_there_is_none(client: Client, page: str) -> None:
    shown = client.get(reverse("accounts:sign_in"), {"next": page})
    assert "example.org/" not in shown.text
    assert [form.get("next") for form in fields(shown.text)] == [None, None]
    client.post(reverse("accounts:sign_in"), {"email": ADDRESS, "next": page})
    inside = client.post(reverse("accounts:code"), {"email": ADDRESS, "code": digits(), "next": page})
    assert inside.headers["Location"] == reverse("accounts:kept")


def test_what_is_to_be_kept_is_kept_and_shown_whatever_page_came_before(client: Client) -> None:
    sent = {**FIGURES, "email": ADDRESS, "next": reverse("plans:list")}
    client.post(reverse("accounts:sign_in"), sent)
    assert client.post(reverse("accounts:code"), sent | {"code": digits()}).headers["Location"] == reverse("accounts:kept")
    assert user().scenarios.count() == 1
