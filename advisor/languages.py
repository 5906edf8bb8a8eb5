"""The switch at the top of a page: the same page in each language, and what was typed goes along.

A page with a form gives the id of that form to the tag `languages`. The switch then sends this form, with what stands in it at that
moment, to the same page in the other language: nothing typed is in an address, in a cookie or kept. The button adds SWITCHED, for
the few pages that would otherwise do something with what they get.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from advisor.requests import site_of

SWITCHED = "switched"
START = "planner:start"  # stands in for a page that there is not

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Language:
    """`tag` names it as HTML does; `name` is its own name for itself; `address` is where the page stands in it."""

    code: str
    tag: str
    name: str
    address: str

    @property
    def is_current(self) -> bool:
        return self.code == translation.get_language()


def switched(request: HttpRequest) -> bool:
    """Whether the form came by way of the switch: it is to be shown as it is, and nothing is to be done with it yet."""
    return request.method == "POST" and SWITCHED in request.POST


@register.filter
def language_tag(code: str) -> str:
    """As HTML and PDF name a language: zh-hant is zh-Hant there."""
    return translation.to_locale(code).replace("_", "-")


@register.inclusion_tag("_languages.html", takes_context=True)
def languages(context: Mapping[str, Any], to: str = "", form: str = "", **parts: Any) -> dict[str, object]:
    """The switch. `to`, with the `parts` of its address, names the page where it is not the one of this very address."""
    request = context["request"]
    return {"languages": every(request, to, parts), "form": form, "switched": SWITCHED, "by_htmx": bool(getattr(request, "htmx", False))}


@register.inclusion_tag("_alternates.html", takes_context=True)
def alternates(context: Mapping[str, Any]) -> dict[str, object]:
    """The same page in each language, for machines: where an address is all that there is to a page."""
    request = context["request"]
    if request.method == "POST" or request.resolver_match is None:
        return {}
    return {"languages": every(request), "site": site_of(request), "first": settings.LANGUAGE_CODE}


def every(request: HttpRequest, to: str = "", parts: dict[str, Any] | None = None) -> list[Language]:
    here = request.resolver_match
    if to or here is None:
        name, args, kwargs = to or START, (), parts or {}
    else:
        name, args, kwargs = here.view_name, here.args, here.kwargs
    found = []
    for code, called in settings.LANGUAGES:
        with translation.override(code):
            address = reverse(name, args=args, kwargs=kwargs)
        found.append(Language(code=code, tag=language_tag(code), name=called, address=address))
    return found
