"""Numbers as people write them: accepted when they can mean one thing only, refused with what to type otherwise."""

from contextlib import suppress

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from advisor.planner import numbers
from advisor.planner.about_plan import AboutPlan
from advisor.planner.fields import Typed
from advisor.present import figures, names
from scenarios.assumptions import MatchTier
from scenarios.editions import load

NEVER = [
    "1e3", "1_000", "٤٥", "5²", "①", "½", "∞", "NaN", "nan", "inf", "Infinity", "0x10", "ten", "9" * 5000,
    "1,00", "1,0000", "10,00,000", "1.000,00", "1.2.3", "1 000", "--5", "+5", "5-", "5,", "$", "%", ".",
    "萬", "元", "五萬", "3萬5千", "5千", "5萬萬", "5萬%", "5%元", "1。5", "１，００", "USD 5", "US 5",
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


# --- in every language ---

LANGUAGES = [code for code, _ in settings.LANGUAGES]
TIERS = (MatchTier(rate=1, upto=0.03), MatchTier(rate=0.5, upto=0.05))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("５０００", 5000), ("１，２３４．５０", 1234.5), ("＄５，０００", 5000), ("　５０００　", 5000),
        ("US$5,000", 5000), ("us$ 5000", 5000), ("ＵＳ＄５０００", 5000),
        ("5,000 美元", 5000), ("5000元", 5000), ("5000 美金", 5000), ("$5000 美元", 5000),
        ("5萬", 50_000), ("5 万", 50_000), ("78 萬美元", 780_000), ("78.3万美元", 783_000), ("１．５萬元", 15_000), ("$5萬", 50_000),
        ("1,234 萬", 12_340_000), ("1.2 億美元", 120_000_000), ("2亿", 200_000_000),
    ],
)  # fmt: skip
def test_chinese_and_us_signs_are_read_in_every_language(text: str, value: float, language: str) -> None:
    with override(language):
        assert numbers.dollars(text) == value
        assert numbers.contribution(text) == numbers.Contribution(value=value, unit="dollars", guessed=False)
        assert numbers.goal(text) == numbers.Goal(value=value, unit="dollars")


def test_full_width_digits_are_read_wherever_a_number_is() -> None:
    assert numbers.years("３５") == 35
    assert numbers.percent("７．５％") == 0.075
    assert numbers.either_way("－２％") == numbers.either_way("−２") == -0.02
    assert numbers.contribution("８％") == numbers.contribution("8%")
    assert numbers.goal("７５％") == numbers.goal("75%")


def test_money_by_the_ten_thousand_or_by_name_is_no_share_and_no_years() -> None:
    for text in ("5萬", "5 美元", "5元"):
        assert numbers.quoted(text) in refusal(numbers.percent, text)
        assert numbers.quoted(text) in refusal(numbers.years, text)
    assert numbers.contribution("50元") == numbers.Contribution(value=50, unit="dollars", guessed=False)
    assert numbers.goal("80 美元") == numbers.Goal(value=80, unit="dollars")


@pytest.mark.parametrize("read", [numbers.dollars, numbers.contribution, numbers.goal], ids=lambda read: read.__name__)
@pytest.mark.parametrize(
    ("text", "readings"), [("1.500", ("1,500", "1.5")), ("$45.000", ("45,000", "45")), ("１．２５０", ("1,250", "1.25"))]
)
def test_a_point_that_may_part_thousands_is_refused_in_spanish_with_both_readings(
    text: str, readings: tuple[str, str], read: object
) -> None:
    with override("es"):
        message = refusal(read, text)
    assert all(said in message for said in (numbers.quoted(text), *readings))


@pytest.mark.parametrize("text", ["1.5", "1.50", "0.500", "1500.000", "1,500", "1,234.500"])
def test_a_point_that_can_part_cents_only_is_read_in_spanish_as_in_english(text: str) -> None:
    english = numbers.dollars(text)
    with override("es"):
        assert numbers.dollars(text) == english


def test_in_percent_a_point_can_part_no_thousands() -> None:
    with override("es"):
        assert numbers.percent("1.125") == 0.01125  # as the site itself writes half of 2.25
        assert numbers.contribution("8.125%") == numbers.Contribution(value=0.08125, unit="share", guessed=False)
    with override("zh-hant"):
        assert numbers.dollars("1.500") == 1.5


@pytest.mark.parametrize("text", ["1.500,00", "1.500.000", "7,5", "1 500"])
def test_other_habits_of_writing_are_refused_in_spanish(text: str) -> None:
    with override("es"):
        assert numbers.quoted(text) in refusal(numbers.dollars, text)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.integers(0, 10**9))
def test_dollars_that_the_site_writes_can_be_typed(language: str, value: int) -> None:
    with override(language):
        assert numbers.dollars(figures.dollars(value)) == value
        assert numbers.dollars(figures.exact(value)) == value


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
@given(st.integers(0, 10**10))
def test_rounded_dollars_in_chinese_can_be_typed_too(language: str, value: int) -> None:
    with override(language):
        assert numbers.dollars(figures.money(value)) == figures.rounded(value)
        assert numbers.dollars(figures.money_short(value)) == figures.rounded(value)


# What the catalogs say is read by the last two tests; people type it in other words too.
@pytest.mark.parametrize(
    "text",
    [
        "100% de 3%, 50% de 2%",
        "100% de 3%, 50% del siguiente 2%",
        "100% del primer 3% y 50% del siguiente 2%",
        "El 100 % del primer 3 % de su sueldo más el 50 % del siguiente 2 % del salario",
        "100% sobre el 3%; 50% sobre los próximos 2%",
        "前 3% 薪資補 100%、接著 2% 補 50%",
        "前 3% 的 100% 和接下來 2% 的 50%",
        "前 3% 的 100%、接下來 2% 的 50%",
        "薪資的前 3% 提撥 100%，接下來的 2% 提撥 50%",
        "前３％的１００％，之後２％的５０％",
        "前 3% 的 100% 和接下来 2% 的 50%",
        "工资前 3% 配 100%，其后 2% 配 50%",
        "工资前 3% 匹配 100%；之后 2% 匹配 50%",
    ],
)
def test_a_match_may_be_typed_in_spanish_or_chinese(text: str) -> None:
    assert numbers.match_tiers(text) == TIERS


@pytest.mark.parametrize("text", ["ninguna", "Ninguno", "sin aporte", "Sin aportación", "無", "没有", "０", "０％"])
def test_no_match_may_be_typed_in_spanish_or_chinese(text: str) -> None:
    assert numbers.match_tiers(text) == ()


@pytest.mark.parametrize(
    "text", ["100% 的 3%", "3% 的 100%", "前 3 的 100", "前 3%", "50% del", "50% del sueldo", "-50% de 6%", "前 $3% 的 50%"]
)
def test_a_match_in_spanish_or_chinese_that_could_mean_two_things_is_refused(text: str) -> None:
    assert numbers.quoted(text) in refusal(numbers.match_tiers, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_match_that_the_site_writes_can_be_typed(language: str) -> None:
    kept_back = (MatchTier(rate=0, upto=0.04), MatchTier(rate=1, upto=0.06), MatchTier(rate=0.255, upto=0.0825))
    with override(language):
        for tiers in ((), kept_back, *(preset.tiers for preset in load().match_presets.values())):
            assert numbers.match_tiers(names.match(tiers)) == tiers
            assert numbers.match_tiers(names.first_capital(names.match(tiers))) == tiers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_match_can_be_typed_as_it_is_shown(language: str) -> None:
    field = AboutPlan.base_fields["match_own"]
    assert isinstance(field, Typed)
    with override(language):
        for shown in (str(field.hint), refusal(numbers.match_tiers, "x")):
            assert any(reads(part) for part in parts(shown)), shown


def parts(text: str) -> list[str]:
    """Every part of a text that ends in a percent sign."""
    ends = [at + 1 for at, letter in enumerate(text) if letter == "%"]
    return [text[start:end] for end in ends for start in range(end)]


def reads(text: str) -> bool:
    with suppress(ValidationError):
        return numbers.match_tiers(text) == TIERS
    return False
