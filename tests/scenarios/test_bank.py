"""The bank: one hash everywhere, built once, and exact under a changed mean."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from scenarios import bank as banks
from scenarios.assumptions import CLASSES, SLEEVE_CLASSES
from scenarios.calibrate import MonthlyLaw
from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.market import resolve
from scenarios.sleeve import ClassTerms
from scenarios.years import SleeveClass
from tests.banks import bank_of, small_bank

# Any NumPy, on any CPU, must build exactly this. It changes only with the market itself, and the CHANGELOG then says why.
RECORDED = "sha256:7f6feb387266ee66da0badc6f3d78d8f8d85e2bda24ddc83446d4e36c40e7523"
HASH = (
    "from scenarios import bank, editions, inputs, market;"
    "print(bank.build(market.resolve(editions.load(), inputs.Beliefs()), seed=1, paths=3000, years=3).hash)"
)


def hash_elsewhere(**environment: str) -> str:
    """The hash that a fresh process finds, with these settings for NumPy."""
    run = subprocess.run([sys.executable, "-c", HASH], env=os.environ | environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_the_recorded_hash_is_found_again_in_another_process() -> None:
    assert small_bank(paths=3000, years=3).hash == RECORDED
    assert hash_elsewhere() == RECORDED


@pytest.mark.parametrize("off", [("AVX512", "X86_V4"), ("AVX", "FMA", "X86_V")], ids=["no AVX-512", "no AVX2 either"])
def test_the_hash_does_not_depend_on_cpu_features(off: tuple[str, ...]) -> None:
    switched = " ".join(name for name in switchable() if name.startswith(off))
    assert hash_elsewhere(NPY_DISABLE_CPU_FEATURES=switched) == RECORDED


def switchable() -> list[str]:
    """Features of this CPU that this NumPy has other code for, and can be told to leave unused."""
    loops = import_module("numpy._core._multiarray_umath" if hasattr(np, "_core") else "numpy.core._multiarray_umath")
    return [name for name in loops.__cpu_dispatch__ if loops.__cpu_features__.get(name) and name not in loops.__cpu_baseline__]


def test_another_seed_gives_another_bank() -> None:
    assert small_bank(paths=300, years=1, seed=1).hash != small_bank(paths=300, years=1, seed=2).hash


def test_more_years_only_add_years() -> None:
    few, many = small_bank(paths=600, years=2), small_bank(paths=600, years=13)
    assert np.array_equal(few.growth, many.growth[:2])
    assert np.array_equal(few.reported, many.reported[:2])


@pytest.mark.parametrize("together", [14, 50])
def test_the_hash_does_not_depend_on_how_many_samples_are_drawn_together(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = bank_of(Beliefs(), paths=200, years=1).hash
    monkeypatch.setattr(banks, "BLOCK", together)
    assert bank_of(Beliefs(), paths=200, years=1).hash == expected


def test_a_bank_is_built_once_even_when_two_want_it_at_the_same_time(tmp_path: Path) -> None:
    beliefs = Beliefs(paths=100)
    built: list[int] = []

    def want(_: int) -> str:
        return banks.ensure(beliefs, tmp_path, progress=lambda done, of: built.append(done)).hash

    with ThreadPoolExecutor(2) as both:
        hashes = set(both.map(want, range(2)))
    assert len(hashes) == 1
    assert built == [1]
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [next(tmp_path.glob("2026-11-regimes-*[!k]")).name]


def test_the_hash_matches_the_manifest_and_tells_damage(tmp_path: Path) -> None:
    bank = banks.ensure(Beliefs(paths=100), tmp_path)
    assert banks.content_hash(bank) == bank.hash == bank_of(Beliefs(), paths=100).hash
    place = next(path for path in tmp_path.iterdir() if path.is_dir())
    damaged = np.load(place / "growth.npy", mmap_mode="r+")
    damaged[0, 0, 0] += 1
    damaged.flush()
    assert banks.content_hash(banks.open_bank(place)) != bank.hash


def test_a_bank_without_smoothing_stores_nothing_for_it(tmp_path: Path) -> None:
    bank = banks.ensure(Beliefs(paths=100, smoothing=False), tmp_path)
    assert not list(tmp_path.glob("*/reported.npy"))
    assert not bank.lagged and (bank.reported == 1).all() and banks.content_hash(bank) == bank.hash


def test_a_finished_bank_is_read_only(tmp_path: Path) -> None:
    bank = banks.ensure(Beliefs(paths=100), tmp_path)
    with pytest.raises(ValueError, match="read-only"):
        bank.growth[0, 0, 0] = 1


def test_a_sleeve_s_mean_needs_no_other_bank_but_its_volatility_does(tmp_path: Path) -> None:
    first = banks.ensure(Beliefs(paths=100), tmp_path)
    same = banks.ensure(Beliefs(paths=100, view="hopeful", classes={"bitcoin": ClassBelief(average_return=0.2, fee=0.01)}), tmp_path)
    other = banks.ensure(Beliefs(paths=100, classes={"bitcoin": ClassBelief(volatility=0.5)}), tmp_path)
    assert first.hash == same.hash != other.hash
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2


@pytest.mark.parametrize(("points", "error"), [(0.13, 1e-5), (-0.13, 1e-5), (0.25, 5e-5), (-0.25, 5e-5)])
@pytest.mark.parametrize("key", ["bitcoin", "private_equity"])
def test_a_changed_mean_moves_the_bank_as_if_built_anew(key: str, points: float, error: float) -> None:
    beliefs = Beliefs(mean_uncertainty=False, smoothing=False, classes={name: ClassBelief(wipeout=0.0) for name in ("bitcoin", "ether")})
    market = resolve(load(), beliefs)
    at, d = CLASSES.index(key), points
    law = market.laws[at]
    laws = list(market.laws)
    laws[at] = MonthlyLaw(mean=(law.mean[0] + d / 12, law.mean[1] + d / 12), sd=law.sd)
    stated = banks.build(market, seed=3, paths=2000, years=3, dtype=np.float64)
    anew = banks.build(replace(market, laws=tuple(laws)), seed=3, paths=2000, years=3, dtype=np.float64)
    moved = SleeveClass(stated, ClassTerms(key=key, share=1, log_shift=d, all_in_fee=0), 3)
    growth, paid_in = np.empty((2, stated.paths))
    for year in range(3):
        moved.year(year, growth, paid_in)
        assert np.allclose(growth, anew.growth[year, at], rtol=1e-12)
        worst = np.abs(paid_in / anew.paid_in[year, at] - 1)
        assert np.quantile(worst, 0.99) < error
        assert worst.max() < 3 * error


def test_time_in_the_market_lies_within_the_year() -> None:
    bank = small_bank(paths=2000, years=3)
    assert bank.time_left.shape[1] == len(SLEEVE_CLASSES)
    assert bank.time_left.min() >= 0
    assert bank.time_left.max() <= 11 / 12
    assert bank.time_spread.min() >= -1e-6


def test_the_same_beliefs_give_the_same_bank_whether_stated_or_left_to_the_edition() -> None:
    assert bank_of(Beliefs(), paths=100, years=1).hash == bank_of(Beliefs(mean_uncertainty=True, inflation=0.0239), paths=100, years=1).hash


PLACES = [
    (Beliefs(), "2026-11-regimes-2e5fae0e5fff92e9"),
    (Beliefs(model="lognormal"), "2026-11-lognormal-f53456b7b1622314"),
    (Beliefs(model="history"), "2026-11-history-d96081d9415f3ff7"),
    (Beliefs(seed=2, paths=200, smoothing=False), "2026-11-regimes-85e4e92812845537"),
]


@pytest.mark.parametrize(("beliefs", "name"), PLACES)
def test_a_bank_is_found_again_under_the_name_on_record(beliefs: Beliefs, name: str, tmp_path: Path) -> None:
    """By all that it is built from; a name changes only with the market itself."""
    assert banks._place(banks._plan(beliefs), tmp_path) == tmp_path / name


def test_banks_are_kept_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BALLAST_BANKS", "BALLAST_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert banks.default_folder() == Path("var/banks")
    monkeypatch.setenv("BALLAST_HOME", "/home/of/ballast")
    assert banks.default_folder() == Path("/home/of/ballast/banks")
    monkeypatch.setenv("BALLAST_BANKS", "/elsewhere")
    assert banks.default_folder() == Path("/elsewhere")


def test_a_bank_stands_once_it_is_built_and_says_what_from(tmp_path: Path) -> None:
    beliefs = Beliefs(paths=100, smoothing=False)
    assert not banks.place_of(beliefs, tmp_path).exists()
    built = banks.ensure(beliefs, tmp_path)
    assert banks.place_of(beliefs, tmp_path).exists()
    (place,) = (path for path in tmp_path.iterdir() if path.is_dir())
    manifest = json.loads((place / "manifest.json").read_text())
    market = manifest.pop("market")
    assert manifest == {"format": 2, "hash": built.hash, "paths": 100, "seed": 1, "years": 80}
    assert market == json.loads(json.dumps(resolve(load(), beliefs).constants))
    assert (place / "manifest.json").read_text().splitlines()[:2] == ["{", ' "format": 2,']  # to be read by people
    assert place.stat().st_mode & 0o777 == 0o755  # by the site's own user too
    assert {path.name for path in place.iterdir()} == {"manifest.json", *(f"{name}.npy" for name in banks.ARRAYS)}


def test_a_build_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        banks.ensure(Beliefs(paths=100), tmp_path, progress=stop)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_process_opens_a_bank_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Beliefs, Path]] = []

    def ensure(beliefs: Beliefs, folder: Path) -> banks.Bank:
        opened.append((beliefs, folder))
        return replace(small_bank(paths=100, years=1), hash=f"bank {len(opened)}")

    monkeypatch.setattr(banks, "_open", {})
    monkeypatch.setattr(banks, "ensure", ensure)
    monkeypatch.setenv("BALLAST_BANKS", str(tmp_path))
    same, other = Beliefs(view="hopeful", classes={"ether": ClassBelief(fee=0.0)}), Beliefs(inflation=0.03)
    assert [banks.shared(beliefs).hash for beliefs in (Beliefs(), same, other, Beliefs())] == ["bank 1", "bank 1", "bank 2", "bank 1"]
    assert opened == [(Beliefs(), tmp_path), (other, tmp_path)]
    monkeypatch.setenv("BALLAST_BANKS", str(tmp_path / "elsewhere"))
    assert banks.shared(Beliefs()).hash == "bank 3"


@pytest.mark.parametrize(
    ("beliefs", "own"),
    [
        (Beliefs(view="hopeful"), False),
        (Beliefs(classes={"bitcoin": ClassBelief(average_return=0.1, fee=0.01)}), False),
        (Beliefs(classes={"us_stocks": ClassBelief(average_return=0.1)}), True),
        (Beliefs(classes={"bitcoin": ClassBelief(volatility=0.5)}), True),
        (Beliefs(classes={"bitcoin": ClassBelief(wipeout=0.0)}), True),
        (Beliefs(correlations={("us_stocks", "ether"): 0.5}), True),
        (Beliefs(mean_uncertainty=False), True),
        (Beliefs(smoothing=False), True),
        (Beliefs(recentre=False), True),
        (Beliefs(inflation=0.03), True),
        (Beliefs(seed=4), True),
        (Beliefs(paths=300), True),
        (Beliefs(model="history"), True),
    ],
)
def test_only_what_is_drawn_anew_asks_for_another_bank(beliefs: Beliefs, own: bool) -> None:
    assert (banks._bank_beliefs(beliefs) != banks._bank_beliefs(Beliefs())) is own


def test_samples_are_drawn_about_two_thousand_pairs_at_a_time() -> None:
    assert banks._blocks(1) == [range(50)]
    assert banks._blocks(100) == [range(20), range(20, 40), range(40, 50)]
    assert banks._blocks(400) == [range(first, first + 5) for first in range(0, 50, 5)]
    assert banks._blocks(300)[-1] == range(48, 50)
    assert banks._blocks(5_000) == [range(first, first + 1) for first in range(50)]


def test_however_many_build_a_bank_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    market, told = banks.market_of(load(), Beliefs()), []
    hashes = set()
    for builders, together in ((1, 2_000), (4, 10), (3, 70)):
        monkeypatch.setattr(banks, "BUILDERS", builders)
        monkeypatch.setattr(banks, "BLOCK", together)
        monkeypatch.setattr(os, "cpu_count", lambda: 8)
        hashes.add(banks.build(market, seed=1, paths=1_000, years=2, progress=lambda done, of: told.append((done, of))).hash)
    assert len(hashes) == 1
    assert told == [(1, 1), *((done, 50) for done in range(1, 51)), *((done, 8) for done in range(1, 9))]
