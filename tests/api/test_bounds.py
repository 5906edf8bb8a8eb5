"""What a firm may send, how much of it and how often; and that a refusal always has the one shape and says nothing it should not."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import structlog
from pytest_django import Settings

from advisor import busy
from advisor.api import door, reporting
from advisor.api.models import Key, KeyReport
from advisor.api.received import DEEPEST, FILE, QUESTION
from advisor.jobs.broker import EmbeddedBroker
from advisor.jobs.models import Job
from advisor.reports.models import Report
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from tests.api.desk import MAYA, THEO, Program, codes, firm, program, secret
from tests.people import question_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Program:
    return program()


@pytest.fixture
def broker(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedBroker]:
    monkeypatch.setattr(busy, "PATIENCE", 0)
    embedded = EmbeddedBroker(tmp_path)
    embedded.start()
    settings.CELERY_BROKER_URL = embedded.url
    yield embedded
    embedded.stop()


# --- What is sent --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [b" ", b"{", b"\xff", b"[]", b"5", b"null", b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": 1} x', b"'{}'"])
def test_what_is_not_a_json_object_is_refused(by: Program, sent: bytes) -> None:
    for path in ("answer", "compare", "reports", "verify"):
        refused = by.post(path, sent)
        assert (refused.status_code, codes(refused)) == (400, [("not_json", "")])


@pytest.mark.parametrize("sent", [b"[" * 50_000, b'{"a":' * 9_000, b'{"a":' * DEEPEST + b"[]" + b"}" * DEEPEST])
def test_what_is_too_deep_is_refused_before_it_is_read(by: Program, sent: bytes) -> None:
    refused = by.post("answer", sent)
    assert (refused.status_code, codes(refused)) == (400, [("too_deep", "")])


def test_brackets_in_a_text_are_no_levels(by: Program) -> None:
    refused = by.post("answer", {"household": {"age": '[[[[\\"[[[[{{{{{{{{' * 3}})
    assert refused.status_code == 422


@pytest.mark.parametrize(("path", "most"), [("answer", QUESTION), ("compare", QUESTION), ("reports", QUESTION), ("verify", FILE)])
def test_what_is_too_large_is_refused(by: Program, path: str, most: int) -> None:
    refused = by.post(path, b'{"a": "' + b"x" * most + b'"}')
    assert (refused.status_code, codes(refused)) == (413, [("too_large", "")])


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/pdf", ""])
def test_another_type_is_refused(by: Program, kind: str) -> None:
    refused = by.post("answer", b"{}", kind)
    assert (refused.status_code, codes(refused)) == (415, [("wrong_type", "Content-Type")])


@pytest.mark.parametrize("number", ["1e999", "9" * 400, "-" + "9" * 5000, "1e-999999"])
def test_a_number_beyond_all_bounds_is_a_fault_and_no_accident(by: Program, number: str) -> None:
    refused = by.post("answer", f'{{"household": {{"age": {number}, "balance": {number}, "contribution": {number}}}}}'.encode())
    assert refused.status_code == 422
    assert "household.age" in [key for _, key in codes(refused)]


@pytest.mark.parametrize("wild", [None, [], {}, "x", True, -1, 1.5, [[1]], {"a": {"b": []}}, "\u202e<script>", "\x00"])
def test_no_value_at_any_place_is_an_accident(by: Program, wild: Any) -> None:
    whole = {"household": wild, "plan": wild, "sleeve": wild, "beliefs": wild, "ask": wild, "within": wild, "check_passed": wild, "x": wild}
    inner = {
        "household": dict.fromkeys(("age", "birth_year", "balance", "contribution", "escalation", "social_security", "filing"), wild),
        "plan": dict.fromkeys(("match", "menu", "asset_caps", "pause", "rebalance", "core", "gates", "cap", "band"), wild),
        "sleeve": dict.fromkeys(("weight", "mix"), wild),
        "beliefs": dict.fromkeys(("edition", "view", "model", "seed", "paths", "classes", "correlations", "inflation"), wild),
    }
    for document in (whole, inner, {"question": whole, "kind": wild, "paper": wild, "language": wild}, {"questions": [whole, inner, wild]}):
        for path in ("answer", "compare", "reports", "verify"):
            refused = by.post(path, document)
            assert refused.status_code in (409, 422), (path, document)
            assert all(set(error) == {"code", "key", "given", "accepted", "message"} for error in refused.json()["errors"])


def test_what_was_given_is_not_said_again_at_length(by: Program) -> None:
    error = by.post("answer", THEO | {"ask": "x" * 5000}).json()["errors"][0]
    assert len(error["given"]) <= 200
    assert len(error["message"]) <= 400


# --- Refusals ------------------------------------------------------------------------------------------------------------


def test_other_addresses_and_methods_are_refused_in_the_same_shape(by: Program) -> None:
    for found in (by.get("nowhere"), by.post("nowhere", {}), by.get(""), by.get("answer/"), by.get("jobs/x/y/z")):
        assert (found.status_code, codes(found)) == (404, [("not_found", "")])
    wrong = by.get("answer")
    assert (wrong.status_code, codes(wrong), wrong.headers["Allow"]) == (405, [("wrong_method", "")], "POST")


def test_an_accident_says_nothing_of_itself_and_leaves_no_figure_in_the_log(by: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*asked: Any, **also: Any) -> None:
        raise ValueError(f"cannot answer {asked}")

    monkeypatch.setattr("advisor.api.views.model.answer_to", break_down)
    ours = next(handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter))
    lines = io.StringIO()
    before = ours.setStream(lines)  # type: ignore[attr-defined]
    found = by.post("answer", {"household": {"age": 35, "balance": 81516.23, "contribution": 0.234242}})
    by.post("answer", {"household": {"age": 4711, "balance": 81516.23, "contribution": 0.234242}})
    ours.setStream(before)  # type: ignore[attr-defined]
    assert (found.status_code, codes(found)) == (500, [("accident", "")])
    assert "ValueError" in lines.getvalue()
    assert not [trace for trace in ("81516", "234242", "4711", "blst_") if trace in lines.getvalue() or trace in found.text]


def test_nothing_is_kept_by_a_cache_and_no_other_site_may_call(by: Program) -> None:
    for found in (by.get("edition"), by.post("answer", {}), by.get("nowhere"), by.client.get("/api/v1/openapi.json")):
        assert found.headers["Cache-Control"] == "no-store"
        assert not [name for name in found.headers if name.lower().startswith("access-control")]
        assert not found.cookies


# --- How often -----------------------------------------------------------------------------------------------------------


def test_a_firm_asks_two_at_once_with_all_its_keys_and_another_firm_is_served(by: Program, broker: EmbeddedBroker) -> None:
    own = Key.objects.get()
    second, other = Program(secret(own.firm)), Program(secret(firm("other@example.org", "Another")))
    with ExitStack() as held:
        for _ in range(door.AT_ONCE):
            held.enter_context(busy.a_place(door._firm(own), at_once=door.AT_ONCE, a_minute=door.A_MINUTE))
        for one in (by, second):
            refused = one.get("edition")
            assert (refused.status_code, codes(refused)) == (429, [("too_many", "")])
            assert int(refused.headers["Retry-After"]) == busy.COME_BACK
        assert other.get("edition").status_code == 200
    assert by.get("edition").status_code == 200


def test_a_firm_asks_so_many_a_minute(by: Program, broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "A_MINUTE", 3)
    assert [by.get("edition").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert 0 < int(by.get("edition").headers["Retry-After"]) <= 60


def test_programs_and_visitors_share_the_limit_of_all_together(by: Program, broker: EmbeddedBroker, settings: Settings) -> None:
    settings.ANSWERS_AT_ONCE = 1
    with busy.a_place("a visitor"):
        assert by.get("edition").status_code == 429


def test_without_valkey_nobody_is_refused(by: Program, settings: Settings, tmp_path: Path) -> None:
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path / 'nobody'}"
    assert by.get("edition").status_code == 200


def test_what_is_counted_says_nothing_about_the_firm(by: Program, broker: EmbeddedBroker) -> None:
    by.get("edition")
    assert not [key for key in busy.valkey(broker.url).keys("*") if Key.objects.get().firm_id.encode() in key]


def test_a_firm_has_so_many_reports_waiting_at_most(by: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MOST_WAITING", 2)
    assert [by.post("reports", {"question": THEO}).status_code for _ in range(3)] == [202, 202, 429]
    Job.objects.filter(id=Report.objects.first().job_id).update(state="ready")  # type: ignore[union-attr]
    assert by.post("reports", {"question": THEO}).status_code == 202
    assert KeyReport.objects.count() == 3


# --- Reports -------------------------------------------------------------------------------------------------------------


def test_a_report_is_printed_as_it_was_asked_with_the_look_of_the_firm(by: Program) -> None:
    asked = {"question": {key: part for key, part in MAYA.items() if key != "check_passed"}, "check_passed": True}
    made = by.post("reports", asked | {"kind": "summary", "paper": "a4", "language": "es"})
    report = Report.objects.get()
    assert made.status_code == 202
    assert made.headers["Location"] == f"http://testserver/api/v1/jobs/{report.id}"
    assert (report.kind, report.paper, report.language, report.saved) == ("summary", "a4", "es", False)
    assert report.brand
    assert (report.brand["name"], report.brand["adviser"], report.address) == ("Alder & Wren", "", "http://testserver")
    assert made.json()["run"] == report.run_id


def test_a_file_that_is_not_ready_is_not_given(by: Program) -> None:
    made = by.post("reports", {"question": THEO}).json()
    assert (made["state"], made["file"], made["kind"], made["paper"], made["language"]) == ("queued", None, "full", "letter", "en")
    refused = by.get(f"jobs/{made['id']}/file")
    assert (refused.status_code, codes(refused)) == (409, [("not_ready", "state")])
    job = Job.objects.get()
    Job.objects.update(state="ready")
    assert by.get(f"jobs/{made['id']}/file").status_code == 404  # it was erased a moment ago
    job.file.write_bytes(b"%PDF-1.7 whole")
    found = by.get(f"jobs/{made['id']}/file")
    assert (found.headers["Content-Type"], b"".join(found.streaming_content)) == ("application/pdf", b"%PDF-1.7 whole")
    assert by.get(f"jobs/{made['id']}").json()["file"] == f"http://testserver/api/v1/jobs/{made['id']}/file"


@pytest.mark.parametrize(("name", "given"), [("kind", "letter"), ("paper", "a5"), ("language", "fr"), ("colour", "red")])
def test_another_kind_paper_or_language_is_refused(by: Program, name: str, given: str) -> None:
    refused = by.post("reports", {"question": THEO, name: given})
    assert refused.status_code == 422
    assert name in [key for _, key in codes(refused)]
    assert not Report.objects.exists()


# --- Verifying -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bank")
def test_an_answer_is_verified_and_an_altered_number_is_named(by: Program) -> None:
    question = question_of("Maya")
    stated = json.loads(json.dumps(answer_document(answer(question.household, question.plan, question.sleeve, question.beliefs))))
    found = by.post("verify", stated).json()
    assert (found["same"], found["differ"], found["altered"], found["run"]) == (True, 0, 0, stated["run"]["id"])
    assert found["compared"] > 1000
    stated["baseline"]["at_retirement"]["balance"]["p50"]["value"] += 1000
    found = by.post("verify", stated).json()
    assert (found["same"], found["differ"]) == (False, 1)
    assert found["differences"][0]["where"] == "baseline.at_retirement.balance.p50.value"


@pytest.mark.usefixtures("bank")
def test_what_is_no_answer_is_not_verified(by: Program) -> None:
    for document in ({}, {"schema": 1}, {"schema": 2, "run": {}, "question": THEO, "baseline": {}}, {"schema": True, "question": THEO}):
        refused = by.post("verify", document)
        assert (refused.status_code, codes(refused)) == (422, [("not_whole", "")])
    refused = by.post("verify", b"no PDF", "application/pdf")
    assert (refused.status_code, codes(refused)) == (422, [("not_a_pdf", "")])


def test_an_answer_with_futures_of_its_own_is_not_worked_out(by: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.answer.shared", lambda beliefs: pytest.fail("a bank was asked for"))
    document = {"schema": 1, "run": {}, "baseline": {}, "question": THEO | {"beliefs": {"seed": 7}}}
    refused = by.post("verify", document)
    assert (refused.status_code, codes(refused)) == (422, [("not_offered", "question.beliefs.seed")])
