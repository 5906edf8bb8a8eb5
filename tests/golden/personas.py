"""Drawing the golden households: documents of the terminal, over the whole input space, readable, from a fixed seed."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from scenarios.assumptions import SLEEVE_CLASSES, VIEWS
from scenarios.document import parse
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import FILINGS

SEED, COUNT = 20261122, 200
Document = dict[str, Any]
EDITION = load()


def personas() -> list[Document]:
    """COUNT valid documents; what the terminal would refuse is drawn again."""
    draw = Random(SEED)
    drawn: list[Document] = []
    while len(drawn) < COUNT:
        document = persona(draw)
        try:
            parse(document)
        except InputError:
            continue
        drawn.append(document)
    return drawn


def persona(draw: Random) -> Document:
    held = draw.sample(SLEEVE_CLASSES, draw.choice([1, 1, 1, 2, 3]))
    cap = draw.choice([0.05, 0.1, 0.1, 0.2, 0.5])
    parts = {
        "household": household(draw),
        "plan": plan(draw, cap, held),
        "sleeve": {"weight": draw.choice([0, cap, round(draw.uniform(0, cap), 3)]), "mix": mix(draw, held)},
        "beliefs": beliefs(draw, held),
    }
    return {name: part for name, part in parts.items() if part}


def household(draw: Random) -> Document:
    age = draw.choice([draw.randint(18, 34), draw.randint(30, 60), draw.randint(49, 65), draw.randint(60, 80)])
    contribution = draw.choice(
        [0, round(draw.uniform(0.01, 0.25), 3), round(draw.uniform(0.03, 0.12), 2), draw.randrange(500, 40_000, 100)]
    )
    given: dict[str, Any] = {
        "age": age,
        "balance": draw.choice([0, draw.randrange(0, 90_000, 500), draw.randrange(50_000, 2_500_000, 1_000)]),
        "contribution": contribution,
    }
    return given | some(
        draw,
        {
            "pay": lambda: draw.choice([draw.randrange(12_000, 60_000, 500), draw.randrange(50_000, 600_000, 1_000)]),
            "pay_growth": lambda: round(draw.uniform(-0.02, 0.04), 3),
            "retirement_age": lambda: draw.randint(max(age, 50), 75) if age < 75 else age,
            "plan_to_age": lambda: draw.randint(85, 100),
            "escalation": lambda: {"step": round(draw.uniform(0, 0.02), 3), "ceiling": round(draw.uniform(0.08, 0.2), 2)},
            "roth_balance": lambda: draw.randrange(0, 150_000, 500),
            "roth_share": lambda: round(draw.uniform(0, 1), 2),
            "income_goal": lambda: round(draw.uniform(0.2, 1.1), 2),
            "social_security": lambda: draw.choice(["estimate", "none", draw.randrange(300, 4_000, 50)]),
            "social_security_payable": lambda: draw.choice(["full", "trustees"]),
            "claim_age": lambda: draw.randint(62, 70),
            "filing": lambda: draw.choice(FILINGS),
            "longevity": lambda: draw.choice(["fixed", "life_table"]),
        },
    )


def plan(draw: Random, cap: float, held: list[str]) -> Document:
    banded = draw.random() < 0.2
    trading = {"rebalance": "band", "band": draw.choice([0.01, 0.02, 0.05])} if banded else some(draw, {"rebalance": lambda: "never"}, 0.2)
    return {"cap": cap} | trading | some(
        draw,
        {
            "match": lambda: [{"rate": draw.choice([0.25, 0.5, 1.0]), "upto": draw.choice([0.03, 0.06])}],
            "menu": lambda: sorted({*held, "commodities"}),
            "asset_caps": lambda: {held[0]: cap},
            "ramp_years": lambda: draw.randint(1, 10),
            "taper_years": lambda: draw.randint(1, 15),
            "taper_floor": lambda: round(draw.uniform(0, cap), 3),
            "over_cap": lambda: draw.choice(["sell", "stop"]),
            "pause": lambda: {"fall": draw.choice([0.1, 0.2, 0.3]), "years": draw.randint(1, 4)},
            "gates": lambda: draw.choice([True, False]),
            "core": lambda: draw.choice(list(EDITION.core_funds)),
        },
        0.35,
    )  # fmt: skip


def mix(draw: Random, held: list[str]) -> Document:
    """Whole hundredths that add to 1."""
    first = 100 if len(held) == 1 else draw.randint(20, 60)
    rest = [(100 - first) // (len(held) - 1)] * (len(held) - 2) if len(held) > 1 else []
    last = [100 - first - sum(rest)] if len(held) > 1 else []
    return {key: part / 100 for key, part in zip(held, [first, *rest, *last], strict=True)}


def beliefs(draw: Random, held: list[str]) -> Document:
    """Mostly about the bank that all share; one in eight believes in another market and has a few futures of its own."""
    own = {held[0]: some(draw, {"return": lambda: round(draw.uniform(-0.05, 0.25), 3), "fee": lambda: round(draw.uniform(0, 0.03), 4)})}
    views = [view for view in VIEWS if all(view in EDITION.classes[key].views for key in held)]
    shared = some(draw, {"view": lambda: draw.choice(views), "classes": lambda: own}, 0.4)
    return shared | (another_market(draw) if draw.random() < 1 / 8 else {})


def another_market(draw: Random) -> dict[str, Any]:
    return {"paths": 500} | some(
        draw,
        {
            "model": lambda: draw.choice(["lognormal", "history"]),
            "seed": lambda: draw.randint(1, 99),
            "mean_uncertainty": lambda: draw.choice([True, False]),
            "smoothing": lambda: draw.choice([True, False]),
            "recentre": lambda: False,
            "correlations": lambda: {"us_stocks/bitcoin": round(draw.uniform(0, 0.6), 2)},
            "inflation": lambda: round(draw.uniform(0.01, 0.05), 3),
        },
    )


def some(draw: Random, choices: Mapping[str, Callable[[], Any]], chance: float = 0.5) -> dict[str, Any]:
    """Each key with a chance of its own."""
    return {key: value() for key, value in choices.items() if draw.random() < chance}
