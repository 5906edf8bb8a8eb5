"""What pages of other parts of the site show to an adviser: the way to the book, and for whom an answer is."""

from collections.abc import Mapping
from typing import Any

from django import template

from advisor.accounts.second_factor import has_used_passkey
from advisor.clients import in_mind
from advisor.clients.models import Client

register = template.Library()


@register.simple_tag(takes_context=True)
def is_adviser(context: Mapping[str, Any]) -> bool:
    """A page that is shown without a request is shown to nobody in particular."""
    request = context.get("request")
    return request is not None and hasattr(request, "user") and in_mind.member_of(request) is not None


@register.simple_tag(takes_context=True)
def may_keep_for_client(context: Mapping[str, Any]) -> bool:
    """Only once a passkey was used: the page that keeps asks for it, and what was sent would be lost on the way."""
    return is_adviser(context) and has_used_passkey(context["request"])


@register.simple_tag(takes_context=True)
def client_in_mind(context: Mapping[str, Any]) -> Client | None:
    return in_mind.client_in_mind(context["request"]) if is_adviser(context) else None
