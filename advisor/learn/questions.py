"""Six questions about every asset that a sleeve may hold, from content/six_questions.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from advisor.learn import CONTENT
from advisor.learn.dated import dated
from advisor.learn.placeholders import text_of
from advisor.present import names
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions.reading import Table, read_file
from scenarios.inputs import Sleeve

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
    return tuple(six_about(key) for key in names.held(sleeve))


def six_about(asset: str) -> Questions:
    return _content(get_language() or "en")[asset]


@cache
def _content(language: str) -> Mapping[str, Questions]:
    """Raises EditionError, which names file and key, where an answer is missing, or its date or source."""
    with translation.override(language):
        file = read_file(CONTENT, "six_questions.toml", {})
        content = {key: _about(key, file.table(key)) for key in SLEEVE_CLASSES}
        file.close()
        return content


def _about(asset: str, given: Table) -> Questions:
    six = tuple(_question(asked, given.table(topic)) for topic, asked in ASKED.items())
    given.close()
    return Questions(asset=asset, heading=gettext("Six questions on %(asset)s") % {"asset": names.asset(asset)}, six=six)


def _question(asked: str, given: Table) -> Question:
    question = Question(asked=gettext(asked), answer=text_of(given, "text"), dated=dated(given))
    given.close()
    return question
