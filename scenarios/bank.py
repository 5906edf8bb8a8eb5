"""The annual bank: for each path, year and class what a year does to a balance and to money paid in. Built once, shared by all.

With yearly rebalancing and flows level inside a plan year nothing about a person is needed to reduce months to years.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES
from scenarios.calibrate import MONTHS
from scenarios.editions import load
from scenarios.inputs import Beliefs
from scenarios.market import BLOCK, Market, months, resolve

try:
    import fcntl
except ImportError:  # no file locks on Windows: two builders would do the same work, and the rename still keeps it whole
    fcntl = None  # type: ignore[assignment]

FORMAT = 1  # part of a bank's identity: raise it when the same market would give other numbers
NEVER = np.iinfo(np.int16).max
ARRAYS = ("growth", "paid_in", "time_left", "time_spread", "prices", "wiped_out")

Progress = Callable[[int, int], None]
Array = NDArray[Any]

_open: dict[str, "Bank"] = {}


@dataclass(frozen=True, kw_only=True)
class Bank:
    """Yearly real futures, arrays [year][class][path] (classes in the order of CLASSES), read-only.

    `growth`: factor of a balance over the year. `paid_in`: year-end value of $1 paid in at the end of each month.
    `time_left`, `time_spread` (sleeve classes): mean and variance, weighted by value, of the part of the year that the
    money paid in was invested. `prices` [year][path]: price factor. `wiped_out` [crypto class][path]: year or NEVER.
    """

    growth: Array
    paid_in: Array
    time_left: Array
    time_spread: Array
    prices: Array
    wiped_out: Array
    hash: str

    @property
    def years(self) -> int:
        return int(self.growth.shape[0])

    @property
    def paths(self) -> int:
        return int(self.growth.shape[2])


def build(
    market: Market,
    *,
    seed: int,
    paths: int,
    years: int,
    dtype: type = np.float32,
    into: dict[str, Array] | None = None,
    progress: Progress | None = None,
) -> Bank:
    """All blocks of a bank, in memory or into prepared arrays. float64 is for tests of exact identities."""
    arrays = into if into is not None else {name: np.empty(shape, kind) for name, (shape, kind) in _shapes(paths, years, dtype).items()}
    blocks = -(-paths // BLOCK)
    for block in range(blocks):
        low, high = block * BLOCK, min((block + 1) * BLOCK, paths)
        _fill(arrays, slice(low, high), months(market, seed=seed, block=block, paths=high - low, years=years))
        if progress is not None:
            progress(block + 1, blocks)
    return Bank(hash=_hash(arrays), **arrays)


def ensure(beliefs: Beliefs, folder: Path | None = None, progress: Progress | None = None) -> Bank:
    """The bank of these beliefs: opened if it stands in the folder, else built there once, under a lock, and renamed into place."""
    plan = _plan(beliefs)
    place = _place(plan, folder or default_folder())
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with _lock(place.with_name(f"{place.name}.lock")):
            if not place.exists():
                _build_at(place, plan, progress)
    return open_bank(place)


def stands(beliefs: Beliefs, folder: Path | None = None) -> bool:
    """Whether the bank of these beliefs has been built."""
    return _place(_plan(beliefs), folder or default_folder()).exists()


def shared(beliefs: Beliefs) -> Bank:
    """The bank of these beliefs in the default folder, kept open for the life of the process."""
    folder = default_folder()
    key = json.dumps([str(folder), _bank_beliefs(beliefs)], sort_keys=True)
    if key not in _open:
        _open[key] = ensure(beliefs, folder)
    return _open[key]


def open_bank(place: Path) -> Bank:
    """Memory-map a finished bank, read-only; the processes of a machine share its pages."""
    manifest = json.loads((place / "manifest.json").read_text())
    return Bank(hash=manifest["hash"], **{name: np.load(place / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in ARRAYS})


def content_hash(bank: Bank) -> str:
    """The hash of a bank's numbers, computed again; equal to `bank.hash` unless a file was damaged."""
    return _hash({name: getattr(bank, name) for name in ARRAYS})


def default_folder() -> Path:
    """Where banks are kept: BALLAST_BANKS, else banks/ in BALLAST_HOME, else ./var/banks."""
    own = os.environ.get("BALLAST_BANKS")
    return Path(own) if own else Path(os.environ.get("BALLAST_HOME", "var")) / "banks"


def _bank_beliefs(beliefs: Beliefs) -> list[object]:
    """What of the beliefs a bank depends on. Averages and fees of sleeve classes are not in it: they only move its numbers."""
    classes = {
        key: [belief.volatility, belief.wipeout, None if key in SLEEVE_CLASSES else belief.average_return]
        for key, belief in beliefs.classes.items()
        if belief.volatility is not None or belief.wipeout is not None or key not in SLEEVE_CLASSES
    }
    correlations = {"/".join(pair): value for pair, value in beliefs.correlations.items()}
    return [beliefs.edition, beliefs.model, beliefs.seed, beliefs.paths, beliefs.mean_uncertainty, classes, correlations, beliefs.inflation]


def _fill(arrays: dict[str, Array], where: slice, futures: Iterator[Any]) -> None:
    """Reduce a block's months to years. x is the part of a year that a payment has been invested in a living asset."""
    years, classes, _ = arrays["growth"].shape
    paths = where.stop - where.start
    first_sleeve, crypto = classes - len(SLEEVE_CLASSES), [SLEEVE_CLASSES.index(key) for key in CRYPTO_CLASSES]
    step = np.full((len(SLEEVE_CLASSES), paths), 1 / MONTHS)
    arrays["wiped_out"][:, where] = NEVER
    for year in range(years):
        growth, prices = np.ones((classes, paths)), np.ones(paths)
        value = np.zeros((classes, paths))  # of the payments so far, and the same weighted by x and by x^2
        by_time, by_square = np.zeros((2, len(SLEEVE_CLASSES), paths))
        for _ in range(MONTHS):
            month = next(futures)
            sleeve = month.growth[first_sleeve:]
            held = value[first_sleeve:]
            np.divide(month.alive, MONTHS, out=step[crypto[0] : crypto[-1] + 1])
            by_square += (2 * by_time + held * step) * step
            by_time += held * step
            by_square *= sleeve
            by_time *= sleeve
            value *= month.growth
            value += 1.0
            growth *= month.growth
            prices *= month.prices
            for row in range(len(CRYPTO_CLASSES)):
                hit = np.flatnonzero(month.wiped_out[row])
                arrays["wiped_out"][row, where.start + hit] = year
        mean = by_time / value[first_sleeve:]
        arrays["growth"][year, :, where] = growth
        arrays["paid_in"][year, :, where] = value
        arrays["time_left"][year, :, where] = mean
        arrays["time_spread"][year, :, where] = by_square / value[first_sleeve:] - mean * mean
        arrays["prices"][year, where] = prices


def _shapes(paths: int, years: int, dtype: type) -> dict[str, tuple[tuple[int, ...], type]]:
    whole, sleeve = (years, len(CLASSES), paths), (years, len(SLEEVE_CLASSES), paths)
    return {
        "growth": (whole, dtype),
        "paid_in": (whole, dtype),
        "time_left": (sleeve, dtype),
        "time_spread": (sleeve, dtype),
        "prices": ((years, paths), dtype),
        "wiped_out": ((len(CRYPTO_CLASSES), paths), np.int16),
    }


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What a bank is built from."""

    name: str
    market: Market
    seed: int
    paths: int
    years: int

    @property
    def identity(self) -> dict[str, object]:
        return {"format": FORMAT, "seed": self.seed, "paths": self.paths, "years": self.years, "market": self.market.constants}


def _plan(beliefs: Beliefs) -> _Plan:
    assumptions = load(beliefs.edition)
    return _Plan(
        name=f"{assumptions.edition}-{beliefs.model}",
        market=resolve(assumptions, beliefs),
        seed=assumptions.seed if beliefs.seed is None else beliefs.seed,
        paths=assumptions.paths if beliefs.paths is None else beliefs.paths,
        years=assumptions.years,
    )


def _place(plan: _Plan, folder: Path) -> Path:
    key = hashlib.sha256(json.dumps(plan.identity, sort_keys=True).encode()).hexdigest()[:16]
    return folder / f"{plan.name}-{key}"


def _build_at(place: Path, plan: _Plan, progress: Progress | None) -> None:
    draft = Path(tempfile.mkdtemp(prefix=f"{place.name}.", dir=place.parent))
    try:
        arrays: dict[str, Array] = {
            name: np.lib.format.open_memmap(draft / f"{name}.npy", mode="w+", dtype=kind, shape=shape)
            for name, (shape, kind) in _shapes(plan.paths, plan.years, np.float32).items()
        }
        bank = build(plan.market, seed=plan.seed, paths=plan.paths, years=plan.years, into=arrays, progress=progress)
        (draft / "manifest.json").write_text(json.dumps({"hash": bank.hash, **plan.identity}, indent=1, sort_keys=True))
        draft.chmod(0o755)
        draft.rename(place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _hash(arrays: dict[str, Array]) -> str:
    digest = hashlib.sha256()
    for name in ARRAYS:
        digest.update(np.ascontiguousarray(arrays[name]).data)
    return "sha256:" + digest.hexdigest()


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
