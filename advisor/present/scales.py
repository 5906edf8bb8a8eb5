"""How each language writes sums and dates: its words for large numbers, its dollars, the order of a date. One entry a language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, kw_only=True)
class Unit:
    """So many, counted in one word; from `start` on if that is more, with words of their own for exactly one."""

    size: float
    words: str
    start: float = 0.0
    one: str = ""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The units have the largest first. Those of a whole country go before those of a person's money."""

    dollars: str = "$%s"  # digits in dollars
    unit_dollars: str = "$%s"  # digits and a unit, in dollars
    money: tuple[Unit, ...]
    money_short: tuple[Unit, ...]  # on axes: after "$" in every language, and narrow
    country: tuple[Unit, ...]
    country_short: tuple[Unit, ...]
    change: tuple[Unit, ...] = ()  # none: in full
    year: str = "Y"  # as Django writes date formats
    month: str
    day: str
    point_may_group: bool = False  # many who read the language write 1.500 for 1,500


ENGLISH = Scale(
    money=(Unit(size=1e6, words="%s million"),),
    money_short=(Unit(size=1e6, words="%sm"), Unit(size=1e3, words="%sk")),
    country=(Unit(size=1e12, words="%s trillion"), Unit(size=1e9, words="%s billion")),
    country_short=(Unit(size=1e12, words="%stn"), Unit(size=1e9, words="%sbn")),
    month="M Y",
    day="M j, Y",
)
SPANISH = Scale(  # of the USA; a billón is a million millions
    money=(Unit(size=1e6, words="%s millones", one="%s millón"),),
    money_short=(Unit(size=1e6, words="%sM"), Unit(size=1e3, words="%sk")),
    country=(Unit(size=1e12, words="%s billones", one="%s billón"), Unit(size=1e9, words="%s mil millones")),
    country_short=(Unit(size=1e12, words="%s bill."), Unit(size=1e9, words="%s mil M")),
    month="b Y",
    day="j b Y",
    point_may_group=True,
)


def _chinese(wan: str, yi: str, trillion: str) -> Scale:
    """Counted by ten thousands and hundred millions; in sentences only from a hundred thousand on."""
    units = (Unit(size=1e8, words=f"%s {yi}"), Unit(size=1e4, words=f"%s {wan}", start=1e5))
    return Scale(
        dollars="%s 美元",
        unit_dollars="%s美元",
        money=units,
        money_short=(Unit(size=1e8, words=f"%s{yi}"), Unit(size=1e4, words=f"%s{wan}")),
        country=(Unit(size=1e12, words=f"%s {trillion}"),),
        country_short=(Unit(size=1e12, words=f"%s{trillion}"),),
        change=units,
        year="Y 年",
        month="Y 年 n 月",
        day="Y 年 n 月 j 日",
    )


SCALES: Mapping[str, Scale] = {
    "en": ENGLISH,
    "es": SPANISH,
    "zh-hant": _chinese("萬", "億", "兆"),
    "zh-hans": _chinese("万", "亿", "万亿"),
}


def scale() -> Scale:
    """Of the active language."""
    return SCALES.get(get_language() or "en", ENGLISH)
