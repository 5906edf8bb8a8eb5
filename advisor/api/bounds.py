"""What the API asks of the model: what the web asks. The edition's own draw, and of its assumptions only means and fees of assets may be
others: anything else would need a bank of futures of its own, ten seconds and 150 MB for each number typed."""

from collections.abc import Iterator, Mapping
from typing import Any

from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.document import parse
from scenarios.editions import DEFAULT, load
from scenarios.errors import Fault, InputError
from scenarios.inputs import ASKS, Beliefs, Question

ALONE = ("tornado", "effects")  # each costs as much as all the rest
TOGETHER = tuple(name for name in ASKS if name not in ALONE)


def bounded_question(document: Mapping[str, Any]) -> Question:
    """The question that a document asks. Raises InputError with what the model refuses, or else with what is not offered here."""
    question = parse(document)
    faults = [*_of_beliefs(question.beliefs), *_of_ask(question.ask)]
    if faults:
        raise InputError(*faults)
    return question


def _of_beliefs(beliefs: Beliefs) -> Iterator[Fault]:
    edition = load(DEFAULT)
    fixed: dict[str, tuple[object, object]] = {
        "edition": (beliefs.edition, edition.edition),
        "model": (beliefs.model, "regimes"),
        "seed": (beliefs.seed, edition.seed),
        "paths": (beliefs.paths, edition.paths),
        "mean_uncertainty": (beliefs.mean_uncertainty, True),
        "smoothing": (beliefs.smoothing, True),
        "recentre": (beliefs.recentre, True),
    }
    for name, (given, own) in fixed.items():
        if given is not None and given != own:
            yield _not_offered(f"beliefs.{name}", given, str(own).lower() if own is True else str(own))
    if beliefs.inflation is not None:
        yield _not_offered("beliefs.inflation", beliefs.inflation, "nothing: the edition's is used")
    for pair, stated in beliefs.correlations.items():
        yield _not_offered("beliefs.correlations." + "/".join(pair), stated, "nothing: the edition's are used")
    for key, belief in beliefs.classes.items():
        if key not in SLEEVE_CLASSES:
            yield _not_offered(f"beliefs.classes.{key}", key, ", ".join(SLEEVE_CLASSES))
        for name, changed in (("volatility", belief.volatility), ("wipeout", belief.wipeout)):
            if changed is not None:
                yield _not_offered(f"beliefs.classes.{key}.{name}", changed, "nothing: the edition's is used")


def _of_ask(ask: tuple[str, ...]) -> Iterator[Fault]:
    for name in ALONE:
        if name in ask and len(ask) > 1:
            yield Fault(code="asked_alone", key="ask", given=list(ask), accepted=f"{name} by itself")


def _not_offered(key: str, given: object, accepted: str) -> Fault:
    return Fault(code="not_offered", key=key, given=given, accepted=accepted)
