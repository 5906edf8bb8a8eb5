"""One file of an edition read anew, without the others: what a mistake in it is told by does not need them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from scenarios.assumptions import Assumptions
from scenarios.editions import DEFAULT, load, markets, rules, what_if
from scenarios.editions.law import read_law
from scenarios.editions.reading import Table, read_file


@cache
def shipped() -> Assumptions:
    return load()


READERS: dict[str, Callable[[Table], Any]] = {
    "classes.toml": markets.read_classes,
    "correlations.toml": markets.read_correlations,
    "regimes.toml": markets.read_regimes,
    "private.toml": markets.read_private,
    "inflation.toml": markets.read_inflation,
    "limits.toml": lambda file: rules.read_limits(file, shipped().year),
    "glide_path.toml": rules.read_glide_path,
    "plans.toml": rules.read_plans,
    "people.toml": lambda file: rules.read_people(file, shipped().core_funds, shipped().match_presets),
    "notices.toml": rules.read_notices,
    "pool.toml": rules.read_pool,
    "episodes.toml": what_if.read_episodes,
    "ranges.toml": what_if.read_ranges,
}
LAW = ("tax.toml", "social_security.toml", "retirement.toml")


def read_anew(file: str, folder: Path) -> Any:
    """What a file of the default edition in `folder` says; one that cannot stand alone is read with all others."""
    edition = folder / DEFAULT
    if file in READERS:
        return READERS[file](read_file(edition, file, shipped().sources))
    if file in LAW:
        return read_law(edition, dict(shipped().sources), shipped().year)
    return load(DEFAULT, folder)
