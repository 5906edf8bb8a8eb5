"""Where a workforce stands, from the rows of a finished batch, as far as it may be shown (advisor.cohorts.disclosure). Nothing finer
leaves this module: pages and exports are both made of what it gives."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import fsum
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from advisor.cohorts import bounds, disclosure, figures
from advisor.cohorts.disclosure import Range
from advisor.cohorts.links import Counts
from advisor.cohorts.models import Batch, Census, Person
from advisor.cohorts.rules import plan_rules
from advisor.plans.rules import Typed
from scenarios.cohort import Standing
from scenarios.editions import load
from scenarios.inputs import PlanRules

PURPOSE = "advisor.cohorts.dashboard"
SHARE_STEP = 0.05  # of pay, to which a level of income replaced is rounded
QUARTERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Of an age band (as disclosure.Band): the shares of last pay that a quarter, half and three quarters of its people stay below."""

    first: int | None
    end: int | None
    low: float
    middle: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Workforce:
    """Counts of 100 people, dollars a year; None where there are too few people, or nothing that could be counted."""

    people: int
    on_course: Range | None
    not_claiming: Range | None
    unclaimed: Range | None
    holding: Range | None
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """How many letters were made, and of 100 of them how many were opened and used to the end."""

    invited: int
    opened: Range | None
    finished: Range | None


@lru_cache(maxsize=32)
def workforce(batch: Batch) -> Workforce:
    """Of a batch of answers that is finished, which never changes again."""
    rows = batch.results.select_related("person").order_by("person__reference")
    found = [(row.person, figures.standing(row.figures)) for row in rows]
    return told([person for person, _ in found], [standing for _, standing in found], Rules.of(batch.rules))


def told(people: Sequence[Person], standings: Sequence[Standing], rules: "Rules") -> Workforce:
    """Of people in the order of their references, and where each of them stands under these rules."""
    draw = Lots(of_people(people))
    shares = [person.sleeve_share for person in people]
    return Workforce(
        people=len(people),
        on_course=on_course(standings, draw, rules),
        not_claiming=draw.counted("not claiming", [each.unclaimed_match > 0 for each in standings], rules.text),
        unclaimed=unclaimed(standings, draw, rules),
        holding=draw.counted("holding", [bool(share) for share in shares]) if any(share is not None for share in shares) else None,
        spreads=tuple(_spreads(people, standings, draw, rules.text)),
    )


def letters(census: Census, counts: Counts) -> Letters:
    """One lot for both and for good: nothing joins or leaves the letters of a census, and who has finished has opened."""
    drawn = disclosure.lot(_key(), "letters", census.id)
    opened, finished = (disclosure.counted(count, counts.invited, drawn) for count in (counts.opened, counts.finished))
    return Letters(invited=counts.invited, opened=opened, finished=finished)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A plan's rules, and the text that stands for them in a lot."""

    text: str
    plan: PlanRules

    @staticmethod
    def of(typed: Typed) -> "Rules":
        return Rules(text=as_text(typed), plan=plan_rules(typed))


@dataclass(frozen=True)
class Lots:
    """Draws for a workforce, whom `people` stands for: the same one has the same draws, however often it is uploaded."""

    people: str

    def of(self, *about: str) -> float:
        return disclosure.lot(_key(), self.people, *about)

    def counted(self, name: str, holds: Sequence[bool], *about: str) -> Range | None:
        return disclosure.counted(sum(holds), len(holds), self.of(name, *about))

    def summed(self, name: str, values: Sequence[float], least: float, most: float, *about: str) -> Range | None:
        return disclosure.summed(fsum(values), len(values), least, most, self.of(name, *about))


def on_course(standings: Sequence[Standing], draw: Lots, rules: Rules) -> Range | None:
    return draw.counted("on course", [each.on_course for each in standings], rules.text)


def unclaimed(standings: Sequence[Standing], draw: Lots, rules: Rules) -> Range | None:
    """None under a plan without a match too."""
    least, most = bounds.unclaimed(rules.plan, load())
    return draw.summed("unclaimed", [each.unclaimed_match for each in standings], least, most, rules.text)


def of_people(people: Iterable[Person]) -> str:
    """All that figures rest on, of everybody, in short."""
    digest = sha256()
    for person in people:
        digest.update(as_text([person.reference, person.household, person.sleeve_share]).encode())
    return digest.hexdigest()


def as_text(kept: Any) -> str:
    return json.dumps(kept, sort_keys=True)


def _spreads(people: Sequence[Person], standings: Sequence[Standing], draw: Lots, rules: str) -> Iterator[Spread]:
    """By the ages of those with pay: a share of none says nothing."""
    replaced = [each.income_replaced_with_social_security for each in standings]
    known = [(person.household["age"], each.middle.value) for person, each in zip(people, replaced, strict=True) if each is not None]
    for band in disclosure.bands([age for age, _ in known], draw.of("bands")):
        shares = [known[place][1] for place in band.places]
        drawn = draw.of("spread", f"{band.first} {band.end}", rules)
        levels = [disclosure.level(shares, quarter, SHARE_STEP, drawn) for quarter in QUARTERS]
        low, middle, high = (found for found in levels if found is not None)
        yield Spread(first=band.first, end=band.end, low=low, middle=middle, high=high)


def _key() -> bytes:
    return salted_hmac(PURPOSE, "", secret=settings.SECRET_KEY, algorithm="sha256").digest()
