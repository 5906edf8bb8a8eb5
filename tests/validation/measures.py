"""What is measured for docs/validation.md: one function for each figure, in words and numbers."""

import csv
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from scenarios import calibrate
from scenarios.answer import answer
from scenarios.assumptions import CLASSES
from scenarios.bank import Bank, ensure
from scenarios.document import parse
from scenarios.editions import load
from scenarios.inputs import Beliefs
from scenarios.market import resolve
from scenarios.outcomes import sampled_error
from scenarios.results import Answer, Statistic
from tests.banks import small_bank
from tests.elsewhere import OLDER_NUMPY, an_older_cpu, python_with_older_numpy, told
from tests.golden.recorded import ANSWERS, PERSONAS, read
from tests.twin.agreement import Agreement, futures_for
from tests.twin.households import features, household_number

CASES = Path(__file__).resolve().parents[1]
HOUSEHOLDS = 1000 if os.environ.get("PROOF") else 100
PERSON = {"household": {"age": 35, "balance": 45_000, "contribution": 0.08, "pay": 80_000}, "sleeve": {"weight": 0.05}}
SEEDS, FUTURES_A_SEED = range(200, 220), 1_000


def moments() -> str:
    """The largest distance of any class's simulated first-year mean and mean square from the closed form, in standard errors."""
    market, bank = resolve(load(), Beliefs(mean_uncertainty=False)), small_bank(uncertain=False, paths=10_000, years=6)
    distances = []
    for at in range(len(CLASSES)):
        for power in (1, 2):
            expected = calibrate.yearly_moment(market.laws[at], market.chain, power, market.hazards[at], market.wipeout_left)
            found = bank.growth[0, at].astype(np.float64) ** power
            distances.append(abs(float((found.mean() - expected) / sampled_error(found))))
    return f"{len(distances)} moments of {len(CLASSES)} classes, largest distance {max(distances):.1f} standard errors"


def numpy_versions() -> str:
    here = told()
    with tempfile.TemporaryDirectory() as folder:
        older = python_with_older_numpy(Path(folder) / "older")
        other = f"NumPy {OLDER_NUMPY}" if older else "the same NumPy"
        there = told(older or sys.executable, NPY_DISABLE_CPU_FEATURES="" if older else an_older_cpu())
    on_older_cpu = told(NPY_DISABLE_CPU_FEATURES=an_older_cpu())
    equal = "equal" if here == there == on_older_cpu else "NOT equal"
    return f"NumPy {np.__version__}, {other}, and an older processor: {equal}, bank {str(here['bank'])[7:19]}"


@cache
def at_full_size() -> Answer:
    return ask(ensure(Beliefs()))


def ask(bank: Bank) -> Answer:
    question = parse(PERSON)
    return answer(question.household, question.plan, question.sleeve, question.beliefs, bank=bank)


WATCHED: Mapping[str, Callable[[Answer], Statistic]] = {
    "balance, middle": lambda found: found.sleeve.balance.p50,
    "balance, lowest 5 of 100": lambda found: found.sleeve.balance.p5,
    "balance, average of the worst 5 of 100": lambda found: found.sleeve.balance.worst5_mean,
    "difference of balance, middle": lambda found: found.difference.balance.p50,
    "difference of balance, lowest 5 of 100": lambda found: found.difference.balance.p5,
    "difference of income a month, middle": lambda found: found.difference.income_monthly.p50,
    "chance of less income": lambda found: found.difference.chance_less,
    "chance of a lower balance": lambda found: found.difference.chance_worse,
    "chance to run short": lambda found: found.sleeve.to_end.chance_short,
}


@cache
def spread_over_error() -> Mapping[str, float]:
    """The spread of each figure over SEEDS, each with a few futures, over the error that is stated for it."""
    found = [ask(small_bank(seed=seed, paths=FUTURES_A_SEED, years=70)) for seed in SEEDS]
    ratios = {}
    for name, of in WATCHED.items():
        figures = [of(one) for one in found]
        ratios[name] = float(np.std([one.value for one in figures], ddof=1) / np.mean([one.se for one in figures]))
    return ratios


def replication() -> str:
    ratios = spread_over_error().values()
    return f"spread over {len(SEEDS)} seeds is {min(ratios):.2f} to {max(ratios):.2f} of the stated error (1, known to 0.16)"


def golden() -> str:
    return f"{len(read(PERSONAS))} households; recorded with {read(ANSWERS)[0]}"


@cache
def twin_agreement() -> tuple[Agreement, int]:
    """The largest differences, and how many households were compared."""
    agreement, compared = Agreement(), 0
    for number in range(HOUSEHOLDS):
        question = household_number(number)
        compared += agreement.answer(question, futures_for(number, question), looks=1)
    return agreement, compared


def twin() -> str:
    agreement, compared = twin_agreement()
    money = max(worst for name, worst in agreement.worst.items() if name not in {"contributions", "goal"})
    return f"{compared} of {HOUSEHOLDS} households compared, largest difference {money:.1e}"


def pairs_of_features() -> str:
    met = Counter(pair for number in range(HOUSEHOLDS) for pair in combinations(sorted(features(household_number(number))), 2))
    single = Counter(name for number in range(HOUSEHOLDS) for name in features(household_number(number)))
    rarest, least = min(single.items(), key=lambda item: item[1])
    each = f"each met by {min(met.values())} or more"
    return f"{len(single)} features (the rarest, {rarest}, in {least} households), {len(met)} pairs of them, {each}"


def tax() -> str:
    with (CASES / "cases" / "federal_tax.csv").open(encoding="utf-8") as file:
        rows = sum(1 for row in csv.reader(line for line in file if not line.startswith("#"))) - 1
    return f"{rows} filers"


def bend_points() -> str:
    from tests.scenarios.test_social_security import PUBLISHED

    return f"{len(PUBLISHED)} years, {min(PUBLISHED)} to {max(PUBLISHED)}"


def windows() -> str:
    rows = tomllib.loads((CASES / "scenarios" / "cases" / "rolling_history.toml").read_text(encoding="utf-8"))["windows"]
    return f"{len(rows)} mixes and lengths, {sum(row['windows'] for row in rows)} windows"


MEASURES: Mapping[str, Callable[[], str]] = {
    "moments": moments, "numpy": numpy_versions, "replication": replication, "golden": golden, "twin": twin, "tax": tax,
    "bend points": bend_points, "windows": windows,
}  # fmt: skip
