"""The pages of reports in a book, and of printing many, in every state. Part of tests/states.py."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import User
from advisor.clients import printing, reporting, scenarios
from advisor.clients.models import Client, ClientScenario, Printing
from advisor.jobs.models import Job
from tests.clients.desk import client_of, desk, firm, member, scenario_of
from tests.people import PEOPLE
from tests.visitors import passed_cookie

Shown = Any  # the response of Django's test client, whose class has no public name

HOW: dict[str, Any] = {"kind": "full", "paper": "letter", "language": "en"}
BOOK = {"Ana Ruiz": ["May review"], "Bogdan Petrov": ["May review", "bitcoin"], "Chen Mei-Ling": [], "Dolores O’Neill": ["retired"]}


def adviser() -> tuple[Browser, User]:
    """Who has passed the check, with a few clients, each with an answer."""
    user = member(firm())
    browser = desk()
    name, value = passed_cookie()
    browser.cookies[name] = value
    for (client, tags), person in zip(BOOK.items(), PEOPLE, strict=False):
        scenario_of(client_of(user, client, tags=tags), person=person)
    return browser, user


def one() -> Client:
    return Client.objects.get(name="Ana Ruiz")


def new(post: Mapping[str, str] | None = None, *, over: bool = False) -> Shown:
    browser, _user = adviser()
    address = reverse("clients:new_report", args=[one().id])
    if over:
        old = ClientScenario.objects.create(client=one(), name="Of 2020", typed={"age": "three"}, edition="2020-01")
        return browser.post(address, HOW | {"scenario": old.id})
    return browser.get(address) if post is None else browser.post(address, post)


def report(state: str = "ready", *, page: str = "report", failure: str = "") -> Shown:
    browser, user = adviser()
    kept = reporting.ask(user=user, scenario=one().scenarios.get(), **HOW)
    Job.objects.filter(id=kept.report.job_id).update(
        state=state, steps_done=2, steps_total=4, failure=failure, finished_at=timezone.now() if state in ("ready", "failed") else None
    )
    if state == "ready":
        kept.report.job.file.write_bytes(b"%PDF-1.7 whole")
    return browser.get(reverse(f"clients:{page}", args=[one().id, *([] if page == "client" else [kept.id])]))


def pick(post: Mapping[str, Any] | None = None, *, any_yet: bool = True, many: bool = False) -> Shown:
    browser, user = adviser()
    if many:
        Client.objects.bulk_create(Client(firm=user.firm_member.firm, adviser=user, name=f"Zoe {number:03}") for number in range(310))
        every = Client.objects.filter(name__startswith="Zoe")
        typed = dict(PEOPLE["Theo"])
        ClientScenario.objects.bulk_create(ClientScenario(client=client, name="None", typed=typed, edition="2026-11") for client in every)
    if not any_yet:
        ClientScenario.objects.all().delete()
    address = reverse("clients:print")
    return browser.get(address) if post is None else browser.post(address, post)


def review(*, over: bool = False, nobody: bool = False) -> Shown:
    browser, _user = adviser()
    picked = {f"scenario_{client.id}": "" if nobody else client.scenarios.get().id for client in Client.objects.all()}
    if over:
        old = ClientScenario.objects.create(client=one(), name="Of 2020", typed={"age": "three"}, edition="2020-01")
        picked[f"scenario_{one().id}"] = old.id
    return browser.post(reverse("clients:print"), HOW | picked | ({"print": "on"} if over or nobody else {}))


def begun(user: User, kept: Iterable[ClientScenario]) -> Printing:
    return printing.start(user=user, chosen=[(one, scenarios.question(one)) for one in kept], **HOW)


def progress(*states: str) -> Shown:
    """Each report as its state says; "" for one that was dropped."""
    browser, user = adviser()
    made = begun(user, ClientScenario.objects.order_by("client__name"))
    for kept, state in zip(made.reports.order_by("client__name"), states, strict=True):
        Job.objects.filter(id=kept.report.job_id).update(state=state or "queued", finished_at=timezone.now() if state else None)
    if "" in states:
        printing.stop(printing=made, user=user)
    return browser.get(reverse("clients:printing", args=[made.id]))


def picked_page() -> Shown:
    """With a printing of before."""
    browser, user = adviser()
    begun(user, one().scenarios.all())
    return browser.post(reverse("clients:print"), {"tag": "May review", "all": "on"})


STATES: Mapping[str, Callable[[], Shown]] = {
    "client's report, to be asked for": new,
    "client's report, with errors": partial(new, {"note": "x" * 1001}),
    "client's report, of what no longer opens": partial(new, over=True),
    "client's report, waiting": partial(report, "queued"),
    "client's report, being made": partial(report, "running"),
    "client's report": report,
    "client's report, failed": partial(report, "failed", failure="too_many_tries"),
    "client's report, to be deleted": partial(report, page="delete_report"),
    "client, with a report": partial(report, page="client"),
    "print, nothing kept yet": partial(pick, any_yet=False),
    "print": pick,
    "print, picked by a tag": picked_page,
    "print, more than can be picked": partial(pick, {"all": "on"}, many=True),
    "print, nobody found": partial(pick, {"words": "nobody like this"}),
    "print, nobody picked": partial(pick, {"go_on": "on"}),
    "print, looked over": review,
    "print, with an error": partial(review, over=True),
    "print, everybody left out": partial(review, nobody=True),
    "printing, waiting": partial(progress, "queued", "queued", "queued", "queued"),
    "printing, under way": partial(progress, "ready", "ready", "running", "queued"),
    "printing, with some that failed": partial(progress, "ready", "ready", "failed", "failed"),
    "printing, stopped": partial(progress, "ready", "ready", "", ""),
    "printing, all dropped": partial(progress, "", "", "", ""),
    "printing, done": partial(progress, "ready", "ready", "ready", "ready"),
}

OWN_SHAPE = (
    "client's report, to be asked for", "client's report", "print", "print, picked by a tag", "print, looked over", "print, with an error",
    "printing, under way", "printing, with some that failed",
)  # fmt: skip
