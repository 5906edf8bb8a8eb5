"""Numbers as people write them: accepted when they can mean one thing only, refused with what to type otherwise."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from advisor.planner import numbers
from scenarios.assumptions import MatchTier

NEVER = [
    "1e3", "1_000", "٤٥", "４５", "½", "∞", "NaN", "nan", "inf", "Infinity", "0x10", "ten", "9" * 5000,
    "1,00", "1,0000", "10,00,000", "1.000,00", "1.2.3", "1 000", "--5", "+5", "5-", "5,", "$", "%", ".",
]  # fmt: skip


def refusal(read: object, text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        read(text)  # type: ignore[operator]
    return str(refused.value.messages[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000", 1000),
        ("1,000", 1000),
        ("$1,000", 1000),
        (" $ 1,000 ", 1000),
        ("$1,234,567.50", 1234567.5),
        ("0", 0),
        ("40000.", 40000),
        (".5", 0.5),
    ],
)
def test_dollars_may_have_a_sign_and_separators(text: str, value: float) -> None:
    assert numbers.dollars(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("8", 0.08), ("8%", 0.08), (" 8 % ", 0.08), ("7.5", 0.075), ("0.1%", 0.001), ("0", 0), ("100", 1), ("8.3", 0.083)]
)
def test_percent_may_have_its_sign(text: str, value: float) -> None:
    assert numbers.percent(text) == value


@pytest.mark.parametrize(("text", "value"), [("-2", -0.02), ("−2%", -0.02), ("- 2", -0.02), ("2", 0.02)])
def test_a_growth_may_be_negative_with_either_minus(text: str, value: float) -> None:
    assert numbers.percent(text, signed=True) == value


@pytest.mark.parametrize(("text", "value"), [("35", 35), (" 35 ", 35), ("0", 0), ("104", 104)])
def test_years_are_whole(text: str, value: int) -> None:
    assert numbers.years(text) == value


@pytest.mark.parametrize("text", ["35.5", "-35", "$35", "35%", "35 years"])
def test_years_are_nothing_else(text: str) -> None:
    assert numbers.quoted(text) in refusal(numbers.years, text)


@pytest.mark.parametrize("text", NEVER)
@pytest.mark.parametrize(
    "read", [numbers.years, numbers.dollars, numbers.percent, numbers.contribution, numbers.goal], ids=lambda read: read.__name__
)
def test_what_is_not_clearly_one_number_is_refused_and_quoted(read: object, text: str) -> None:
    message = refusal(read, text)
    assert numbers.quoted(text) in message
    assert len(message) < 200


@pytest.mark.parametrize(
    ("read", "text"), [(numbers.dollars, "-5"), (numbers.dollars, "5%"), (numbers.percent, "$5"), (numbers.percent, "-5")]
)
def test_a_sign_that_does_not_belong_is_refused(read: object, text: str) -> None:
    assert numbers.quoted(text) in refusal(read, text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "guessed"),
    [
        ("8%", 0.08, "share", False),
        (" 8 % ", 0.08, "share", False),
        ("0.5%", 0.005, "share", False),
        ("$6,400", 6400, "dollars", False),
        ("6400", 6400, "dollars", False),
        ("100", 100, "dollars", False),
        ("$50", 50, "dollars", False),
        ("8", 0.08, "share", True),
        ("99.9", 0.999, "share", True),
        ("1", 0.01, "share", True),
        ("0", 0, "share", False),
        ("$0", 0, "share", False),  # below one it is a share, as in the terminal's contract
    ],
)
def test_a_contribution_is_a_share_of_pay_or_dollars(text: str, value: float, unit: str, guessed: bool) -> None:
    assert numbers.contribution(text) == numbers.Contribution(value=value, unit=unit, guessed=guessed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("75%", 0.75, "share"), ("75", 0.75, "share"), ("200", 2, "share"), ("201", 201, "dollars"), ("$4,500", 4500, "dollars"),
     ("4500", 4500, "dollars"), ("$80", 80, "dollars"), ("250%", 2.5, "share"), ("0", 0, "share")],
)  # fmt: skip
def test_a_goal_is_a_share_of_pay_or_dollars_a_month(text: str, value: float, unit: str) -> None:
    assert numbers.goal(text) == numbers.Goal(value=value, unit=unit)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["-75%", "$75%", "lots", ""])
def test_a_goal_that_could_mean_two_things_or_none_is_refused(text: str) -> None:
    assert numbers.quoted(text) in refusal(numbers.goal, text)


@pytest.mark.parametrize("text", ["0.08", ".5", "$0.50", "100%", "250%", "-8%", "$8%"])
def test_a_contribution_that_could_mean_two_things_or_none_is_refused(text: str) -> None:
    assert numbers.quoted(text) in refusal(numbers.contribution, text)


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("50% of 6%", [(0.5, 0.06)]),
        ("100% of 3%, 50% of 2%", [(1, 0.03), (0.5, 0.05)]),
        ("100% of the first 3% and 50% of the next 2% of pay", [(1, 0.03), (0.5, 0.05)]),
        ("100 % on 4 %", [(1, 0.04)]),
        ("none", []),
        ("0", []),
    ],
)
def test_a_match_is_read_tier_by_tier(text: str, tiers: list[tuple[float, float]]) -> None:
    assert numbers.match_tiers(text) == tuple(MatchTier(rate=rate, upto=upto) for rate, upto in tiers)


@pytest.mark.parametrize("text", ["6%", "50 of 6", "$50 of 6%", "half of 6%", "50% of", "50% of 6%,", "x" * 5000])
def test_a_match_that_cannot_be_read_says_how_to_write_one(text: str) -> None:
    message = refusal(numbers.match_tiers, text)
    assert "Type the match like 100% of 3%, 50% of 2%." in message
    assert len(message) < 200


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    for read in (numbers.years, numbers.dollars, numbers.percent, numbers.contribution, numbers.goal, numbers.match_tiers):
        with suppress(ValidationError):
            read(text)


@given(st.integers(0, 10**9))
def test_separators_change_nothing(value: int) -> None:
    assert numbers.dollars(f"${value:,}") == numbers.dollars(str(value)) == value
