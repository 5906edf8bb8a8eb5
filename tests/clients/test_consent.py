"""Somebody shares kept answers with an adviser by a code: used once, sealed, and taken back at any time. Their employer learns nothing."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import Act, Scenario, User
from advisor.clients import codes, consent, retention
from advisor.clients.models import MOST_SCENARIOS, OFFERED_FOR, Client, ClientReport, ClientScenario, Offer
from advisor.jobs.models import Job
from advisor.plans.models import Plan
from advisor.reports.models import Report
from scenarios.record import ALPHABET
from tests.clients.desk import ADVISER, OTHER, client_of, desk, firm, member, report_of, scenario_of
from tests.passkeys import signed_in
from tests.people import PEOPLE
from tests.plain_words import faults, texts
from tests.plan_states import OWN, lead, published, started

pytestmark = pytest.mark.django_db

MAYA = "maya@example.com"


@pytest.fixture
def adviser() -> User:
    return member(firm())


@pytest.fixture
def maya() -> User:
    """With two answers kept."""
    user = User.objects.with_address(MAYA)
    for name, person in (("First", "Theo"), ("With bitcoin", "Maya")):
        Scenario.objects.create(owner=user, name=name, typed=dict(PEOPLE[person]), edition="2026-11")
    return user


def code_of(user: User, *names: str) -> str:
    found = user.scenarios.filter(name__in=names) if names else user.scenarios.all()
    return consent.offer(user=user, scenarios=list(found))


def agreed(user: User, adviser: User, *names: str, client: Client | None = None) -> Client:
    return consent.accept(code=code_of(user, *names), user=adviser, client=client, name="Maya Ortiz")


def typed_in(browser: Browser, code: str) -> Any:
    return browser.post(reverse("clients:import"), {"code": code})


def copy(browser: Browser, code: str, **into: str) -> Any:
    return browser.post(reverse("clients:import_copy"), {"code": code, "into": "", "name": "Maya Ortiz"} | into)


def test_what_is_chosen_is_copied_and_nothing_else(maya: User, adviser: User) -> None:
    browser = signed_in(MAYA)
    page = browser.post(reverse("clients:offer"), {"scenario": maya.scenarios.get(name="With bitcoin").id}).text
    found = re.search(r"<code>([0-9A-Z-]{19})</code>", page)
    assert found
    ana = desk()
    shown = typed_in(ana, found[1]).text
    assert MAYA in shown
    assert "With bitcoin" in shown
    assert "First" not in shown
    assert not Client.objects.exists()  # to look is not to copy
    made = copy(ana, found[1])
    client = Client.objects.get()
    assert (made.status_code, made.headers["Location"]) == (303, reverse("clients:client", args=[client.id]))
    assert (client.name, client.adviser, client.participant, client.email) == ("Maya Ortiz", adviser, maya, "")
    [scenario] = client.scenarios.all()
    assert (scenario.name, scenario.typed, scenario.by_participant) == ("With bitcoin", PEOPLE["Maya"], True)


def test_the_code_is_shown_once_and_kept_as_its_seal(maya: User) -> None:
    code = code_of(maya)
    assert code not in str(list(Offer.objects.values()))
    assert Offer.objects.get().seal == codes.seal(code)
    page = signed_in(MAYA).get(reverse("accounts:kept")).text
    assert codes.as_shown(code) not in page
    assert "A code waits to be used" in page


def test_a_code_has_eighty_bits_without_look_alikes_and_is_read_as_it_was_meant() -> None:
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)
    made = {codes.new_code() for _ in range(50)}
    assert len(made) == 50
    assert {len(code) for code in made} == {16}
    code = "0123456789ABCDEF"
    assert codes.as_shown(code) == "0123-4567-89AB-CDEF"
    for typed in (codes.as_shown(code), "0123 4567 89ab cdef", "oi23-4567-89ab-cdef", "OL23456789ABCDEF", "0123–4567–89AB–CDEF"):
        assert codes.as_meant(typed) == code
    for typed in ("", "0123", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDEFF"):
        assert codes.as_meant(typed) == ""


def test_a_code_works_once(maya: User, adviser: User) -> None:
    code, ana = code_of(maya), desk()
    copy(ana, code)
    for again in (typed_in(ana, code), copy(ana, code)):
        assert again.status_code == 422
        assert "This code does not work." in again.text
    assert Client.objects.count() == 1
    assert not Offer.objects.exists()


@pytest.mark.parametrize("ended", ["over", "ended", "replaced", "answers deleted"])
def test_a_code_that_has_ended_leads_to_nothing(maya: User, adviser: User, ended: str) -> None:
    code = code_of(maya)
    if ended == "over":
        Offer.objects.update(made_at=timezone.now() - OFFERED_FOR)
    elif ended == "ended":
        signed_in(MAYA).post(reverse("clients:end_offer"))
    elif ended == "replaced":
        code_of(maya)
    else:
        maya.scenarios.all().delete()
    page = typed_in(desk(), code)
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert MAYA not in page.text


def test_only_who_belongs_to_a_firm_may_try_codes(maya: User) -> None:
    code = code_of(maya)
    for path in (reverse("clients:import"), reverse("clients:import_copy")):
        browser = desk(OTHER)
        assert {browser.get(path).status_code, browser.post(path, {"code": code}).status_code} <= {302, 404}
        assert browser.post(path, {"code": code}).status_code == 404


def test_tries_are_limited_on_both_pages(maya: User, adviser: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"try_offer": "3/h/key"}
    cache.clear()
    code, ana = code_of(maya), desk()
    for number in range(3):
        page = typed_in(ana, f"0000-0000-0000-000{number}") if number % 2 else copy(ana, f"0000-0000-0000-000{number}")
        assert "This code does not work." in page.text
    for page in (typed_in(ana, code), copy(ana, code)):
        assert page.status_code == 422
        assert "Too many codes were tried." in page.text
    assert not Client.objects.exists()


def test_copies_can_go_to_a_client_who_is_there(maya: User, adviser: User) -> None:
    client = client_of(adviser, "M. Ortiz")
    scenario_of(client, name="With bitcoin")
    copy(desk(), code_of(maya), into=client.id)
    assert Client.objects.get().participant == maya
    names = sorted((one.name, one.by_participant) for one in client.scenarios.all())
    assert names == [("First", True), ("With bitcoin", False), ("With bitcoin (2)", True)]


def test_copies_never_go_to_a_client_of_somebody_else_or_who_is_another_person(maya: User, adviser: User) -> None:
    theirs = client_of(member(firm("Another"), OTHER), "Theirs")
    taken = client_of(adviser, "Taken", participant=User.objects.with_address("theo@example.com"))
    code, ana = code_of(maya), desk()
    for client in (theirs, taken):
        page = copy(ana, code, into=client.id)
        assert page.status_code == 422
        assert client.name not in page.text
    assert not ClientScenario.objects.exists()


def test_what_was_copied_before_is_not_copied_twice(maya: User, adviser: User) -> None:
    client = agreed(maya, adviser)
    agreed(maya, adviser, client=client)
    assert client.scenarios.count() == 2


def test_a_new_client_needs_a_name(maya: User, adviser: User) -> None:
    page = copy(desk(), code_of(maya), name="  ")
    assert page.status_code == 422
    assert "Type a name." in page.text
    assert Offer.objects.exists()


def test_where_there_is_no_room_nothing_is_copied_and_the_code_still_works(maya: User, adviser: User) -> None:
    client = client_of(adviser)
    for number in range(MOST_SCENARIOS - 1):
        scenario_of(client, name=f"Own {number}")
    code, ana = code_of(maya), desk()
    page = copy(ana, code, into=client.id)
    assert page.status_code == 409
    assert "There is no room for more answers for Maya Ortiz." in page.text
    assert not ClientScenario.objects.filter(by_participant=True).exists()
    assert copy(ana, code).status_code == 303


def test_more_than_a_client_can_hold_is_not_offered(maya: User) -> None:
    for number in range(MOST_SCENARIOS):
        Scenario.objects.create(owner=maya, name=f"More {number}", typed=dict(PEOPLE["Theo"]), edition="2026-11")
    page = signed_in(MAYA).post(reverse("clients:offer"), {"scenario": list(maya.scenarios.values_list("id", flat=True))})
    assert page.status_code == 422
    assert "At most 20 answers." in page.text
    assert not Offer.objects.exists()


def test_nobody_offers_what_somebody_else_keeps(maya: User) -> None:
    theirs = maya.scenarios.get(name="First")
    browser = signed_in("theo@example.com")
    Scenario.objects.create(owner=User.objects.get(email="theo@example.com"), name="Mine", typed=dict(PEOPLE["Theo"]), edition="2026-11")
    page = browser.post(reverse("clients:offer"), {"scenario": theirs.id})
    assert page.status_code == 422
    assert "First" not in page.text
    assert not Offer.objects.exists()


def test_the_page_names_who_has_copies_since_when(maya: User, adviser: User) -> None:
    agreed(maya, adviser)
    page = signed_in(MAYA).get(reverse("accounts:kept")).text
    assert "Harbor Advice" in page
    assert f"{ADVISER} has copies since" in page


def test_taking_back_ends_copies_links_and_reports_made_from_them(maya: User, adviser: User) -> None:
    client = agreed(maya, adviser)
    own = scenario_of(client, name="My own")
    client.notes.create(text="Call in May")
    client.scenarios.filter(by_participant=True)[0].shares.create(seal="s")
    from_copy, from_own = report_of(client, by_participant=True), report_of(client)
    gone = from_copy.report.job.file
    browser = signed_in(MAYA)
    path = reverse("clients:end_consent", args=[client.id])
    assert "Harbor Advice" in browser.get(path).text
    assert client.scenarios.count() == 3  # to look is not to take back
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda done: done())
        assert browser.post(path).status_code == 303
    client.refresh_from_db()
    assert (client.participant, client.agreed_at, list(client.scenarios.all())) == (None, None, [own])
    assert client.notes.count() == 1
    assert list(ClientReport.objects.all()) == [from_own]
    assert Report.objects.count() == Job.objects.count() == 1
    assert not gone.exists()
    assert from_own.report.job.file.exists()
    assert "Harbor Advice" not in browser.get(reverse("accounts:kept")).text


def test_nobody_takes_back_for_somebody_else(maya: User, adviser: User) -> None:
    client = agreed(maya, adviser)
    for browser in (signed_in("theo@example.com"), desk(ADVISER)):
        path = reverse("clients:end_consent", args=[client.id])
        assert (browser.get(path).status_code, browser.post(path).status_code) == (404, 404)
    assert client.scenarios.count() == 2


def test_rules_of_a_plan_are_copied_and_its_people_learn_nothing(adviser: User) -> None:
    hr = lead()
    plan = started(hr)
    published(hr, plan, OWN)
    browser = signed_in(MAYA)
    browser.post(reverse("plans:enter", args=[plan.link]))
    browser.post(reverse("accounts:keep"), PEOPLE["Theo"])
    maya = User.objects.get(email=MAYA)
    before, acts = hr.get(reverse("plans:plan", args=[plan.id])).text, audit.acts_of(plan.id)
    client = agreed(maya, adviser)
    consent.withdraw(user=maya, client_id=agreed(maya, adviser, client=client).id)
    client = agreed(maya, adviser, client=client)
    typed = client.scenarios.get().typed
    assert (typed["cap"], typed["match_own"], typed["menu"]) == ("8", "50% of 6%", ["bitcoin", "ether", "private_credit"])
    masked = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert masked.sub("", hr.get(reverse("plans:plan", args=[plan.id])).text) == masked.sub("", before)
    assert audit.acts_of(plan.id) == acts
    assert not Plan.objects.filter(id__in=Act.objects.filter(action__in=("import_client", "offer_answers")).values("plan")).exists()


def test_acts_say_who_agreed_and_no_firm_sees_whose_code_it_was(maya: User, adviser: User) -> None:
    client = agreed(maya, adviser)
    consent.withdraw(user=maya, client_id=client.id)
    theirs = [(act.action, act.plan) for act in Act.objects.filter(actor=maya.actor.id).order_by("id")]
    assert theirs == [("offer_answers", ""), ("end_consent", "")]
    assert MAYA not in [done.who for done in audit.acts_of(client.firm_id)]


def test_codes_that_are_over_are_erased(maya: User) -> None:
    code_of(maya)
    retention.erase_expired()
    assert Offer.objects.exists()
    Offer.objects.update(made_at=timezone.now() - OFFERED_FOR)
    retention.erase_expired()
    assert not Offer.objects.exists()


def test_who_keeps_nothing_and_shares_nothing_reads_nothing_of_advisers() -> None:
    browser = signed_in(MAYA)
    assert 'id="advisers"' not in browser.get(reverse("accounts:kept")).text
    assert "Nothing yet." in browser.get(reverse("clients:offer")).text


def test_what_is_copied_is_said_in_plain_words_before(maya: User) -> None:
    page = signed_in(MAYA).get(reverse("clients:offer")).text
    for words in ("all figures you typed", "e-mail address", "take the copies back", "Your employer does not learn of it."):
        assert words in unescape(page)
    assert [fault for text in texts(page) for fault in faults(text.words, text.level)] == []


def test_nobody_comes_to_these_pages_who_is_not_signed_in(maya: User, adviser: User, client: Browser) -> None:
    there = agreed(maya, adviser)
    for path in (reverse("clients:offer"), reverse("clients:end_offer"), reverse("clients:end_consent", args=[there.id])):
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 302
            assert response.headers["Location"].startswith(reverse("accounts:sign_in"))


def test_an_answer_made_from_a_copy_goes_with_it_whatever_sleeve_it_has(maya: User, adviser: User) -> None:
    there = agreed(maya, adviser, "With bitcoin")
    ana = desk()
    for changed in ({"weight": "2", "asset": "ether"}, {"balance": "$90,000"}):
        ana.post(reverse("clients:keep"), dict(PEOPLE["Maya"]) | changed | {"client": there.id, "name": str(changed)})
    assert there.scenarios.count() == 3
    consent.withdraw(user=maya, client_id=there.id)
    assert [one.typed["balance"] for one in there.scenarios.all()] == ["$90,000"]
