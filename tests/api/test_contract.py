"""The OpenAPI document is true: schemathesis asks the site what the document allows, and what it does not."""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from advisor.api.urls import api
from advisor.wsgi import application
from tests.api.desk import secret
from tests.api.test_shapes import OF_ANOTHER, TOGETHER_WRONG
from tests.banks import small_bank

pytestmark = pytest.mark.django_db(transaction=True)  # the server closes its connection after each request

PROOF = "PROOF" in os.environ
EXAMPLES = 150 if PROOF else 12  # of each endpoint; in the proof also some hundred that go through each key
# A refusal of what the document allows: no such report, the check not confirmed, keys that contradict each other, too many reports.
MAY_BE = [200, 202, 404, 409, 422, 429]
NO_ANSWER = {"not_whole", "not_a_pdf", "locked", "unreadable", "not_attached", "elsewhere"}  # bytes that are no report of ours
CONFIG = {"checks": {"positive_data_acceptance": {"expected-statuses": MAY_BE}}, "phases": {"coverage": {"enabled": PROOF}}}
document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=schemathesis.Config.from_dict(CONFIG))


@schemathesis.serializer("application/pdf")
def as_it_is(_: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    """Answers are of few futures: here it is their shape that counts."""
    monkeypatch.setattr("scenarios.answer.shared", lambda beliefs: small_bank())
    return secret()


@document.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_site_keeps_what_the_document_says(case: Any, key: str) -> None:
    response = case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
    if response.status_code == 422 and case.meta.generation.mode.is_positive:
        assert not [error for error in response.json()["errors"] if not may_contradict(error)]


def may_contradict(error: dict[str, Any]) -> bool:
    """Whether the fault is one that no shape of a single key can say."""
    key = error["key"].rpartition("question.")[2] if "question." in error["key"] else error["key"]
    key = key.partition("].")[2] if key.startswith("questions[") else key
    if error["code"] in NO_ANSWER:
        return True
    within = error["code"] == "out_of_range" and (key in OF_ANOTHER or key.startswith("plan.match["))
    return error["code"] in TOGETHER_WRONG or within


def test_the_document_is_openapi_3_1() -> None:
    found = api.get_openapi_schema()
    assert found["openapi"].startswith("3.1")
    document.validate()


def test_every_endpoint_says_all_that_it_refuses() -> None:
    for methods in api.get_openapi_schema()["paths"].values():
        for method, found in methods.items():
            assert {401, 429} <= {*found["responses"]}
            assert method != "post" or {400, 413, 415, 422} <= {*found["responses"]}
            refusals = [answer for code, answer in found["responses"].items() if code >= 400]
            assert all(answer["content"]["application/json"]["schema"]["$ref"].endswith("/Errors") for answer in refusals)
