"""Requests at a steady rate, whether or not earlier ones are answered: a slow site is not spared, as it would be by visitors who wait."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from urllib.error import HTTPError

import numpy as np

from tests.bench.timing import Row

AT_ONCE = 400  # threads: more than a site with bounded work lets wait

Ask = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How long one request took from when it was due, and the status: 0 without an answer, or for a refusal that does not say
    when to come back."""

    status: int
    seconds: float


def offered(asks: list[Ask], *, a_second: float, seconds: float) -> list[Outcome]:
    """They are asked in turns."""
    turns, begin = cycle(asks), time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        waiting = []
        for number in range(round(a_second * seconds)):
            due = begin + number / a_second
            time.sleep(max(0.0, due - time.monotonic()))
            waiting.append(threads.submit(outcome, next(turns), due))
        return [one.result() for one in waiting]


def outcome(ask: Ask, due: float) -> Outcome:
    status = 200
    try:
        ask()
    except HTTPError as error:
        status = error.code if error.code != 429 or "Retry-After" in error.headers else 0
    except OSError:
        status = 0
    return Outcome(status=status, seconds=time.monotonic() - due)


def as_rows(what: str, found: list[Outcome]) -> list[Row]:
    answered = [one.seconds * 1000 for one in found if one.status == 200]
    refused = sum(one.status == 429 for one in found)
    failed = len(found) - len(answered) - refused
    p50, p95 = np.percentile(answered, (50, 95)) if answered else (np.nan, np.nan)
    longest = max(one.seconds for one in found) * 1000
    note = f"{len(found)} requests: {len(answered)} answered, {refused} told when to come back (429), {failed} failed"
    return [
        Row(what=f"{what}: p50", value=float(p50), unit="ms", note=note),
        Row(what=f"{what}: p95", value=float(p95), unit="ms"),
        Row(what=f"{what}: longest, refused ones too", value=longest, unit="ms"),
    ]
