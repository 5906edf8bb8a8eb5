"""The annual bank: for each path, year and class what a year does to a balance and to money paid in. Built once, shared by all.

With yearly rebalancing and flows level inside a plan year nothing about a person is needed to reduce months to years.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from scenarios import annual, history, monthly
from scenarios.annual import Year
from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES, Assumptions
from scenarios.calibrate import MONTHS
from scenarios.editions import load
from scenarios.history import History, history_of
from scenarios.inputs import Beliefs
from scenarios.kept import Kept
from scenarios.market import Market, resolve
from scenarios.sampling import SAMPLES

if TYPE_CHECKING:
    from scenarios.years import SleeveYears, Years

try:
    import fcntl
except ImportError:  # no file locks on Windows: two builders would do the same work, and the rename still keeps it whole
    fcntl = None  # type: ignore[assignment]

FORMAT = 2  # part of a bank's identity: raise it when the same market would give other numbers
NEVER = np.iinfo(np.int16).max
ARRAYS = ("growth", "paid_in", "time_left", "time_spread", "prices", "wiped_out", "mean_shift")
LAGGED = ("reported", "bought", "gate")
KEPT = 2  # years of the core, 5 MB apiece: of the person who asks and of one who asks in turns with them
KEPT_MIXES = 4  # years of a sleeve, 5 MB apiece, or 10 with a private class: what is asked about, and its views
KEPT_COSTS = 8  # of incomes, up to 300 KB apiece: a sweep's are in three parts
BUILDERS = 4  # blocks drawn at a time at most, about 10 MB each
BLOCK = 2_000  # pairs drawn together: enough for NumPy, and not too many for a CPU's cache

Progress = Callable[[int, int], None]
Array = NDArray[Any]

_open: dict[str, "Bank"] = {}


@dataclass(frozen=True, kw_only=True)
class Bank:
    """Yearly real futures, arrays [year][class][path] (classes in the order of CLASSES), read-only.

    `growth`: factor of a balance over the year. `paid_in`: year-end value of $1 paid in at the end of each month.
    `time_left`, `time_spread` (sleeve classes): mean and variance, weighted by value, of the part of the year that the
    money paid in was invested. `prices` [year][path]: price factor. `wiped_out` [crypto class][path]: year or NEVER.
    `mean_shift` [class][path]: yearly log shift by which the path's long-run average differs from the stated one.

    Private classes only, [year][private class][path]: `reported`, reported over economic value at the year's end (1 before
    year 0); `bought`, year-end economic value of $1 a month that bought at reported prices, over `paid_in`; `gate`, closed
    at the year's end. Where nothing is `lagged` they are 1, 1 and false. Paths stand in 50 independent samples (sampling.py).

    `core_years`, `sleeve_years`, `income_costs`: what was worked out from this bank lately (futures.py); a changed copy has its own.
    """

    growth: Array
    paid_in: Array
    time_left: Array
    time_spread: Array
    prices: Array
    wiped_out: Array
    mean_shift: Array
    reported: Array
    bought: Array
    gate: Array
    lagged: bool
    hash: str
    core_years: "Kept[Years]" = field(init=False, repr=False, compare=False, default_factory=partial(Kept, KEPT))
    sleeve_years: "Kept[SleeveYears]" = field(init=False, repr=False, compare=False, default_factory=partial(Kept, KEPT_MIXES))
    income_costs: Kept[Array] = field(init=False, repr=False, compare=False, default_factory=partial(Kept, KEPT_COSTS))

    @property
    def years(self) -> int:
        return int(self.growth.shape[0])

    @property
    def paths(self) -> int:
        return int(self.growth.shape[2])


def build(
    market: Market | History,
    *,
    seed: int,
    paths: int,
    years: int,
    dtype: type = np.float32,
    into: dict[str, Array] | None = None,
    progress: Progress | None = None,
) -> Bank:
    """All samples of a bank, in memory or into prepared arrays. `paths` is a multiple of 100: samples of antithetic pairs.
    float64 is for tests of exact identities."""
    arrays = into
    if arrays is None:
        shapes = _shapes(paths, years, dtype, market.appraisal is not None)
        arrays = {name: np.empty(shape, kind) for name, (shape, kind) in shapes.items()}
    size = paths // SAMPLES
    draw: Any = history.months if isinstance(market, History) else monthly.months
    blocks = _blocks(size // 2)

    def fill(samples: range) -> None:
        months = draw(market, seed=seed, samples=samples, pairs=size // 2, years=years)
        futures = annual.years(months, count=years, appraisal=market.appraisal, expected=market.expected_log_growth)
        _fill(arrays, slice(samples.start * size, samples.stop * size), futures)

    with ThreadPoolExecutor(min(BUILDERS, os.cpu_count() or 1)) as builders:  # NumPy works outside Python's lock
        for done, _ in enumerate(builders.map(fill, blocks), start=1):
            if progress is not None:
                progress(done, len(blocks))
    return _bank(arrays, _hash(arrays))


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


def market_of(assumptions: Assumptions, beliefs: Beliefs) -> Market | History:
    """What the bank of these beliefs is drawn from."""
    return history_of(assumptions, beliefs) if beliefs.model == "history" else resolve(assumptions, beliefs)


def place_of(beliefs: Beliefs, folder: Path | None = None) -> Path:
    """Where the bank of these beliefs is, once it has been built."""
    return _place(_plan(beliefs), folder or default_folder())


def is_usual(beliefs: Beliefs) -> bool:
    """Whether these beliefs are about the futures of their edition, at most with other averages and fees: no bank of their own."""
    return _place(_plan(beliefs), Path()) == _place(_plan(Beliefs(edition=beliefs.edition)), Path())


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
    stored = (name for name in ARRAYS + LAGGED if (place / f"{name}.npy").exists())
    return _bank({name: np.load(place / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in stored}, manifest["hash"])


def content_hash(bank: Bank) -> str:
    """The hash of a bank's numbers, computed again; equal to `bank.hash` unless a file was damaged."""
    return _hash({name: getattr(bank, name) for name in (ARRAYS + LAGGED if bank.lagged else ARRAYS)})


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
    draw = [beliefs.edition, beliefs.model, beliefs.seed, beliefs.paths]
    return [*draw, beliefs.mean_uncertainty, beliefs.smoothing, beliefs.recentre, classes, correlations, beliefs.inflation]


def _blocks(pairs: int) -> list[range]:
    """The samples, in groups of about BLOCK pairs."""
    together = max(1, BLOCK // pairs)
    return [range(first, min(first + together, SAMPLES)) for first in range(0, SAMPLES, together)]


def _fill(arrays: dict[str, Array], where: slice, futures: Iterator[Year]) -> None:
    """Write the years of some samples into the arrays of all."""
    arrays["wiped_out"][:, where] = NEVER
    for number, year in enumerate(futures):
        for name in ("growth", "paid_in", "time_left", "time_spread"):
            arrays[name][number, :, where] = getattr(year, name)
        arrays["prices"][number, where] = year.prices
        arrays["wiped_out"][:, where][year.wiped_out] = number
        if number == 0:
            arrays["mean_shift"][:, where] = year.shift * MONTHS
        if year.private is not None:
            for name in LAGGED:
                arrays[name][number, :, where] = getattr(year.private, name)


def _shapes(paths: int, years: int, dtype: type, lagged: bool) -> dict[str, tuple[tuple[int, ...], type]]:
    whole, sleeve, private = ((years, len(classes), paths) for classes in (CLASSES, SLEEVE_CLASSES, PRIVATE_CLASSES))
    shapes: dict[str, tuple[tuple[int, ...], type]] = {
        "growth": (whole, dtype),
        "paid_in": (whole, dtype),
        "time_left": (sleeve, dtype),
        "time_spread": (sleeve, dtype),
        "prices": ((years, paths), dtype),
        "wiped_out": ((len(CRYPTO_CLASSES), paths), np.int16),
        "mean_shift": ((len(CLASSES), paths), dtype),
    }
    return shapes | ({"reported": (private, dtype), "bought": (private, dtype), "gate": (private, np.bool_)} if lagged else {})


def _bank(arrays: dict[str, Array], hash_: str) -> Bank:
    """The bank of these arrays; what private assets report is filled in where it is not stored, without taking memory."""
    years, _, paths = arrays["growth"].shape
    dtype, shape = arrays["growth"].dtype, (years, len(PRIVATE_CLASSES), paths)
    economic = {
        "reported": np.broadcast_to(dtype.type(1), shape),
        "bought": np.broadcast_to(dtype.type(1), shape),
        "gate": np.broadcast_to(np.False_, shape),
    }
    return Bank(hash=hash_, lagged="reported" in arrays, **{**economic, **arrays})


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What a bank is built from."""

    name: str
    market: Market | History
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
        market=market_of(assumptions, beliefs),
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
            for name, (shape, kind) in _shapes(plan.paths, plan.years, np.float32, plan.market.appraisal is not None).items()
        }
        bank = build(plan.market, seed=plan.seed, paths=plan.paths, years=plan.years, into=arrays, progress=progress)
        (draft / "manifest.json").write_text(json.dumps({"hash": bank.hash, **plan.identity}, indent=1, sort_keys=True))
        draft.chmod(0o755)
        draft.rename(place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _hash(arrays: dict[str, Array]) -> str:
    digest = hashlib.sha256()
    for name in ARRAYS + LAGGED:
        if name in arrays:
            digest.update(np.ascontiguousarray(arrays[name]).data)
    return "sha256:" + digest.hexdigest()


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
