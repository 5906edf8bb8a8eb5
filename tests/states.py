"""Every page of the site in every state that a person can meet, as the server sends it in the active language."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language

from advisor import status, unavailable
from advisor.busy import too_busy
from advisor.health import Parts
from advisor.jobs.models import Job
from advisor.learn.check_questions import drawn
from advisor.learn.topics import topics
from advisor.look import BATCHES, PDFS, Look, Waiting
from advisor.reports import services
from advisor.reports.models import Report
from tests.accounts.conftest import ADDRESS, digits, other_than
from tests.adviser_states import ADVISER_OWN_SHAPE, ADVISER_STATES
from tests.cohort_states import COHORT_STATES, OWN_SHAPE
from tests.people import PEOPLE, question_of, sent
from tests.plan_states import PLAN_STATES
from tests.visitors import passed_cookie

Sent = Mapping[str, Any]
Shown = Any  # the response of Django's test client, whose class has no public name

THREE = {"age": "35", "balance": "$45,000", "contribution": "8%"}
MAYA = THREE | {"weight": "5"}
ERRORS = {"age": "thirty", "balance": "much", "contribution": "1e3"}
RETIRED = {"age": "70", "balance": "400000", "contribution": "0", "pay": "0", "retirement_age": "70"}
GATED = MAYA | {"asset": "private_equity", "weight": "10"}
FOUR = {"a_weight": "1", "b_weight": "5", "c_weight": "10", "d_weight": "10", "d_asset": "private_credit"}


def browser() -> Client:
    """Of somebody who has passed the check."""
    client = Client()
    name, value = passed_cookie()
    client.cookies[name] = value
    return client


def get(path: str) -> Shown:
    language = get_language()
    return browser().get(path if language == settings.LANGUAGE_CODE else f"/{language}{path}")


def posted(name: str, fields: Sent) -> Shown:
    return browser().post(reverse(name), fields)


def person(name: str) -> Shown:
    return browser().post(reverse("planner:answer"), sent(name))


def checked(answers: Callable[[Any], str], **more: str) -> Shown:
    given = {f"check_{question.id}": answers(question) for question in drawn(["bitcoin"], "en")}
    return Client().post(reverse("learn:check"), MAYA | {"check_then": "planner:answer", "check_about": "bitcoin"} | given | more)


def wrong(question: Any) -> str:
    return next(str(answer.key) for answer in question.answers if answer.key != question.right)


def busy() -> Shown:
    request = get("/").wsgi_request
    return too_busy(request, 12)


def looked(queues: Mapping[str, Waiting] | None = None, *, missing: tuple[str, ...] = ()) -> Shown:
    parts = Parts(**{part.name: part.name not in missing for part in fields(Parts)})
    return status.page(get("/status/").wsgi_request, Look(parts=parts, queues=queues or {}))


def report(state: str, failure: str = "") -> Shown:
    asked = services.request_report(question=question_of("Maya"), language=get_language() or "en")
    Job.objects.filter(id=asked.job_id).update(state=state, steps_done=2, steps_total=4, failure=failure)
    asked = Report.objects.get(id=asked.id)
    if state == "ready":
        asked.job.file.write_bytes(b"%PDF-1.7 whole")
    return browser().get(asked.get_absolute_url())


def mailed(client: Client) -> Shown:
    return client.post(reverse("accounts:sign_in"), {"email": ADDRESS})


def wrong_code() -> Shown:
    client = browser()
    mailed(client)
    return client.post(reverse("accounts:code"), {"email": ADDRESS, "code": other_than(digits())})


def signed_in() -> Client:
    client = browser()
    mail.outbox = getattr(mail, "outbox", [])
    mailed(client)
    client.post(reverse("accounts:code"), {"email": ADDRESS, "code": digits()})
    return client


def kept(*people: str, then: Callable[[Client], Shown] = lambda client: client.get(reverse("accounts:kept"))) -> Shown:
    client = signed_in()
    for name in people:
        client.post(reverse("accounts:keep"), sent(name))
    return then(client)


def kept_with_two_more_browsers() -> Shown:
    signed_in()
    signed_in()
    return kept("Maya")


def of_first_kept(action: str) -> Shown:
    from advisor.accounts.models import Scenario

    return kept("Maya", then=lambda client: client.get(reverse(f"accounts:{action}", args=[Scenario.objects.get().id])))


STATES: Mapping[str, Callable[[], Shown]] = {
    "start": partial(get, "/"),
    "start, with errors": partial(posted, "planner:answer", ERRORS),
    "answer, no sleeve": partial(posted, "planner:answer", THREE),
    "answer, bitcoin": partial(posted, "planner:answer", MAYA),
    "answer, behind a gate": partial(posted, "planner:answer", GATED),
    "answer, own beliefs": partial(posted, "planner:answer", MAYA | {"return_bitcoin": "12"}),
    "answer, retired": partial(posted, "planner:answer", RETIRED),
    "answer, with errors": partial(posted, "planner:answer", MAYA | {"weight": "15"}),
    **{f"answer, {name}": partial(person, name) for name in PEOPLE if name != "Maya"},
    "moves": partial(posted, "planner:moves", MAYA),
    "check": lambda: Client().post(reverse("planner:answer"), MAYA),
    "check, unanswered": partial(checked, lambda question: ""),
    "check, all wrong": partial(checked, wrong),
    "check, seen again": partial(checked, wrong, check_lessons="1"),
    "compare": partial(posted, "compare:compare", MAYA),
    "compare, four": partial(posted, "compare:compare", MAYA | FOUR),
    "compare, with errors": partial(posted, "compare:compare", MAYA | {"a_weight": "5", "b_weight": "much"}),
    "learn": partial(get, "/learn/"),
    **{f"learn, {slug}": partial(get, f"/learn/{slug}/") for slug in topics("en")},
    "glossary": partial(get, "/learn/glossary/"),
    "state of play": partial(get, "/learn/state-of-play/"),
    "pool": partial(get, "/learn/pool/"),
    "pool, with errors": partial(posted, "learn:pool", {"share": "much", "years": "0"}),
    "assumptions": partial(get, "/assumptions/"),
    "method": partial(get, "/method/"),
    "sign in": partial(get, "/sign-in/"),
    "sign in, with an error": partial(posted, "accounts:sign_in", {"email": "nobody"}),
    "keep, signed out": partial(posted, "accounts:keep", MAYA),
    "code": lambda: mailed(browser()),
    "code, wrong": wrong_code,
    "kept, nothing yet": kept,
    "kept": partial(kept, "Maya", "Theo"),
    "kept, signed in in two more browsers": kept_with_two_more_browsers,
    "rename": partial(of_first_kept, "rename"),
    "delete": partial(of_first_kept, "delete"),
    **{f"report, {state}": partial(report, state) for state in ("queued", "running", "ready")},
    "report, failed": partial(report, "failed", "made_three_times"),
    "report, figures not read": partial(posted, "reports:request", ERRORS),
    **PLAN_STATES,
    **COHORT_STATES,
    **ADVISER_STATES,
    "not here": partial(get, "/nowhere/"),
    "too busy": busy,
    "a part away": lambda: unavailable.away(posted("planner:answer", MAYA).wsgi_request),
    "an accident": lambda: unavailable.failed(get("/").wsgi_request),
    "status": partial(looked, {PDFS: Waiting(jobs=3, longest=20)}),
    "status, slow": partial(looked, {PDFS: Waiting(jobs=40, longest=290), BATCHES: Waiting(jobs=200, longest=4000)}, missing=("rounds",)),
    "status, parts away": partial(looked, missing=("database", "mail")),
    "status, a part away": partial(looked, missing=("bank", "broker")),
}

# Those that have a template or a shape of their own: of people one with a mix, of topics an asset's, tables, charts; of a workforce one
# of each page, and those where it says something else.
_ALIKE = {*(f"answer, {name}" for name in PEOPLE), *(f"learn, {slug}" for slug in topics("en")), *COHORT_STATES, *ADVISER_STATES}
_OF_THEM = {"answer, Aisha", "learn, bitcoin", "learn, crashes", "learn, fees", *OWN_SHAPE, *ADVISER_OWN_SHAPE}
APART = [state for state in STATES if state not in _ALIKE or state in _OF_THEM]


def sample(turn: int) -> list[str]:
    """Every fourth of them, from this turn on, for `make test`: four tests that look at pages take turns, and together look at all."""
    return APART[turn::4]
