"""The OpenAPI 3.1 document: what each endpoint takes, gives and refuses. Requests are read and answers written by the model's own hands,
so all shapes come from one table here; tests/api/test_contract.py asks the site whether they are true."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from ninja import NinjaAPI

from advisor.api import answer_shape, other_shapes, question_shape
from advisor.api.door import FirmKey, handlers, in_one_shape
from advisor.api.refused import ERRORS, MEANINGS
from advisor.api.scopes import Scope
from advisor.api.shapes import WHOLE, Shape, content, ref
from scenarios.editions import load

ALWAYS = (401, 405, 429, 503)
RETRY = {"Retry-After": {"schema": WHOLE, "description": "Seconds to wait"}}


class Described(NinjaAPI):
    def get_openapi_schema(self, **about: Any) -> Any:
        document = super().get_openapi_schema(**about)
        document["components"]["schemas"] = dict(shapes())
        return document


@cache
def shapes() -> Mapping[str, Shape]:
    edition = load()
    parts = (question_shape.shapes(edition), answer_shape.shapes(edition), other_shapes.shapes(settings.LANGUAGES))
    return {name: shape for part in parts for name, shape in part.items()} | {"Errors": ERRORS}


def endpoint(
    name: str,
    summary: str,
    *,
    scope: Scope | None = None,
    takes: Mapping[str, Any] | None = None,
    gives: Mapping[str, Any],
    status: int = 200,
    refuses: tuple[int, ...] = (),
    parameters: tuple[Shape, ...] = (),
) -> dict[str, Any]:
    """For ninja's decorators: the key that it needs, and all that the document says of it. `takes` and `gives` are by type of content."""
    codes = sorted({*ALWAYS, *refuses, *((403,) if scope else ()), *((400, 413, 415, 422) if takes else ())})
    responses: dict[int, Any] = {status: {"description": "Done", "content": gives}} | {code: refusal(code) for code in codes}
    extra: dict[str, Any] = {"responses": responses, "parameters": [*parameters]}
    if takes:
        extra["requestBody"] = {"required": True, "content": takes}
    return {
        "auth": FirmKey(scope),
        "operation_id": name,
        "url_name": name,
        "summary": summary,
        "description": f"Scope: {scope or 'any key'}",
        "response": {status: None},
        "openapi_extra": extra,
    }


def refusal(code: int) -> dict[str, Any]:
    said = {"description": MEANINGS[code], "content": content(ref("Errors"))}
    return said | ({"headers": RETRY} if code in (429, 503) else {})


def described() -> Described:
    api = Described(
        title="Ballast",
        version="1",
        description="What a capped crypto or alternatives sleeve in a 401(k) would change, on the same futures.",
        docs_url=None,
        urls_namespace="api-v1",
    )
    handlers(api)
    return api


def addresses(api: NinjaAPI) -> Any:
    """The patterns of the API, each of which says no in the one shape."""
    patterns, *names = api.urls
    for pattern in patterns:
        assert pattern.callback  # ninja's patterns all have one
        pattern.callback = in_one_shape(pattern.callback)
    return (patterns, *names)
