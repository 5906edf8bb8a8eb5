"""The numbers of an SVG, alone, in lists, in the steps of a path and in changes of place: read strictly, written in one plain form."""

import re
from collections.abc import Iterator, Sequence

from advisor.firms.refused import LogoRefused, Refusal

NUMBER = r"[+-]?(?:\d{1,12}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?"
LARGEST = 1e5
STEPS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}  # numbers of each
FLAGS = (3, 4)  # of an arc: one digit each, often without a space
CHANGES = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}

_ONE = re.compile(NUMBER, re.ASCII)
_FLAG = re.compile("[01]")
_GAP = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_STEP = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_CHANGE = re.compile(r"[\s,]*(\w+)\s*\(([^()]*)\)[\s,]*", re.ASCII)


def number(text: str) -> str:
    value = float(text)
    if abs(value) > LARGEST:
        raise LogoRefused(Refusal.VALUE)
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")  # without a sign before zero


def at_least_nothing(text: str) -> str:
    if text.startswith("-"):
        raise LogoRefused(Refusal.VALUE)
    return text


def list_of(text: str, flags: Sequence[int] = (), period: int = 1) -> list[str]:
    """Numbers with gaps between them. Those at `flags` of each `period` are one digit."""
    found: list[str] = []
    at = _after_gap(text, 0)
    while at < len(text):
        one = (_FLAG if len(found) % period in flags else _ONE).match(text, at)
        if not one:
            raise LogoRefused(Refusal.VALUE)
        found.append(number(one[0]))
        at = _after_gap(text, one.end())
    return found


def _after_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def path(text: str) -> str:
    """With the letter before each step, which readers take at a time. An arc to where it begins is no step, as the standard has it."""
    if not text:
        return ""
    if text[0] not in "Mm":
        raise LogoRefused(Refusal.VALUE)
    here, start, kept = (0.0, 0.0), (0.0, 0.0), []
    for letter, numbers in (step for named, given in _STEP.findall(text) for step in _steps(named, given)):
        there = start if letter in "Zz" else _end(letter, [float(one) for one in numbers], here)
        if letter not in "Aa" or there != here:
            kept.append(letter + " ".join(numbers))
        here = there
        start = here if letter in "Mm" else start
    return "".join(kept)


def _end(letter: str, numbers: Sequence[float], here: tuple[float, float]) -> tuple[float, float]:
    x, y = here if letter.islower() else (0.0, 0.0)
    if letter in "Hh":
        return x + numbers[0], here[1]
    if letter in "Vv":
        return here[0], y + numbers[0]
    return x + numbers[-2], y + numbers[-1]


def _steps(letter: str, text: str) -> Iterator[tuple[str, list[str]]]:
    count = STEPS.get(letter.upper(), 0)
    numbers = list_of(text, FLAGS if count == STEPS["A"] else (), count or 1)
    if bool(numbers) != bool(count) or (count and len(numbers) % count):
        raise LogoRefused(Refusal.VALUE)
    if not count:
        yield letter, []
    for at in range(0, len(numbers), count or 1):
        yield letter, numbers[at : at + count]
        letter = {"M": "L", "m": "l"}.get(letter, letter)  # what follows a first point are lines


def transform(text: str) -> str:
    changes = _CHANGE.findall(text)
    if _CHANGE.sub("", text).strip():
        raise LogoRefused(Refusal.VALUE)
    return " ".join(f"{name}({' '.join(_change(name, numbers))})" for name, numbers in changes)


def _change(name: str, text: str) -> list[str]:
    numbers = list_of(text)
    if len(numbers) not in CHANGES.get(name, ()):
        raise LogoRefused(Refusal.VALUE)
    return numbers
