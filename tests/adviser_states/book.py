"""An adviser's book of clients, in every state of its pages. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from advisor.clients.models import Client
from tests.clients.desk import client_of, desk, firm, member, report_of, scenario_of
from tests.people import PEOPLE
from tests.visitors import passed_cookie

Shown = Any  # the response of Django's test client, whose class has no public name

NAMES = ("Maya Ortiz", "Theo Lin", "Raymond Okafor", "Lucille Vo", "Ingrid Aalto")
TAGS: tuple[list[str], ...] = (["near retirement"], [], ["review in May", "near retirement"])
LATER = {"retirement_age": "65", "income_goal": "$4,000"}


def adviser() -> Browser:
    browser = desk()
    name, value = passed_cookie()
    browser.cookies[name] = value
    return browser


def one_client() -> Client:
    return client_of(member(firm()), email="maya@example.com", tags=["near retirement", "review in May"])


def full_page() -> Client:
    """With answers, one of them shared, a report and notes."""
    client = one_client()
    scenario_of(client)
    scenario_of(client, "Theo", "No sleeve", by_participant=True)
    report_of(client)
    client.notes.create(text="65.\nBitcoin?")
    return client


def book(*, clients: int = 5, post: Any = None) -> Shown:
    owner = member(firm())
    for place in range(clients):
        client_of(owner, NAMES[place] if place < len(NAMES) else f"Client {place}", tags=TAGS[place % len(TAGS)])
    browser = adviser()
    return browser.get(reverse("clients:book")) if post is None else browser.post(reverse("clients:book"), post)


def new(post: Any = None) -> Shown:
    member(firm())
    browser = adviser()
    return browser.get(reverse("clients:new")) if post is None else browser.post(reverse("clients:new"), post)


def of_client(name: str, *, full: bool = True, post: Any = None) -> Shown:
    client = full_page() if full else one_client()
    address = reverse(f"clients:{name}", args=[client.id])
    browser = adviser()
    return browser.get(address) if post is None else browser.post(address, post)


def of_scenario(name: str, post: Any = None) -> Shown:
    scenario = scenario_of(one_client())
    address = reverse(f"clients:{name}", args=[scenario.client_id, scenario.id])
    browser = adviser()
    return browser.get(address) if post is None else browser.post(address, post)


def of_note(name: str, post: Any = None) -> Shown:
    note = full_page().notes.get()
    address = reverse(f"clients:{name}", args=[note.client_id, note.id])
    browser = adviser()
    return browser.get(address) if post is None else browser.post(address, post)


def keep(*, clients: int = 1, post: Any = None) -> Shown:
    owner = member(firm())
    for name in NAMES[:clients]:
        client_of(owner, name)
    return adviser().post(reverse("clients:keep"), dict(PEOPLE["Maya"]) | (post or {}))


def in_mind(name: str) -> Shown:
    """A page of the planner that knows for whom."""
    client, browser = one_client(), adviser()
    browser.post(reverse("clients:new_answer", args=[client.id]))
    return browser.get(reverse(name)) if name == "planner:start" else browser.post(reverse(name), PEOPLE["Maya"])


def compare(*answers: Mapping[str, Any], tick: int | None = None) -> Shown:
    """Answers of Maya with these figures changed; as many of them ticked, or the page before anything is."""
    client = one_client()
    kept = [scenario_of(client, name=f"Answer {place}") for place, _ in enumerate(answers, 1)]
    for scenario, changed in zip(kept, answers, strict=True):
        scenario.typed |= changed
        scenario.save()
    address = reverse("clients:compare", args=[client.id])
    browser = adviser()
    return browser.get(address) if tick is None else browser.post(address, {"scenario": [scenario.id for scenario in kept[:tick]]})


STATES: Mapping[str, Callable[[], Shown]] = {
    "clients, none yet": partial(book, clients=0),
    "clients": book,
    "clients, many": partial(book, clients=51, post={"page": "2"}),
    "clients, nobody found": partial(book, post={"words": "nobody"}),
    "client, new": new,
    "client, new, with errors": partial(new, {"name": "", "email": "maya", "tags": ", ".join("abcdefghijkl")}),
    "client, nothing yet": partial(of_client, "client", full=False),
    "client": partial(of_client, "client"),
    "client, with an error": partial(of_client, "add_note", post={"text": ""}),
    "client, to be changed": partial(of_client, "edit"),
    "client, to be deleted": partial(of_client, "delete"),
    "note": partial(of_note, "note"),
    "note, to be deleted": partial(of_note, "delete_note"),
    "answer of a client, renamed": partial(of_scenario, "rename"),
    "answer of a client, renamed, with an error": partial(of_scenario, "rename", {"name": ""}),
    "answer of a client, duplicated": partial(of_scenario, "duplicate"),
    "answer of a client, to be deleted": partial(of_scenario, "delete_scenario"),
    "keep for a client": keep,
    "keep for a client, the first": partial(keep, clients=0),
    "keep for a client, with an error": partial(keep, post={"new": "1", "new_client": ""}),
    "start, for a client": partial(in_mind, "planner:start"),
    "answer, for a client": partial(in_mind, "planner:answer"),
    "compare answers, too few": partial(compare, {}),
    "compare answers": partial(compare, {}, {"weight": "0"}, {"weight": "2"}),
    "compare answers, none ticked": partial(compare, {}, {"weight": "0"}, tick=0),
    "compare answers, two": partial(compare, {}, {"weight": "0", "contribution": "10%"}, tick=2),
    "compare answers, four": partial(compare, {}, {"weight": "10"}, LATER, {"asset": "private_equity"}, tick=4),
}

OWN_SHAPE = ("clients, many", "client, new, with errors", "client", "client, with an error", "keep for a client", "answer, for a client",
             "compare answers, none ticked", "compare answers, four")  # fmt: skip
