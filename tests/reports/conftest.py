"""A worker's three figures, and the form an answer page sends to ask for its PDF."""

import pytest

from advisor.planner.question import SHOWN
from advisor.reports import services
from advisor.reports.models import Report
from scenarios import document
from scenarios.inputs import Question

FIGURES = {"age": "35", "balance": "45000", "contribution": "8%"}


@pytest.fixture
def figures() -> dict[str, str]:
    return dict(FIGURES)


@pytest.fixture
def question() -> Question:
    return document.parse(
        {
            "household": {"age": 35, "balance": 45_000, "contribution": 0.08},
            "sleeve": {"weight": 0.05},
            "ask": list(SHOWN),
        }
    )


@pytest.fixture
def report(db: None, question: Question) -> Report:
    return services.request_report(question=question, language="en")
