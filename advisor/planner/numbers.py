"""Numbers as people write them: "$1,000", "1,000", " 8 % ". What is not clearly one number gets an error that says what to type."""

import re
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from scenarios.assumptions import MatchTier

LONGEST = 20  # characters of a number
QUOTED = 24  # characters of what was typed that an error repeats
CLEARLY_DOLLARS = 100  # a contribution without a sign: from here on dollars, below a share of pay
MOST_OF_PAY = 200  # a goal without a sign: up to here percent of pay, above it dollars a month
MINUS_SIGNS = "-\u2212"

# ASCII digits only: "[0-9]" and not "\d", which takes the digits of every script.
_AMOUNT = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_NUMBER = re.compile(rf"(?P<sign>[{MINUS_SIGNS}])?\s*(?P<dollar>\$)?\s*{_AMOUNT}\s*(?P<percent>%)?")
_TIER = re.compile(r"(?P<rate>.+?)\s+(?:of|on)\s+(?:the\s+)?(?P<place>first\s+|next\s+)?(?P<part>[^ ].*)")


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """`unit` "share" (of pay) or "dollars" a year; `guessed` when no sign said which."""

    value: float
    unit: Literal["share", "dollars"]
    guessed: bool


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is to be spent: `unit` "share" (of the last pay) or "dollars" a month."""

    value: float
    unit: Literal["share", "dollars"]


def quoted(text: str) -> str:
    """What was typed, for an error, shortened if it is long."""
    text = text.strip()
    return gettext("“%(typed)s”") % {"typed": text if len(text) <= QUOTED else text[:QUOTED] + "…"}


def years(text: str) -> int:
    """A whole number of years."""
    found = _read(text)
    if not found or found["sign"] or found["dollar"] or found["percent"] or "." in found["number"]:
        raise ValidationError(gettext("Type a whole number of years, like 35. You typed %(typed)s.") % {"typed": quoted(text)})
    return int(_value(found))


def dollars(text: str) -> float:
    found = _read(text)
    if not found or found["sign"] or found["percent"]:
        raise ValidationError(
            gettext("Type dollars in plain digits, like 40000 or $40,000. You typed %(typed)s.") % {"typed": quoted(text)}
        )
    return _value(found)


def percent(text: str, *, signed: bool = False) -> float:
    """A share. The field says that it is in percent, so the sign may be left out."""
    found = _read(text)
    if not found or found["dollar"] or (found["sign"] and not signed):
        raise ValidationError(gettext("Type a number in percent, like 5 or 5%%. You typed %(typed)s.") % {"typed": quoted(text)})
    return -_share(found) if found["sign"] else _share(found)


def either_way(text: str) -> float:
    """A share that may be negative."""
    return percent(text, signed=True)


def goal(text: str) -> Goal:
    """A share of pay ("75%") or dollars a month ("$4,500"). A bare number up to 200 is read as percent."""
    found = _read(text)
    if not found or found["sign"] or (found["dollar"] and found["percent"]):
        raise ValidationError(
            gettext("Type a share of your last pay, like 75%%, or dollars a month, like $4,500. You typed %(typed)s.")
            % {"typed": quoted(text)}
        )
    if found["percent"] or (not found["dollar"] and _value(found) <= MOST_OF_PAY):
        return Goal(value=_share(found), unit="share")
    return Goal(value=_value(found), unit="dollars")


def contribution(text: str) -> Contribution:
    """A share of pay ("8%") or dollars a year ("$6,400", "6400"). A bare number below 100 is read as percent; below 1 it is unclear."""
    found = _read(text)
    if not found or found["sign"] or (found["dollar"] and found["percent"]):
        raise ValidationError(
            gettext("Type a share of pay, like 8%%, or dollars a year, like $6,400. You typed %(typed)s.") % {"typed": quoted(text)}
        )
    value = _value(found)
    if value == 0:
        return Contribution(value=0.0, unit="share", guessed=False)
    if found["percent"] and value >= 100:
        raise ValidationError(gettext("Type a share of pay below 100%%. You typed %(typed)s.") % {"typed": quoted(text)})
    if found["percent"]:
        return Contribution(value=_share(found), unit="share", guessed=False)
    if (found["dollar"] and value >= 1) or value >= CLEARLY_DOLLARS:
        return Contribution(value=value, unit="dollars", guessed=False)
    if value < 1:
        raise ValidationError(
            gettext(
                "We cannot tell if %(typed)s is a share or dollars. Type a share of pay with a %% sign, like 8%%, or dollars with a $ sign."
            )
            % {"typed": quoted(text)}
        )
    return Contribution(value=_share(found), unit="share", guessed=True)


def match_tiers(text: str) -> tuple[MatchTier, ...]:
    """An employer's match, like "100% of 3%, 50% of 2%": each part follows on the one before it. "none" or "0" is no match."""
    if text.strip().lower() in ("none", "no match", "0", "0%"):
        return ()
    tiers: list[MatchTier] = []
    for part in re.split(r",|;|\+|\band\b", text.strip()[: 8 * LONGEST]):
        found = _TIER.fullmatch(part.strip().lower().removesuffix("of pay").strip())
        rate, width = (_read(found["rate"]), _read(found["part"])) if found else (None, None)
        if (
            not rate
            or not width
            or not rate["percent"]
            or not width["percent"]
            or rate["sign"]
            or width["sign"]
            or rate["dollar"]
            or width["dollar"]
        ):
            raise ValidationError(gettext("Type the match like 100%% of 3%%, 50%% of 2%%. You typed %(typed)s.") % {"typed": quoted(text)})
        tiers.append(MatchTier(rate=_share(rate), upto=round((tiers[-1].upto if tiers else 0) + _share(width), 10)))
    return tuple(tiers)


def _read(text: str) -> re.Match[str] | None:
    text = text.strip()
    return _NUMBER.fullmatch(text) if len(text) <= LONGEST else None


def _value(found: re.Match[str]) -> float:
    return float(found["number"].replace(",", ""))


def _share(found: re.Match[str]) -> float:
    """Percent to a share without the dust of a division: 8.3% is 0.083."""
    return float(f"{found['number'].replace(',', '')}e-2")
