"""Six questions about every asset that a sleeve may hold, from content/<language>/six_questions.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from advisor.present import names
from advisor.present.figures import day
from scenarios.inputs import Sleeve

CONTENT = Path(__file__).parent / "content"
ASKED = {
    "performance": _("Performance: How has it done, and is that a guide?"),
    "fees": _("Fees: What does it cost to hold?"),
    "liquidity": _("Liquidity: Can you get out when you want to?"),
    "valuation": _("Valuation: How do we know what it is worth?"),
    "benchmark": _("Benchmark: What should it be compared with?"),
    "complexity": _("Complexity: What do you need to understand?"),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """`dated` says as of when the answer holds and where it is from."""

    asked: str
    answer: str
    dated: str


@dataclass(frozen=True, kw_only=True)
class Questions:
    """The six about one asset."""

    asset: str
    heading: str
    six: tuple[Question, ...]


def questions_about(sleeve: Sleeve) -> tuple[Questions, ...]:
    """The six questions for each asset held, in the active language."""
    answers = _content(get_language() or "en")
    return tuple(
        Questions(
            asset=key,
            heading=gettext("Six questions on %(asset)s") % {"asset": names.asset(key)},
            six=tuple(_question(asked, answers[key][topic]) for topic, asked in ASKED.items()),
        )
        for key in names.held(sleeve)
    )


def _question(asked: str, entry: Mapping[str, str]) -> Question:
    dated = gettext("As of %(date)s. Source: %(source)s.") % {"date": day(entry["as_of"]), "source": entry["source"]}
    return Question(asked=gettext(asked), answer=entry["text"], dated=dated)


@cache
def _content(language: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((CONTENT / language / "six_questions.toml").read_text(encoding="utf-8"))
