"""The market drawn plainly: every month of every future on its own, in float64, from NumPy's generator. The judge of monthly.py.

It shares the market's constants and the meaning of a bank's arrays, and none of the drawing: no pairs, no strata, no bridge.
"""

import numpy as np

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES
from scenarios.bank import NEVER, Bank
from scenarios.editions import load
from scenarios.inputs import Beliefs
from scenarios.market import Market, resolve

FIRST_SLEEVE = len(CLASSES) - len(SLEEVE_CLASSES)
FIRST_PRIVATE, FIRST_CRYPTO = CLASSES.index(PRIVATE_CLASSES[0]), CLASSES.index(CRYPTO_CLASSES[0])
PRIVATE = slice(FIRST_PRIVATE, FIRST_PRIVATE + len(PRIVATE_CLASSES))
CRYPTO = slice(FIRST_CRYPTO, FIRST_CRYPTO + len(CRYPTO_CLASSES))


def plain_bank(*, seed: int, paths: int, years: int, market: Market | None = None) -> Bank:
    market = market or resolve(load(), Beliefs())
    draw = np.random.default_rng(seed)
    mean, sd, hazard = (
        np.array(rows) for rows in zip(*((law.mean, law.sd, h) for law, h in zip(market.laws, market.hazards, strict=True)), strict=True)
    )
    factors = [np.array([[*row, *[0.0] * (len(market.shocks[0]) - len(row))] for row in triangle]) for triangle in market.shocks]
    shift = _doubt(market, draw, paths)
    stress = draw.random(paths) < market.chain.stress_share
    inflation = market.inflation
    ahead = draw.standard_normal(paths) * inflation.shock_sd / np.sqrt(1 - inflation.persistence**2)
    lasting = np.ones((len(CRYPTO_CLASSES), paths), bool)
    gap = np.zeros((len(PRIVATE_CLASSES), paths))  # log reported less log economic value
    expected = (mean @ market.chain.start)[PRIVATE, None] + shift[PRIVATE]
    whole = (years, len(CLASSES), paths)
    growth, paid_in = np.ones(whole), np.zeros(whole)
    bought, reported = np.zeros((2, years, len(PRIVATE_CLASSES), paths))
    gate = np.zeros(reported.shape, bool)
    prices = np.ones((years, paths))
    wiped_out = np.full((len(CRYPTO_CLASSES), paths), NEVER, np.int16)
    time_left, time_spread = np.zeros((2, years, len(SLEEVE_CLASSES), paths))
    for year in range(years):
        factors_of_months, invested = np.empty((12, len(CLASSES), paths)), np.ones((12, len(SLEEVE_CLASSES), paths))
        for month in range(12):
            if year or month:
                chance = draw.random(paths)
                stress = np.where(stress, chance >= market.chain.leave, chance < market.chain.enter)
            normal = draw.standard_normal((len(CLASSES) + 1, paths))
            shocks = np.where(stress, factors[1] @ normal, factors[0] @ normal)
            now = np.exp(mean[:, stress.astype(int)] + shift + sd[:, stress.astype(int)] * shocks[:-1])
            ahead = inflation.persistence * ahead + inflation.shock_sd * shocks[-1]
            hit = lasting & (draw.random(lasting.shape) < hazard[CRYPTO][:, stress.astype(int)])
            now[CRYPTO] = np.where(lasting, now[CRYPTO], 1.0) * np.where(hit, market.wipeout_left, 1.0)
            invested[month, CRYPTO.start - FIRST_SLEEVE :] = lasting
            wiped_out[hit] = year
            lasting &= ~hit
            factors_of_months[month] = now
            prices[year] *= np.exp(inflation.mean + ahead)
            growth[year] *= now
            paid_in[year] = paid_in[year] * now + 1
            if market.appraisal is not None:
                gap += expected - np.log(now[PRIVATE])
                gap *= 1 - market.appraisal.weight if month % 3 == 2 else 1
                bought[year] = bought[year] * now[PRIVATE] + np.exp(-gap)
        ahead_of = np.cumprod(factors_of_months[::-1], axis=0)[::-1][:, FIRST_SLEEVE:]
        values = np.concatenate([ahead_of[1:], np.ones_like(ahead_of[:1])])
        times = (np.cumsum(invested[::-1], axis=0)[::-1] - invested) / 12
        time_left[year] = (values * times).sum(axis=0) / values.sum(axis=0)
        time_spread[year] = (values * times**2).sum(axis=0) / values.sum(axis=0) - time_left[year] ** 2
        reported[year], bought[year] = np.exp(gap), bought[year] / paid_in[year, PRIVATE]
        gate[year] = False if market.appraisal is None else stress & (reported[year] > market.appraisal.gate_above)
    return Bank(
        growth=growth, paid_in=paid_in, time_left=time_left, time_spread=time_spread, prices=prices, wiped_out=wiped_out,
        mean_shift=12 * shift, reported=reported, bought=bought, gate=gate, lagged=market.appraisal is not None, hash="plain",
    )  # fmt: skip


def _doubt(market: Market, draw: np.random.Generator, paths: int) -> np.ndarray:
    """Monthly log shifts [class][path]: normals redrawn until none is beyond the cut."""
    normals = draw.standard_normal((len(CLASSES) + 1, paths))
    while (far := np.abs(normals) > market.mean_truncation).any():
        normals[far] = draw.standard_normal(int(far.sum()))
    loading, own, average = (np.array(values)[:, None] for values in (market.mean_loading, market.mean_own, market.average))
    shift: np.ndarray = np.log1p((normals[0] * loading + normals[1:] * own) / (1 + average)) / 12
    return shift
