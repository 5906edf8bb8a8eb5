"""The page about the API: its endpoints, from the document that describes them, and the examples of docs/api.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from advisor.api.examples import examples
from advisor.api.scopes import Scope
from advisor.api.urls import api
from advisor.requests import HtmxRequest, site_of


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """`scope` is the word for it, empty where any key will do."""

    method: str
    path: str
    summary: str
    scope: str


@require_safe
def about(request: HtmxRequest) -> HttpResponse:
    context = {"endpoints": [*endpoints()], "examples": examples(), "document": reverse("api-v1:openapi-json"), "scopes": Scope.choices}
    return render(request, "api/about.html", context | {"site": site_of(request)})


def endpoints() -> Iterator[Endpoint]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, found in methods.items():
            scope = found["description"].removeprefix("Scope: ")
            yield Endpoint(
                method=method.upper(), path=path, summary=gettext(found["summary"]), scope=scope if scope in Scope.values else ""
            )
