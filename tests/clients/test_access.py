"""Who may come where: every address of a book, for everybody. A client is there for its adviser alone, not for the firm's lead either."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client as Browser
from django.urls import reverse

from advisor.accounts.models import Act, User
from advisor.accounts.second_factor import RECENT
from advisor.clients.access import client_for, clients_of, scenario_for
from advisor.clients.models import Client, ClientScenario, Note, Printing
from advisor.clients.urls import urlpatterns
from advisor.firms.models import FirmRole
from tests.clients.desk import ADVISER, client_of, desk, firm, member, report_of, scenario_of
from tests.passkeys import let_pass, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

BY_SECRET = {"shared", "offer", "end_offer", "end_consent"}  # no page of an adviser's: test_sharing and test_consent say for whom
OF_A_BOOK = {"book", "new", "keep", "hand_over", "take_back", "given", "decline", "import", "import_copy", "print"}
OF_A_CLIENT = {"client", "edit", "delete", "new_answer", "end_answer", "compare", "add_note", "new_report"}
OF_A_NOTE = {"note", "delete_note"}
OF_A_SCENARIO = {"open", "rename", "duplicate", "delete_scenario", "share", "end_share"}
OF_A_REPORT = {"report", "report_again", "report_file", "delete_report"}
OF_A_PRINTING = {"printing", "stop_printing", "print_again", "print_files"}
OF_SOMETHING = OF_A_CLIENT | OF_A_NOTE | OF_A_SCENARIO | OF_A_REPORT | OF_A_PRINTING
ALL = sorted(OF_A_BOOK | OF_SOMETHING)
SENSITIVE = {"delete", "hand_over", "take_back", "given", "decline"}
LEAD, COLLEAGUE, ELSEWHERE, NOWHERE = "lead@example.org", "luis@example.org", "vera@example.net", "nobody@example.com"
SENT = {"name": "Another", "text": "Another", "to": "", "email": "", "tags": ""}  # whatever a form of these pages sends


@pytest.fixture
def client() -> Client:
    """In place of the browser: of an adviser whose firm has a lead and another adviser; and a client of another firm."""
    office = firm()
    member(office, LEAD, FirmRole.LEAD)
    for address in (COLLEAGUE, ELSEWHERE):
        adviser = member(office if address == COLLEAGUE else firm("Elsewhere"), address, FirmRole.ADVISER)
        filled(client_of(adviser, "Theo Lin"))
    return filled(client_of(member(office, ADVISER, FirmRole.ADVISER)))


def filled(client: Client) -> Client:
    scenario_of(client)
    client.notes.create(text="Wants to stop work at 65.")
    report_of(client, printing=Printing.objects.create(adviser=client.adviser))
    return client


def address(name: str, client: Client) -> str:
    parts: list[str] = [] if name in OF_A_BOOK else [client.id]
    if name in OF_A_NOTE:
        parts.append(client.notes.get().id)
    if name in OF_A_SCENARIO:
        parts.append(client.scenarios.get().id)
    if name in OF_A_REPORT:
        parts.append(client.reports.get().id)
    if name in OF_A_PRINTING:
        parts = [Printing.objects.get(adviser=client.adviser).id]
    return reverse(f"clients:{name}", args=parts)


def both(browser: Browser, path: str) -> list[Any]:
    """To look, and to send a form where the page has one."""
    responses = [looked(browser, path), browser.post(path, SENT)]
    return [response for response in responses if response.status_code != 405]


def looked(browser: Browser, path: str) -> Any:
    """A file is read to its end, so that it is closed."""
    response: Any = browser.get(path)
    if response.streaming:
        response.getvalue()
    return response


def test_every_address_has_a_row() -> None:
    assert {pattern.name for pattern in urlpatterns} == BY_SECRET | set(ALL)


def test_nobody_comes_in_who_is_not_signed_in(client: Client) -> None:
    for name in ALL:
        for response in both(Browser(), address(name, client)):
            assert response.status_code == 302, name
            assert response.headers["Location"].startswith(reverse("accounts:sign_in")), name


def test_the_code_in_the_mail_does_not_let_an_adviser_in(client: Client) -> None:
    desk()
    browser, before = signed_in(ADVISER), Act.objects.count()
    for name in ALL:
        for response in both(browser, address(name, client)):
            assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:second_factor")), name
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", ALL)
def test_an_adviser_comes_to_their_own(client: Client, name: str) -> None:
    for response in both(desk(), address(name, client)):
        assert response.status_code in (200, 302, 303, 307, 422)
        assert response.headers.get("Location", "") != reverse("accounts:second_factor")


@pytest.mark.parametrize("who", [LEAD, COLLEAGUE, ELSEWHERE, NOWHERE])
def test_for_everybody_else_there_is_no_such_client(client: Client, who: str) -> None:
    browser, before = desk(who), Act.objects.count()
    for name in sorted(OF_SOMETHING):
        found = both(browser, address(name, client))
        absent = both(browser, address(name, client).replace(client.id, "n" * 22))
        assert {response.status_code for response in found} == {404}, name
        assert [response.status_code for response in absent] == [response.status_code for response in found], name
        assert not [response for response in found if client.name in response.text], name
    assert Act.objects.count() == before
    assert (Client.objects.count(), Note.objects.count(), ClientScenario.objects.count()) == (3, 3, 3)


def test_who_belongs_to_no_firm_has_no_book(client: Client) -> None:
    browser = desk(NOWHERE)
    for name in sorted(OF_A_BOOK):
        assert {response.status_code for response in both(browser, address(name, client))} == {404}, name


@pytest.mark.parametrize("who", [LEAD, COLLEAGUE, ELSEWHERE])
def test_a_book_holds_only_ones_own_clients(client: Client, who: str) -> None:
    for response in both(desk(who), reverse("clients:book")):
        assert response.status_code == 200
        assert client.name not in response.text


def test_what_is_kept_of_another_client_is_not_found_under_ones_own(client: Client) -> None:
    own, browser = Client.objects.get(adviser__email=COLLEAGUE), desk(COLLEAGUE)
    for name in sorted(OF_A_NOTE | OF_A_SCENARIO | OF_A_REPORT):
        assert {response.status_code for response in both(browser, address(name, client).replace(client.id, own.id))} == {404}, name


def test_an_answer_is_not_kept_for_a_client_of_somebody_else(client: Client) -> None:
    figures = {"age": "35", "balance": "45000", "contribution": "8%", "client": client.id}
    assert desk(COLLEAGUE).post(reverse("clients:keep"), figures).status_code == 404
    assert client.scenarios.count() == 1


def test_answers_of_another_client_are_not_compared(client: Client) -> None:
    own = Client.objects.get(adviser__email=COLLEAGUE)
    ticked = {"scenario": [client.scenarios.get().id, own.scenarios.get().id]}
    page = desk(COLLEAGUE).post(reverse("clients:compare", args=[own.id]), ticked)
    assert page.status_code == 422
    assert client.scenarios.get().id not in page.text


def test_what_is_sensitive_asks_for_the_passkey_again(client: Client) -> None:
    browser = desk()
    let_pass(browser, RECENT + 1)
    for name in ALL:
        path = address(name, client)
        for response in both(browser, path) if name in SENSITIVE else [looked(browser, path)]:
            asked_again = response.headers.get("Location", "") == reverse("accounts:second_factor")
            assert asked_again == (name in SENSITIVE), name
    assert Client.objects.count() == 3


def test_one_function_decides(client: Client) -> None:
    adviser, colleague, nobody = client.adviser, User.objects.get(email=COLLEAGUE), User.objects.with_address(NOWHERE)
    assert client_for(adviser, client.id) == scenario_for(adviser, client.id, client.scenarios.get().id).client == client
    for user, client_id in ((colleague, client.id), (nobody, client.id), (adviser, ""), (adviser, "n" * 22)):
        with pytest.raises(Http404):
            client_for(user, client_id)
    with pytest.raises(Http404):
        clients_of(nobody)


def test_whoever_leaves_the_firm_no_longer_finds_the_client(client: Client) -> None:
    browser = desk()
    assert browser.get(reverse("clients:client", args=[client.id])).status_code == 200
    client.adviser.firm_member.delete()
    assert browser.get(reverse("clients:client", args=[client.id])).status_code == 404


def test_the_way_to_the_book_is_shown_to_advisers_only(client: Client) -> None:
    way = f'href="{reverse("clients:book")}"'
    assert way in desk().get(reverse("learn:index")).text
    assert way not in desk(NOWHERE).get(reverse("learn:index")).text
    assert way not in Browser().get(reverse("learn:index")).text
