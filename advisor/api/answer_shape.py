"""The answer as the API gives it: the terminal's document (docs/terminal.md), key by key. tests/api/test_shapes.py holds it against what
scenarios.answer_document writes."""

from collections.abc import Mapping
from dataclasses import fields

from advisor.api.question_shape import asks
from advisor.api.shapes import NUMBER, TEXT, TRUTH, WHOLE, Shape, by_key, listed, maybe, one_of, ref, table
from scenarios.answer_document import SCHEMA
from scenarios.assumptions import CLASSES, SLEEVE_CLASSES, VIEWS, Assumptions
from scenarios.inputs import FILINGS
from scenarios.results import Distribution, Outlook

S, D = ref("Statistic"), ref("Distribution")
LISTS = listed(TEXT)


def shapes(edition: Assumptions) -> Mapping[str, Shape]:
    return {
        "Statistic": table(value=NUMBER, se=NUMBER),
        "Distribution": table(**{field.name: S for field in fields(Distribution)}),
        "AgePoint": table(age=WHOLE, balance=D),
        "Change": change(chance_short=S),
        "ChangeOfView": change(),
        "Outlook": table(**{field.name: NUMBER for field in fields(Outlook)}),
        "Side": table(at_retirement=at_retirement(edition), by_age=listed(ref("AgePoint")), to_end=to_end()),
        "CanonicalQuestion": canonical(edition),
        "Answer": answer(),
    }


def answer() -> Shape:
    always = {
        "schema": one_of(SCHEMA),
        "run": run(),
        "question": ref("CanonicalQuestion"),
        "baseline": ref("Side"),
        "sleeve": ref("Side"),
        "difference": table(at_retirement=ref("Change"), by_age=listed(ref("AgePoint"))),
        "gate": maybe(table(chance_met=S, cost=D, cost_if_met=S)),
        "contributions": listed(contribution_year()),
        "social_security": social_security(),
        "lifetime_income": table(single=NUMBER, joint=NUMBER, rate=NUMBER),
        "outlook": by_key(ref("Outlook"), SLEEVE_CLASSES),
        "notices": LISTS,
    }
    return table(tuple(always), **always, **asked())


def asked() -> dict[str, Shape]:
    """What stands there only if it was asked for and has something."""
    at = table(balance=D, income_monthly=D)
    nominal = table(at_retirement=at, by_age=listed(ref("AgePoint")))
    balance_and_income = {"balance": D, "income_monthly": D}
    view = table(outlook=by_key(ref("Outlook"), SLEEVE_CLASSES), difference=table(at_retirement=ref("ChangeOfView")))
    return {
        "views": by_key(view, VIEWS),
        "sweep": listed(table(weight=NUMBER, balance=D, income_monthly_change=D, chance_worse=S, chance_less=S)),
        "break_even": by_key(table(median=_break_even(), worst5=_break_even()), SLEEVE_CLASSES),
        "largest_sleeve": table(within=NUMBER, weight=NUMBER, looked_to=NUMBER, allowed=NUMBER),
        "stress": listed(episode()),
        "tornado": listed(bar()),
        "instead": listed(table(key=TEXT, costs=NUMBER, adds=NUMBER, **balance_and_income)),
        "effects": listed(table(key=TEXT, **balance_and_income)),
        "early_withdrawal": table(amount=NUMBER, penalty=NUMBER, income_tax=NUMBER, left=NUMBER, missing_at_retirement=S, exceptions=LISTS),
        "nominal": table(baseline=nominal, sleeve=nominal, difference=nominal),
    }


def run() -> Shape:
    return table(
        id=TEXT, engine=TEXT, edition=TEXT, seed=WHOLE, paths=WHOLE, model=TEXT, edition_hash=TEXT, bank=TEXT, overrides=LISTS, numpy=TEXT
    )


def at_retirement(edition: Assumptions) -> Shape:
    return table(
        balance=D,
        reported_balance=maybe(D),
        income_monthly=D,
        income_replaced=maybe(D),
        income_replaced_with_social_security=maybe(D),
        worst_fall=D,
        highest_weight=maybe(D),
        fees_paid=S,
        fees=by_key(S, (*edition.core_funds, *SLEEVE_CLASSES)),
    )


def to_end() -> Shape:
    return table(
        goal_monthly=NUMBER,
        social_security_monthly=NUMBER,
        first_withdrawal_monthly=S,
        chance_short=S,
        age_if_short=S,
        by_age=listed(table(age=WHOLE, chance=S)),
    )


def change(**also: Shape) -> Shape:
    """Of a view without the chance of running short: its spending is not followed."""
    chances = ("chance_worse", "chance_less", "chance_same", "chance_more", "chance_worse_10pct", "median_if_worse", "worst5_if_worse")
    return table(balance=D, income_monthly=D, **dict.fromkeys(chances, S), **also)


def contribution_year() -> Shape:
    money = dict.fromkeys(("pay", "employee", "catch_up", "roth", "employer"), NUMBER)
    return table(age=WHOLE, year=WHOLE, **money, limited_by=maybe(TEXT))


def social_security() -> Shape:
    return table(
        source=one_of("estimate", "own", "none"),
        claim_age=WHOLE,
        monthly=NUMBER,
        average_indexed_earnings=maybe(NUMBER),
        primary_amount=maybe(NUMBER),
        payable_share=NUMBER,
    )


def episode() -> Shape:
    fall = table(before=NUMBER, after=NUMBER)
    return table(key=TEXT, years_before=WHOLE, baseline=fall, sleeve=fall, estimated=LISTS, locked=NUMBER)


def bar() -> Shape:
    outcomes = ("baseline_at_low", "baseline_at_high", "change_at_low", "change_at_high")
    return table(key=TEXT, low=NUMBER, high=NUMBER, **dict.fromkeys(outcomes, S))


def _break_even() -> Shape:
    return maybe(table(value=NUMBER, se=NUMBER, typical=NUMBER))


def canonical(edition: Assumptions) -> Shape:
    """The question with every default filled in; `nonelective` of 0 is left out. It can be asked again."""
    return table(household=_household(), plan=_plan(edition), sleeve=_sleeve(), beliefs=_beliefs(), ask=asks(), within=NUMBER)


def _household() -> Shape:
    ages = dict.fromkeys(("age", "retirement_age", "plan_to_age", "claim_age"), WHOLE)
    figures = ("pay", "pay_growth", "balance", "roth_balance", "contribution", "roth_share", "income_goal")
    return table(
        **ages,
        **dict.fromkeys(figures, NUMBER),
        escalation=table(step=NUMBER, ceiling=NUMBER),
        social_security={"anyOf": [one_of("estimate", "none"), NUMBER]},
        social_security_payable=one_of("full", "trustees"),
        filing=one_of(*FILINGS),
        longevity=one_of("fixed", "life_table"),
    )


def _plan(edition: Assumptions) -> Shape:
    always = {
        "match": listed(table(rate=NUMBER, upto=NUMBER)),
        "menu": listed(one_of(*SLEEVE_CLASSES)),
        "cap": NUMBER,
        "asset_caps": by_key(NUMBER, SLEEVE_CLASSES),
        "ramp_years": WHOLE,
        "taper_years": WHOLE,
        "taper_floor": NUMBER,
        "rebalance": one_of("yearly", "band", "never"),
        "band": maybe(NUMBER),
        "over_cap": one_of("sell", "stop"),
        "pause": maybe(table(fall=NUMBER, years=WHOLE)),
        "core": one_of(*edition.core_funds),
        "gates": TRUTH,
    }
    return table(tuple(always), **always, nonelective=NUMBER)


def _sleeve() -> Shape:
    return table(weight=NUMBER, mix=by_key(NUMBER, SLEEVE_CLASSES))


def _beliefs() -> Shape:
    believed = {"return": NUMBER, "fee": NUMBER}
    return table(
        edition=TEXT,
        view=one_of(*VIEWS),
        model=TEXT,
        seed=WHOLE,
        paths=WHOLE,
        mean_uncertainty=TRUTH,
        smoothing=TRUTH,
        recentre=TRUTH,
        classes=by_key(table((), **believed), CLASSES),
        correlations=by_key(NUMBER),
        inflation=maybe(NUMBER),
    )
