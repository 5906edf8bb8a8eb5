"""The terminal contract: what it accepts, what it refuses and how it says so."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scenarios import __main__ as terminal
from scenarios.document import parse, to_document
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.record import run_of

LEAST: dict[str, Any] = {"household": {"age": 35, "balance": 45_000, "contribution": 0.08}}


def with_(part: str, **keys: Any) -> dict[str, Any]:
    return {**LEAST, part: {**LEAST.get(part, {}), **keys}}


def test_three_figures_are_enough_and_the_edition_gives_the_rest() -> None:
    question = parse(LEAST)
    assert question.household.pay == 72_800  # the average US wage, people.toml
    assert question.household.retirement_age == 67
    assert question.sleeve.weight == 0
    assert [tier.upto for tier in question.plan.match] == [0.03, 0.05]
    assert question.plan.cap == 0.10


def test_a_question_survives_the_way_to_a_document_and_back() -> None:
    household = {"birth_year": 1975, "balance": 1, "contribution": 9_000, "pay": 1e5, "pay_growth": 0.01}
    terms = {"match": [{"rate": 1, "upto": 0.04}], "menu": ["ether", "commodities"], "cap": 0.2, "asset_caps": {"ether": 0.1}}
    terms |= {"nonelective": 0.03}
    rules = {"rebalance": "band", "band": 0.03, "over_cap": "stop", "pause": {"fall": 0.4, "years": 2}, "gates": False}
    believed = {"view": "cautious", "model": "history", "seed": 3, "paths": 500, "mean_uncertainty": False, "inflation": 0.03}
    believed |= {"smoothing": True, "recentre": False}
    document = {
        "household": {**household, "retirement_age": 70, "plan_to_age": 99},
        "plan": {**terms, **rules, "ramp_years": 3, "taper_years": 5, "taper_floor": 0.01, "core": "target_date_active"},
        "sleeve": {"weight": 0.1, "mix": {"ether": 0.25, "commodities": 0.75}},
        "beliefs": {**believed, "classes": {"ether": {"return": 0.1, "fee": 0.01}}, "correlations": {"us_stocks/ether": 0.5}},
        "ask": ["break_even", "views"],
    }
    question = parse(document)
    assert question.household.age == 51
    assert parse(to_document(question)) == question
    assert to_document(parse(to_document(question))) == to_document(question)


def test_a_question_without_a_non_elective_share_has_the_document_and_the_run_of_before_there_was_one() -> None:
    without = [parse(LEAST), parse(with_("plan", nonelective=0)), parse(with_("plan", nonelective=0.0))]
    keys = "match menu cap asset_caps ramp_years taper_years taper_floor rebalance band over_cap pause core gates"
    assert {tuple(to_document(one)["plan"]) for one in without} == {tuple(keys.split())}
    asked = [run_of(one, load(), "").id for one in (*without, parse(with_("plan", nonelective=0.01)))]
    assert [one == asked[0] for one in asked] == [True, True, True, False]


def test_a_contribution_below_one_is_a_share_and_otherwise_dollars() -> None:
    assert parse(with_("household", contribution=0.99)).household.contribution_unit == "share"
    assert parse(with_("household", contribution=1)).household.contribution_unit == "dollars"


@pytest.mark.parametrize("contribution", [0, 0.5, 0.9999, 1, 20_000])
def test_a_contribution_keeps_its_unit_on_the_way_to_a_document_and_back(contribution: float) -> None:
    asked = parse(with_("household", contribution=contribution))
    assert parse(to_document(asked)).household == asked.household


SERVED = [
    ("roth_balance", 1_000), ("roth_share", 0.5), ("income_goal", 0.9), ("social_security", "none"), ("social_security", 1_850.5),
    ("social_security_payable", "trustees"), ("claim_age", 62), ("filing", "joint"), ("filing", "head_of_household"),
    ("longevity", "life_table"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), SERVED, ids=[f"{key} {value}" for key, value in SERVED])
def test_what_is_said_about_retirement_is_heard_and_survives_the_way_to_a_document_and_back(key: str, value: object) -> None:
    asked = parse(with_("household", **{key: value}))
    assert getattr(asked.household, key) == value
    assert getattr(parse(LEAST).household, key) != value
    assert parse(to_document(asked)).household == asked.household


@pytest.mark.parametrize(("retirement_age", "claim_age"), [(50, 62), (62, 62), (65, 65), (70, 70), (75, 70)])
def test_social_security_is_claimed_on_retirement_as_far_as_the_law_allows(retirement_age: int, claim_age: int) -> None:
    assert parse(with_("household", retirement_age=retirement_age)).household.claim_age == claim_age


def test_somebody_past_the_usual_age_retires_next_year_unless_told_otherwise() -> None:
    assert parse(with_("household", age=66)).household.retirement_age == 67
    assert parse(with_("household", age=67)).household.retirement_age == 68
    assert parse(with_("household", age=70, retirement_age=70)).household.working_years == 0
    assert parse(with_("household", age=104)).household.working_years == 0


def test_a_plan_for_somebody_old_reaches_five_years_past_work() -> None:
    assert parse(with_("household", age=89)).household.plan_to_age == 95
    assert parse(with_("household", age=96)).household.plan_to_age == 102
    assert parse(with_("household", age=104)).household.plan_to_age == 105


REFUSED = [
    (with_("household", age="x"), "household.age", "not_a_number"),
    (with_("household", age=True), "household.age", "not_a_number"),
    (with_("household", age=35.5), "household.age", "not_whole"),
    (with_("household", contribution=0.99995), "household.contribution", "out_of_range"),
    (with_("household", age=17), "household.age", "out_of_range"),
    (with_("household", age=105), "household.age", "out_of_range"),
    (with_("household", birth_year=1990), "household.age", "age_or_birth_year"),
    (with_("household", balance=-1), "household.balance", "out_of_range"),
    (with_("household", balance=float("nan")), "household.balance", "not_a_number"),
    (with_("household", balance=float("inf")), "household.balance", "not_a_number"),
    (with_("household", balance=None), "household.balance", "missing"),
    (with_("household", retirement_age=34), "household.retirement_age", "out_of_range"),
    (with_("household", plan_to_age=67), "household.plan_to_age", "out_of_range"),
    (with_("household", colour="red"), "household.colour", "unknown_key"),
    (with_("household", contribution=5_000, escalation={"step": 0.01}), "household.escalation.step", "escalation_needs_share"),
    (with_("household", roth_balance=-1), "household.roth_balance", "out_of_range"),
    (with_("household", roth_share=1.01), "household.roth_share", "out_of_range"),
    (with_("household", income_goal=2.01), "household.income_goal", "out_of_range"),
    (with_("household", income_goal="all"), "household.income_goal", "not_a_number"),
    (with_("household", social_security="some"), "household.social_security", "unknown"),
    (with_("household", social_security=-1), "household.social_security", "out_of_range"),
    (with_("household", social_security=True), "household.social_security", "not_a_number"),
    (with_("household", social_security_payable="half"), "household.social_security_payable", "unknown"),
    (with_("household", claim_age=61), "household.claim_age", "out_of_range"),
    (with_("household", claim_age=71), "household.claim_age", "out_of_range"),
    (with_("household", claim_age=66.5), "household.claim_age", "not_whole"),
    (with_("household", filing="married"), "household.filing", "unknown"),
    (with_("household", longevity="forever"), "household.longevity", "unknown"),
    (with_("plan", match=[{"rate": 1, "upto": 0.05}, {"rate": 1, "upto": 0.03}]), "plan.match[1].upto", "out_of_range"),
    (with_("plan", match=[{"rate": 1}]), "plan.match[0].upto", "missing"),
    (with_("plan", match=7), "plan.match", "not_a_list"),
    (with_("plan", nonelective=0.26), "plan.nonelective", "out_of_range"),
    (with_("plan", nonelective=-0.01), "plan.nonelective", "out_of_range"),
    (with_("plan", nonelective="3%"), "plan.nonelective", "not_a_number"),
    (with_("plan", menu=["gold"]), "plan.menu", "unknown"),
    (with_("plan", core="gold"), "plan.core", "unknown"),
    (with_("plan", rebalance="weekly"), "plan.rebalance", "unknown"),
    (with_("plan", rebalance="band"), "plan.band", "band_missing"),
    (with_("plan", rebalance="band", band="x"), "plan.band", "not_a_number"),
    (with_("plan", rebalance="band", band=1.01), "plan.band", "out_of_range"),
    (with_("plan", band=0.02), "plan.band", "band_unused"),
    (with_("plan", over_cap="stop_new_money"), "plan.over_cap", "unknown"),
    (with_("plan", pause=3), "plan.pause", "not_a_table"),
    (with_("plan", pause={"fall": 0.3}), "plan.pause.years", "missing"),
    (with_("plan", pause={"years": 3}), "plan.pause.fall", "missing"),
    (with_("plan", pause={"fall": 0.3, "years": 1.5}), "plan.pause.years", "not_whole"),
    (with_("plan", pause={"fall": 0.3, "years": 0}), "plan.pause.years", "out_of_range"),
    (with_("plan", pause={"fall": 0, "years": 3}), "plan.pause.fall", "out_of_range"),
    (with_("plan", pause={"fall": 0.3, "years": 3, "months": 1}), "plan.pause.months", "unknown_key"),
    (with_("plan", gates="yes"), "plan.gates", "not_true_false"),
    (with_("sleeve", mix={"bitcoin": 0.5}), "sleeve.mix", "mix_sum"),
    (with_("beliefs", edition="1999-01"), "beliefs.edition", "unknown"),
    (with_("beliefs", view="rosy"), "beliefs.view", "unknown"),
    (with_("beliefs", model="astrology"), "beliefs.model", "unknown"),
    (with_("beliefs", mean_uncertainty=1), "beliefs.mean_uncertainty", "not_true_false"),
    (with_("beliefs", smoothing="no"), "beliefs.smoothing", "not_true_false"),
    (with_("beliefs", model="history", recentre=0), "beliefs.recentre", "not_true_false"),
    (with_("beliefs", correlations={"us_stocks/gold": 0.1}), "beliefs.correlations", "unknown"),
    (with_("beliefs", classes={"us_stocks": {"fee": 0.01}}), "beliefs.classes.us_stocks.fee", "core_class_fee"),
    ({**LEAST, "plan": 3}, "plan", "not_a_table"),
    ({**LEAST, "ask": ["everything"]}, "ask", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "key", "code"), REFUSED, ids=[f"{key} {code}" for _, key, code in REFUSED])
def test_a_fault_names_its_key_what_was_given_and_what_is_accepted(document: dict[str, Any], key: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse(document)
    assert [(fault.key, fault.code) for fault in refused.value.faults] == [(key, code)]
    assert all(fault.accepted for fault in refused.value.faults)


def test_values_that_say_what_the_model_does_anyway_are_accepted() -> None:
    plan = {"rebalance": "yearly", "band": None, "over_cap": "sell", "pause": None, "gates": True}
    household = {**LEAST["household"], "roth_balance": 0, "roth_share": 0, "income_goal": None, "social_security": None, "filing": None}
    assert parse({"household": household, "plan": plan}) == parse(LEAST)


def test_all_faults_are_told_at_once() -> None:
    document = {
        "household": {"age": 35, "balance": -1, "contribution": 0.08, "colour": 1},
        "plan": {"cap": 2},
        "ask": ["stress", "everything"],
    }
    with pytest.raises(InputError) as refused:
        parse(document)
    assert {fault.key for fault in refused.value.faults} == {"household.balance", "household.colour", "plan.cap", "ask"}


# --- the commands ---

TOML = "[household]\nage = 35\nbalance = 45000\ncontribution = 0.08\n\n[sleeve]\nweight = 0.05\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = terminal.main(arguments)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_answer_reads_toml_and_json_alike(bank: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "me.toml").write_text(TOML)
    (tmp_path / "me.json").write_text(json.dumps({**LEAST, "sleeve": {"weight": 0.05}}))
    results = [run(capsys, "answer", str(tmp_path / name), "--json") for name in ("me.toml", "me.json")]
    assert results[0][:2] == results[1][:2]
    document = json.loads(results[0][1])
    assert list(document) == [
        "schema", "run", "question", "baseline", "sleeve", "difference", "gate", "contributions", "social_security", "lifetime_income",
        "outlook", "notices",
    ]  # fmt: skip
    assert set(document["run"]) == {"id", "engine", "edition", "seed", "paths", "model", "edition_hash", "bank", "overrides", "numpy"}
    assert set(document["baseline"]["at_retirement"]["balance"]) == {"p5", "p25", "p50", "p75", "p95", "mean", "sd", "worst5_mean"}
    assert set(document["difference"]["at_retirement"]) == {
        "balance", "income_monthly", "chance_worse", "chance_less", "chance_same", "chance_more", "chance_worse_10pct", "median_if_worse",
        "worst5_if_worse", "chance_short",
    }  # fmt: skip
    assert document["contributions"][0] == {
        "age": 35, "year": 2026, "pay": 72800, "employee": 5824.0, "catch_up": 0, "roth": 0, "employer": 2912.0, "limited_by": None,
    }  # fmt: skip
    assert [row["age"] for row in document["sleeve"]["by_age"]][::31] == [36, 67]


def test_answer_selects_detail(bank: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "me.toml").write_text(TOML)
    at_retirement, by_age = (
        json.loads(run(capsys, "answer", str(tmp_path / "me.toml"), flag)[1]) for flag in ("--at-retirement", "--by-age")
    )
    assert set(at_retirement["baseline"]) == {"at_retirement", "to_end"}
    assert set(by_age["baseline"]) == {"by_age", "to_end"}
    assert set(by_age["baseline"]["to_end"]) - set(at_retirement["baseline"]["to_end"]) == {"by_age"}
    assert [point["age"] for point in by_age["sleeve"]["to_end"]["by_age"]] == list(range(67, 95))


def test_answer_in_short_says_the_same_as_the_whole(bank: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "me.toml").write_text(TOML)
    whole = json.loads(run(capsys, "answer", str(tmp_path / "me.toml"), "--json")[1])
    short = run(capsys, "answer", str(tmp_path / "me.toml"))[1]
    assert f"{whole['baseline']['at_retirement']['income_monthly']['p50']['value']:,.0f}" in short
    assert f"about {100 * whole['difference']['at_retirement']['chance_less']['value']:.0f} less" in short
    assert whole["run"]["id"] in short


def test_a_faulty_document_ends_with_code_2_and_a_line_per_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "me.toml").write_text("[household]\nage = 12\nbalance = 1\ncontribution = 0.1\n[plan]\ngates = 1\n")
    code, out, err = run(capsys, "answer", str(tmp_path / "me.toml"))
    assert (code, out) == (2, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["plan.gates", "household.age"] or len(err.splitlines()) == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.json").write_text('{"household": ')
    assert "bad.json: not JSON" in run(capsys, "answer", str(tmp_path / "bad.json"))[2]
    assert run(capsys, "answer", str(tmp_path / "missing.toml"))[0] == 2


def test_edition_prints_every_figure_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "edition")
    assert code == 0
    assert "us_stocks.average_return: 7.67 %" in out
    assert json.loads(run(capsys, "edition", "--json")[1])["edition"] == "2026-11"
    assert run(capsys, "edition", "1999-01")[0] == 2


def test_the_model_runs_with_numpy_alone(bank: object) -> None:
    """In a process that refuses to import anything else that is installed beside NumPy."""
    script = (
        "import sys, sysconfig, runpy\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        top = name.partition('.')[0]\n"
        "        if top not in sys.stdlib_module_names and top not in ('numpy', 'scenarios'): raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "sys.argv = ['scenarios', 'answer', '--at-retirement']\n"
        "runpy.run_module('scenarios', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=TOML, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["schema"] == 1


def test_the_example_in_the_terminal_s_documentation_is_accepted_and_has_every_served_key() -> None:
    text = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text()
    example = tomllib.loads(text.split("```toml")[1].split("```")[0])
    canonical = to_document(parse(example))
    for part in ("household", "plan", "sleeve", "beliefs"):
        assert set(example[part]) == set(canonical[part]), part


def test_what_is_asked_and_how_far_is_heard_and_survives_the_way_to_a_document_and_back() -> None:
    asked = parse({**LEAST, "ask": ["effects", "tornado", "stress", "largest_sleeve", "instead"], "within": 0.03})
    assert (asked.ask, asked.within) == (("largest_sleeve", "stress", "tornado", "instead", "effects"), 0.03)
    again = parse(to_document(asked))
    assert (again.ask, again.within) == (asked.ask, asked.within)
    assert parse(LEAST).within == 0.05


@pytest.mark.parametrize(("within", "code"), [(-0.01, "out_of_range"), (1.01, "out_of_range"), ("much", "not_a_number")])
def test_how_far_the_largest_sleeve_may_go_is_a_share(within: object, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse({**LEAST, "within": within})
    assert [(fault.key, fault.code) for fault in refused.value.faults] == [("within", code)]
