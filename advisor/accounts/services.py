"""Everything that changes what is kept."""

from collections.abc import Container, Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from advisor.accounts import leaving, limits, mail
from advisor.accounts.carried import Carried
from advisor.accounts.models import LONGEST_NAME, Count, Scenario, Session, User

MOST = 50  # scenarios of one person


class Full(Exception):
    """As many are kept as may be."""


@transaction.atomic
def keep(owner: User, wanted: Carried) -> Scenario:
    """Under the name that was wished for, or the next free one like it. The same figures under the same name are kept once."""
    User.objects.select_for_update().get(pk=owner.pk)  # a second click waits here, and then finds what the first one kept
    kept = {scenario.name: scenario for scenario in owner.scenarios.all()}
    for name in numbered(wanted.name or wanted.words):
        there = kept.get(name)
        if there is None:
            if len(kept) >= MOST:
                raise Full
            return Scenario.objects.create(owner=owner, name=name, typed=wanted.typed, edition=wanted.edition)
        if (there.typed, there.edition) == (wanted.typed, wanted.edition):
            return there
    raise AssertionError("there is always a next name")


@transaction.atomic
def rename(scenario: Scenario, name: str) -> None:
    User.objects.select_for_update().get(pk=scenario.owner_id)
    taken = set(Scenario.objects.filter(owner=scenario.owner_id).exclude(pk=scenario.pk).values_list("name", flat=True))
    scenario.name = free(name, taken)
    scenario.save(update_fields=["name"])


def free(name: str, taken: Container[str], longest: int = LONGEST_NAME) -> str:
    """The name that was wished for, or the next one like it that is not taken."""
    return next(candidate for candidate in numbered(name, longest) if candidate not in taken)


def numbered(name: str, longest: int = LONGEST_NAME) -> Iterator[str]:
    """The name, the name (2), the name (3)... none of them too long."""
    yield name[:longest]
    for number in range(2, MOST + 3):
        end = f" ({number})"
        yield name[: longest - len(end)] + end


def delete_account(request: HttpRequest, user: User) -> None:
    """Whatever hangs on the row goes with it: scenarios, passkeys, sessions in every browser. May raise leaving.MustStay."""
    email = user.email
    with transaction.atomic():
        leaving.last_steps(user)
        user.delete()
    limits.forget(request, email)
    mail.forget(email)
    request.session.flush()


def elsewhere(request: HttpRequest, user: User) -> "QuerySet[Session]":
    """Where else they are signed in: their sessions that have not ended, but for that of the request."""
    return user.sessions.filter(expire_date__gt=timezone.now()).exclude(session_key=request.session.session_key)


def erase_expired() -> None:
    """Sessions that have ended, and counts that are over: Django would keep both until somebody comes upon them."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Count.objects.filter(expires__lt=now).delete()
