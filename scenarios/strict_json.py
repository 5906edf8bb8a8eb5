"""JSON that somebody else wrote: finite numbers of a sane length, whole characters, few levels, and a reason for anything else."""

import json
from math import isfinite
from typing import Any

from scenarios.errors import NotAnAnswer

LONGEST_WHOLE = 20  # digits
DEEPEST = 30  # lists and tables within one another; an answer has eight


def read_json(content: bytes, refusal: str) -> Any:
    """The document in `content`. Raises NotAnAnswer: the refusal, and why."""
    try:
        document = json.loads(content, parse_constant=_refused, parse_float=_finite, parse_int=_short)
        _look_through(document, DEEPEST)
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer(f"{refusal}: {error}") from error
    return document


def _refused(written: str) -> float:
    raise ValueError(f"{written} is no number")


def _finite(written: str) -> float:
    number = float(written)
    return number if isfinite(number) else _refused(written[:LONGEST_WHOLE])


def _short(written: str) -> int:
    return int(written) if len(written) <= LONGEST_WHOLE else int(_refused(written[:LONGEST_WHOLE] + "..."))


def _look_through(part: Any, levels: int) -> None:
    """Half a character is one that nothing could print: encoding it is a ValueError."""
    if isinstance(part, str):
        part.encode()
    elif isinstance(part, (dict, list)):
        if not levels:
            raise ValueError(f"more than {DEEPEST} levels")
        for inner in (*part, *part.values()) if isinstance(part, dict) else part:
            _look_through(inner, levels - 1)
