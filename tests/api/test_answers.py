"""What the API answers is what the terminal prints and the page shows, number by number."""

import json
import os
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from advisor.api.bounds import bounded_question
from advisor.api.scopes import Scope
from scenarios.__main__ import main
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.bank import is_usual
from scenarios.document import to_document
from scenarios.edition_text import as_document
from scenarios.editions import load
from tests.api.desk import MAYA, THEO, Program, codes, program
from tests.people import PEOPLE, question_of, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

SAMPLE = ("Dmitri", "Aisha", "Ingrid", "Consuelo")  # a gate, a mix, own rules, own beliefs
ALL = "PROOF" in os.environ


@pytest.fixture
def firm_program() -> Program:
    return program()


@pytest.mark.parametrize("person", PEOPLE if ALL else SAMPLE)
def test_the_answer_is_the_one_of_terminal_and_page(firm_program: Program, client: Client, person: str) -> None:
    question = question_of(person)
    asked = to_document(question)
    found = firm_program.post("answer", asked | {"check_passed": True})
    assert found.status_code == 200
    assert found.headers["Content-Type"] == "application/json"
    own = answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask)
    assert found.json() == json.loads(json.dumps(answer_document(own)))
    page = client.post(reverse("planner:answer"), dict(sent(person).lists())).text
    assert found.json()["run"]["id"] in page


def test_the_answer_is_word_for_word_what_the_terminal_prints(firm_program: Program, capsys: Any, tmp_path: Any) -> None:
    asked = {"household": MAYA["household"], "sleeve": MAYA["sleeve"], "ask": ["sweep"]}
    (tmp_path / "maya.json").write_text(json.dumps(asked))
    assert main(["answer", str(tmp_path / "maya.json"), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    found = firm_program.post("answer", asked | {"check_passed": True}).json()
    assert list(found) == list(printed)
    assert found == printed


def test_the_canonical_question_can_be_asked_again(firm_program: Program) -> None:
    first = firm_program.post("answer", MAYA).json()
    assert firm_program.post("answer", first["question"] | {"check_passed": True}).json() == first


def test_questions_are_compared_in_their_order_on_the_same_futures(firm_program: Program) -> None:
    plain = {key: part for key, part in MAYA.items() if key != "check_passed"}
    questions = [plain, plain | {"sleeve": {"weight": 0.02}}, THEO]
    found = firm_program.post("compare", {"questions": questions, "check_passed": True}).json()
    alone = [firm_program.post("answer", one | {"check_passed": True}).json() for one in questions]
    assert found == {"schema": 1, "answers": alone}
    assert len({one["run"]["bank"] for one in alone}) == 1


def test_a_comparison_names_the_fault_of_each_question(firm_program: Program) -> None:
    wrong = [THEO, {"household": {"age": 7, "balance": 0, "contribution": 0}}, THEO | {"ask": ["sweep"]}, {"sleeve": {"weight": 2}}]
    refused = firm_program.post("compare", {"questions": wrong})
    assert refused.status_code == 422
    assert ("out_of_range", "questions[1].household.age") in codes(refused)
    assert ("not_offered", "questions[2].ask") in codes(refused)
    assert ("missing", "questions[3].household.balance") in codes(refused)


@pytest.mark.parametrize("questions", [None, [], [THEO] * 5, "four", {}])
def test_one_to_four_questions_are_compared(firm_program: Program, questions: Any) -> None:
    refused = firm_program.post("compare", {"questions": questions})
    assert (refused.status_code, codes(refused)) == (422, [("not_a_list", "questions")])


def test_the_edition_is_whole_with_its_sources(firm_program: Program) -> None:
    found = firm_program.get("edition").json()
    assert found == json.loads(json.dumps(as_document(load())))
    assert {figure["source"] for figure in found["figures"].values()} <= set(found["sources"])


def test_faults_of_the_model_come_all_at_once_each_by_its_key(firm_program: Program) -> None:
    refused = firm_program.post("answer", {"household": {"age": "old", "balance": -5, "contribution": 0.08}, "colour": "red"})
    assert refused.status_code == 422
    assert {("not_a_number", "household.age"), ("unknown_key", "colour")} <= set(codes(refused))
    first = refused.json()["errors"][0]
    assert set(first) == {"code", "key", "given", "accepted", "message"}
    above = firm_program.post("answer", {**MAYA, "sleeve": {"weight": 0.5}}).json()["errors"]
    assert above == [
        {
            "code": "above_cap",
            "key": "sleeve.weight",
            "given": 0.5,
            "accepted": "0 to 0.1, the plan's cap",
            "message": "sleeve.weight: got 0.5; accepted: 0 to 0.1, the plan's cap",
        }
    ]


@pytest.mark.parametrize(
    ("beliefs", "key"),
    [
        ({"seed": 2}, "beliefs.seed"),
        ({"paths": 100}, "beliefs.paths"),
        ({"model": "history"}, "beliefs.model"),
        ({"inflation": 0.03}, "beliefs.inflation"),
        ({"mean_uncertainty": False}, "beliefs.mean_uncertainty"),
        ({"smoothing": False}, "beliefs.smoothing"),
        ({"recentre": False}, "beliefs.recentre"),
        ({"correlations": {"us_stocks/bitcoin": 0.1}}, "beliefs.correlations.us_stocks/bitcoin"),
        ({"classes": {"bitcoin": {"volatility": 0.2}}}, "beliefs.classes.bitcoin.volatility"),
        ({"classes": {"bitcoin": {"wipeout": 0.2}}}, "beliefs.classes.bitcoin.wipeout"),
        ({"classes": {"us_stocks": {"return": 0.2}}}, "beliefs.classes.us_stocks"),
    ],
)
def test_what_would_need_futures_of_its_own_is_not_offered(firm_program: Program, beliefs: Any, key: str) -> None:
    refused = firm_program.post("answer", MAYA | {"beliefs": beliefs})
    assert (refused.status_code, codes(refused)) == (422, [("not_offered", key)])


def test_what_is_answered_needs_no_other_bank_than_the_edition_has() -> None:
    believed = {"view": "hopeful", "classes": {"bitcoin": {"return": 0.03, "fee": 0.01}, "ether": {}}}
    for beliefs in ({}, believed, to_document(question_of("Consuelo"))["beliefs"]):
        assert is_usual(bounded_question({**THEO, "beliefs": beliefs}).beliefs)


def test_another_mean_or_fee_is_answered(firm_program: Program) -> None:
    found = firm_program.post("answer", MAYA | {"beliefs": {"classes": {"bitcoin": {"return": 0.03, "fee": 0.01}}}})
    assert found.json()["run"]["overrides"] == ["bitcoin.fee", "bitcoin.return"]


@pytest.mark.parametrize("name", ["tornado", "effects"])
def test_what_costs_as_much_as_all_the_rest_is_asked_by_itself(firm_program: Program, name: str) -> None:
    refused = firm_program.post("answer", THEO | {"ask": [name, "sweep"]})
    assert (refused.status_code, codes(refused)) == (422, [("asked_alone", "ask")])


def test_a_sleeve_is_answered_only_when_the_caller_says_that_the_check_was_passed(firm_program: Program) -> None:
    for said in ({}, {"check_passed": False}, {"check_passed": None}):
        asked = {key: part for key, part in MAYA.items() if key != "check_passed"}
        sent = {"answer": asked, "compare": {"questions": [asked]}, "reports": {"question": asked}}
        for path, document in sent.items():
            refused = firm_program.post(path, {**document, **said})
            assert (refused.status_code, codes(refused)) == (409, [("check_not_passed", "check_passed")])
            assert "http://testserver/api/v1/check?asset=bitcoin" in refused.json()["errors"][0]["accepted"]
    assert firm_program.post("answer", THEO).status_code == 200
    assert codes(firm_program.post("answer", MAYA | {"check_passed": "yes"})) == [("not_true_false", "check_passed")]


@pytest.mark.parametrize("language", ["en", "es", "zh-hant", "zh-hans"])
def test_the_questions_of_the_check_are_there_in_each_language(firm_program: Program, language: str) -> None:
    found = firm_program.get(f"check?asset=bitcoin&asset=private_credit&language={language}").json()
    assert found["assets"] == ["bitcoin", "private_credit"]
    assert len(found["questions"]) == 6
    assert all(one["right"] in {answer["key"] for answer in one["answers"]} for one in found["questions"])


@pytest.mark.parametrize(("query", "key"), [("", "asset"), ("asset=gold", "asset"), ("asset=ether&language=fr", "language")])
def test_questions_about_nothing_are_refused(firm_program: Program, query: str, key: str) -> None:
    refused = firm_program.get(f"check?{query}")
    assert (refused.status_code, codes(refused)) == (422, [("unknown", key)])


def test_any_key_reads_the_edition_and_the_questions() -> None:
    only = program(Scope.VERIFY)
    assert only.get("edition").status_code == 200
    assert only.get("check?asset=ether").status_code == 200
