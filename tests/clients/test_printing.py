"""Reports in a book: of one client or of many at once. In the firm's look, for the client's adviser alone, each once, and never in the
way of somebody who asks for one PDF."""

import io
import re
from itertools import count
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.clients import packing, printing, reporting, scenarios
from advisor.clients.models import Client, ClientReport, ClientScenario, Printing
from advisor.firms.actions import BookAction
from advisor.jobs import services as jobs
from advisor.jobs.models import Job
from advisor.reports.models import FOR_PRINT, Kind, Paper, Report
from advisor.reports.services import SAVED_FOR, request_report
from tests.clients.desk import ADVISER, COLLEAGUE, OTHER, client_of, desk, firm, member, scenario_of
from tests.people import question_of
from tests.visitors import passed_cookie

pytestmark = pytest.mark.django_db

HOW: dict[str, Any] = {"kind": Kind.SUMMARY, "paper": Paper.A4, "language": "es"}
ENGLISH: dict[str, Any] = HOW | {"language": "en"}


@pytest.fixture
def adviser() -> User:
    return member(firm())


@pytest.fixture
def browser(adviser: User) -> Browser:
    """Of the adviser, who has passed the check of understanding."""
    opened = desk()
    name, value = passed_cookie()
    opened.cookies[name] = value
    return opened


def clients(adviser: User, *names: str, **about: Any) -> list[ClientScenario]:
    """A client of each name with one answer."""
    return [scenario_of(client_of(adviser, name, **about)) for name in names]


def begun(adviser: User, *names: str) -> Printing:
    return printing.start(user=adviser, chosen=understood(clients(adviser, *names)), **HOW)


def understood(kept: list[ClientScenario]) -> list[printing.Chosen]:
    return [(one, scenarios.question(one)) for one in kept]


def end(kept: ClientReport, state: str, content: bytes = b"%PDF-1.7") -> None:
    Job.objects.filter(id=kept.report.job_id).update(state=state, finished_at=timezone.now())
    if state == Job.State.READY:
        kept.report.job.file.write_bytes(content + kept.client.name.encode())


def page(name: str, *parts: object) -> str:
    return reverse(f"clients:{name}", args=parts)


# --- One report ------------------------------------------------------------------------------------------------------


def test_a_report_is_for_the_client_in_the_look_of_the_firm_and_stays_for_years(adviser: User) -> None:
    (scenario,) = clients(adviser, "Maya Ortiz")
    kept = reporting.ask(user=adviser, scenario=scenario, note="See you in May.", address="https://ballast.example.org/", **HOW)
    report = kept.report
    assert (report.kind, report.paper, report.language) == (Kind.SUMMARY, Paper.A4, "es")
    assert (report.prepared_for, report.note, report.saved) == ("Maya Ortiz", "See you in May.", True)
    assert report.brand and report.brand["name"] == adviser.firm_member.firm.name
    assert report.brand["adviser"] == ADVISER
    assert report.job.kept == SAVED_FOR
    assert (kept.scenario, kept.printing) == (scenario.name, None)
    assert [act.action for act in Act.objects.all()] == [BookAction.ASK_REPORT]


def test_nobody_asks_for_a_report_of_a_colleagues_client(adviser: User) -> None:
    (scenario,) = clients(adviser, "Maya Ortiz")
    for other in (member(adviser.firm_member.firm, COLLEAGUE), User.objects.with_address(OTHER)):
        with pytest.raises(Http404):
            reporting.ask(user=other, scenario=scenario, **HOW)
    assert not Report.objects.exists()


def test_the_same_form_is_one_report_however_often_it_is_sent(adviser: User) -> None:
    (scenario,) = clients(adviser, "Maya Ortiz")
    first, second = (reporting.ask(user=adviser, scenario=scenario, once="o" * 22, **HOW) for _ in range(2))
    assert first == second
    assert Report.objects.count() == Job.objects.count() == Act.objects.count() == 1


def test_a_form_of_another_page_brings_no_report_into_the_book(adviser: User) -> None:
    one, two = clients(adviser, "One", "Two")
    request_report(question=question_of("Maya"), language="en", once="a" * 22)
    reporting.ask(user=adviser, scenario=one, once="b" * 22, **HOW)
    for once in ("a" * 22, "b" * 22):
        with pytest.raises(Http404):
            reporting.ask(user=adviser, scenario=two, once=once, **HOW)
    assert ClientReport.objects.count() == 1


def test_a_report_of_what_came_by_consent_says_so(adviser: User) -> None:
    scenario = scenario_of(client_of(adviser), by_participant=True)
    assert reporting.ask(user=adviser, scenario=scenario, **HOW).by_participant


def test_a_deleted_report_is_gone_with_its_file(adviser: User, django_capture_on_commit_callbacks: Any) -> None:
    (scenario,) = clients(adviser, "Maya Ortiz")
    kept = reporting.ask(user=adviser, scenario=scenario, **HOW)
    end(kept, "ready")
    path = kept.report.job.file
    with django_capture_on_commit_callbacks(execute=True):
        reporting.delete(user=adviser, kept=kept)
    assert not path.exists()
    assert not any(model.objects.exists() for model in (ClientReport, Report, Job))
    assert Act.objects.last().action == BookAction.DELETE_REPORT  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Maya Ortiz", "Maya-Ortiz"),
        ("José Núñez", "José-Núñez"),
        ("../../etc/passwd", "etc-passwd"),
        ("陳大文", "陳大文"),
        ("a\u202efdp.exe", "a-fdp-exe"),
        ("☂ : * ?", ""),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_file_name_holds_letters_and_digits_of_the_name_and_nothing_that_acts(adviser: User, name: str, file: str) -> None:
    (scenario,) = clients(adviser, name)
    kept = reporting.ask(user=adviser, scenario=scenario, **HOW)
    parts = ["001", file, f"{kept.report.made_at:%Y-%m-%d}"]
    assert reporting.file_name(kept, before="001") == "-".join(part for part in parts if part) + ".pdf"


def test_an_adviser_asks_waits_opens_and_deletes(browser: Browser, adviser: User) -> None:
    (scenario,) = clients(adviser, "Maya Ortiz")
    client = scenario.client
    form = browser.get(page("new_report", client.id)).text
    assert f'value="{scenario.id}"' in form
    once = re.findall(r'name="once" value="([^"]{22})"', form)[0]
    sent = ENGLISH | {"scenario": scenario.id, "note": "Hello", "once": once}
    asked = browser.post(page("new_report", client.id), sent)
    kept = ClientReport.objects.get()
    assert asked.headers["Location"] == page("report", client.id, kept.id)
    assert kept.report.address == "http://testserver/"
    waiting = browser.get(page("report", client.id, kept.id)).text
    assert 'http-equiv="refresh"' in waiting
    assert f'hx-get="{page("report", client.id, kept.id)}"' in waiting
    assert kept.report.id not in waiting
    assert browser.get(page("report_file", client.id, kept.id)).status_code == 404
    end(kept, "ready")
    part = browser.get(page("report", client.id, kept.id), headers={"HX-Request": "true"})
    assert part.status_code == 286
    assert page("report_file", client.id, kept.id) in part.text
    assert "after one hour" not in part.text
    opened = browser.get(page("report_file", client.id, kept.id))
    assert b"".join(opened.streaming_content) == b"%PDF-1.7Maya Ortiz"  # type: ignore[attr-defined]
    assert opened.headers["Cache-Control"] == "no-store"
    assert "Five percent" in browser.get(page("client", client.id)).text
    assert "Delete this report?" in browser.get(page("delete_report", client.id, kept.id)).text
    assert browser.post(page("delete_report", client.id, kept.id)).headers["Location"] == page("client", client.id)
    assert not ClientReport.objects.exists()


def test_the_way_of_anonymous_reports_does_not_lead_to_one_in_a_book(browser: Browser, adviser: User) -> None:
    kept = reporting.ask(user=adviser, scenario=clients(adviser, "Maya Ortiz")[0], **HOW)
    end(kept, "ready")
    for name in ("status", "file", "again"):
        assert browser.get(reverse(f"reports:{name}", args=[kept.report.id])).status_code == 404


def test_what_cannot_be_made_into_a_report_says_why(browser: Browser, adviser: User) -> None:
    client = client_of(adviser)
    kept = scenario_of(client)
    over = ClientScenario.objects.create(client=client, name="Over", typed={"age": "three"}, edition="2020-01")
    foreign = scenario_of(client_of(member(firm("Another"), OTHER)))
    for changed, message in (
        ({"scenario": ""}, "Pick one of these."),
        ({"scenario": foreign.id}, "Pick one of these."),
        ({"scenario": over.id}, "opens with something to correct"),
        ({"kind": "book"}, "Pick one of these."),
        ({"note": "x" * 1001}, "Type a shorter note"),
    ):
        refused = browser.post(page("new_report", client.id), ENGLISH | {"scenario": kept.id} | changed)
        assert refused.status_code == 422
        assert "<title>Error: " in refused.text
        assert message in refused.text
    assert not Report.objects.exists()


def test_who_has_not_passed_the_check_is_asked_before_a_report_with_a_sleeve(adviser: User) -> None:
    newcomer, (scenario,) = desk(), clients(adviser, "Maya Ortiz")
    sent = ENGLISH | {"scenario": scenario.id, "note": "Hello"}
    asked = newcomer.post(page("new_report", scenario.client_id), sent)
    assert "Six short questions" in asked.text
    assert 'name="note" value="Hello"' in asked.text
    assert f'name="check_at" value="{scenario.client_id}"' in asked.text
    many = newcomer.post(page("print"), ENGLISH | {f"scenario_{scenario.client_id}": scenario.id, "print": "on"})
    assert "Six short questions" in many.text
    assert "Go on without a sleeve" not in many.text
    assert not Report.objects.exists()
    theo = scenario_of(scenario.client, person="Theo", name="None")
    assert newcomer.post(page("new_report", scenario.client_id), sent | {"scenario": theo.id}).status_code == 303


def test_a_failed_report_is_tried_again(browser: Browser, adviser: User) -> None:
    kept = reporting.ask(user=adviser, scenario=clients(adviser, "Maya Ortiz")[0], **HOW)
    end(kept, "failed")
    again = page("report_again", kept.client_id, kept.id)
    assert again in browser.get(page("report", kept.client_id, kept.id)).text
    browser.get(again)
    assert Job.objects.get().state == Job.State.FAILED
    assert browser.post(again).status_code == 303
    assert (Job.objects.get().state, Job.objects.get().kept) == (Job.State.QUEUED, SAVED_FOR)


# --- Reports of many clients -----------------------------------------------------------------------------------------


def test_each_client_of_a_printing_gets_one_report(adviser: User) -> None:
    made = begun(adviser, "One", "Two", "Three")
    assert sorted(kept.report.prepared_for for kept in made.reports.all()) == ["One", "Three", "Two"]
    assert printing.progress(made) == printing.Progress(all=3, done=0, running=0, waiting=3, failed=0)
    assert Act.objects.filter(action=BookAction.PRINT).count() == 1


def test_the_same_form_is_one_printing(adviser: User) -> None:
    chosen = understood(clients(adviser, "One", "Two"))
    first, second = (printing.start(user=adviser, chosen=chosen, once="p" * 22, **HOW) for _ in range(2))
    assert first == second
    assert (Report.objects.count(), Job.objects.count()) == (2, 2)


def test_a_printing_with_a_client_of_somebody_else_asks_for_nothing(adviser: User) -> None:
    foreign = scenario_of(client_of(member(adviser.firm_member.firm, COLLEAGUE)))
    with pytest.raises(Http404):
        printing.start(user=adviser, chosen=understood([*clients(adviser, "One"), foreign]), **HOW)
    assert not any(model.objects.exists() for model in (Printing, Report, Job))


def test_a_printing_waits_in_a_queue_of_its_own_and_nobody_counts_it_ahead_of_their_pdf(adviser: User) -> None:
    begun(adviser, "One", "Two")
    assert set(Job.objects.values_list("task", flat=True)) == {printing.PRINT}
    assert settings.CELERY_TASK_ROUTES[printing.PRINT] == {"queue": "batch"}
    assert settings.CELERY_TASK_ROUTES.get("advisor.reports.tasks.make_report") is None
    assert jobs.ahead_of(request_report(question=question_of("Maya"), language="en").job) == 0


def test_what_is_stopped_is_dropped_and_what_is_done_stays(adviser: User, django_capture_on_commit_callbacks: Any) -> None:
    made = begun(adviser, "One", "Two", "Three")
    first, second, _third = made.reports.order_by("client__name")
    end(first, "ready")
    end(second, "running")
    with django_capture_on_commit_callbacks(execute=True):
        printing.stop(printing=made, user=adviser)
    assert [kept.client.name for kept in made.reports.all()] == ["One"]
    assert first.report.job.file.exists()
    assert Job.objects.count() == 1
    assert printing.progress(made).is_over
    assert Client.objects.count() == 3


def test_failed_reports_of_a_printing_are_tried_again_and_no_others(adviser: User) -> None:
    made = begun(adviser, "One", "Two", "Three")
    for kept, state in zip(made.reports.order_by("client__name"), ("ready", "failed", "failed"), strict=True):
        end(kept, state)
    printing.try_again(printing=made)
    assert printing.progress(made) == printing.Progress(all=3, done=1, running=0, waiting=2, failed=0)
    assert set(Job.objects.values_list("task", "kept")) == {(printing.PRINT, SAVED_FOR)}
    assert Job.objects.count() == 3


def test_a_broken_broker_is_asked_once_for_all(
    adviser: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(jobs, "publish", lambda *waiting: asked.append(len(waiting)))
    with django_capture_on_commit_callbacks(execute=True):
        made = begun(adviser, "One", "Two", "Three")
    for kept in made.reports.all():
        end(kept, "failed")
    with django_capture_on_commit_callbacks(execute=True):
        printing.try_again(printing=made)
    assert asked == [3, 3]


def test_the_file_of_a_printing_holds_what_is_ready_in_the_books_order(adviser: User) -> None:
    made = begun(adviser, "zoë", "Ángel", "Bob", "Late")
    for kept in made.reports.exclude(client__name="Late"):
        end(kept, "ready")
    with ZipFile(io.BytesIO(b"".join(packing.packed(made.reports.all())))) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert [name[:-15] for name in names] == ["001-Ángel", "002-Bob", "003-zoë"]
        assert packed.read(names[1]) == b"%PDF-1.7Bob"


def test_a_large_printing_passes_in_pieces(adviser: User) -> None:
    made = begun(adviser, "One")
    end(made.reports.get(), "ready", b"x" * 5 * packing.PIECE)
    pieces = list(packing.packed(made.reports.all()))
    assert len(pieces) >= 5
    assert max(map(len, pieces)) < 2 * packing.PIECE


def test_a_file_that_has_just_gone_is_left_out(adviser: User) -> None:
    made = begun(adviser, "One", "Two")
    for kept in made.reports.all():
        end(kept, "ready")
    made.reports.get(client__name="One").report.job.file.unlink()
    with ZipFile(io.BytesIO(b"".join(packing.packed(made.reports.all())))) as packed:
        assert [name[:7] for name in packed.namelist()] == ["002-Two"]


def test_no_list_of_reports_reads_their_figures_or_the_logo_of_the_firm(adviser: User, browser: Browser) -> None:
    """A logo may have 700 KB, and a printing two hundred reports."""
    made = begun(adviser, "One", "Two", "Three")
    kept = made.reports.order_by("client__name")
    for one, state in zip(kept, ("failed", "queued", "ready"), strict=True):
        end(one, state)
    client = kept[0].client
    for _ in range(2):
        reporting.ask(user=adviser, scenario=client.scenarios.get(), **HOW)
    with CaptureQueriesContext(connection) as queries:
        assert len(reporting.reports_of(client)) == 3
        for address in (page("client", client.id), page("report", client.id, kept[0].id), page("printing", made.id)):
            assert browser.get(address).status_code == 200
        assert b"".join(browser.get(page("print_files", made.id)).streaming_content)  # type: ignore[attr-defined]
        assert browser.post(page("print_again", made.id)).status_code == 303
    read = [query["sql"] for query in queries if '"reports_report"."id"' in query["sql"]]
    assert read
    assert not [sql for sql in read for heavy in FOR_PRINT if f'"reports_report"."{heavy}"' in sql]


def test_a_printing_is_there_for_its_adviser_alone(adviser: User, browser: Browser) -> None:
    made = begun(adviser, "One")
    member(adviser.firm_member.firm, COLLEAGUE)
    member(firm("Another"), OTHER)
    others = [desk(COLLEAGUE), desk(OTHER)]
    for name in ("printing", "print_files", "stop_printing", "print_again"):
        assert browser.get(page(name, made.id)).status_code in (200, 303)
        for other in others:
            assert other.get(page(name, made.id)).status_code == 404
            assert other.post(page(name, made.id)).status_code in (404, 405)
    assert made.reports.count() == 1


def test_an_adviser_picks_looks_over_and_prints(browser: Browser, adviser: User) -> None:
    chosen = clients(adviser, "One", "Two", tags=["May"])
    clients(adviser, "Three")
    client_of(adviser, "Empty")
    newer = scenario_of(chosen[0].client, name="Newer", made_at=timezone.now())
    shown = browser.get(page("print")).text
    assert shown.count('type="checkbox"') == 3  # of whom something is kept
    everybody = browser.post(page("print"), {"words": "", "tag": "may", "all": "on"}).text
    assert len(re.findall(r'name="client" value="[^"]{22}" checked', everybody)) == 2
    assert "Three" not in everybody
    review = browser.post(page("print"), {"client": [one.client_id for one in chosen], "go_on": "on"}).text
    assert review.index("Newer") < review.index("Five percent")
    sent = {f"scenario_{one.client_id}": one.id for one in (newer, chosen[1])}
    asked = browser.post(page("print"), ENGLISH | sent | {"print": "on"})
    made = Printing.objects.get()
    assert asked.headers["Location"] == page("printing", made.id)
    assert {kept.scenario for kept in made.reports.all()} == {"Newer", "Five percent"}
    under_way = browser.get(page("printing", made.id)).text
    assert "0 of 2 reports done." in under_way
    assert 'http-equiv="refresh"' in under_way
    part = browser.get(page("printing", made.id), headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    for kept in made.reports.all():
        end(kept, "ready")
    over = browser.get(page("printing", made.id), headers={"HX-Request": "true"})
    assert (over.status_code, over.headers["HX-Refresh"]) == (286, "true")
    assert page("print_files", made.id) in browser.get(page("printing", made.id)).text
    file = browser.get(page("print_files", made.id))
    with ZipFile(io.BytesIO(b"".join(file.streaming_content))) as packed:  # type: ignore[attr-defined]
        assert len(packed.namelist()) == 2
    assert Act.objects.last().action == BookAction.GET_PRINTING  # type: ignore[union-attr]


def test_ticks_stay_when_something_else_is_looked_for(browser: Browser, adviser: User) -> None:
    one, two = clients(adviser, "One", "Two")
    shown = browser.post(page("print"), {"client": one.client_id, "words": "two"}).text
    assert re.findall(r'value="([^"]{22})" checked', shown) == [one.client_id]
    assert two.client_id in shown


def test_a_client_can_be_left_out_and_somebody_must_be_left(browser: Browser, adviser: User) -> None:
    one, two = clients(adviser, "One", "Two")
    sent = ENGLISH | {"print": "on", f"scenario_{one.client_id}": "", f"scenario_{two.client_id}": ""}
    refused = browser.post(page("print"), sent)
    assert refused.status_code == 422
    assert "Pick an answer of at least one client." in refused.text
    assert browser.post(page("print"), {"go_on": "on"}).status_code == 422
    browser.post(page("print"), sent | {f"scenario_{two.client_id}": two.id})
    assert [kept.client.name for kept in ClientReport.objects.all()] == ["Two"]


def test_what_cannot_be_printed_is_said_beside_the_client(browser: Browser, adviser: User) -> None:
    (good,) = clients(adviser, "One")
    over = ClientScenario.objects.create(client=client_of(adviser, "Two"), name="Over", typed={"age": "three"}, edition="2020-01")
    foreign = scenario_of(client_of(member(firm("Another"), OTHER)))
    sent = ENGLISH | {"print": "on", f"scenario_{good.client_id}": good.id}
    for changed in ({f"scenario_{over.client_id}": over.id}, {f"scenario_{good.client_id}": foreign.id}):
        refused = browser.post(page("print"), sent | changed)
        assert refused.status_code == 422
        assert "<title>Error: " in refused.text
    assert browser.post(page("print"), sent | {f"scenario_{foreign.client_id}": foreign.id}).status_code == 303
    assert [kept.client for kept in ClientReport.objects.all()] == [good.client]  # of a stranger's client there is no field


def test_two_hundred_clients_are_printed_by_one_form_and_no_more(browser: Browser, adviser: User) -> None:
    numbers = count()
    Client.objects.bulk_create(
        Client(firm=adviser.firm_member.firm, adviser=adviser, name=f"Client {next(numbers):03}") for _ in range(printing.MOST + 5)
    )
    for client in Client.objects.all():
        scenario_of(client, person="Theo")
    everybody = browser.post(page("print"), {"all": "on"}).text
    ticked = re.findall(r'name="client" value="([^"]{22})" checked', everybody)
    assert len(ticked) == printing.MOST
    assert "The first 200 are picked." in everybody
    review = browser.post(page("print"), {"client": ticked, "go_on": "on"})
    sent = dict(re.findall(r'<select id="(scenario_[^"]+)"[^>]*><option value="([^"]+)"', review.text))
    assert len(sent) == printing.MOST
    assert browser.post(page("print"), ENGLISH | sent | {"print": "on"}).status_code == 303
    assert Printing.objects.get().reports.count() == printing.MOST


def test_another_language_keeps_what_was_picked_and_prints_nothing(browser: Browser, adviser: User) -> None:
    one, two = clients(adviser, "One", "Two")
    spanish = f"/es{page('print')}"
    ticked = browser.post(spanish, {"client": one.client_id, "words": "", "switched": "1"}).text
    assert re.findall(r'value="([^"]{22})" checked', ticked) == [one.client_id]
    review = browser.post(spanish, ENGLISH | {f"scenario_{two.client_id}": two.id, "paper": "a4", "switched": "1"}).text
    assert f'value="{two.id}" selected' in review
    assert 'value="a4" selected' in review
    assert not Printing.objects.exists()


@pytest.mark.usefixtures("bank")
def test_a_worker_makes_the_report_of_a_printing(adviser: User, tmp_path: Any) -> None:
    from advisor.clients.tasks import print_report

    made = begun(adviser, "Maya Ortiz")
    kept = made.reports.get()
    print_report(kept.report.job_id)
    kept.refresh_from_db()
    assert ClientReport.objects.get().report.job.state == Job.State.READY
    assert kept.report.job.file.read_bytes().startswith(b"%PDF-1.7")


def test_no_table_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
