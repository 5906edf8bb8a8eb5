"""The terminal: python -m scenarios answer | cohort | verify | edition | pool. Errors go to stderr with exit code 2."""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scenarios import __version__, bank, edition_text, pool_text
from scenarios.answer import answer_to
from scenarios.answer_document import answer_document
from scenarios.cohort import PlanEffect, Standing, cohort, plan_effects
from scenarios.cohort_document import Asked, cohort_document, in_short, parse_cohort
from scenarios.document import parse
from scenarios.editions import DEFAULT, due, load
from scenarios.errors import EditionError, InputError, NotAnAnswer
from scenarios.inputs import Household, Question
from scenarios.pool import pool
from scenarios.strict_json import read_json
from scenarios.verify import verify
from scenarios.verify_pdf import is_pdf, verify_pdf

SLICE = 500  # people answered together


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it worked, 1 if numbers do not agree, 2 if the input cannot be used."""
    given = _parser().parse_args(arguments)
    try:
        run = {"answer": _answer, "cohort": _cohort, "verify": _verify, "edition": _edition, "pool": _pool}[given.command]
        return run(given)
    except (InputError, EditionError, NotAnAnswer, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scenarios", description="What a capped sleeve would change in a 401(k).")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("answer", help="read one TOML or JSON document, print the paired answer")
    ask.add_argument("file", nargs="?", help="the document; standard input if left out")
    ask.add_argument("--json", action="store_true", help="print the whole answer as one JSON document")
    ask.add_argument("--at-retirement", action="store_true", help="print JSON with the figures at retirement, not by age")
    ask.add_argument("--by-age", action="store_true", help="print JSON with the figures by age, not at retirement")
    many = commands.add_parser("cohort", help="read one TOML or JSON document about many people under one plan, print where they stand")
    many.add_argument("file", nargs="?", help="the document; standard input if left out")
    many.add_argument("--json", action="store_true", help="print every person, as one JSON document")
    check = commands.add_parser("verify", help="answer a JSON answer or a PDF report again and compare every number")
    check.add_argument("file", help="what `answer --json` printed, or a report")
    share = commands.add_parser("pool", help="what a share of all 401(k) assets would be, in dollars, bitcoin and ether")
    share.add_argument("--share", type=float, default=0.01, help="of all 401(k) assets (default: 0.01)")
    share.add_argument("--years", type=int, default=1, help="spread evenly over so many years (default: 1, at once)")
    share.add_argument("--json", action="store_true", help="print it as one JSON document")
    edition = commands.add_parser("edition", help="print the assumptions with their sources")
    edition.add_argument("edition", nargs="?", default=DEFAULT)
    edition.add_argument("--json", action="store_true", help="print them as one JSON document")
    edition.add_argument("--due", action="store_true", help="only the figures whose review date has come")
    return parser


def _answer(given: argparse.Namespace) -> int:
    question = parse(_read(given.file))
    futures = bank.ensure(question.beliefs, progress=_progress)
    found = answer_to(question, bank=futures)
    both = given.at_retirement == given.by_age
    document = answer_document(found, at_retirement=both or given.at_retirement, by_age=both or given.by_age)
    print(json.dumps(document, indent=2) if given.json or given.at_retirement or given.by_age else _in_short(question, document))
    return 0


def _cohort(given: argparse.Namespace) -> int:
    asked = parse_cohort(_read(given.file))
    futures = bank.ensure(asked.beliefs, progress=_progress)
    standings: list[Standing] = []
    effects: list[PlanEffect] = []
    for low in range(0, len(asked.people), SLICE):
        stand, change = _stand(asked, asked.people[low : low + SLICE], futures)
        standings += stand
        effects += change
        if len(asked.people) > SLICE:
            print(f"\r{len(standings)} of {len(asked.people)} people", end="", file=sys.stderr, flush=True)
    if len(asked.people) > SLICE:
        print(file=sys.stderr)
    told = asked, standings, effects, futures.hash
    print(json.dumps(cohort_document(*told), indent=2) if given.json else in_short(*told))
    return 0


def _stand(asked: Asked, people: Sequence[Household], futures: bank.Bank) -> tuple[Sequence[Standing], Sequence[PlanEffect]]:
    """Where people stand, and what a proposed plan would change, if there is one."""
    if asked.proposed is None:
        return cohort(people, asked.plan, asked.sleeve, asked.beliefs, bank=futures), ()
    effects = plan_effects(people, asked.plan, asked.proposed, asked.beliefs, bank=futures)
    return [effect.now for effect in effects], effects


def _verify(given: argparse.Namespace) -> int:
    content = Path(given.file).read_bytes()
    verdict = verify_pdf(content) if is_pdf(content) else verify(read_json(content, "neither a PDF nor JSON"))[0]
    print("\n".join(verdict.lines))
    return 0 if verdict.same else 1


def _pool(given: argparse.Namespace) -> int:
    found = pool(load(), given.share, given.years)
    print(json.dumps(pool_text.as_document(found), indent=2) if given.json else "\n".join(pool_text.as_lines(found)))
    return 0


def _edition(given: argparse.Namespace) -> int:
    assumptions = load(given.edition)
    if given.due:
        for key, review_by in due(assumptions, date.today()):
            print(f"{key}: review by {review_by}")
    elif given.json:
        print(json.dumps(edition_text.as_document(assumptions), indent=2))
    else:
        print("\n".join(edition_text.as_lines(assumptions)))
    return 0


def _read(file: str | None) -> Mapping[str, Any]:
    """The document as plain values. JSON starts with a brace; anything else is read as TOML."""
    text = sys.stdin.read() if file is None else Path(file).read_text(encoding="utf-8")
    kind, read = ("JSON", json.loads) if text.lstrip().startswith("{") else ("TOML", tomllib.loads)
    try:
        document: Mapping[str, Any] = read(text)
    except ValueError as problem:
        raise _Unreadable(f"{file or 'standard input'}: not {kind}: {problem}") from problem
    return document


class _Unreadable(InputError):
    """A document that is not even TOML or JSON."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.args = (message,)


def _progress(done: int, of: int) -> None:
    print(f"\rbuilding the market bank, once: {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _in_short(question: Question, document: Mapping[str, Any]) -> str:
    """The answer in a few lines of plain text; `--json` has all of it."""
    base, sleeve = (document[side]["at_retirement"]["income_monthly"] for side in ("baseline", "sleeve"))
    change, run = document["difference"]["at_retirement"], document["run"]
    rows = [("no sleeve", base), (f"sleeve of {question.sleeve.weight:.1%}", sleeve), ("difference", change["income_monthly"])]
    chances = ", ".join(f"about {100 * change[f'chance_{name}']['value']:.0f} {name}" for name in ("less", "same", "more"))
    return "\n".join(
        [
            f"Income a month at {question.household.retirement_age}, today's dollars, before tax (standard error)",
            f"{'':16}{'lowest 5 of 100':>20}{'middle':>20}{'highest 5 of 100':>20}",
            *(f"{name:16}" + "".join(f"{_with_error(row[part]):>20}" for part in ("p5", "p50", "p95")) for name, row in rows),
            f"Of 100 futures: {chances}.",
            f"Run {run['id']}, edition {run['edition']}. Hypothetical: not a forecast, not advice. All of it: --json",
        ]
    )


def _with_error(statistic: Mapping[str, float]) -> str:
    return f"{statistic['value']:,.0f} ({statistic['se']:,.0f})"


if __name__ == "__main__":
    sys.exit(main())
