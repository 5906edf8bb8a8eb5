"""The editions: what they hold, that slips of the pen are caught, and that published ones stay as they are."""

import shutil
import tomllib
from dataclasses import replace
from datetime import date
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest

from scenarios.assumptions import CLASSES, CORE_CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES, VIEWS, Assumptions
from scenarios.editions import DEFAULT, SHIPPED, available, due, figures, fingerprint, load
from scenarios.errors import EditionError
from tests.scenarios.edition_files import read_anew

# An edition that the CHANGELOG publishes is entered here with its fingerprint and never changes again.
PUBLISHED: dict[str, str] = {}

BROKEN = tomllib.loads((Path(__file__).parents[1] / "broken_editions" / "cases.toml").read_text(encoding="utf-8"))
PRIVATE = ("private_equity", "private_credit", "private_real_estate", "infrastructure")


@pytest.fixture(scope="module")
def edition() -> Assumptions:
    return load()


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder of editions with a copy of the shipped one."""
    shutil.copytree(SHIPPED / DEFAULT, tmp_path / DEFAULT)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old == "" or text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file.name}"
    file.write_text(f"{text}\n{new}\n" if old == "" else text.replace(old, new), encoding="utf-8")


# Loading


def test_every_shipped_edition_loads() -> None:
    assert DEFAULT in available()
    assert [load(name).edition for name in available()] == list(available())


def test_a_copy_of_an_edition_reads_the_same(copies: Path, edition: Assumptions) -> None:
    assert load(DEFAULT, copies) == edition


@pytest.mark.parametrize("name", ["2020-01", "", "..", "2026-11/../2026-11"])
def test_an_unknown_edition_is_refused_and_the_known_ones_are_named(name: str) -> None:
    with pytest.raises(EditionError, match="accepted: 2026-11"):
        load(name)


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_in_a_file_is_refused_and_file_and_key_are_named(mistake: str, copies: Path) -> None:
    case = BROKEN[mistake]
    change(copies / DEFAULT / case["file"], case["replace"], case["with"])
    with pytest.raises(EditionError) as error:
        read_anew(case["file"], copies)
    told = str(error.value)
    if mistake == "not_toml":  # the rest is Python's
        told = told.rpartition(": ")[0]
    assert told == f"{DEFAULT}/{case['file']}: {case['says']}"


@pytest.mark.parametrize(
    "file", sorted(path.name for path in (SHIPPED / DEFAULT).iterdir() if path.suffix in (".toml", ".csv") and path.name != "edition.toml")
)
def test_a_missing_file_is_named(file: str, copies: Path) -> None:
    (copies / DEFAULT / file).unlink()
    with pytest.raises(EditionError, match=f"^{DEFAULT}/{file}: missing file$"):
        load(DEFAULT, copies)


def test_limits_without_any_year_are_refused(copies: Path) -> None:
    (copies / DEFAULT / "limits.toml").write_text("", encoding="utf-8")
    with pytest.raises(EditionError, match="hold 2026"):
        load(DEFAULT, copies)


# What every figure must say


def test_every_figure_has_a_source_of_the_edition(edition: Assumptions) -> None:
    assert all(edition.sources[figure.source.key] is figure.source for _, figure in figures(edition))


def test_every_source_is_used(edition: Assumptions) -> None:
    used = {figure.source.key for _, figure in figures(edition)}
    used |= {view.source.key for asset in edition.classes.values() for view in asset.views.values()}
    used |= {notice.source.key for notice in edition.notices} | {preset.source.key for preset in edition.match_presets.values()}
    assert used == set(edition.sources)


def test_every_judgement_of_our_own_says_so(edition: Assumptions) -> None:
    assert {figure.status for _, figure in figures(edition) if figure.source.key == "ballast"} == {"judgement"}


def test_no_figure_is_dated_after_the_edition_was_made(edition: Assumptions) -> None:
    assert all(figure.as_of <= "2026-11-21" for _, figure in figures(edition))


def test_figures_finds_every_kind(edition: Assumptions) -> None:
    keys = {key for key, _ in figures(edition)}
    assert {
        "classes.us_stocks.average_return", "classes.bitcoin.views.sponsors.figure", "correlations.us_stocks/bitcoin",
        "regimes.stress_sd_ratio.risky", "inflation.correlations.cash", "limits.2027.catch_up", "glide_path.figure",
        "core_funds.target_date_index.fee", "pool.plans_401k_q1", "defaults.pay",
    } <= keys  # fmt: skip


# Classes


def test_core_classes_are_the_survey_s_ten_year_figures(edition: Assumptions) -> None:
    stated = {key: (edition.average_return(key), edition.classes[key].volatility.value) for key in CORE_CLASSES if key != "non_us_stocks"}  # type: ignore[union-attr]
    assert stated == {"us_stocks": (0.0767, 0.1654), "us_bonds": (0.0519, 0.0622), "tips": (0.0463, 0.0604), "cash": (0.0360, 0.0147)}


def test_non_us_stocks_are_three_quarters_developed_and_one_quarter_emerging(edition: Assumptions) -> None:
    developed, emerging, together = (0.0858, 0.1820), (0.0996, 0.2343), 0.80
    volatility = sqrt((0.75 * 0.1820) ** 2 + (0.25 * 0.2343) ** 2 + 2 * 0.75 * 0.25 * together * 0.1820 * 0.2343)
    asset = edition.classes["non_us_stocks"]
    assert edition.average_return("non_us_stocks") == pytest.approx(0.75 * developed[0] + 0.25 * emerging[0], abs=1e-9)
    assert asset.volatility is not None
    assert asset.volatility.value == pytest.approx(volatility, abs=5e-5)
    assert asset.volatility.status == "computed"


NON_US = {  # the survey's correlations with developed and with emerging markets
    "us_stocks": (0.82, 0.71), "us_bonds": (0.32, 0.29), "tips": (0.19, 0.20), "cash": (0.00, 0.00), "private_equity": (0.68, 0.64),
    "private_credit": (0.57, 0.54), "private_real_estate": (0.48, 0.42), "infrastructure": (0.67, 0.61), "commodities": (0.41, 0.42),
}  # fmt: skip


@pytest.mark.parametrize("key", NON_US)
def test_correlations_of_non_us_stocks_follow_from_its_two_parts(key: str, edition: Assumptions) -> None:
    developed, emerging = NON_US[key]
    volatility = sqrt((0.75 * 0.1820) ** 2 + (0.25 * 0.2343) ** 2 + 2 * 0.75 * 0.25 * 0.80 * 0.1820 * 0.2343)
    expected = (0.75 * 0.1820 * developed + 0.25 * 0.2343 * emerging) / volatility
    assert edition.correlation("non_us_stocks", key) == pytest.approx(expected, abs=5e-5)


def test_no_correlation_breaks_the_matrix(edition: Assumptions) -> None:
    matrix = np.array([[edition.correlation(a, b) for b in CLASSES] for a in CLASSES])
    assert np.array_equal(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).min() > 0.05


def test_a_crypto_pair_without_a_source_goes_by_way_of_us_stocks(edition: Assumptions) -> None:
    assert ("bitcoin", "cash") not in edition.correlations
    assert ("cash", "bitcoin") not in edition.correlations
    assert edition.correlation("cash", "bitcoin") == pytest.approx(-0.01 * 0.3829)


def test_bitcoin_and_ether_take_volatility_and_correlation_from_one_window(edition: Assumptions) -> None:
    assert [edition.log_volatility(key) for key in CRYPTO_CLASSES] == [0.6637, 0.9053]
    assert [edition.correlation(key, "us_stocks") for key in CRYPTO_CLASSES] == [0.3829, 0.4302]


# Views


def test_the_equity_premium_is_about_four_points(edition: Assumptions) -> None:
    assert edition.equity_premium() == pytest.approx(0.0767 - 0.0360)


def test_the_neutral_average_of_crypto_is_cash_plus_beta_times_the_premium(edition: Assumptions) -> None:
    us_stocks = sqrt(log(1 + (0.1654 / 1.0767) ** 2))
    assert edition.average_return("bitcoin") == pytest.approx(0.0360 + 0.3829 * 0.6637 / us_stocks * 0.0407, abs=1e-12)
    assert edition.average_return("ether") == pytest.approx(0.0360 + 0.4302 * 0.9053 / us_stocks * 0.0407, abs=1e-12)


def test_private_equity_priced_by_its_risk_earns_about_seven_and_three_quarters(edition: Assumptions) -> None:
    assert edition.average_return("private_equity", "cautious") == edition.priced_return("private_equity")
    assert edition.priced_return("private_equity") == pytest.approx(0.0775, abs=0.0005)


@pytest.mark.parametrize(
    ("key", "points"), [("private_equity", 3.8), ("private_credit", 3.3), ("infrastructure", 2.3), ("private_real_estate", 1.7)]
)
def test_the_survey_s_premium_over_priced_is_shown_as_the_claim_it_is(key: str, points: float, edition: Assumptions) -> None:
    assert 100 * (edition.average_return(key) - edition.priced_return(key)) == pytest.approx(points, abs=0.05)


def test_hopeful_crypto_needs_a_far_higher_average_than_us_stocks(edition: Assumptions) -> None:
    assert edition.average_return("bitcoin", "hopeful") > 0.20
    assert edition.average_return("ether", "hopeful") > edition.average_return("bitcoin", "hopeful")


def test_every_sleeve_class_has_three_views_and_a_seller_s_only_where_one_can_be_cited(edition: Assumptions) -> None:
    for key in SLEEVE_CLASSES:
        assert tuple(edition.classes[key].views)[:3] == VIEWS[:3]
    cited = [key for key in SLEEVE_CLASSES if "sponsors" in edition.classes[key].views]
    assert cited == ["private_equity", "private_real_estate", "bitcoin"]


def test_a_seller_s_claim_is_typical_growth_and_its_source_says_who_gains(edition: Assumptions) -> None:
    for key in ("private_equity", "private_real_estate", "bitcoin"):
        view = edition.classes[key].views["sponsors"]
        assert view.rule == "typical"
        assert view.figure is not None
        assert view.figure.source is view.source
        assert "gains when people buy" in view.source.publisher


def test_only_cautious_crypto_is_wiped_out_once(edition: Assumptions) -> None:
    wiped_out = {(key, name) for key in SLEEVE_CLASSES for name, view in edition.classes[key].views.items() if view.wiped_out_once}
    assert wiped_out == {("bitcoin", "cautious"), ("ether", "cautious")}


def test_only_a_survey_in_full_or_a_seller_s_net_claim_waives_the_fee(edition: Assumptions) -> None:
    waived = {(key, name) for key in SLEEVE_CLASSES for name, view in edition.classes[key].views.items() if view.fee_waived}
    assert waived == {(key, "hopeful") for key in (*PRIVATE, "commodities")} | {
        (key, "sponsors") for key in ("private_equity", "private_real_estate")
    }


def test_a_private_fund_loses_the_retail_excess_and_reports_all_it_costs(edition: Assumptions) -> None:
    for key in PRIVATE:
        assert edition.classes[key].fee.value == pytest.approx(0.0316 - 0.0097)
        assert edition.classes[key].all_in_fee.value == 0.0316


def test_core_classes_carry_no_fee_of_their_own(edition: Assumptions) -> None:
    assert all(edition.classes[key].fee.value == 0 == edition.classes[key].all_in_fee.value for key in CORE_CLASSES)
    assert edition.core_funds["target_date_index"].fee.value == 0.0008


def test_only_crypto_can_be_wiped_out(edition: Assumptions) -> None:
    assert {key for key in CLASSES if edition.classes[key].wipeout.value > 0} == set(CRYPTO_CLASSES)


# Limits, defaults, the pool


def test_limits_to_2026_are_official_and_those_of_2027_are_projected(edition: Assumptions) -> None:
    statuses = {key.split(".")[1]: figure.status for key, figure in figures(edition) if key.startswith("limits.")}
    assert statuses == {"2023": "official", "2024": "official", "2025": "official", "2026": "official", "2027": "projected"}
    assert edition.limits[2027].elective_deferral.source.key == "indexing_formula"


def test_the_default_plan_is_one_of_the_edition(edition: Assumptions) -> None:
    assert [(tier.rate, tier.upto) for tier in edition.match_presets[edition.defaults.match_preset].tiers] == [(1.0, 0.03), (0.5, 0.05)]
    assert edition.defaults.core_fund in edition.core_funds


def test_the_pay_assumed_is_the_average_wage_in_whole_hundreds(edition: Assumptions) -> None:
    assert edition.defaults.pay.value == round(72_800.33, -2)


def test_one_percent_of_401ks_is_87_billion_dollars_and_748_thousand_bitcoin(edition: Assumptions) -> None:
    dollars = 0.01 * edition.pool["plans_401k_q1"].value
    assert dollars == pytest.approx(87e9)
    assert dollars / edition.pool["bitcoin_price"].value == pytest.approx(748_000, rel=1e-3)
    assert dollars / edition.pool["ether_price"].value == pytest.approx(22.6e6, rel=1e-3)


# Law


def test_a_series_reaches_from_its_first_year_to_the_figure_that_is_stated(edition: Assumptions) -> None:
    law = edition.law.social_security
    assert (min(law.average_wage.values), max(law.average_wage.values)) == (1951, 2025)
    assert law.average_wage.at(2025) == law.average_wage.last.value == 72_800.33
    assert law.wage_base.at(2010) == law.wage_base.at(2009) == 106_800
    assert law.cola.at(2025) == 0.028
    assert edition.law.required.divisors.at(75) == 24.6


def test_a_series_is_held_at_its_ends(edition: Assumptions) -> None:
    assert edition.law.social_security.full_retirement_months.at(2001) == 804
    assert edition.law.social_security.full_retirement_months.at(1900) == 780


# Looking again


def test_a_figure_is_due_from_its_day_on_and_not_before(edition: Assumptions) -> None:
    limit = ("limits.2027.catch_up", "2026-12-15")
    assert limit not in due(edition, date(2026, 12, 14))
    assert limit in due(edition, date(2026, 12, 15))
    assert limit in due(edition, date(2030, 1, 1))


def test_nothing_was_due_on_the_day_the_edition_was_made(edition: Assumptions) -> None:
    assert due(edition, date(2026, 11, 21)) == ()


def test_what_is_due_longest_comes_first(edition: Assumptions) -> None:
    days = [day for _, day in due(edition, date(2100, 1, 1))]
    assert days == sorted(days)
    assert len(days) == sum(figure.review_by is not None for _, figure in figures(edition)) > 0


def test_every_projected_figure_must_be_looked_at_again(edition: Assumptions) -> None:
    assert all(figure.review_by for _, figure in figures(edition) if figure.status == "projected")


# Publishing


def test_a_fingerprint_covers_every_file_of_an_edition(copies: Path) -> None:
    whole = {fingerprint(DEFAULT, copies)}
    for name in ("inflation.toml", "life_table.csv"):
        with (copies / DEFAULT / name).open("a", encoding="utf-8") as file:
            file.write("# \n")
        whole.add(fingerprint(DEFAULT, copies))
    assert len(whole) == 3


def unlisted(folder: Path, published: dict[str, str]) -> list[str]:
    """Published editions whose files are not those of the list."""
    names = [name for name in available(folder) if load(name, folder).status == "published" or name in published]
    return [name for name in names if published.get(name) != fingerprint(name, folder)]


def test_published_editions_are_as_they_were_published() -> None:
    assert unlisted(SHIPPED, PUBLISHED) == []


def test_a_published_edition_must_be_listed_and_may_not_change(copies: Path) -> None:
    assert unlisted(copies, {}) == []
    change(copies / DEFAULT / "edition.toml", 'status = "draft"', 'status = "published"')
    assert unlisted(copies, {}) == [DEFAULT]
    listed = {DEFAULT: fingerprint(DEFAULT, copies)}
    assert unlisted(copies, listed) == []
    change(copies / DEFAULT / "inflation.toml", "value = 0.0239", "value = 0.0240")
    assert unlisted(copies, listed) == [DEFAULT]


def test_a_published_edition_cannot_become_a_draft_again(copies: Path) -> None:
    change(copies / DEFAULT / "edition.toml", 'status = "draft"', 'status = "published"')
    listed = {DEFAULT: fingerprint(DEFAULT, copies)}
    change(copies / DEFAULT / "edition.toml", 'status = "published"', 'status = "draft"')
    assert unlisted(copies, listed) == [DEFAULT]


def test_a_loaded_edition_cannot_be_changed_by_accident(edition: Assumptions) -> None:
    with pytest.raises(AttributeError):
        edition.year = 2030  # type: ignore[misc]
    assert replace(edition, year=2030).year == 2030
    assert load().year == 2026


# Plausible

BOUNDS = [
    ("social_security.toml", "early_first_36_months = { value = 0.20", 0, 0.5, 0.001),
    ("social_security.toml", "early_further_year = { value = 0.05", 0, 0.2, 0.001),
    ("social_security.toml", "rate_above = { value = 0.15", 0, 1, 0.001),
    ("social_security.toml", "computation_years = { value = 35", 20, 50, 1),
    ("people.toml", "career_start_age = { value = 22", 14, 40, 1),
    ("people.toml", "plan_to_age = { value = 95", 80, 105, 1),
    ("people.toml", "pay_growth = { value = 0.0", -0.1, 0.1, 0.001),
]


@pytest.mark.parametrize(("file", "stated", "low", "high", "step"), BOUNDS, ids=[stated.split()[0] for _, stated, *_ in BOUNDS])
def test_a_figure_may_be_at_its_bounds_and_not_beyond(file: str, stated: str, low: float, high: float, step: float, copies: Path) -> None:
    path, (key, *_) = copies / DEFAULT / file, stated.split()
    given = stated
    for value, plausible in ((low, True), (high, True), (low - step, False), (high + step, False)):
        change(path, f"\n{given},", f"\n{key} = {{ value = {value},")
        given = f"{key} = {{ value = {value}"
        if plausible:
            read_anew(file, copies)
        else:
            with pytest.raises(EditionError, match=f"{key}.value: got {value:g}; plausible: {low:g} to {high:g}$"):
                read_anew(file, copies)
