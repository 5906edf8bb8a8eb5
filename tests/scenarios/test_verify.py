"""Whether an answer can be told from one that somebody changed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scenarios import __main__ as terminal
from scenarios import __version__
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.document import parse
from scenarios.errors import InputError, NotAnAnswer
from scenarios.printed_number import rounds
from scenarios.verify import Deviation, Verdict, agree, compare, verify
from tests.banks import question, small_bank
from tests.elsewhere import an_older_cpu

BANK = small_bank(paths=500)


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    asked = question(sleeve={"weight": 0.05}, ask=("views", "sweep", "break_even", "largest_sleeve", "stress", "instead"))
    found = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=BANK)
    document: dict[str, Any] = json.loads(json.dumps(answer_document(found)))
    return document


def changed(document: dict[str, Any], change: Callable[[Any], None]) -> list[str]:
    """The places that a changed copy is found to differ in."""
    copy = deepcopy(document)
    change(copy)
    return [deviation.where for deviation in verify(copy, bank=BANK)[0].deviations]


def test_an_untouched_answer_has_the_same_numbers(made: dict[str, Any]) -> None:
    verdict, again = verify(made, bank=BANK)
    assert verdict.same
    assert verdict.compared > 2_000
    assert verdict.lines == (f"same numbers: {verdict.compared} compared, run {made['run']['id']}",)
    assert json.loads(json.dumps(again)) == made


def test_the_question_in_an_answer_can_be_asked_again(made: dict[str, Any]) -> None:
    assert parse(made["question"]).ask == ("views", "sweep", "break_even", "largest_sleeve", "stress", "instead")


CHANGES: list[tuple[str, Callable[[Any], None]]] = [
    ("baseline.by_age[9].balance.p5.se", lambda d: d["baseline"]["by_age"][9]["balance"]["p5"].update(se=4000.0)),
    ("difference.at_retirement.chance_less.value", lambda d: d["difference"]["at_retirement"]["chance_less"].update(value=0.01)),
    ("sweep[7].weight", lambda d: d["sweep"][7].update(weight=0.0701)),
    ("break_even.bitcoin.median.value", lambda d: d["break_even"]["bitcoin"]["median"].update(value=0.0123)),
    ("largest_sleeve.allowed", lambda d: d["largest_sleeve"].update(allowed=0.2)),
    ("contributions[3].limited_by", lambda d: d["contributions"][3].update(limited_by="402(g)")),
    ("stress", lambda d: d["stress"].pop()),
    ("notices", lambda d: d["notices"].pop()),
    ("run.id", lambda d: d["run"].update(id="0000-0000-0000")),
    ("run.bank", lambda d: d["run"].update(bank="sha256:0")),
    ("run.edition_hash", lambda d: d["run"].update(edition_hash="sha256:0")),
    ("baseline.at_retirement.fees_paid", lambda d: d["baseline"]["at_retirement"].pop("fees_paid")),
    ("colour", lambda d: d.update(colour="blue")),
]  # fmt: skip


@pytest.mark.parametrize(("where", "change"), CHANGES, ids=[where for where, _ in CHANGES])
def test_one_change_is_caught_and_named(made: dict[str, Any], where: str, change: Callable[[Any], None]) -> None:
    found = changed(made, change)
    assert found
    assert all(place == where or place.startswith(f"{where}.") for place in found)


def test_another_question_than_the_answer_s_is_caught(made: dict[str, Any]) -> None:
    found = changed(made, lambda d: d["question"]["household"].update(balance=46_000.0))
    assert "run.id" in found
    assert "baseline.at_retirement.balance.p50.value" in found


def test_another_engine_s_answer_differs_but_is_no_forgery(made: dict[str, Any]) -> None:
    copy = deepcopy(made)
    copy["run"] |= {"engine": "99.0.0", "id": "AAAA-AAAA-AAAA"}
    assert verify(copy, bank=BANK)[0].same  # the same numbers, made by another version
    copy["baseline"]["at_retirement"]["balance"]["p50"]["value"] += 1_000
    verdict = verify(copy, bank=BANK)[0]
    assert not verdict.same
    assert verdict.altered == ()
    assert verdict.lines[0].startswith("differences between engines: 1 of ")
    assert f"made by version 99.0.0; this is {__version__}" in verdict.lines[0]


@pytest.mark.parametrize(
    "document", [{}, [], 7, {"schema": 2}, {"schema": 1, "run": {}}, {"schema": 1, "run": {}, "question": {}, "baseline": 1}]
)
def test_what_is_no_answer_is_refused(document: Any) -> None:
    with pytest.raises((NotAnAnswer, InputError)):
        verify(document, bank=BANK)


@pytest.mark.parametrize(
    ("stated", "found", "same"),
    [
        (1_000_000.0, 1_000_009.9, True), (1_000_000.0, 1_000_010.1, False),  # 1e-5 of a million is ten dollars
        (100.00, 100.01, True), (100.00, 100.02, False),  # a cent
        (0.5, 0.500006, False), (0.5, 0.500005, True), (0.01, 0.010001, True), (0.01, 0.010002, False),  # shares have six places
        (0.0, 0.0, True), (0.0, 0.001, False), (float("nan"), 1.0, False),
        (5, 5.0, True), (5, 6, False), ("a", "a", True), ("a", "b", False), (None, 1.0, False), (True, 1.0, True),
    ],
)  # fmt: skip
def test_numbers_agree_as_far_as_they_are_exact(stated: object, found: object, same: bool) -> None:
    assert agree(stated, found, "x") is same


@pytest.mark.parametrize(
    ("where", "found", "same"),
    [
        ("difference.at_retirement.balance.p50.value", 102.4, True),  # 1e-6 of two and a half million
        ("difference.at_retirement.balance.p50.value", 102.6, False),
        ("difference.at_retirement.income_monthly.p50.value", 100.02, False),  # a month's dollars are exact to the cent
        ("difference.at_retirement.income_monthly.p50.se", 100.9, True),  # an error to a hundredth
        ("difference.at_retirement.income_monthly.p50.se", 101.1, False),
    ],
)
def test_changes_of_balances_are_as_exact_as_the_balances(where: str, found: float, same: bool) -> None:
    assert agree(100.0, found, where, balance=2.5e6) is same


def test_inside_a_distribution_small_numbers_are_as_exact_as_its_largest() -> None:
    def distribution(middle: float) -> dict[str, Any]:
        return {"balance": {"p5": {"value": -200_000.0}, "p50": {"value": middle}, "p95": {"value": 500_000.0}}}

    assert compare(distribution(30.0), distribution(34.9))[0] == ()  # 1e-5 of 500,000 is five dollars
    [deviation] = compare(distribution(30.0), distribution(35.1))[0]
    assert str(deviation) == "balance.p50.value: 30.0, 35.1 made again (-5.1)"


@pytest.mark.parametrize(
    ("text", "number", "same"),
    [
        ("3,300", 3_349.59, True), ("3,400", 3_300.0, False), ("1.9", 1_912_345.0, True), ("1.8", 1_912_345.0, False),
        ("51", 0.51, True), ("52", 0.51, False), ("12", -0.116674, True), ("6.2", 0.061556, True), ("6.3", 0.061556, False),
        ("820", -819.25, True), ("810", -819.25, False), ("3.300", 3_349.59, True), ("1,9", 1_912_345.0, True), ("45,000", 45_000.0, True),
        ("10", 14.4, True), ("20", 14.4, False), ("3", -3.2, True), ("2.5", 2_500.0, True),
    ],
)  # fmt: skip
def test_a_printed_number_rounds_its_exact_one(text: str, number: float, same: bool) -> None:
    assert rounds(text, number) is same


# --- the command ---


@pytest.fixture
def file(bank: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "me.json").write_text(
        json.dumps({"household": {"age": 60, "balance": 45_000, "contribution": 0.08}, "sleeve": {"weight": 0.05}})
    )
    assert terminal.main(["answer", str(tmp_path / "me.json"), "--json"]) == 0
    (tmp_path / "answer.json").write_text(capsys.readouterr().out)
    return tmp_path / "answer.json"


def test_the_terminal_says_same_numbers(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["verify", str(file)]) == 0
    assert capsys.readouterr().out.startswith("same numbers: ")


@pytest.mark.parametrize("part", ["--at-retirement", "--by-age"])
def test_a_part_of_an_answer_can_be_verified_too(part: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["answer", str(file.with_name("me.json")), part]) == 0
    file.write_text(capsys.readouterr().out)
    assert terminal.main(["verify", str(file)]) == 0


def test_an_answer_of_an_older_cpu_verifies_here(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "scenarios", "answer", str(file.with_name("me.json")), "--json"]
    done = subprocess.run(command, env=os.environ | {"NPY_DISABLE_CPU_FEATURES": an_older_cpu()}, capture_output=True, check=True)
    assert json.loads(done.stdout) != json.loads(file.read_text())  # the last bits do differ
    file.write_bytes(done.stdout)
    assert terminal.main(["verify", str(file)]) == 0


def test_the_terminal_says_which_numbers_differ_and_by_how_much(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(file.read_text())
    document["baseline"]["at_retirement"]["balance"]["p50"]["value"] += 1_000
    file.write_text(json.dumps(document))
    assert terminal.main(["verify", str(file)]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("other numbers: 1 of ")
    assert "baseline.at_retirement.balance.p50.value: " in shown
    assert "(+1000)" in shown


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"{", b"[1]", b'{"schema": 1}', b"%PDF-1.7 broken"])
def test_a_foreign_file_ends_with_code_2_and_one_line(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_bytes(content)
    assert terminal.main(["verify", str(tmp_path / "x")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_missing_file_ends_with_code_2(tmp_path: Path) -> None:
    assert terminal.main(["verify", str(tmp_path / "nothing.json")]) == 2


# --- the words of a verdict ---


NO_SCHEMA = "not an answer of this model: no schema 1"
NOT_WHOLE = "not a whole answer: it needs run, question and baseline, as `answer --json` prints them"


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (7, NO_SCHEMA),
        ({"schema": 2}, NO_SCHEMA),
        ({"schema": 1}, NOT_WHOLE),
        ({"schema": 1, "run": {}}, NOT_WHOLE),
        ({"schema": 1, "run": {}, "question": {}}, NOT_WHOLE),
        ({"schema": 1, "run": {}, "baseline": {}}, NOT_WHOLE),
        ({"schema": 1, "question": {}, "baseline": {}}, NOT_WHOLE),
    ],
)
def test_what_is_no_answer_is_told_so(document: Any, says: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        verify(document, bank=BANK)
    assert str(refused.value) == says


def deviations(count: int) -> tuple[Deviation, ...]:
    return tuple(Deviation(of=f"sweep[{at}]", stated=float(at), found=at + 1.5) for at in range(count))


def test_a_verdict_tells_twenty_differences_of_each_kind_and_how_many_more_there_are() -> None:
    altered = (Deviation(page=1, place=2, stated="7", found="8", against="in figures.json"),)
    verdict = Verdict(run="AAAA", compared=2_000, made_by=__version__, deviations=deviations(23), altered=altered)
    assert not verdict.same
    assert verdict.lines[:3] == (
        "altered: the file contradicts itself in 1 places, run AAAA",
        "  page 1, number 2: 7, 8 in figures.json",
        "other numbers: 23 of 2000 differ, run AAAA",
    )
    assert verdict.lines[3:5] == ("  sweep[0]: 0.0, 1.5 made again (-1.5)", "  sweep[1]: 1.0, 2.5 made again (-1.5)")
    assert len(verdict.lines) == 3 + 20 + 1
    assert verdict.lines[-1] == "  and 3 more"


def test_twenty_differences_are_all_told() -> None:
    verdict = Verdict(run="AAAA", compared=2_000, made_by="0.0.1", deviations=deviations(20))
    assert verdict.lines[0] == f"differences between engines: 20 of 2000 differ, run AAAA (made by version 0.0.1; this is {__version__})"
    assert len(verdict.lines) == 21
    one_more = Verdict(run="AAAA", compared=2_000, made_by="0.0.1", deviations=deviations(21))
    assert one_more.lines[-1] == "  and 1 more"


def test_the_same_numbers_of_another_engine_are_told_in_one_line() -> None:
    verdict = Verdict(run="AAAA", compared=5, made_by="0.0.1", deviations=())
    assert verdict.same
    assert verdict.lines == (f"same numbers: 5 compared, run AAAA (made by version 0.0.1; this is {__version__})",)


@pytest.mark.parametrize(
    ("stated", "found", "says"),
    [
        (1_234.5, None, "x: 1,234.5, nothing made again"),
        (1_000_000.25, 1.25, "x: 1,000,000.25, 1.25 made again (+999999)"),
        (3, 5, "x: 3, 5 made again (-2)"),
        ("a" * 60, "b" * 61, f"x: {'a' * 60}, {'b' * 57}... made again"),
    ],
)
def test_a_difference_names_its_place_both_sides_and_by_how_much(stated: object, found: object, says: str) -> None:
    assert str(Deviation(of="x", stated=stated, found=found)) == says


@pytest.mark.parametrize(
    ("stated", "found", "where", "same"),
    [
        (0.05, 0.050009, "break_even.bitcoin.median.value", True), (0.05, 0.050012, "break_even.bitcoin.median.value", False),
        (1.0, 1.0000001, "run.seed", False), (1.0, 1.0000001, "question.within", False), (1.0, 1.0000001, "sweep[0].weight", True),
        (2.0, 2.009, "x", True), (2.0, 2.012, "x", False), (0.999, 0.9990011, "x", True), (0.999, 0.99902, "x", False),
        (1.0, 1.0005, "x.se", True),
    ],
)  # fmt: skip
def test_numbers_agree_by_their_kind(stated: float, found: float, where: str, same: bool) -> None:
    assert agree(stated, found, where) is same


@pytest.mark.parametrize(
    "where", ["baseline.at_retirement.balance.p5.value", "gate.cost.p5.value", "x.median_if_worse.value", "stress[0].before"]
)
def test_what_is_taken_from_balances_is_as_exact_as_they_are(where: str) -> None:
    assert agree(100.0, 102.0, where, balance=2.5e6)
    assert not agree(
        100.0, 102.0, where.replace("balance", "income").replace("gate", "").replace("_if_worse", "").replace("stress", ""), balance=2.5e6
    )


def test_every_value_is_compared_and_what_one_side_lacks_is_named() -> None:
    found, compared = compare({"a": 1, "b": [1.0, 2.0], "c": [1]}, {"a": 1, "b": [1.0, 3.0], "c": [1, 2], "d": 4})
    assert compared == 5
    assert [(one.where, one.stated, one.found) for one in found] == [("b[1]", 2.0, 3.0), ("c", [1], [1, 2]), ("d", None, 4)]
