"""Ids and secrets of others, of other kinds, altered, cut short and dressed up, in every address and in forms: nothing opens, nothing
breaks, nothing of anybody else is shown or changed.

Each is tried as somebody who may come there with their own id, so that the id alone is what stops them; and as others. `make proof`
tries all of them, `make test` one in some dozens.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.urls.exceptions import NoReverseMatch

from advisor.accounts.models import Count, Session, User
from tests.security.addresses import OF_NOBODY, Route, routes
from tests.security.tenants import NAMES, VISITORS, Tenant, tenant
from tests.security.test_every_address import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

IN_FULL = "PROOF" in os.environ
SAMPLE = 40  # in `make test`, each such swap
OWNERS = {
    "accounts": "participant", "plans": "lead", "cohorts": "lead", "firms": "lead of the firm", "api": "lead of the firm",
    "clients": "adviser", "learn": "nobody", "reports": "nobody", "clients:end_consent": "participant", "cohorts:letters": "may print",
    "cohorts:part": "may print",
}  # fmt: skip
BY_SECRET = {"plans:enter", "plans:invited", "firms:invited", "clients:shared", "cohorts:letter", "api:embed", "reports:marked",
             "reports:status", "reports:again", "reports:file"}  # fmt: skip  # whoever has it comes in, so another's is not tried
SAYS_SO_ON_ITS_PAGE = {"reports:marked", "plans:invited", "firms:invited"}  # no such report; an invitation, that one signs in first
LOOKS_LIKE = str.maketrans("aeopcxAEOPCXBHKMT0123", "аеорсхАЕОРСХВНКМТ０１２３")


@dataclass(frozen=True, kw_only=True)
class Swap:
    who: str
    route: Route
    part: str
    how: str

    def path(self, alder: Tenant, birch: Tenant) -> str | None:
        """None where there is no such address, or where it is their own (both tenants have a version 1)."""
        own = str((alder.parts.get(self.route.app, {}) | OF_NOBODY)[self.part])
        swapped = HOW[self.how](own, self.part, birch)
        try:
            return None if swapped == own else self.route.of(alder, **{self.part: swapped})
        except NoReverseMatch:
            return None


def of_birch(own: str, part: str, birch: Tenant) -> str:
    return next((str(parts[part]) for parts in birch.parts.values() if part in parts), own)


def of_another_kind(kind: str) -> Callable[[str, str, Tenant], str]:
    """Of the other tenant."""

    def swapped(own: str, part: str, birch: Tenant) -> str:
        return str(next(parts[kind] for parts in birch.parts.values() if kind in parts))

    return swapped


HOW: Mapping[str, Callable[[str, str, Tenant], str]] = {
    "another tenant's": of_birch,
    **{f"a {kind}": of_another_kind(kind) for kind in ("client_id", "plan_id", "link", "mark", "report_id", "secret", "key_id")},
    "somebody's account": lambda own, part, birch: str(User.objects.get(email=birch.address("kept")).id),
    "one letter other": lambda own, part, birch: own[:-1] + ("A" if own[-1] != "A" else "B"),
    "first letter other": lambda own, part, birch: ("A" if own[0] != "A" else "B") + own[1:],
    "cut": lambda own, part, birch: own[:-1] or "x",
    "longer": lambda own, part, birch: f"{own}A",
    "very long": lambda own, part, birch: own * 400,
    "the other case": lambda own, part, birch: own.swapcase() if own.swapcase() != own else f"{own}x",
    "look-alikes": lambda own, part, birch: own.translate(LOOKS_LIKE) if own.translate(LOOKS_LIKE) != own else f"{own}о",
    "zero width": lambda own, part, birch: f"{own}\u200b",
    "a space": lambda own, part, birch: f"{own} ",
    "a line": lambda own, part, birch: f"{own}\n",
    "a null": lambda own, part, birch: f"{own}\0",
    "half a character": lambda own, part, birch: f"{own}\ufffd",
    "dots": lambda own, part, birch: "..",
    "dots and slashes": lambda own, part, birch: f"..%2f..%2f{own}",
    "slashes twice": lambda own, part, birch: f"%252e%252e%252f{own}",
    "a wildcard": lambda own, part, birch: "%",
    "a star": lambda own, part, birch: "*",
    "sql": lambda own, part, birch: f"{own}' OR '1'='1",
    "a list": lambda own, part, birch: f"{own},{of_birch(own, part, birch)}",
    "a semicolon": lambda own, part, birch: f"{own};x",
    "minus one": lambda own, part, birch: "-1",
    "a huge number": lambda own, part, birch: "9" * 40,
    "none": lambda own, part, birch: "None",
    "json": lambda own, part, birch: '{"$ne":null}',
}


FROM_ELSEWHERE = [how for how in HOW if how.startswith(("another", "a "))]
OTHERS = ("nobody", "viewer", "colleague")


def swaps() -> Iterator[Swap]:
    """By the owner of each address all of them; by others those that are of somebody else. The API's: test_keys."""
    for route in routes():
        for part in route.parts if route.app != "api-v1" else ():
            owner = OWNERS.get(route.name, OWNERS.get(route.app, ""))
            how = [how for how in HOW if how not in ("another tenant's", f"a {part}") or route.name not in BY_SECRET]
            for who in (owner, *OTHERS):
                yield from (Swap(who=who, route=route, part=part, how=one) for one in how if who == owner or one in FROM_ELSEWHERE)


ALL = sorted({*swaps()}, key=repr)
TRIED = {who: [swap for swap in ALL if swap.who == who] for who in sorted({swap.who for swap in ALL})}


@pytest.fixture
def both() -> tuple[Tenant, Tenant]:
    alder, birch = (tenant(name) for name in NAMES)
    return alder, birch


def all_rows() -> Mapping[str, Any]:
    """But for those that each request may move on."""
    return {
        f"{model.__name__} {row.pk}": {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
        for model in apps.get_models()
        if model not in (Count, Session)
        for row in model._default_manager.all()
    }


def test_there_are_many_swaps_of_every_part() -> None:
    assert len(ALL) >= 500
    assert {(swap.route.name, swap.part) for swap in ALL} == {
        (route.name, part) for route in routes() if route.app != "api-v1" for part in route.parts
    }


@pytest.mark.parametrize("who", TRIED)
def test_a_swapped_id_opens_nothing_breaks_nothing_and_changes_nothing(both: tuple[Tenant, Tenant], who: str) -> None:
    browser, before, tried = VISITORS[who].browser(), all_rows(), 0
    browser.raise_request_exception = False
    for swap in TRIED[who] if IN_FULL else TRIED[who][:: max(1, len(ALL) // SAMPLE)]:
        path = swap.path(*both)
        if path is None:
            continue
        for method in ("GET", "POST"):
            response = browser.generic(method, path)
            assert_opens_nothing(swap, response, said(response))
            tried += 1
    assert tried
    assert all_rows() == before


def assert_opens_nothing(swap: Swap, response: Any, shown: str) -> None:
    assert response.status_code < 500, swap
    shown = shown.replace(quote(response.request["PATH_INFO"]), "")
    assert not [*VISITORS[swap.who].foreign(shown)], swap
    if swap.route.name not in SAYS_SO_ON_ITS_PAGE:
        assert response.status_code in (302, 303, 404, 405), swap
