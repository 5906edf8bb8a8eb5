"""A firm with a widget, the figures that somebody types into it, and the right answers to its questions."""

from collections.abc import Callable, Mapping

from advisor.api.models import Widget
from advisor.firms.models import Firm
from advisor.learn.check_questions import CheckQuestion, drawn

ORIGINS = ("https://www.example.com", "http://localhost:8099")
THREE = {"age": "35", "balance": "$45,000", "contribution": "8%"}
NONE = THREE | {"asset": "bitcoin", "weight": "0"}
MAYA = THREE | {"asset": "bitcoin", "weight": "5"}


def widget_of(name: str = "Harbor Record Keeping", origins: tuple[str, ...] = ORIGINS) -> Widget:
    return Widget.objects.create(firm=Firm.objects.create(name=name), origins=list(origins))


def right(question: CheckQuestion) -> str:
    return question.right


def wrong(question: CheckQuestion) -> str:
    return next(answer.key for answer in question.answers if answer.key != question.right)


def answers(asset: str = "bitcoin", pick: Callable[[CheckQuestion], str] = right) -> Mapping[str, str]:
    """The fields of the check, each answered."""
    return {"check_about": asset} | {f"check_{question.id}": pick(question) for question in drawn([asset], "en")}
