"""Run all and print the table: python -m tests.bench [FILE for the figures as JSON]."""

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
from scenarios.answer import SWEEP, answer
from scenarios.assumptions import Assumptions
from scenarios.editions import load
from scenarios.futures import futures_of
from scenarios.inputs import Beliefs, Household, Pause, PlanRules, Question, Sleeve
from scenarios.project import Balances
from scenarios.results import Answer, Statistic
from tests.bench import web, workforce
from tests.bench.plain import MEDIAN, Estimate, PlainAnswer, plain_answer
from tests.bench.timing import Row, Runs, as_table, timed, write

ROUNDS, ANSWERS_A_ROUND = 3, 7
ON_IMPORT = """
import time
start = time.perf_counter()
import scenarios.answer
took = (time.perf_counter() - start) * 1000
print(took, sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Private")) / 1024)
"""


def main() -> None:
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var/bench.json")
    edition = load()
    with tempfile.TemporaryDirectory(prefix="ballast-bench-") as folder:
        banks = Path(folder)
        rows = [*bank_rows(banks), *import_rows()]
        futures = bank.ensure(Beliefs(), banks)
        rows += [*answer_rows(edition, futures), *growth_rows(edition, futures), *tracked_rows(edition, futures), *web.rows(banks)]
        rows += workforce.rows()
    print(as_table(rows))
    write(rows, place)
    print(f"\nWritten to {place}")


def reference(edition: Assumptions, age: int = 35) -> Question:
    """Reference job R: from 35 to 95, all defaults, a sleeve of 5 %."""
    household = Household(age=age, balance=45_000, contribution=0.08, contribution_unit="share", pay=edition.defaults.pay.value)
    plan = PlanRules(match=edition.match_presets[edition.defaults.match_preset].tiers)
    return Question(household=household, plan=plan, sleeve=Sleeve(weight=0.05), beliefs=Beliefs(), ask=("sweep",))


def bank_rows(banks: Path) -> Iterator[Row]:
    built = timed(lambda: bank.ensure(Beliefs(), banks))
    yield Row(what="bank: build, once", value=built.wall_median / 1000, unit="s", note=f"CPU {built.cpu_median / 1000:.1f} s")
    yield Row(what="bank: files", value=sum(file.stat().st_size for file in banks.rglob("*.npy")) / 1e6, unit="MB")


def import_rows() -> Iterator[Row]:
    """In fresh processes; the private memory is Linux's count."""
    found = [subprocess.run([sys.executable, "-c", ON_IMPORT], capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    took, private = np.median(np.array(found, float), axis=0)
    yield Row(what="engine: import", value=float(took), unit="ms")
    yield Row(what="engine: private memory", value=float(private), unit="MB", note="of a process that has imported it")


def answer_rows(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """Ours and the plain model in turns, so that both meet the same weather."""
    question, weights = reference(edition), [0.0, 0.05, *SWEEP]

    def ours(*ask: str) -> Answer:
        return answer(question.household, question.plan, question.sleeve, question.beliefs, ask, bank=futures)

    def plainly() -> PlainAnswer:
        return plain_answer(question, edition, weights, futures.paths, seed=1)

    def all_of_ours() -> Answer:
        return ours("sweep", "views", "break_even")

    yield near("median balance with the sleeve", all_of_ours().sleeve.balance.p50, plainly().balance)
    plain, short, whole = Runs(), Runs(), Runs()
    for _ in range(ROUNDS):
        plain += timed(plainly)
        short += timed(lambda: ours("sweep"), ANSWERS_A_ROUND)
        whole += timed(all_of_ours, ANSWERS_A_ROUND)
    size = f"{futures.paths:,} paths, 35 to 95, baseline + sleeve + {len(SWEEP)} weights"
    yield Row(what="plain NumPy, month by month: CPU", value=plain.cpu_median, unit="ms", note=size)
    yield Row(what="our answer: CPU", value=short.cpu_median, unit="ms", note=size)
    yield Row(what="our answer: wall", value=short.wall_median, unit="ms")
    yield Row(what="our answer: plain / ours, CPU", value=plain.cpu_median / short.cpu_median, unit="x")
    yield Row(what="our answer with views and break-even: CPU", value=whole.cpu_median, unit="ms")
    yield Row(what="our answer with views and break-even: wall", value=whole.wall_median, unit="ms")
    yield Row(what="our answer with views and break-even: plain / ours, CPU", value=plain.cpu_median / whole.cpu_median, unit="x",
              note="the plain model gives neither")  # fmt: skip


def near(what: str, ours: Statistic, plain: Estimate) -> Row:
    """That both answered the same question: how far apart, in standard errors."""
    value, error = plain.value[1, MEDIAN], plain.error[1, MEDIAN]
    apart = (ours.value - value) / np.hypot(ours.se, error)
    return Row(what=f"{what}: ours - plain", value=float(apart), unit="se", note=f"{ours.value:,.0f} and {value:,.0f} dollars")


def growth_rows(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """Cost by the number of policies and of people: a line through the points should miss none by much."""
    policies = {count: timed(projection(edition, futures, count), 9).cpu_median for count in (6, 12, 23, 46, 92)}
    for count, cost in policies.items():
        yield Row(what=f"project {count} policies: CPU", value=cost, unit="ms", note=f"{1000 * cost / count:.0f} us each")
    people = {count: timed(partial(everybody, edition, futures, count), 3).cpu_median for count in (1, 2, 4, 8)}
    for count, cost in people.items():
        yield Row(what=f"answer {count} people: CPU", value=cost, unit="ms", note=f"{cost / count:.1f} ms each")


def tracked_rows(edition: Assumptions, futures: bank.Bank) -> Iterator[Row]:
    """What rules cost that let an account leave its targets, over the account that is always brought back."""
    linear = timed(projection(edition, futures, 23), 9).cpu_median
    rules: dict[str, tuple[str, dict[str, Any]]] = {
        "a private fund with gates": ("private_equity", {}),
        "a band of 2 %": ("bitcoin", {"rebalance": "band", "band": 0.02}),
        "never rebalanced": ("bitcoin", {"rebalance": "never"}),
        "a pause after a fall": ("bitcoin", {"pause": Pause(fall=0.3, years=2)}),
    }
    for what, (key, plan) in rules.items():
        cost = timed(projection(edition, futures, 23, key, **plan), 5).cpu_median
        yield Row(what=f"project 23 policies, {what}: CPU", value=cost, unit="ms", note=f"{cost / linear:.1f} x always brought back")


def projection(edition: Assumptions, futures: bank.Bank, count: int, key: str = "bitcoin", **plan: Any) -> Callable[[], Balances]:
    """The plan years of `count` sleeve weights, without the years' own growth, which all share."""
    question = reference(edition)
    question = replace(question, plan=replace(question.plan, **plan), sleeve=Sleeve(weight=0.05, mix={key: 1.0}))
    opened, weights = futures_of(question, edition, futures), [float(weight) for weight in np.linspace(0, 0.2, count)]
    return lambda: opened.account(weights, keep=2)


def everybody(edition: Assumptions, futures: bank.Bank, count: int) -> None:
    for person in range(count):
        question = reference(edition, age=35 + person % 2)  # the same number of years to within one
        answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask, bank=futures)


if __name__ == "__main__":
    main()
