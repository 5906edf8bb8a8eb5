"""The history model: whole years drawn in runs, against the years themselves and against every window of real history."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, MEASURED_CLASSES
from scenarios.bank import NEVER, Bank, build
from scenarios.editions import load
from scenarios.history import FOLLOWING, history_of, months
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.market import log_volatility
from scenarios.outcomes import sampled_error
from tests.banks import bank_of

PLAIN = Beliefs(model="history", mean_uncertainty=False)
AS_IT_WAS = Beliefs(model="history", mean_uncertainty=False, recentre=False)
CASES = tomllib.loads((Path(__file__).parent / "cases" / "rolling_history.toml").read_text(encoding="utf-8"))
MIXES: dict[str, tuple[float, float, float]] = {"100 stocks": (1, 0, 0), "100 T-notes": (0, 1, 0), "100 bills": (0, 0, 1)}
MIXES |= {f"{stocks}/{100 - stocks}": (stocks / 100, 1 - stocks / 100, 0) for stocks in (90, 60, 40, 20)}
SHARES = {"min": 0, "p5": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95, "max": 1}
MEASURED = [CLASSES.index(key) for key in MEASURED_CLASSES]


def z(samples: np.ndarray, expected: float) -> float:
    return float((samples.mean(dtype=np.float64) - expected) / sampled_error(samples))


def real_years() -> np.ndarray:
    """Real growth of stocks, notes and bills, [class][year of history]."""
    columns = load().history.columns
    prices = 1 + np.array(list(columns["prices"].values.values()))
    return np.stack([(1 + np.array(list(columns[key].values.values()))) / prices for key in MEASURED_CLASSES])


def windows(growth: np.ndarray, years: int) -> tuple[np.ndarray, np.ndarray]:
    """Of every window of so many years in `growth` [year][...]: yearly growth of a lump sum, and what each dollar paid in at the
    start of every year has become."""
    starts = range(growth.shape[0] - years + 1)
    lump = [np.prod(growth[at : at + years], axis=0) ** (1 / years) - 1 for at in starts]
    level = []
    for at in starts:
        balance = np.zeros(growth.shape[1:])
        for year in growth[at : at + years]:
            balance = (balance + 1) * year
        level.append(balance / years)
    return np.array(lump), np.array(level)


@pytest.mark.parametrize("case", CASES["windows"], ids=[f"{case['mix']}, {case['years']}" for case in CASES["windows"]])
def test_the_windows_of_history_are_those_on_record(case: dict[str, float]) -> None:
    """The record was worked out from returns with more decimals: 0.0001 a year, and 0.02 % of a balance."""
    lump, level = windows(np.array(MIXES[str(case["mix"])]) @ real_years(), int(case["years"]))
    assert len(lump) == case["windows"]
    for name, share in SHARES.items():
        assert np.quantile(lump, share) == pytest.approx(case[f"lump_{name}"], abs=0.0001), name
        assert np.quantile(level, share) == pytest.approx(case[f"level_{name}"], rel=2e-4, abs=0.0001), name


def test_drawn_years_average_what_history_averaged() -> None:
    """A circular bootstrap draws every year as often as any other."""
    bank = bank_of(AS_IT_WAS, paths=5_000, years=40)
    for place, growth in zip(MEASURED, real_years(), strict=True):
        assert abs(z(bank.growth[:, place].mean(axis=0), growth.mean())) < 4
    prices = 1 + np.array(list(load().history.columns["prices"].values.values()))
    assert abs(z(bank.prices.mean(axis=0), prices.mean())) < 4
    assert abs(z((bank.prices**2).mean(axis=0), (prices**2).mean())) < 4


def test_recentred_every_class_and_prices_have_the_edition_s_averages() -> None:
    assumptions, bank = load(), bank_of(PLAIN, paths=5_000, years=10)
    for place, key in enumerate(CLASSES):
        expected = (1 + assumptions.average_return(key)) / (1 + assumptions.inflation.mean.value)
        growth = bank.growth[:, place] if key not in CRYPTO_CLASSES else bank.growth[:1, place]  # later, the lost ones lie flat
        assert abs(z(growth.mean(axis=0), expected)) < 4, key
    assert abs(z(bank.prices.mean(axis=0), 1 + assumptions.inflation.mean.value)) < 4


def test_years_come_in_whole_columns_and_in_runs() -> None:
    """Each year of the bank is one year of history in all measured columns, and mostly the one after the year before it."""
    bank, history = bank_of(AS_IT_WAS, paths=500, years=40), real_years()
    at = np.array([[int(np.abs(history[0] - growth).argmin()) for growth in year] for year in bank.growth[:, MEASURED[0]]])
    for row, place in enumerate(MEASURED):
        assert np.allclose(bank.growth[:, place], history[row][at], rtol=1e-6)
    follows = at[1:] == (at[:-1] + 1) % history.shape[1]
    expected = 1 - (1 - 1 / history.shape[1]) / load().history.block_years.value
    assert abs(z(follows.mean(axis=0), expected)) < 4


def test_money_inside_a_year_grows_evenly() -> None:
    """Twelve month-end payments, each followed for the months left: (g - 1) / (g^(1/12) - 1)."""
    bank = bank_of(AS_IT_WAS, paths=100, years=3, exact=True)
    growth = bank.growth[:, MEASURED]
    assert np.allclose(bank.paid_in[:, MEASURED], (growth - 1) / (growth ** (1 / 12) - 1), rtol=1e-9)


def test_classes_without_a_history_keep_their_stated_relation_to_stocks_and_bonds() -> None:
    """Regression of their drawn logs on those of stocks and bonds: the stated coefficients, and the stated part left over."""
    safe = {key: ClassBelief(wipeout=0.0) for key in CRYPTO_CLASSES}
    beliefs = Beliefs(model="history", mean_uncertainty=False, classes=safe)
    assumptions = load()
    logs = np.log(bank_of(beliefs, paths=5_000, years=20).growth.astype(np.float64)).transpose(1, 0, 2).reshape(len(CLASSES), -1)
    followed = [CLASSES.index("us_stocks"), CLASSES.index("us_bonds")]
    spread = np.array([log_volatility(assumptions, beliefs, key) for key in CLASSES])
    stated = np.array([[assumptions.correlation(a, b) for b in CLASSES] for a in CLASSES]) * np.outer(spread, spread)
    centred = logs[followed] - logs[followed].mean(axis=1, keepdims=True)
    left = {}
    for key in FOLLOWING:
        at = CLASSES.index(key)
        expected = np.linalg.solve(stated[np.ix_(followed, followed)], stated[followed, at])
        found = np.linalg.lstsq(centred.T, logs[at] - logs[at].mean(), rcond=None)[0]
        assert found == pytest.approx(expected, abs=0.03 * spread[at] / 0.17), key
        left[key] = logs[at] - logs[at].mean() - expected @ centred
        variance = stated[at, at] - expected @ stated[followed, at]
        assert left[key].var() == pytest.approx(variance, rel=0.03), key
    ours = np.corrcoef(left["bitcoin"], left["ether"])[0, 1]
    assert ours == pytest.approx(0.7, abs=0.15)


def test_wipeouts_come_at_their_yearly_chance_and_leave_the_class_flat() -> None:
    bank = bank_of(PLAIN, paths=5_000, years=40)
    for row, key in enumerate(CRYPTO_CLASSES):
        lost = bank.wiped_out[row] != NEVER
        assert abs(z(lost, 1 - 0.99**40)) < 4
        path = int(np.flatnonzero(lost & (bank.wiped_out[row] < 39))[0])
        assert (bank.growth[bank.wiped_out[row, path] + 1 :, CLASSES.index(key), path] == 1).all()


def test_private_assets_are_not_smoothed_and_gates_stay_open() -> None:
    bank = bank_of(PLAIN, paths=100, years=2)
    assert not bank.lagged and not bank.gate.any()


def test_the_same_samples_whoever_draws_them() -> None:
    history = history_of(load(), PLAIN)
    bank = build(history, seed=1, paths=200, years=1)
    alone = next(months(history, seed=1, samples=range(9, 10), pairs=2, years=1))
    assert np.allclose(bank.growth[0, MEASURED, 36:40], alone.growth[MEASURED] ** 12, rtol=1e-6)


def synthetic(bank: Bank, mix: str) -> np.ndarray:
    """Real growth of a mix in made-up histories, [year][path]."""
    growth: np.ndarray = np.einsum("c,ycp->yp", np.array(MIXES[mix], np.float64), bank.growth[:, MEASURED].astype(np.float64))
    return growth


@pytest.fixture(scope="module")
def made_up() -> Bank:
    """Five hundred made-up histories of 98 years each, with history's own averages."""
    return bank_of(AS_IT_WAS, paths=500, years=98)


@pytest.mark.parametrize("case", CASES["windows"], ids=[f"{case['mix']}, {case['years']}" for case in CASES["windows"]])
def test_made_up_histories_have_windows_like_the_real_one(made_up: Bank, case: dict[str, float]) -> None:
    """What the one real history says of a long horizon rests on few independent windows (three of thirty years), so it has an
    error: the spread of the same figure over made-up histories of the same length. The record lies within two of
    them; 1.1 was the most when this was written.
    The lowest and the highest are single windows and left out."""
    found = windows(synthetic(made_up, str(case["mix"])), int(case["years"]))
    for kind, rows in zip(("lump", "level"), found, strict=True):
        logs = np.log1p(rows) if kind == "lump" else np.log(rows)
        for name in ("p5", "p25", "median", "p75", "p95"):
            over = np.quantile(logs, SHARES[name], axis=0)
            record = np.log1p(case[f"{kind}_{name}"]) if kind == "lump" else np.log(case[f"{kind}_{name}"])
            assert abs(record - over.mean()) < 2 * over.std(), (kind, name)
