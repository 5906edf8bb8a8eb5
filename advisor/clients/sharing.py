"""The link by which a client sees an answer. Its secret is shown once; a row holds only its seal. Nothing says whether it was opened."""

from django.db import transaction

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.clients.models import ClientScenario, Share
from advisor.firms.actions import BookAction
from advisor.jobs.models import random_id
from advisor.seals import seal


@transaction.atomic
def share(*, scenario: ClientScenario, user: User) -> str:
    """The secret of a new link, which takes the place of an older one."""
    ClientScenario.objects.select_for_update().get(pk=scenario.pk)
    scenario.shares.all().delete()
    secret = random_id()
    made = Share.objects.create(scenario=scenario, seal=seal(secret))
    audit.record(user, BookAction.SHARE, plan=scenario.client.firm_id, about=made.id)
    return secret


@transaction.atomic
def end_share(*, scenario: ClientScenario, user: User) -> None:
    """Nothing happens if there is none."""
    found = scenario.shares.select_for_update().first()
    if found is not None:
        audit.record(user, BookAction.END_SHARE, plan=scenario.client.firm_id, about=found.id)
        found.delete()


def live_share(scenario: ClientScenario) -> Share | None:
    return next((share for share in scenario.shares.all() if not share.is_over), None)


def shared_at(secret: str) -> Share | None:
    """None for a link that has ended or is over, and for one that never was."""
    found = Share.objects.filter(seal=seal(secret)).select_related("scenario__client__firm", "scenario__client__adviser").first()
    return found if found and not found.is_over else None
