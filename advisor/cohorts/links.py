"""The own link of each letter. Its secret stands on the paper alone and follows from our key; a row holds only its seal, so that the
database by itself cannot say whose letter was opened. No row holds a time."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from random import SystemRandom

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from advisor.cohorts.models import Census, Invited, Person
from advisor.plans.entered import entered
from advisor.seals import seal
from advisor.visitor import forget_letter, known

PURPOSE = "advisor.cohorts.links"
LENGTH = 22  # letters of a secret: 132 bits


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of all letters of a census; whoever shows them to an employer sees to it that none is about a few people."""

    invited: int
    opened: int
    finished: int


def secret_of(person: Person) -> str:
    """The same whenever it is printed."""
    made = salted_hmac(PURPOSE, f"{person.census_id} {person.pk}", algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode()[:LENGTH]


def invite(census: Census) -> None:
    """A row for each person who has none, in an order that says nothing of theirs."""
    seals = [seal(secret_of(person)) for person in census.people.only("census_id")]
    SystemRandom().shuffle(seals)
    Invited.objects.bulk_create([Invited(census=census, seal=one) for one in seals], ignore_conflicts=True)


def invited(link: str, secret: str) -> Invited | None:
    """The row of a letter's link, as long as its plan has that link and its census is kept."""
    return Invited.objects.filter(seal=seal(secret), census__plan__link=link).first()


def mark_opened(letter: Invited) -> None:
    Invited.objects.filter(pk=letter.pk).update(opened=True)


def mark_finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Count the letter of a visitor who is shown an answer, and forget which it was. Nothing happens to all others."""
    letter, plan = known(request).letter, None
    if not letter or response.status_code != 200 or (plan := entered(request)) is None:
        return response
    Invited.objects.filter(seal=seal(letter), census__plan__link=plan.token).update(opened=True, finished=True)
    forget_letter(request, response)
    return response


def counts(census: Census) -> Counts:
    found = census.invited.aggregate(
        invited=Count("pk"), opened=Count("pk", filter=Q(opened=True)), finished=Count("pk", filter=Q(finished=True))
    )
    return Counts(**found)
