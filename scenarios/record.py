"""What makes an answer repeatable: its run, and the run's code."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from scenarios import __version__
from scenarios.assumptions import Assumptions
from scenarios.document import to_document
from scenarios.editions import fingerprint
from scenarios.inputs import Beliefs, Question
from scenarios.results import Run

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
MISREAD = str.maketrans("OIL", "011")  # who writes one of these letters all the same meant a digit


def run_of(question: Question, assumptions: Assumptions, bank_hash: str) -> Run:
    """The run of a question. Its id is a hash of the canonical inputs, edition, engine, seed, paths and model, and of
    nothing else: not of what was asked beside the answer, the date, the language, NumPy or the bank."""
    document = to_document(question)
    del document["ask"], document["within"]
    return run_of_document(document, question.beliefs, assumptions, bank_hash)


def run_of_document(document: Mapping[str, Any], asked: Beliefs, assumptions: Assumptions, bank_hash: str) -> Run:
    """The run of canonical inputs, among them the beliefs `asked`."""
    beliefs = document["beliefs"]
    return Run(
        id=_code(json.dumps([__version__, document], sort_keys=True)),
        engine=__version__,
        edition=assumptions.edition,
        seed=beliefs["seed"],
        paths=beliefs["paths"],
        model=beliefs["model"],
        edition_hash="sha256:" + fingerprint(assumptions.edition),
        bank=bank_hash,
        overrides=overrides(asked),
        numpy=np.__version__,
    )


def overrides(beliefs: Beliefs) -> tuple[str, ...]:
    """The assumptions that the user replaced, by name."""
    names = []
    for key, belief in beliefs.classes.items():
        fields = {"return": belief.average_return, "volatility": belief.volatility, "fee": belief.fee, "wipeout": belief.wipeout}
        names += [f"{key}.{name}" for name, value in fields.items() if value is not None]
    names += ["/".join(pair) + ".correlation" for pair in beliefs.correlations]
    if beliefs.inflation is not None:
        names.append("inflation")
    usual = Beliefs(model=beliefs.model)
    switches = {"mean_uncertainty": beliefs.uncertain != usual.uncertain, "smoothing": beliefs.smoothed != usual.smoothed}
    names += [name for name, changed in {**switches, "recentre": not beliefs.recentre}.items() if changed]
    return tuple(sorted(names))


def _code(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 4
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(55, -1, -5))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))
