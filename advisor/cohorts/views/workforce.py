"""What may be seen of a workforce: where it stands, the same as a file, and what the draft of the rules would change."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts import audit
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.cohorts import batches, dashboard, links, words
from advisor.cohorts.access import WRITERS, census_for
from advisor.cohorts.dashboard import Letters, Workforce
from advisor.cohorts.disclosure import FEWEST
from advisor.cohorts.effect import effect
from advisor.cohorts.export_rows import rows
from advisor.cohorts.exported import csv_file
from advisor.cohorts.models import Batch, Census
from advisor.cohorts.shown import shown_batch
from advisor.cohorts.spread_exhibit import exhibit
from advisor.plans.access import membership_for
from advisor.plans.actions import Action
from advisor.plans.models import Version
from advisor.plans.overview import difference
from advisor.present.exhibit import Exhibit
from advisor.requests import HtmxRequest, see_other
from scenarios.editions import load


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the page shows of a census, and so does its file. `spread` is None where no age band is large enough."""

    told: Workforce | None
    standing: tuple[words.Fact, ...]
    spread: Exhibit | None
    sent: Letters
    letters: tuple[words.Fact, ...]


@require_safe
@needs_passkey
def workforce(request: HtmxRequest, plan_id: str) -> HttpResponse:
    """Of the newest census."""
    own = membership_for(user_of(request), plan_id)
    about: dict[str, Any] = {"plan": own.plan, "may_write": own.role in WRITERS, "may_print": own.may_print}
    census = own.plan.censuses.order_by("-made_at").first()
    if census is None:
        return render(request, "cohorts/no_census.html", about)
    finished, latest = (batches.newest(census, Batch.Kind.ANSWERS, finished=only) for only in (True, False))
    about |= {"census": census, "people": census.people.count(), "published": own.plan.published, "seen": seen(census, finished)}
    about |= {"answers": finished, "fewest": FEWEST} | unfinished(latest)
    return render(request, "cohorts/workforce.html", about)


@require_safe
@needs_passkey
def figures(request: HtmxRequest, plan_id: str, census_id: str) -> HttpResponse:
    census = census_for(user_of(request), plan_id, census_id)
    found = seen(census, batches.newest(census, Batch.Kind.ANSWERS))
    audit.record(user_of(request), Action.EXPORT, plan=plan_id, about=census.id)
    return csv_file("workforce.csv", rows(census.name, (*found.standing, *found.letters), found.told.spreads if found.told else ()))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def draft(request: HtmxRequest, plan_id: str, census_id: str) -> HttpResponse:
    """By POST it is worked out, for the draft as it is now."""
    census = census_for(user_of(request), plan_id, census_id, *WRITERS)
    changed = difference(census.plan.published, census.plan.draft)
    if changed.before is None or changed.after is None or not changed.changes:
        return render(request, "cohorts/no_draft.html", {"plan": census.plan}, status=409 if request.method == "POST" else 200)
    if request.method == "POST":
        batches.start(census=census, user=user_of(request), kind=Batch.Kind.EFFECTS, proposed=changed.after.typed)
        return see_other("cohorts:draft", plan_id, census_id)
    found = tried(census, changed.before, changed.after)
    told = effect(found) if found and found.finished_at else None
    about = {"plan": census.plan, "census": census, "changed": changed, "told": told, "fewest": FEWEST}
    if told:
        about |= {"facts": words.changes(told), "table": words.now_and_then(told)}
    return render(request, "cohorts/draft.html", about | unfinished(found))


def seen(census: Census, answers: Batch | None) -> Seen:
    told, sent = dashboard.workforce(answers) if answers else None, dashboard.letters(census, links.counts(census))
    return Seen(
        told=told,
        standing=words.standing(told) if told else (),
        spread=exhibit(told.spreads, load().defaults.income_goal.value) if told else None,
        sent=sent,
        letters=words.letters(sent),
    )


def tried(census: Census, now: Version, then: Version) -> Batch | None:
    """The newest batch of effects between these very rules."""
    found = census.batches.filter(kind=Batch.Kind.EFFECTS).order_by("-made_at")
    return next((batch for batch in found if batch.version == now.number and batch.proposed == then.typed), None)


def unfinished(batch: Batch | None) -> dict[str, Any]:
    """For the panel that says how far it has come."""
    return {"batch": batch, "shown": shown_batch(batch)} if batch and not batch.finished_at else {}
