"""Many people in the terminal: the document that asks about them, and what is printed of them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scenarios import __main__ as terminal
from scenarios import cohort_document
from scenarios.answer import answer
from scenarios.cohort import PlanEffect, Spread, Standing, plan_effects, totals
from scenarios.cohort_document import in_short, parse_cohort
from scenarios.errors import InputError
from scenarios.inputs import Beliefs, Sleeve
from scenarios.results import Statistic
from tests.banks import question

MATCH = [{"rate": 1.0, "upto": 0.03}, {"rate": 0.5, "upto": 0.05}]
RICHER = [{"rate": 1.0, "upto": 0.06}]
RETIRED = {"age": 70, "retirement_age": 70, "balance": 400_000}
LEAST = {"age": 35, "balance": 45_000, "contribution": 0.08}
LESS = {**LEAST, "contribution": 0.03, "pay": 80_000}
SHORT = {"model": "lognormal", "paths": 100}  # a bank of its own, built in a moment


def document(*households: object, **parts: Any) -> dict[str, Any]:
    return {"people": [{"household": household} for household in households], **parts}


def test_a_person_of_a_document_is_read_as_in_a_question() -> None:
    asked = parse_cohort(document(LEAST, {**LEAST, "age": 50, "roth_share": 0.5}, plan={"match": MATCH}, sleeve={"weight": 0.05}))
    assert asked.people == (question(household={**LEAST, "pay": 72_800}).household, replace(asked.people[1], age=50, roth_share=0.5))
    assert (asked.plan, asked.sleeve, asked.beliefs) == (question(plan={"match": MATCH}).plan, Sleeve(weight=0.05), Beliefs())
    assert asked.proposed is None


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({}, [("people", "missing")]),
        ({"people": []}, [("people", "out_of_range")]),
        ({"people": LEAST}, [("people", "not_a_list")]),
        ({"people": [LEAST]}, [("people[0].household.balance", "missing"), ("people[0].household.contribution", "missing")]),
        (document(LEAST, LEAST, LEAST, {**LEAST, "age": 12}), [("people[3].household.age", "out_of_range")]),
        (document(LEAST, {**LEAST, "age": "old"}), [("people[1].household.age", "not_a_number")]),
        (document({**LEAST, "color": "red"}), [("people[0].household.color", "unknown_key")]),
        (document(LEAST, 5), [("people[1].household", "not_a_table")]),
        ({"people": [{"household": LEAST, "name": "Maya"}]}, [("people[0].name", "unknown_key")]),
        ({"people": [7]}, [("people[0]", "not_a_table")]),
        (document(LEAST, plan={"core": "moonshots"}), [("plan.core", "unknown")]),
        (document(LEAST, ask=["views"]), [("ask", "unknown_key")]),
        (document(LEAST, sleeve={"weight": 0.5}), [("sleeve.weight", "above_cap")]),
        (document(LEAST, plan={"cap": 2}), [("plan.cap", "out_of_range")]),
        (document(LEAST, proposed=5), [("proposed", "not_a_table")]),
        (document(LEAST, proposed={"core": "moonshots"}), [("proposed.core", "unknown")]),
        (document(LEAST, proposed={"cap": 2}), [("proposed.cap", "out_of_range")]),
        (document(LEAST, proposed={"color": "red"}), [("proposed.color", "unknown_key")]),
        (document(LEAST, proposed={"match": [{"rate": 1}]}), [("proposed.match[0].upto", "missing")]),
    ],
)
def test_a_fault_names_the_person_s_place_and_the_key(given: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError) as error:
        parse_cohort(given)
    found = [(fault.key, fault.code) for fault in error.value.faults]
    assert set(faults) <= set(found)
    assert {key.partition(".")[0] for key, _ in found} == {key.partition(".")[0] for key, _ in faults}


def test_all_faults_of_all_people_are_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        parse_cohort(document({**LEAST, "age": 12}, LEAST, {**LEAST, "pay": -1}, plan={"cap": 2}))
    assert [fault.key for fault in error.value.faults] == ["plan.cap", "people[0].household.age", "people[2].household.pay"]


def test_a_document_may_hold_ten_thousand_people_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cohort_document.MOST == 10_000
    monkeypatch.setattr(cohort_document, "MOST", 2)
    assert len(parse_cohort(document(LEAST, LEAST)).people) == 2
    with pytest.raises(InputError, match="people: got 3; accepted: a list of 1 to 2 people"):
        parse_cohort(document(LEAST, LEAST, LEAST))


def test_a_proposed_plan_is_read_as_the_plan_is() -> None:
    rules = {"match": RICHER, "core": "target_date_active"}
    asked = parse_cohort(document(LEAST, plan={"match": MATCH}, proposed=rules, sleeve={"weight": 0}))
    assert (asked.plan, asked.proposed) == (question(plan={"match": MATCH}).plan, question(plan=rules).plan)
    assert parse_cohort(document(LEAST, plan={"match": MATCH}, proposed={})).proposed == question().plan  # defaults, not the plan's values
    assert parse_cohort(document(LEAST, proposed=None)).proposed is None


def test_plans_are_compared_without_a_sleeve() -> None:
    accepted = "0 with a proposed plan; plans are compared without a sleeve"
    with pytest.raises(InputError) as error:
        parse_cohort(document(LEAST, proposed={}, sleeve={"weight": 0.05}))
    assert str(error.value) == f"sleeve.weight: got 0.05; accepted: {accepted}"


def test_faults_of_both_plans_and_the_sleeve_are_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        parse_cohort(document({**LEAST, "age": 12}, plan={"cap": 2}, proposed={"cap": 3}, sleeve={"weight": 2}))
    assert [fault.key for fault in error.value.faults] == ["plan.cap", "sleeve.weight", "proposed.cap", "people[0].household.age"]


def written(tmp_path: Path, asked: dict[str, Any]) -> str:
    file = tmp_path / "people.json"
    file.write_text(json.dumps(asked))
    return str(file)


def test_the_terminal_prints_every_person_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [LESS, {**RETIRED, "contribution": 0, "pay": 0}, LEAST]
    asked = document(*people, plan={"match": MATCH}, sleeve={"weight": 0.05}, beliefs=SHORT)
    assert terminal.main(["cohort", written(tmp_path, asked), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["schema", "run", "question", "totals", "people"]
    assert printed["totals"]["people"] == 3
    first, retired, _ = printed["people"]
    assert (first["employee"], first["employer"], first["unclaimed_match"]) == (2_400, 2_400, 800)
    assert retired["income_replaced"] is None
    told = parse_cohort(asked)
    alone_ = answer(told.people[0], told.plan, told.sleeve, told.beliefs)
    assert first["income_monthly"]["middle"]["value"] == round(alone_.baseline.income_monthly.p50.value, 2)
    assert first["chance_less"]["value"] == alone_.difference.chance_less.value
    assert printed["run"]["bank"] == alone_.run.bank


def test_the_run_code_is_of_the_people_and_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def code(*households: object, **parts: Any) -> str:
        terminal.main(["cohort", written(tmp_path, document(*households, beliefs=SHORT, **parts)), "--json"])
        return str(json.loads(capsys.readouterr().out)["run"]["id"])

    older = {**LEAST, "age": 36}
    assert code(LEAST, older) == code({**LEAST, "retirement_age": 67}, older)
    others = code(LEAST, proposed={}), code(LEAST, proposed={"match": []})
    assert len({code(LEAST), code(LEAST, older), code(older, LEAST), code(LEAST, older, plan={"match": []}), *others}) == 6


def test_without_json_the_terminal_says_it_in_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = document(LESS, LEAST, plan={"match": MATCH}, beliefs=SHORT)
    assert terminal.main(["cohort", written(tmp_path, asked)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 people. On course")
    assert lines[2] == "Match not claimed this year: 800 dollars, by 1 people"
    assert "not advice" in lines[-1]
    assert len(lines) == 5
    assert terminal.main(["cohort", written(tmp_path, {**asked, "sleeve": {"weight": 0.05}})]) == 0
    assert "futures with less income by the sleeve" in capsys.readouterr().out


def test_a_proposed_plan_is_printed_beside_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands there without a proposal stays as it is; each person's proposed standing is the one under that plan alone."""
    asked = document(LESS, {**RETIRED, "contribution": 0, "pay": 0}, LEAST, plan={"match": MATCH}, beliefs=SHORT)

    def prints(**parts: Any) -> dict[str, Any]:
        assert terminal.main(["cohort", written(tmp_path, {**asked, **parts}), "--json"]) == 0
        printed: dict[str, Any] = json.loads(capsys.readouterr().out)
        return printed

    both, now, then = prints(proposed={"match": RICHER}), prints(), prints(plan={"match": RICHER})
    assert list(both) == ["schema", "run", "question", "totals", "proposed_totals", "people"]
    assert both["question"] == {**now["question"], "proposed": then["question"]["plan"]}
    assert (both["totals"], both["proposed_totals"]) == (now["totals"], then["totals"])
    told = parse_cohort({**asked, "proposed": {"match": RICHER}})
    assert told.proposed is not None
    effects = plan_effects(told.people, told.plan, told.proposed, told.beliefs)
    for person, before, after, effect in zip(both["people"], now["people"], then["people"], effects, strict=True):
        proposed = person.pop("proposed")
        assert person == before
        middle, short = effect.income_change.middle, effect.chance_short_change
        assert proposed["income_change"]["middle"] == {"value": round(middle.value, 2), "se": round(middle.se, 2)}
        assert proposed["chance_less"]["value"] == effect.chance_less.value
        assert proposed["chance_short_change"] == {"value": round(short.value, 6), "se": round(short.se, 6)}
        paired = ("income_change", "chance_less", "chance_short_change")
        assert {key: value for key, value in proposed.items() if key not in paired} == {
            key: value for key, value in after.items() if key not in paired
        }
    assert both["people"][0]["employer"] == 2_400
    assert both["proposed_totals"]["employer"] > both["totals"]["employer"]


def test_what_was_printed_of_a_proposed_plan_can_be_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = document(LESS, plan={"match": MATCH}, proposed={"match": RICHER}, beliefs=SHORT)
    assert terminal.main(["cohort", written(tmp_path, asked), "--json"]) == 0
    first = capsys.readouterr().out
    again = {"people": asked["people"], **json.loads(first)["question"]}
    assert terminal.main(["cohort", written(tmp_path, again), "--json"]) == 0
    assert capsys.readouterr().out == first


def test_a_proposed_plan_in_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = document(LESS, {**RETIRED, "contribution": 0}, plan={"match": MATCH}, proposed={"match": RICHER}, beliefs=SHORT)
    assert terminal.main(["cohort", written(tmp_path, asked)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[4] == "The proposed plan, on the same futures:"
    assert lines[6:9] == [
        "  Match not claimed this year: 800 dollars now, 2,400 proposed",
        "  Paid in this year by the employer: 2,400 now, 2,400 proposed",
        "  Middle change of income: clearly (by twice its standard error) more for 0, less for 0; not clear for 2",
    ]
    assert lines[9].startswith("Run ")
    assert len(lines) == 10


def effect_of(change: Statistic, now: Mapping[str, Any], proposed: Mapping[str, Any]) -> PlanEffect:
    """One person for whom only what is counted is set."""
    nothing = Statistic(value=0.0, se=0.0)
    flat = Spread(low=nothing, middle=nothing, high=nothing)
    bare = Standing(
        balance=flat,
        income_monthly=flat,
        income_replaced=None,
        income_replaced_with_social_security=None,
        chance_short=nothing,
        employee=0.0,
        employer=0.0,
        unclaimed_match=0.0,
        income_change=None,
        chance_less=None,
    )
    return PlanEffect(
        now=replace(bare, **now),
        proposed=replace(bare, **proposed),
        income_change=replace(flat, middle=change),
        chance_less=nothing,
        chance_short_change=nothing,
    )


def test_a_change_counts_as_clear_from_twice_its_standard_error() -> None:
    short = Statistic(value=0.9, se=0.01)
    effects = [
        effect_of(Statistic(value=20.0, se=10.0), {"chance_short": short}, {"employer": 3_000.0}),
        effect_of(Statistic(value=90.0, se=1.0), {"chance_short": short}, {"chance_short": short}),
        effect_of(Statistic(value=-5.0, se=1.0), {"employer": 1_500.0}, {"unclaimed_match": 700.0}),
        effect_of(Statistic(value=19.0, se=10.0), {}, {}),
        effect_of(Statistic(value=-19.0, se=10.0), {}, {}),
        effect_of(Statistic(value=0.0, se=0.0), {}, {}),
    ]
    asked = parse_cohort(document(*[LEAST] * len(effects), proposed={}))
    lines = in_short(asked, [effect.now for effect in effects], effects, "").splitlines()
    assert lines[-5:-1] == [
        "  On course: 4 now, 5 proposed",
        "  Match not claimed this year: 0 dollars now, 700 proposed",
        "  Paid in this year by the employer: 1,500 now, 3,000 proposed",
        "  Middle change of income: clearly (by twice its standard error) more for 2, less for 1; not clear for 3",
    ]
    assert totals([effect.now for effect in effects]).on_course == 4


@pytest.mark.parametrize("parts", [{}, {"proposed": {"match": RICHER}}], ids=["one plan", "two plans"])
def test_the_terminal_tells_how_far_it_is_when_there_are_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, parts: dict[str, Any]
) -> None:
    file = written(tmp_path, document(LEAST, {**LEAST, "age": 50}, LEAST, beliefs=SHORT, **parts))
    assert terminal.main(["cohort", file, "--json"]) == 0
    whole = capsys.readouterr()
    monkeypatch.setattr(terminal, "SLICE", 2)
    assert terminal.main(["cohort", file, "--json"]) == 0
    sliced = capsys.readouterr()
    assert sliced.out == whole.out
    assert sliced.err.endswith("\r2 of 3 people\r3 of 3 people\n")
    assert "of 3 people" not in whole.err


def test_the_terminal_names_the_person_at_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["cohort", written(tmp_path, document(LEAST, {**LEAST, "age": 12}))]) == 2
    assert capsys.readouterr().err == "people[1].household.age: got 12; accepted: 18 to 104, years\n"


def test_every_key_that_is_printed_is_documented(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    section = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text().split("## Many people")[1].split("\n## ")[0]
    assert terminal.main(["cohort", written(tmp_path, document(LEAST, proposed={"match": RICHER}, beliefs=SHORT)), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    person = printed["people"][0]
    keys = {*printed, *printed["question"], *printed["totals"], *person, *person["proposed"], *person["balance"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in section] == []
    examples = [parse_cohort(json.loads(part.split("```")[0])) for part in section.split("```json")[1:]]
    assert [(len(asked.people), asked.proposed is None) for asked in examples] == [(2, True), (1, False)]
