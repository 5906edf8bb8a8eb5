"""How far a batch has come, in words, and where its end leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from advisor.cohorts.models import Batch
from advisor.cohorts.progress import Progress, progress
from advisor.present.figures import number

MINUTE = 60.0


@dataclass(frozen=True, kw_only=True)
class ShownBatch:
    """`people` done of all, the `parts` that are not, and the `time` that is left, "" if nobody can say. `then` is where to look next."""

    progress: Progress
    about: str
    people: str
    parts: str
    time: str
    then: str
    then_words: str


def shown_batch(batch: Batch) -> ShownBatch:
    now = progress(batch)
    then, then_words = _then(batch)
    version = gettext("%(census)s, under version %(number)s of the rules.")
    return ShownBatch(
        progress=now,
        about=version % {"census": batch.census.name, "number": number(batch.version)},
        people=_people(now),
        parts=_parts(now),
        time="" if now.is_over or now.seconds_left is None else _time(now.seconds_left),
        then=then,
        then_words=then_words,
    )


def _people(now: Progress) -> str:
    words = ngettext("%(done)s of one person done.", "%(done)s of %(people)s people done.", now.people)
    return words % {"done": number(now.done), "people": number(now.people)}


def _parts(now: Progress) -> str:
    if not (now.running or now.waiting or now.failed):
        return ""
    words = gettext("Parts of the work: %(running)s under way, %(waiting)s waiting, %(failed)s not done.")
    return words % {"running": number(now.running), "waiting": number(now.waiting), "failed": number(now.failed)}


def _time(seconds: float) -> str:
    minutes = round(seconds / MINUTE)
    if not minutes:
        return gettext("Less than a minute left.")
    return ngettext("About one minute left.", "About %(minutes)s minutes left.", minutes) % {"minutes": number(minutes)}


def _then(batch: Batch) -> tuple[str, str]:
    plan, census = batch.census.plan_id, batch.census_id
    match batch.kind:
        case Batch.Kind.LETTERS:
            return reverse("cohorts:letters", args=[plan, census]), gettext("Get the letters")
        case Batch.Kind.EFFECTS:
            return reverse("cohorts:draft", args=[plan, census]), gettext("See what the draft would change")
    return reverse("cohorts:workforce", args=[plan]), gettext("See the workforce")
