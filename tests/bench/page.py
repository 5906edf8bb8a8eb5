"""Write the figures of the newest runs into docs/performance.md: python -m tests.bench.page."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.growth import drawn
from tests.bench.timing import HISTORY

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, CHARTS = DOCS / "performance.md", DOCS / "performance-growth.svg"
BEGIN, END = "<!-- figures: python -m tests.bench.page -->", "<!-- end of figures -->"
PARTS = {
    "engine": "The model",
    "web": "Pages",
    "pdf": "PDFs",
    "workforce": "A workforce on a site as in production",
    "load": "Load",
    "soak": "Soak",
    "peers": "Other planners",
}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the row `what` of a run of `part` is to reach: at most, or at least, the `target`, better the `stretch`."""

    part: str
    what: str
    unit: str
    target: float
    stretch: float | None = None
    at_least: bool = False
    within: str = ""

    def reached(self, value: float) -> str:
        def good(bar: float) -> bool:
            return value >= bar if self.at_least else value <= bar

        return "stretch" if self.stretch is not None and good(self.stretch) else "yes" if good(self.target) else "**no**"


GOALS = (
    Goal(part="engine", what="answer R: CPU", unit="ms", target=25, stretch=12),
    Goal(part="engine", what="answer R: plain / ours", unit="x", target=250, at_least=True),
    Goal(part="engine", what="answer R, a private fund with gates: CPU", unit="ms", target=60, stretch=30),
    Goal(part="engine", what="answer R, a band of 2 %: CPU", unit="ms", target=60, stretch=30),
    Goal(part="engine", what="answer R, never rebalanced: CPU", unit="ms", target=60, stretch=30),
    Goal(part="engine", what="answer R, a pause after a fall: CPU", unit="ms", target=60, stretch=30),
    Goal(part="web", what="recompute request, from the running site, p95", unit="ms", target=60, stretch=40),
    Goal(part="load", what="20 a second, answers: p95", unit="ms", target=150),
    Goal(part="engine", what="cohort: core-seconds for 100,000 people", unit="s", target=20, stretch=10),
    Goal(part="engine", what="engine: import", unit="s", target=0.3),
    Goal(part="engine", what="engine: private memory", unit="MB", target=60),
    Goal(part="engine", what="bank: build, once", unit="s", target=5, stretch=2),
    Goal(part="engine", what="bank: files", unit="MB", target=80),
    Goal(part="pdf", what="PDF of four pages: CPU", unit="s", target=1.0, stretch=0.4),
    Goal(part="workforce", what="workforce of 1,000: answers and letters", unit="s", target=600, stretch=240),
)


def main() -> None:
    runs = {part: run for part in PARTS if (run := newest(part))}
    before, rest = PAGE.read_text().split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(before + BEGIN + "\n\n" + "\n".join(lines(runs)) + "\n\n" + END + after)
    CHARTS.write_text(drawn([row for run in runs.values() for row in run["rows"]]))
    print(f"Written: {PAGE.name}, {CHARTS.name}")


def newest(part: str) -> Mapping[str, Any]:
    found = sorted(HISTORY.glob(f"{part}-*.json"))
    run: Mapping[str, Any] = json.loads(found[-1].read_text()) if found else {}
    return run


def lines(runs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield from goals(runs)
    for part, title in PARTS.items():
        if part in runs:
            about = runs[part]["about"]
            yield f"\n### {title}\n\n{about['made_at'][:10]}, {about['machine']}, Python {about['python']}, NumPy {about['numpy']}.\n"
            yield from table(("what", "measured", "note"), ((row["what"], said(row), row["note"]) for row in runs[part]["rows"]))


def goals(runs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    values = {(part, row["what"]): row["value"] for part, run in runs.items() for row in run["rows"]}
    measured = ((goal, values.get((goal.part, goal.what))) for goal in GOALS)
    yield from table(
        ("goal", "target", "stretch", "measured", "reached"),
        (
            (
                goal.what,
                f"{'at least ' if goal.at_least else ''}{goal.target:g} {goal.unit}",
                "" if goal.stretch is None else f"{goal.stretch:g} {goal.unit}",
                "not measured" if value is None else f"{value:,.{0 if value >= 100 else 1}f} {goal.unit}",
                "" if value is None else goal.reached(value),
            )
            for goal, value in measured
        ),
    )


def said(row: Mapping[str, Any]) -> str:
    return f"{row['value']:,.1f} {row['unit']}".strip()


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    main()
