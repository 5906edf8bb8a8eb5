"""python -m tests.golden [--draw]: record the answers of the golden households anew; with --draw, draw the households first."""

import sys

from scenarios import __version__
from scenarios.bank import Bank, ensure
from scenarios.editions import DEFAULT
from scenarios.inputs import Beliefs
from tests.golden.personas import personas
from tests.golden.recorded import ANSWERS, PERSONAS, as_shown, read, told, write


def recorded_with(bank: Bank) -> str:
    """The line that CHANGELOG.md must name: with which engine, edition and bank the answers were recorded."""
    return f"engine {__version__}, edition {DEFAULT}, bank {bank.hash.removeprefix('sha256:')[:12]}"


def main() -> None:
    if "--draw" in sys.argv or not PERSONAS.exists():
        write(PERSONAS, personas())
    line = recorded_with(ensure(Beliefs()))
    write(ANSWERS, [line, *(as_shown(told(document)) for document in read(PERSONAS))])
    print(f"recorded with {line}: name this line in CHANGELOG.md, and say what changed and why")


if __name__ == "__main__":
    main()
