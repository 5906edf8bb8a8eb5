"""Named episodes replayed on a person's own middle balance, some years before retirement: what each would leave of it.

A year's holdings are kept through the episode without a trade or a payment. Money is in today's dollars, so returns are real.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CORE_CLASSES, CRYPTO_CLASSES, PRIVATE_CLASSES, Assumptions, HistoricEpisode
from scenarios.futures import Futures
from scenarios.glide_path import core_weights
from scenarios.results import Episode, Fall

Array = NDArray[Any]

YEARS_BEFORE = (1, 5, 10)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Both sides some years before retirement: their middle balances, and the shares of core and sleeve classes."""

    years: int
    baseline: float
    sleeve: float
    core_mix: Mapping[str, float]
    sleeve_mix: Mapping[str, float]

    @property
    def both(self) -> Mapping[str, float]:
        """What the side with a sleeve holds."""
        core = 1 - sum(self.sleeve_mix.values())
        return {**{key: core * share for key, share in self.core_mix.items()}, **self.sleeve_mix}


@dataclass(frozen=True, kw_only=True)
class Story:
    """What an episode does to each class it names, as a real return; the others stay as they are. `estimated` are those that
    have no figure of their own, `locked` is the share of private assets that cannot be sold before they fall."""

    key: str
    returns: Mapping[str, float]
    estimated: frozenset[str] = frozenset()
    locked: float = 0.0


def stress(futures: Futures, by_year: Array) -> tuple[Episode, ...]:
    """Every episode at each of YEARS_BEFORE that lies ahead. `by_year` [year][baseline, sleeve][path] are the balances at the
    start of each working year and at retirement. A story about private funds or crypto is told where the mix holds some."""
    working = futures.question.household.working_years
    places = [standing(futures, by_year[working - years], years) for years in YEARS_BEFORE if years <= working]
    return tuple(replay(story, place) for story in stories(futures) for place in places)


def standing(futures: Futures, balances: Array, years: int) -> Standing:
    question = futures.question
    weight = float(futures.weights(question.sleeve.weight)[question.household.working_years - years])
    core = core_weights(futures.assumptions.glide_path, years)
    return Standing(
        years=years,
        baseline=float(np.median(balances[0])),
        sleeve=float(np.median(balances[1])),
        core_mix={key: share for key, share in zip(CORE_CLASSES, core, strict=True) if share > 0},
        sleeve_mix={terms.key: weight * terms.share for terms in futures.mix if weight > 0},
    )


def replay(story: Story, place: Standing) -> Episode:
    return Episode(
        key=story.key,
        years_before=place.years,
        baseline=_fall(place.baseline, place.core_mix, story.returns),
        sleeve=_fall(place.sleeve, place.both, story.returns),
        estimated=tuple(key for key in place.both if key in story.estimated),
        locked=story.locked * place.sleeve * sum(place.sleeve_mix.get(key, 0.0) for key in PRIVATE_CLASSES),
    )


def _fall(before: float, holdings: Mapping[str, float], returns: Mapping[str, float]) -> Fall:
    return Fall(before=before, after=before * (1 + sum(share * returns.get(key, 0.0) for key, share in holdings.items())))


def stories(futures: Futures) -> tuple[Story, ...]:
    assumptions, held = futures.assumptions, [terms.key for terms in futures.mix]
    told = [_from_history(assumptions, key, held) for key in assumptions.episodes.history]
    if futures.question.plan.gates and set(held) & set(PRIVATE_CLASSES):
        told.append(_gated_fund(assumptions))
    if set(held) & set(CRYPTO_CLASSES):
        told.append(Story(key="crypto_to_zero", returns=dict.fromkeys(CRYPTO_CLASSES, assumptions.regimes.wipeout_left.value - 1)))
    return tuple(told)


def _from_history(assumptions: Assumptions, key: str, held: list[str]) -> Story:
    episode, classes = assumptions.episodes.history[key], (*CORE_CLASSES, *held)
    return Story(
        key=key,
        returns={name: real_return(assumptions, episode, name) for name in classes},
        estimated=frozenset(classes) - frozenset(episode.returns),
    )


def _gated_fund(assumptions: Assumptions) -> Story:
    """Closed for some years, in which only the gate's share may be sold each year, and then marked down."""
    episodes = assumptions.episodes
    locked = (1 - assumptions.private.gate_sale_limit.value) ** episodes.years_gated.value
    return Story(key="gated_fund", returns=dict.fromkeys(PRIVATE_CLASSES, -locked * episodes.mark_down.value), locked=locked)


def real_return(assumptions: Assumptions, episode: HistoricEpisode, key: str) -> float:
    """What a class returned over an episode above prices. Without a figure of its own a crypto class moves as bitcoin did where
    that is known, any other by its market risk: (1 + US stocks) to the power of its beta."""
    if key in episode.returns:
        nominal = episode.returns[key].value
    elif key in CRYPTO_CLASSES and "bitcoin" in episode.returns:
        nominal = episode.returns["bitcoin"].value
    else:
        nominal = (1 + episode.returns["us_stocks"].value) ** assumptions.beta(key) - 1
    return (1 + nominal) / (1 + episode.prices.value) - 1
