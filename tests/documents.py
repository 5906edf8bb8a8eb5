"""Any valid document of the terminal, for Hypothesis: every key, the ends of every range."""

from typing import Any

from hypothesis import strategies as st

from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions import load
from scenarios.inputs import ASKS, FILINGS, MAX_AGE, MAX_YEARS, MODELS

EDITION = load()
MONEY = st.one_of(st.just(0.0), st.floats(0.01, 5_000), st.floats(1_000, 3e6), st.just(1e9))
SHARE = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1))


def maybe(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    age = draw(st.integers(18, 103))
    retirement_age = draw(st.integers(age, min(104, age + MAX_YEARS - 1)))
    in_dollars = draw(st.booleans())
    contribution = st.one_of(st.just(0), st.floats(1, 1e9)) if in_dollars else st.floats(0, 0.9999)
    escalation = {} if in_dollars else {"escalation": maybe(step=st.floats(0, 0.1), ceiling=SHARE)}
    given = {
        "age": age,
        "retirement_age": retirement_age,
        "plan_to_age": draw(st.integers(retirement_age + 1, min(MAX_AGE + 1, age + MAX_YEARS))),
        "balance": draw(MONEY),
        "contribution": draw(contribution),
    }
    return given | draw(
        maybe(
            pay=MONEY,
            pay_growth=st.floats(-0.1, 0.1),
            roth_balance=MONEY,
            roth_share=SHARE,
            income_goal=st.one_of(SHARE, st.just(2.0)),
            social_security=st.one_of(st.sampled_from(["estimate", "none"]), st.floats(0, 10_000)),
            social_security_payable=st.sampled_from(["full", "trustees"]),
            claim_age=st.integers(62, 70),
            filing=st.sampled_from(FILINGS),
            longevity=st.sampled_from(["fixed", "life_table"]),
            **escalation,
        )
    )


@st.composite
def plans_and_sleeves(draw: st.DrawFn) -> dict[str, Any]:
    held = draw(st.lists(st.sampled_from(SLEEVE_CLASSES), min_size=1, max_size=4, unique=True))
    parts = [draw(st.integers(1, 20)) for _ in held]
    mix = {key: part / sum(parts) for key, part in zip(held, parts, strict=True)}
    cap = draw(SHARE)
    weight = draw(st.one_of(st.just(0.0), st.just(cap), st.floats(0, cap)))
    trading = draw(
        st.one_of(st.just({}), st.just({"rebalance": "never"}), st.fixed_dictionaries({"rebalance": st.just("band"), "band": SHARE}))
    )
    plan = draw(
        maybe(
            match=st.lists(st.fixed_dictionaries({"rate": st.floats(0, 10), "upto": SHARE}), max_size=3).map(rising),
            menu=st.just([*held, "commodities"]),
            asset_caps=st.just({held[0]: min(1.0, weight * mix[held[0]])}),
            ramp_years=st.integers(0, MAX_YEARS),
            taper_years=st.integers(0, MAX_YEARS),
            taper_floor=st.floats(0, cap),
            over_cap=st.sampled_from(["sell", "stop"]),
            pause=st.fixed_dictionaries({"fall": st.floats(0.01, 0.99), "years": st.integers(1, MAX_YEARS)}),
            gates=st.booleans(),
            core=st.sampled_from(sorted(EDITION.core_funds)),
        )
    )
    return {"plan": {"cap": cap, **trading, **plan}, "sleeve": {"weight": weight, "mix": mix}}


def rising(tiers: list[dict[str, float]]) -> list[dict[str, float]]:
    """Tiers in the order of where they end."""
    return sorted(tiers, key=lambda tier: tier["upto"])


def beliefs(held: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    views = [view for view in ("neutral", "cautious", "hopeful", "sponsors") if all(view in EDITION.classes[key].views for key in held)]
    one = maybe(**{"return": st.floats(-0.5, 1.0), "volatility": st.floats(0, 3), "fee": st.floats(0, 0.1)})
    return maybe(
        view=st.sampled_from(views),
        model=st.sampled_from(MODELS),
        seed=st.integers(0, 2**32 - 1),
        paths=st.sampled_from([100, 300, 100_000]),
        mean_uncertainty=st.booleans(),
        smoothing=st.booleans(),
        recentre=st.booleans(),
        classes=st.dictionaries(st.sampled_from(held), one, max_size=2),
        correlations=st.dictionaries(st.just("us_stocks/bitcoin"), st.floats(-0.2, 0.6), max_size=1),
        inflation=st.floats(-0.02, 0.15),
    )


@st.composite
def documents(draw: st.DrawFn, most_asks: int = 1) -> dict[str, Any]:
    """Any valid document."""
    document = draw(plans_and_sleeves()) | {"household": draw(households())}
    document["beliefs"] = draw(beliefs(list(document["sleeve"]["mix"])))
    document["ask"] = draw(st.lists(st.sampled_from(ASKS), max_size=most_asks, unique=True))
    return document | draw(maybe(within=SHARE))
