"""The question as the API takes it: the terminal's document (docs/terminal.md), as far as the web bounds it. tests/api/test_shapes.py
holds each key and bound against scenarios.document."""

from typing import Any

from advisor.api.bounds import ALONE, TOGETHER
from advisor.api.shapes import NULL, TRUTH, WHOLE, Shape, by_key, either, listed, maybe, number, one_of, table, whole
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS, Assumptions
from scenarios.inputs import (
    BELOW_ALL,
    FILINGS,
    FIRST_CLAIM,
    LAST_CLAIM,
    MAX_AGE,
    MAX_MONEY,
    MAX_NONELECTIVE,
    MAX_PAY_GROWTH,
    MAX_YEARS,
    MIN_AGE,
)

MONEY, SHARE, YEARS = number(0, MAX_MONEY), number(0, 1), whole(0, MAX_YEARS)


def shapes(edition: Assumptions) -> dict[str, Shape]:
    """By the name under which the OpenAPI document has them."""
    question = {
        "household": household(edition),
        "plan": maybe(plan(edition)),
        "sleeve": maybe(table((), weight=maybe(SHARE), mix=maybe(by_asset(SHARE)))),
        "beliefs": maybe(beliefs(edition)),
    }
    within = {"within": maybe(SHARE)}
    confirmed = {"check_passed": maybe(TRUTH)}
    return {
        "Question": table(("household",), **question, **within, ask=maybe(asks())),
        "Asked": table(("household",), **question, **within, ask=maybe(asks()), **confirmed),
        "Compared": table(("household",), **question, **within, ask=maybe(listed(one_of(*TOGETHER), maxItems=0))),
    }


def asks() -> Shape:
    return either(listed(one_of(*TOGETHER)), *(listed(one_of(name)) for name in ALONE))


def household(edition: Assumptions) -> Shape:
    """With exactly one of age and birth_year."""
    shape = table(
        ("balance", "contribution"),
        age=maybe(whole(MIN_AGE, MAX_AGE)),
        birth_year=maybe(whole(edition.year - MAX_AGE, edition.year - MIN_AGE)),
        balance=MONEY,
        contribution=either(number(0, BELOW_ALL), number(1, MAX_MONEY)),
        pay=maybe(MONEY),
        pay_growth=maybe(number(-MAX_PAY_GROWTH, MAX_PAY_GROWTH)),
        retirement_age=maybe(whole(MIN_AGE, MAX_AGE)),
        plan_to_age=maybe(whole(MIN_AGE + 1, MAX_AGE + 1)),
        roth_balance=maybe(MONEY),
        roth_share=maybe(SHARE),
        income_goal=maybe(number(0, 2)),
        social_security=either(one_of("estimate", "none", None), number(0, 10_000)),
        social_security_payable=maybe(one_of("full", "trustees")),
        claim_age=maybe(whole(FIRST_CLAIM, LAST_CLAIM)),
        filing=maybe(one_of(*FILINGS)),
        longevity=maybe(one_of("fixed", "life_table")),
        escalation=maybe(table((), step=maybe(number(0, 0.1)), ceiling=maybe(SHARE))),
    )
    return shape | {"oneOf": [_only("age", "birth_year"), _only("birth_year", "age")]}


def _only(one: str, other: str) -> Shape:
    return {"required": [one], "properties": {one: WHOLE, other: NULL}}


def plan(edition: Assumptions) -> Shape:
    return table(
        (),
        match=maybe(listed(table(rate=number(0, 10), upto=SHARE))),
        nonelective=maybe(number(0, MAX_NONELECTIVE)),
        menu=maybe(listed(one_of(*SLEEVE_CLASSES))),
        cap=maybe(SHARE),
        asset_caps=maybe(by_asset(SHARE)),
        ramp_years=maybe(YEARS),
        taper_years=maybe(YEARS),
        taper_floor=maybe(SHARE),
        rebalance=maybe(one_of("yearly", "band", "never")),
        band=maybe(SHARE),
        over_cap=maybe(one_of("sell", "stop")),
        pause=maybe(table(fall=number(0.01, 0.99), years=whole(1, MAX_YEARS))),
        core=maybe(one_of(*edition.core_funds)),
        gates=maybe(TRUTH),
    )


def beliefs(edition: Assumptions) -> Shape:
    """A mean or a fee of an asset may be another; all else is the edition's, and may be said or left out."""
    believed = {"return": maybe(number(-0.5, 1)), "fee": maybe(number(0, 0.1)), "volatility": NULL, "wipeout": NULL}
    fixed: dict[str, Any] = {
        "edition": edition.edition,
        "model": "regimes",
        "seed": edition.seed,
        "paths": edition.paths,
        "mean_uncertainty": True,
        "smoothing": True,
        "recentre": True,
    }
    return table(
        (),
        view=maybe(one_of(*VIEWS)),
        classes=maybe(table((), **{key: maybe(table((), **believed)) for key in SLEEVE_CLASSES})),
        correlations=maybe(by_key(NULL)),
        inflation=NULL,
        **{key: maybe(one_of(value)) for key, value in fixed.items()},
    )


def by_asset(value: Shape) -> Shape:
    """A name that is no asset may stand there with null, which counts as left out."""
    return table((), **{key: maybe(value) for key in SLEEVE_CLASSES}) | {"additionalProperties": NULL}
