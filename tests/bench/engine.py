"""The model by itself, in one process on one core."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from scenarios import bank
from scenarios.answer import SWEEP, answer_to
from scenarios.assumptions import Assumptions
from scenarios.cohort import cohort
from scenarios.editions import load
from scenarios.futures import futures_of
from scenarios.inputs import ASKS, Beliefs, Pause, Question, Sleeve
from scenarios.project import Balances
from scenarios.results import Answer, Statistic
from tests.bench.plain import MEDIAN, Estimate, PlainAnswer, plain_answer
from tests.bench.reference import reference
from tests.bench.timing import Row, Runs, timed

ROUNDS, ANSWERS_A_ROUND = 3, 7
COHORT, COHORT_PATHS = 2_000, 1_000
RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "a private fund with gates": ("private_equity", {}),
    "a band of 2 %": ("bitcoin", {"rebalance": "band", "band": 0.02}),
    "never rebalanced": ("bitcoin", {"rebalance": "never"}),
    "a pause after a fall": ("bitcoin", {"pause": Pause(fall=0.3, years=2)}),
}
ON_IMPORT = """
import time
start = time.perf_counter()
import scenarios.answer
took = (time.perf_counter() - start) * 1000
print(took, sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Private")) / 1024)
"""


def rows() -> Iterator[Row]:
    edition = load()
    with tempfile.TemporaryDirectory(prefix="ballast-bench-") as folder:
        banks = Path(folder)
        yield from _bank(banks)
        yield from _import()
        futures = bank.ensure(Beliefs(), banks)
        yield from _reference(edition, futures)
        yield from _rules(edition, futures)
        yield from _extras(edition, futures)
        yield from _growth(edition, futures)
        yield from _cohort(edition, bank.ensure(Beliefs(paths=COHORT_PATHS), banks))


def _bank(banks: Path) -> Iterator[Row]:
    built = timed(lambda: bank.ensure(Beliefs(), banks))
    yield Row(what="bank: build, once", value=built.wall_median / 1000, unit="s", note=f"CPU {built.cpu_median / 1000:.1f} s")
    yield Row(what="bank: files", value=sum(file.stat().st_size for file in banks.rglob("*.npy")) / 1e6, unit="MB")


def _import() -> Iterator[Row]:
    """In fresh processes; the private memory is Linux's count."""
    found = [subprocess.run([sys.executable, "-c", ON_IMPORT], capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    took, private = np.median(np.array(found, float), axis=0)
    yield Row(what="engine: import", value=float(took) / 1000, unit="s")
    yield Row(what="engine: private memory", value=float(private), unit="MB", note="of a process that has imported it")


def _reference(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """Ours and the plain model in turns, so that both meet the same weather."""
    question, weights = reference(edition), [0.0, 0.05, *SWEEP]

    def ours() -> Answer:
        return answer_to(question, bank=futures)

    def plainly() -> PlainAnswer:
        return plain_answer(question, edition, weights, futures.paths, seed=1)

    yield _near("median balance with the sleeve", ours().sleeve.balance.p50, plainly().balance)
    plain, found = Runs(), Runs()
    for _ in range(ROUNDS):
        plain += timed(plainly)
        found += timed(ours, ANSWERS_A_ROUND)
    size = f"{futures.paths:,} paths, 35 to 95, baseline + sleeve + {len(SWEEP)} weights"
    yield Row(what="plain NumPy, month by month: CPU", value=plain.cpu_median, unit="ms", note=size)
    yield Row(what="answer R: CPU", value=found.cpu_median, unit="ms", note=size)
    yield Row(what="answer R: plain / ours", value=plain.cpu_median / found.cpu_median, unit="x", note="in turns, CPU")


def _near(what: str, ours: Statistic, plain: Estimate) -> Row:
    """That both answered the same question: how far apart, in standard errors."""
    value, error = plain.value[1, MEDIAN], plain.error[1, MEDIAN]
    apart = (ours.value - value) / np.hypot(ours.se, error)
    return Row(what=f"{what}: ours - plain", value=float(apart), unit="se", note=f"{ours.value:,.0f} and {value:,.0f} dollars")


def _rules(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """R under rules that let an account leave its targets."""
    for what, (key, plan) in RULES.items():
        found = timed(partial(answer_to, _under(reference(edition), key, **plan), bank=futures), ANSWERS_A_ROUND)
        yield Row(what=f"answer R, {what}: CPU", value=found.cpu_median, unit="ms")


def _under(question: Question, key: str, **plan: Any) -> Question:
    return replace(question, plan=replace(question.plan, **plan), sleeve=Sleeve(weight=0.05, mix={key: 1.0}))


def _extras(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """What each extra adds to the paired answer alone; the last is all of them, as a page asks."""
    asked = {ask: replace(reference(edition), ask=(ask,)) for ask in ASKS} | {"all": replace(reference(edition), ask=ASKS)}
    alone = timed(partial(answer_to, replace(reference(edition), ask=()), bank=futures), ANSWERS_A_ROUND).cpu_median
    yield Row(what="paired answer alone: CPU", value=alone, unit="ms")
    for ask, question in asked.items():
        found = timed(partial(answer_to, question, bank=futures), ANSWERS_A_ROUND).cpu_median
        yield Row(what=f"extra: {ask}: CPU", value=found - alone, unit="ms", note="on top")


def _growth(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """Cost by the number of policies, people and futures."""
    for count in (6, 12, 23, 46, 92):
        cost = timed(_projection(edition, futures, count), 9).cpu_median
        yield Row(what=f"project {count} policies: CPU", value=cost, unit="ms", note=f"{1000 * cost / count:.0f} us each")
    for count in (1, 2, 4, 8):
        cost = timed(partial(_everybody, edition, futures, count), 3).cpu_median
        yield Row(what=f"answer {count} people: CPU", value=cost, unit="ms", note=f"{cost / count:.1f} ms each")
    for paths in (1_000, 2_500, 5_000, 10_000):
        question = replace(reference(edition), beliefs=Beliefs(paths=paths))
        cost = timed(partial(answer_to, question, bank=bank.shared(question.beliefs)), ANSWERS_A_ROUND).cpu_median
        yield Row(what=f"answer R on {paths} futures: CPU", value=cost, unit="ms", note=f"{1000 * cost / paths:.1f} us each")


def _projection(edition: Assumptions, futures: bank.Bank, count: int) -> Callable[[], Balances]:
    """The plan years of `count` sleeve weights, without the years' own growth, which all share."""
    opened, weights = futures_of(reference(edition), edition, futures), [float(weight) for weight in np.linspace(0, 0.2, count)]
    return lambda: opened.account(weights, keep=2)


def _everybody(edition: Assumptions, futures: bank.Bank, count: int) -> None:
    for person in range(count):
        answer_to(reference(edition, age=35 + person % 2), bank=futures)  # the same number of years to within one


def _cohort(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """Many people, each with and without the sleeve, with percentiles and errors."""
    question = reference(edition)
    people = [replace(question.household, age=25 + person % 40, balance=1_000.0 * person) for person in range(COHORT)]
    found = timed(lambda: cohort(people, question.plan, question.sleeve, question.beliefs, bank=futures), ROUNDS)
    seconds = found.cpu_median / 1000
    yield Row(what="cohort: core-seconds for 100,000 people", value=seconds * 100_000 / COHORT, unit="s",
              note=f"measured with {COHORT:,} people, {futures.paths:,} futures, with and without the sleeve, errors")  # fmt: skip
