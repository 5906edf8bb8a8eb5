"""The size of the pool: arithmetic on dated figures, and said to be no more than that."""

import json

import pytest

from scenarios import __main__ as terminal
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.pool import pool


def test_one_percent_is_the_published_figure_in_dollars_and_coins() -> None:
    first = pool(load(), 0.01).parts[0]
    assert first.assets.as_of == "2025-03-31"
    assert first.at_once.dollars == pytest.approx(87e9)  # 1 % of 8.7 trillion
    assert first.at_once.bitcoin == pytest.approx(748_000, rel=1e-3)  # 87 billion / 116,300
    assert first.at_once.ether == pytest.approx(22.6e6, rel=1e-3)  # 87 billion / 3,850


def test_spread_over_years_each_year_has_its_even_part_and_the_whole_stays() -> None:
    at_once, spread = pool(load(), 0.02), pool(load(), 0.02, 10)
    for one, other in zip(at_once.parts, spread.parts, strict=True):
        assert one.at_once == other.at_once == one.a_year
        assert 10 * other.a_year.dollars == pytest.approx(other.at_once.dollars)
        assert 10 * other.a_year.bitcoin == pytest.approx(other.at_once.bitcoin)


def test_a_larger_share_is_more_in_proportion_and_none_is_nothing() -> None:
    assert pool(load(), 0.03).parts[0].at_once.ether == pytest.approx(3 * pool(load(), 0.01).parts[0].at_once.ether)
    assert pool(load(), 0.0).parts[0].at_once.dollars == 0


@pytest.mark.parametrize(("share", "years", "keys"), [(-0.01, 1, ["share"]), (1.01, 0, ["share", "years"]), (0.5, 51, ["years"])])
def test_a_share_or_years_that_cannot_be_are_refused_by_name(share: float, years: int, keys: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        pool(load(), share, years)
    assert [fault.key for fault in refused.value.faults] == keys


def test_the_terminal_always_says_that_flows_are_no_forecast(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["pool", "--share", "0.01", "--years", "10"]) == 0
    shown = capsys.readouterr().out
    assert "1 % of all 401(k) assets" in shown
    assert "748,065 bitcoin" in shown
    assert "evenly over 10 years" in shown
    assert "not a forecast" in shown
    assert terminal.main(["pool", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["parts"][0]["at_once"]["dollars"] == 87e9
    assert document["prices"]["bitcoin"] == {"value": 116300.0, "as_of": "2025-08-07", "source": "crypto_prices"}
    assert "not a forecast" in document["statement"]


def test_the_terminal_refuses_a_share_that_cannot_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["pool", "--share", "1.5"]) == 2
    assert "share: got 1.5" in capsys.readouterr().err


@pytest.mark.parametrize(("share", "years"), [(0, 1), (1, 1), (0.5, 1), (0.5, 50)])
def test_nothing_everything_one_year_and_fifty_are_asked_for_in_earnest(share: float, years: int) -> None:
    for part in pool(load(), share, years).parts:
        assert part.at_once.dollars == share * part.assets.value
        assert part.a_year.dollars == pytest.approx(share * part.assets.value / years)


def test_a_refusal_says_what_was_given_and_what_is_accepted() -> None:
    with pytest.raises(InputError) as refused:
        pool(load(), 1.01, 0)
    assert [(fault.code, fault.given, fault.accepted) for fault in refused.value.faults] == [
        ("out_of_range", 1.01, "0 to 1, a share of 401(k) assets"),
        ("out_of_range", 0, "1 to 50, years"),
    ]
