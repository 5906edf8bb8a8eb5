"""One cell of a census: its text -> what it means, or what is wrong with it and what is accepted."""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from advisor.cohorts.columns import normal
from advisor.cohorts.exported import FORMULA_SIGNS
from advisor.planner import numbers
from advisor.present.faults import wording
from scenarios.errors import Fault
from scenarios.inputs import BELOW_ALL, MAX_MONEY

LONGEST = {"reference": 40, "name": 120, "department": 80, "location": 80}
PERCENTS = ("share", "roth_share", "sleeve_share")

_SIGNED = re.compile(r"[+-]\s*\$?[0-9][0-9,.]*%?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # or turn text round
_TIME = r"(?:[ T]00:00(?::00)?)?"
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<a>[0-9]{1,2})\2(?P<b>[0-9]{1,2})" + _TIME),
    re.compile(r"(?P<a>[0-9]{1,2})([-/.])(?P<b>[0-9]{1,2})\2(?P<year>[0-9]{4})" + _TIME),
)


class Wrong(Exception):
    """`kind` is a fixed word."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(kind)
        self.kind, self.words = kind, words


def meant(key: str, text: str) -> Any:
    """The value of a cell that is not empty. Raises Wrong."""
    if text.startswith(FORMULA_SIGNS) and not _SIGNED.fullmatch(text):
        raise Wrong("formula", gettext("A cell must not begin with =, +, - or @. Put the plain value there."))
    if _UNPRINTABLE.search(text):
        raise Wrong("signs", gettext("This cell holds signs that cannot be printed. Type it again."))
    try:
        return _READ[key](text)
    except ValidationError as error:
        raise Wrong("number", error.messages[0]) from error


def out_of_range(given: float, accepted: str) -> Wrong:
    return Wrong("range", wording(Fault(code="out_of_range", key="", given=given, accepted=accepted)))


def is_unclear(text: str, value: float, *, with_1: bool = False) -> bool:
    """Whether a number without a sign may be a part of 1 as well as percent: one below 1, and perhaps 1 itself."""
    return value > 0 and (value <= 0.01 if with_1 else value < 0.01) and "%" not in text and "％" not in text


def unclear() -> Wrong:
    return Wrong("unclear", gettext("This may be percent or a part of 1. Type it with the sign, like 6%."))


def _text(longest: int, text: str) -> str:
    words = " ".join(text.split())
    if len(words) > longest:
        raise Wrong("long", gettext("Type %(longest)s letters at most.") % {"longest": longest})
    return words


def _percent(highest: float, accepted: str, text: str) -> float:
    value = numbers.percent(text)
    if value > highest:
        raise out_of_range(value, accepted)
    return value


def _dollars_a_year(text: str) -> float:
    value = numbers.dollars(text)
    if 0 < value < 1:
        raise out_of_range(value, f"1 to {MAX_MONEY:g}, dollars a year")
    return value


def _birth_year(text: str) -> int:
    """Only the year of a date counts, so that the order of day and month does not."""
    found = next((match for pattern in _DATES if (match := pattern.fullmatch(text))), None)
    parts = found.groupdict() if found else {}
    low, high = sorted((int(parts.get("a") or 1), int(parts.get("b") or 1)))
    if not found or not 1 <= low <= 12 or high > 31:
        raise Wrong("date", gettext("Type a birth date like 1985-03-27, or a year like 1985."))
    return int(parts["year"])


def _language(text: str) -> str:
    code = _languages().get(normal(text))
    if code is None:
        names = ", ".join(f"{name} ({code})" for code, name in settings.LANGUAGES)
        raise Wrong("language", gettext("This is none of the languages of the letters: %(names)s.") % {"names": names})
    return code


@cache
def _languages() -> Mapping[str, str]:
    usual = {
        "en": "english, inglés, ingles, eng, en us, 英文, 英語, 英语",
        "es": "spanish, español, espanol, spa, es us, es mx, 西班牙文, 西班牙語, 西班牙语",
        "zh-hant": "traditional chinese, chinese traditional, zh tw, zh hk, 繁体中文, 繁中, 正體中文",
        "zh-hans": "simplified chinese, chinese simplified, zh cn, zh sg, 簡體中文, 简中",
    }
    named = {normal(code): code for code, _name in settings.LANGUAGES} | {normal(name): code for code, name in settings.LANGUAGES}
    return named | {normal(name): code for code, names in usual.items() for name in names.split(",")}


_READ: Mapping[str, Callable[[str], Any]] = {
    **{key: partial(_text, longest) for key, longest in LONGEST.items()},
    "age": numbers.years,
    "born": _birth_year,
    "pay": numbers.dollars,
    "balance": numbers.dollars,
    "share": partial(_percent, BELOW_ALL, f"0 to {BELOW_ALL}, a share of pay"),
    "dollars": _dollars_a_year,
    "roth_balance": numbers.dollars,
    "roth_share": partial(_percent, 1, "0 to 1, a share"),
    "retirement_age": numbers.years,
    "language": _language,
    "sleeve_share": partial(_percent, 1, "0 to 1, a share"),
}
