"""A cohort in the terminal: the document that asks about many people, and what is printed of them. Keys are in docs/terminal.md."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

from scenarios.assumptions import Assumptions
from scenarios.cohort import PlanEffect, Spread, Standing, totals
from scenarios.document import read_beliefs, read_household, read_plan, read_sleeve, to_document
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.inputs import Beliefs, Household, PlanRules, Question, Sleeve, check_choice
from scenarios.plain_values import money, share
from scenarios.record import run_of_document
from scenarios.results import Run
from scenarios.sections import Section

SCHEMA = 1
MOST = 10_000  # people of one document


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Everybody, under one plan, with one sleeve; or without a sleeve, and under a `proposed` plan too."""

    people: tuple[Household, ...]
    plan: PlanRules
    proposed: PlanRules | None = None
    sleeve: Sleeve
    beliefs: Beliefs


def parse_cohort(document: Mapping[str, Any]) -> Asked:
    """What a document asks; its tables are those of a question, with a list of people, each with a household. Raises InputError
    with all faults, a person's with their place, from 0: people[3].household.age."""
    faults: list[Fault] = []
    whole = Section(document, "", faults)
    beliefs_part, plan_part, sleeve_part = whole.section("beliefs"), whole.section("plan"), whole.section("sleeve")
    beliefs, assumptions = read_beliefs(beliefs_part)
    plan = read_plan(plan_part, assumptions)
    sleeve = read_sleeve(sleeve_part, plan)
    proposed = _proposed(whole, assumptions)
    if proposed is not None and sleeve is not None and sleeve.weight > 0:
        accepted = "0 with a proposed plan; plans are compared without a sleeve"
        faults.append(Fault(code="out_of_range", key="sleeve.weight", given=sleeve.weight, accepted=accepted))
    people = [_person(Section(item, f"people[{place}]", faults), assumptions) for place, item in enumerate(_listed(whole))]
    for part in (whole, beliefs_part, plan_part, sleeve_part):
        part.finish()
    known = tuple(person for person in people if person is not None)
    if plan is None or sleeve is None or beliefs is None or faults:
        raise InputError(*faults)
    check_choice(plan, sleeve)
    return Asked(people=known, plan=plan, proposed=proposed, sleeve=sleeve, beliefs=beliefs)


def _proposed(whole: Section, assumptions: Assumptions) -> PlanRules | None:
    """The other plan, None if none is given. It is read as `plan` is, so its faults come by that name and go on by its own."""
    given = whole.take("proposed", None)
    if given is None:
        return None
    faults: list[Fault] = []
    part = Section(given, "plan", faults)
    proposed = read_plan(part, assumptions)
    part.finish()
    whole.faults.extend(replace(fault, key="proposed" + fault.key.removeprefix("plan")) for fault in faults)
    return proposed


def _listed(whole: Section) -> Sequence[object]:
    given = whole.take("people", None)
    accepted = f"a list of 1 to {MOST} people"
    if not isinstance(given, (list, tuple)):
        whole.faults.append(Fault(code="missing" if given is None else "not_a_list", key="people", given=given, accepted=accepted))
    elif 1 <= len(given) <= MOST:
        return given
    else:
        whole.faults.append(Fault(code="out_of_range", key="people", given=len(given), accepted=accepted))
    return ()


def _person(part: Section, assumptions: Assumptions) -> Household | None:
    household_part = part.section("household")
    household = read_household(household_part, assumptions)
    household_part.finish()
    part.finish()
    return household


def cohort_document(asked: Asked, standings: Sequence[Standing], effects: Sequence[PlanEffect], bank_hash: str) -> dict[str, Any]:
    """The people as plain values for JSON, in their order: money to the cent, shares as decimals. `effects` of a proposed plan, or none."""
    people = [_standing(standing) for standing in standings]
    for person, effect in zip(people, effects, strict=bool(effects)):
        person["proposed"] = _proposed_standing(effect)
    return {
        "schema": SCHEMA,
        "run": asdict(_run(asked, bank_hash)),
        "question": _common(asked),
        "totals": _totals(standings),
        **({"proposed_totals": _totals([effect.proposed for effect in effects])} if effects else {}),
        "people": people,
    }


def in_short(asked: Asked, standings: Sequence[Standing], effects: Sequence[PlanEffect], bank_hash: str) -> str:
    """The whole workforce in a few lines of plain text, with a few more about a proposed plan."""
    total, run = totals(standings), _run(asked, bank_hash)
    replaced = [each.income_replaced_with_social_security for each in standings]
    shares = [spread.middle.value for spread in replaced if spread is not None]
    less = [each.chance_less.value for each in standings if each.chance_less is not None]
    middle = f"Of the middle person, last pay replaced in the middle future, with Social Security: {median(shares):.0%}" if shares else ""
    change = f"Of the middle person, futures with less income by the sleeve: about {100 * median(less):.0f} of 100" if less else ""
    lines = [
        f"{total.people:,} people. On course (the middle future meets the income goal): {total.on_course:,}",
        f"Paid in this year: {total.employee:,.0f} by the people, {total.employer:,.0f} by the employer",
        f"Match not claimed this year: {total.unclaimed_match:,.0f} dollars, by {total.not_claiming:,} people",
        middle,
        change,
        *(_proposed_in_short(effects) if effects else ()),
        f"Run {run.id}, edition {run.edition}. Hypothetical: not a forecast, not advice. Each person: --json",
    ]
    return "\n".join(line for line in lines if line)


def _proposed_in_short(effects: Sequence[PlanEffect]) -> Sequence[str]:
    now, then = totals([effect.now for effect in effects]), totals([effect.proposed for effect in effects])
    clear = [effect.income_change.middle.value for effect in effects if effect.income_change.middle.is_clear]
    more, less, unclear = sum(value > 0 for value in clear), sum(value < 0 for value in clear), len(effects) - len(clear)
    return (
        "The proposed plan, on the same futures:",
        f"  On course: {now.on_course:,} now, {then.on_course:,} proposed",
        f"  Match not claimed this year: {now.unclaimed_match:,.0f} dollars now, {then.unclaimed_match:,.0f} proposed",
        f"  Paid in this year by the employer: {now.employer:,.0f} now, {then.employer:,.0f} proposed",
        f"  Middle change of income: clearly (by twice its standard error) more for {more:,}, less for {less:,}; not clear for {unclear:,}",
    )


def _run(asked: Asked, bank_hash: str) -> Run:
    document = _common(asked)
    document["people"] = [{"household": _canonical(asked, person)["household"]} for person in asked.people]
    return run_of_document(document, asked.beliefs, load(asked.beliefs.edition), bank_hash)


def _common(asked: Asked) -> dict[str, Any]:
    """What is asked of everybody alike."""
    document = _canonical(asked, asked.people[0])
    del document["household"]
    if asked.proposed is not None:
        document["proposed"] = _canonical(replace(asked, plan=asked.proposed), asked.people[0])["plan"]
    return document


def _canonical(asked: Asked, person: Household) -> dict[str, Any]:
    document = to_document(Question(household=person, plan=asked.plan, sleeve=asked.sleeve, beliefs=asked.beliefs))
    del document["ask"], document["within"]
    return document


def _totals(standings: Sequence[Standing]) -> dict[str, Any]:
    return {name: round(value, 2) for name, value in asdict(totals(standings)).items()}


def _proposed_standing(effect: PlanEffect) -> dict[str, Any]:
    """Where somebody stands under the proposed plan. What changes is told against the plan of now, not by a sleeve."""
    return {
        **_standing(effect.proposed),
        "income_change": _money(effect.income_change),
        "chance_less": share(effect.chance_less),
        "chance_short_change": share(effect.chance_short_change),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    replaced, with_benefits = standing.income_replaced, standing.income_replaced_with_social_security
    less = standing.chance_less
    return {
        "balance": _money(standing.balance),
        "income_monthly": _money(standing.income_monthly),
        "income_replaced": None if replaced is None else _shares(replaced),
        "income_replaced_with_social_security": None if with_benefits is None else _shares(with_benefits),
        "chance_short": share(standing.chance_short),
        "on_course": standing.on_course,
        "employee": round(standing.employee, 2),
        "employer": round(standing.employer, 2),
        "unclaimed_match": round(standing.unclaimed_match, 2),
        "income_change": None if standing.income_change is None else _money(standing.income_change),
        "chance_less": None if less is None else share(less),
    }


def _money(spread: Spread) -> dict[str, Any]:
    return {"low": money(spread.low), "middle": money(spread.middle), "high": money(spread.high)}


def _shares(spread: Spread) -> dict[str, Any]:
    return {"low": share(spread.low), "middle": share(spread.middle), "high": share(spread.high)}
