"""The pages of a workforce in every state that those who look after its plan can meet. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import User
from advisor.cohorts import batches, links, printing
from advisor.cohorts.models import Batch
from advisor.jobs.models import Job
from advisor.plans.models import Plan
from advisor.plans.rules import usual
from tests.cohorts.answered import answered, invited
from tests.cohorts.answered import tried as tried_for
from tests.cohorts.workforce import as_csv, rows, saved_census
from tests.plan_states import lead, published, started

Shown = Any  # the response of Django's test client, whose class has no public name

WRONG_CELLS = (
    {"Yearly pay": "=B2*12"}, {"Age": "17"}, {"Employee number": "E00001"}, {"Language": "Latin"}, {"Balance": ""},
    {"Percent of pay": "0.06"},
)  # fmt: skip


def lead_of_plan() -> tuple[Client, Plan]:
    browser = lead()
    return browser, started(browser)


def upload(content: bytes | None = None, *, any_yet: bool = False) -> Shown:
    """The form; with content, after it was sent and refused."""
    browser, plan = lead_of_plan()
    if any_yet:
        saved_census(plan=plan, people=40)
    address = reverse("cohorts:upload", args=[plan.id])
    return browser.get(address) if content is None else browser.post(address, {"census": SimpleUploadedFile("people.csv", content)})


def check(*, wrong: bool = False) -> Shown:
    browser, plan = lead_of_plan()
    people = rows(40)
    for place, change in enumerate(WRONG_CELLS if wrong else ()):
        people[place] |= change
    sent = {"census": SimpleUploadedFile("people.csv", as_csv(people))}
    return browser.get(browser.post(reverse("cohorts:upload", args=[plan.id]), sent)["Location"])


def census(name: str) -> Shown:
    browser, plan = lead_of_plan()
    plan.memberships.update(may_print=True)
    return browser.get(reverse(f"cohorts:{name}", args=[plan.id, saved_census(plan=plan, people=40).id]))


def batch(kind: str = "answers", *, done: int = 0, job: str = "queued", then: str = "") -> Shown:
    """Of 300 people in six parts: so many done, the others as their jobs are. `then` is stopped or finished."""
    browser, plan = lead_of_plan()
    plan.memberships.update(may_print=True)
    published(browser, plan, {})
    made = batches.start(census=saved_census(plan=plan, people=300), user=User.objects.get(), kind=kind)
    for part in made.slices.filter(number__lte=done):
        part.done_at = timezone.now() - timedelta(seconds=60 * (done - part.number))
        part.save()
    Job.objects.filter(slice__number__in=(done + 1, done + 2)).update(state=job)
    if then == "stopped":
        batches.stop(batch=made, user=User.objects.get())
    elif then:
        made.slices.update(done_at=timezone.now())
        Batch.objects.update(finished_at=timezone.now())
    return browser.get(reverse("cohorts:batch", args=[plan.id, made.id]))


def letters(*, answers: bool = False, made: bool = False, under_way: bool = False, post: Any = None) -> Shown:
    """With a file that is ready, or with parts that are being made."""
    browser, plan = lead_of_plan()
    plan.memberships.update(may_print=True)
    published(browser, plan, {})
    kept, user = saved_census(plan=plan, people=120), User.objects.get()
    if answers:
        answered(kept)
    if made or under_way:
        printing.start(census=kept, user=user, answers=None, order="name", language="en", address="https://ballast.example.org/")
    if made:
        for job in Job.objects.filter(slice__number=1):
            Job.objects.filter(id=job.id).update(state="ready", finished_at=timezone.now())
            job.file.write_bytes(bytes(1_400_000))
    address = reverse("cohorts:letters", args=[plan.id, kept.id])
    return browser.get(address) if post is None else browser.post(address, post)


def letter(*, known: bool = True) -> Shown:
    """The page of somebody who comes by the link of a letter."""
    browser, plan = lead_of_plan()
    published(browser, plan, {})
    kept = saved_census(plan=plan, people=1)
    links.invite(kept)
    secret = links.secret_of(kept.people.get()) if known else "n" * 22
    return Client().get(reverse("cohorts:letter", args=[plan.link, secret]))


def workforce(people: int, *, name: str = "workforce", letters: int = 0, version: int = 1, batch: str = "finished") -> Shown:
    """Of so many people; `batch`: their answers are finished, were stopped, have failed or are "none". `version` is the one that holds."""
    browser, plan = lead_of_plan()
    plan.memberships.update(may_print=True)
    for number in range(1, version + 1):
        plan.versions.create(number=number, typed=usual() | {"cap": str(number)}, published_at=timezone.now(), by="")
    made = saved_census(plan=plan, people=people)
    if batch == "finished":
        answered(made)
        invited(made, letters=letters, opened=letters * 3 // 5, finished=letters * 2 // 5)
    elif batch != "none":
        begun = batches.start(census=made, user=User.objects.get(), kind=Batch.Kind.ANSWERS)
        Job.objects.filter(slice__number=1).update(state="failed" if batch == "failed" else "running")
        if batch == "stopped":
            batches.stop(batch=begun, user=User.objects.get())
    return browser.get(reverse(f"cohorts:{name}", args=[plan.id, *([made.id] if name == "draft" else [])]))


def draft(*, people: int = 400, tried: bool = True, **typed: str) -> Shown:
    browser, plan = lead_of_plan()
    plan.versions.all().delete()
    plan.versions.create(number=1, typed=usual(), published_at=timezone.now(), by="")
    plan.versions.create(typed=usual() | typed, by="")
    made = saved_census(plan=plan, people=people)
    if tried:
        tried_for(made, proposed=usual() | typed)
    return browser.get(reverse("cohorts:draft", args=[plan.id, made.id]))


def no_census() -> Shown:
    browser, plan = lead_of_plan()
    return browser.get(reverse("cohorts:workforce", args=[plan.id]))


WORKFORCE_STATES: Mapping[str, Callable[[], Shown]] = {
    "workforce, no census": no_census,
    "workforce": partial(workforce, 988, letters=988),
    "workforce, too few people": partial(workforce, 30, letters=30),
    "workforce, rules changed since": partial(workforce, 400, version=2),
    "workforce, not answered": partial(workforce, 60, batch="none"),
    "workforce, being answered": partial(workforce, 60, batch="running"),
    "workforce, stopped": partial(workforce, 60, batch="stopped"),
    "workforce, with parts that failed": partial(workforce, 60, batch="failed"),
    "draft's effect": partial(draft, match_own="100% of 4%", cap="8"),
    "draft's effect, to be worked out": partial(draft, people=40, tried=False, cap="8"),
    "draft's effect, too few people": partial(draft, people=40, cap="8"),
    "draft's effect, no draft": partial(draft, people=40, tried=False),
}

COHORT_STATES: Mapping[str, Callable[[], Shown]] = {
    "census, to be uploaded": partial(upload, any_yet=True),
    "census, refused": partial(upload, b"PK\x03\x04"),
    "census, checked": check,
    "census, with faults": partial(check, wrong=True),
    "census": partial(census, "census"),
    "census, to be deleted": partial(census, "delete"),
    "batch, waiting": batch,
    "batch, under way": partial(batch, done=3, job="running"),
    "batch, stopped": partial(batch, done=2, then="stopped"),
    "batch, with parts that failed": partial(batch, done=4, job="failed"),
    "batch, done": partial(batch, then="finished"),
    "batch of letters, done": partial(batch, "letters", then="finished"),
    **WORKFORCE_STATES,
    "letters, no answers yet": letters,
    "letters, to be made": partial(letters, answers=True),
    "letters, under way": partial(letters, answers=True, under_way=True),
    "letters, made": partial(letters, answers=True, made=True),
    "letters, with errors": partial(letters, post={"figures": "on", "order": "", "language": "en"}),
    "letter's link": letter,
    "letter's link, no longer there": partial(letter, known=False),
}

OWN_SHAPE = (
    "census, refused", "census, with faults", "census, checked", "batch, under way", "batch, with parts that failed",
    "workforce", "workforce, too few people", "draft's effect", "letters, made", "letters, with errors", "letter's link",
)  # fmt: skip
