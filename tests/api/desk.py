"""A firm with a key, and requests by it."""

import json
from typing import Any

from django.test import Client

from advisor.accounts.models import User
from advisor.api.keys import make_key
from advisor.api.scopes import Scope
from advisor.firms.models import Firm, FirmMember, FirmRole

LEAD = "lead@example.org"
MAYA: dict[str, Any] = {"household": {"age": 35, "balance": 45_000, "contribution": 0.08}, "sleeve": {"weight": 0.05}, "check_passed": True}
THEO: dict[str, Any] = {"household": {"age": 24, "balance": 0, "contribution": 0.06}}


def firm(lead: str = LEAD, name: str = "Alder & Wren") -> Firm:
    made = Firm.objects.create(name=name)
    FirmMember.objects.create(firm=made, user=User.objects.with_address(lead), role=FirmRole.LEAD)
    return made


def secret(of: Firm | None = None, *scopes: Scope, name: str = "Portal") -> str:
    """Of a new key; with every scope unless some are named."""
    of = of or Firm.objects.first() or firm()
    member = of.members.select_related("user").first()
    assert member
    return make_key(firm=of, user=member.user, name=name, scopes=scopes or tuple(Scope))[1]


class Program:
    """What a firm runs: it has a key and no cookie."""

    def __init__(self, key: str = "") -> None:
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self.headers, **more)

    def post(self, path: str, document: Any, kind: str = "application/json") -> Any:
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self.client.post(f"/api/v1/{path}", content, content_type=kind, headers=self.headers)


def program(*scopes: Scope) -> Program:
    return Program(secret(None, *scopes))


def codes(response: Any) -> list[tuple[str, str]]:
    """Of a refusal: each code with its key."""
    return [(error["code"], error["key"]) for error in response.json()["errors"]]
