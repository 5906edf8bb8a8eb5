"""Numbers as people write them: "$1,000", "1,000", " 8 % ", "５０００", "5 萬美元". What is not clearly one number gets an error that
says what to type. The signs and words of every language of the site are read in each of them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from advisor.present import names
from advisor.present.figures import exact
from advisor.present.scales import scale
from scenarios.assumptions import MatchTier

LONGEST = 20  # characters of a number
QUOTED = 24  # characters of what was typed that an error repeats
CLEARLY_DOLLARS = 100  # a contribution without a sign: from here on dollars, below a share of pay
MOST_OF_PAY = 200  # a goal without a sign: up to here percent of pay, above it dollars a month
MINUS_SIGNS = "-\u2212"

# Chinese keyboards write digits, signs and the space in full width. Not NFKC, which also makes 52 of "5²".
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_MYRIADS = {"萬": 10_000, "万": 10_000, "億": 100_000_000, "亿": 100_000_000}

# ASCII digits only: "[0-9]" and not "\d", which takes the digits of every script.
_AMOUNT = r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_AFTER = rf"(?:(?P<percent>%)|(?P<myriads>[{''.join(_MYRIADS)}])?\s*(?P<dollars>美元|美金|元)?)"
_NUMBER = re.compile(rf"(?P<sign>[{MINUS_SIGNS}])?\s*(?P<dollar>(?:[Uu][Ss])?\$)?\s*{_AMOUNT}\s*{_AFTER}")
_MANY_OR_FEW = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")  # 1.500 is 1,500 to some and 1.5 to others

# "100% of the first 3%", "100% del primer 3%", "前 3% 薪資補 100%", "工资前 3% 配 100%"; each follows on the one before it.
_NO_MATCH = ("none", "no match", "0", "0%", "ninguno", "ninguna", "nada", "sin aporte", "sin aportación", "無", "无", "沒有", "没有")
_BETWEEN_TIERS = re.compile(r",|;|\+|、|和|與|与|\b(?:and|y|más)\b")
_OF_PAY = re.compile(r"\s*(?:of pay|del? (?:su )?(?:salario|sueldo|pago))\Z")
_TIER = re.compile(
    r"(?:el\s+)?(?P<rate>.+?)\s+(?:of|on|del?|sobre)\s+(?:(?:the|el|los)\s+)?"
    r"(?:(?:first|next|primer|primeros|siguiente|siguientes|próximo|próximos)\s+)?(?P<part>[^ ].*)"
)
_CHINESE_TIER = re.compile(
    r"(?:薪資|薪水|工資|工资)?的?\s*(?:前|接下來|接下来|接著|接着|之後|之后|其後|其后)的?(?P<part>[^%]+%)"
    r"(?:\s|的|薪資|薪水|工資|工资|部分|相對|提撥|匹配|配|補|补)*(?P<rate>[^%]+%)"
)


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
    if not found or found.negative or found.unit or "." in found.digits:
        raise ValidationError(gettext("Type a whole number of years, like 35. You typed %(typed)s.") % {"typed": quoted(text)})
    return int(found.value)


def dollars(text: str) -> float:
    found = _amount(text)
    if not found or found.negative or found.unit == "%":
        raise ValidationError(
            gettext("Type dollars in plain digits, like 40000 or $40,000. You typed %(typed)s.") % {"typed": quoted(text)}
        )
    return found.value


def percent(text: str, *, signed: bool = False) -> float:
    """A share. The field says that it is in percent, so the sign may be left out."""
    found = _read(text)
    if not found or found.unit == "$" or (found.negative and not signed):
        raise ValidationError(gettext("Type a number in percent, like 5 or 5%%. You typed %(typed)s.") % {"typed": quoted(text)})
    return -found.share if found.negative else found.share


def either_way(text: str) -> float:
    """A share that may be negative."""
    return percent(text, signed=True)


def goal(text: str) -> Goal:
    """A share of pay ("75%") or dollars a month ("$4,500"). A bare number up to 200 is read as percent."""
    found = _amount(text)
    if not found or found.negative:
        raise ValidationError(
            gettext("Type a share of your last pay, like 75%%, or dollars a month, like $4,500. You typed %(typed)s.")
            % {"typed": quoted(text)}
        )
    if found.unit == "%" or (not found.unit and found.value <= MOST_OF_PAY):
        return Goal(value=found.share, unit="share")
    return Goal(value=found.value, unit="dollars")


def contribution(text: str) -> Contribution:
    """A share of pay ("8%") or dollars a year ("$6,400", "6400"). A bare number below 100 is read as percent; below 1 it is unclear."""
    found = _amount(text)
    if not found or found.negative:
        raise ValidationError(
            gettext("Type a share of pay, like 8%%, or dollars a year, like $6,400. You typed %(typed)s.") % {"typed": quoted(text)}
        )
    value = found.value
    if value == 0:
        return Contribution(value=0.0, unit="share", guessed=False)
    if found.unit == "%" and value >= 100:
        raise ValidationError(gettext("Type a share of pay below 100%%. You typed %(typed)s.") % {"typed": quoted(text)})
    if found.unit == "%":
        return Contribution(value=found.share, unit="share", guessed=False)
    if (found.unit == "$" and value >= 1) or value >= CLEARLY_DOLLARS:
        return Contribution(value=value, unit="dollars", guessed=False)
    if value < 1:
        raise ValidationError(
            gettext(
                "We cannot tell if %(typed)s is a share or dollars. Type a share of pay with a %% sign, like 8%%, or dollars with a $ sign."
            )
            % {"typed": quoted(text)}
        )
    return Contribution(value=found.share, unit="share", guessed=True)


def match_tiers(text: str) -> tuple[MatchTier, ...]:
    """An employer's match, like "100% of 3%, 50% of 2%": each part follows on the one before it. "none" or "0" is no match."""
    plain = _half_width(text).lower()
    if plain in (*_NO_MATCH, names.match(()).lower()):
        return ()
    tiers: list[MatchTier] = []
    for part in _BETWEEN_TIERS.split(plain[: 8 * LONGEST]):
        found = _tier(part.strip())
        if found is None:
            raise ValidationError(gettext("Type the match like 100%% of 3%%, 50%% of 2%%. You typed %(typed)s.") % {"typed": quoted(text)})
        rate, width = found
        tiers.append(MatchTier(rate=rate, upto=round((tiers[-1].upto if tiers else 0) + width, 10)))
    return tuple(tiers)


def _tier(text: str) -> tuple[float, float] | None:
    """The rate and the part of pay that it is for."""
    found = _TIER.fullmatch(_OF_PAY.sub("", text)) or _CHINESE_TIER.fullmatch(text)
    read = [_read(found[name]) for name in ("rate", "part")] if found else []
    shares = [one.share for one in read if one and one.unit == "%" and not one.negative]
    return (shares[0], shares[1]) if len(shares) == 2 else None


@dataclass(frozen=True, kw_only=True)
class _Read:
    """One number: its digits as typed, how many `times` that a word counts, and of what if a sign or word says so."""

    negative: bool
    digits: str
    times: int
    unit: Literal["$", "%", ""]

    @property
    def value(self) -> float:
        return float(Decimal(self.digits.replace(",", "")) * self.times)

    @property
    def share(self) -> float:
        """Percent to a share without the dust of a division: 8.3% is 0.083."""
        return float(f"{self.digits.replace(',', '')}e-2")


def _read(text: str) -> _Read | None:
    text = _half_width(text)
    found = _NUMBER.fullmatch(text) if len(text) <= LONGEST else None
    if not found or (found["dollar"] and found["percent"]):
        return None
    dollars = found["dollar"] or found["dollars"] or found["myriads"]  # nobody counts years or percent by the ten thousand
    return _Read(
        negative=bool(found["sign"]),
        digits=found["digits"],
        times=_MYRIADS.get(found["myriads"], 1),
        unit="%" if found["percent"] else "$" if dollars else "",
    )


def _amount(text: str) -> _Read | None:
    """A number that may be large. In a language with two habits of writing thousands, one that could be either is refused."""
    found = _read(text)
    if found and found.unit != "%" and scale().point_may_group and _MANY_OR_FEW.fullmatch(found.digits):
        readings = {"many": found.digits.replace(".", ","), "few": exact(float(found.digits))}
        raise ValidationError(gettext("%(typed)s could be %(many)s or %(few)s. Type one of the two.") % {"typed": quoted(text), **readings})
    return found


def _half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH).strip()
