"""What somebody can work out who has every page and every file of a workforce, and who knows who came, left or changed in between, but
of nobody's own figures anything. The rules are known to them too; only the lots are not.

Each thing shown says that the number of people with some property, among those whom it is about, lies between two numbers (a sum of
dollars is counted in the most that one person can have). From two such the number among those in one and not in the other follows.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil, inf

from advisor.cohorts.dashboard import QUARTERS, SHARE_STEP, Spread, Workforce
from advisor.cohorts.disclosure import NEAR, SMALLEST, Range

FEW = SMALLEST - 1
Row = tuple[str, int]  # a person, and how often what is known of them has changed
Bounds = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was shown at one time of the people in `ages`, by their rows. `most`: dollars that a match can leave unclaimed for one."""

    ages: Mapping[Row, int]
    told: Workforce
    most: float


@dataclass(frozen=True, kw_only=True)
class Known:
    """Of the people in `rows`, from `low` to `high` have the property that `key` stands for."""

    key: Hashable
    rows: frozenset[Row]
    low: float
    high: float


def known(release: Release, classes: Iterable[int] = ()) -> Iterator[Known]:
    """All that a release says. `classes`: the shares of pay, in steps, about which age bands are asked."""
    everybody, people, told = frozenset(release.ages), len(release.ages), release.told
    for key, shown in (("on course", told.on_course), ("not claiming", told.not_claiming), ("holding", told.holding)):
        if shown:
            yield Known(key=key, rows=everybody, **ends(*of_all(shown, people)))
    if told.unclaimed:
        low, high = (end and end / release.most for end in (told.unclaimed.low, told.unclaimed.high))
        yield Known(key="unclaimed", rows=everybody, **ends(low or 0.0, people if high is None else min(high, people)))
    for spread in told.spreads:
        rows = frozenset(row for row, age in release.ages.items() if (spread.first or 0) <= age < (spread.end or 200))
        for at in classes:
            yield Known(key=("spread", spread.first, spread.end, at), rows=rows, **ends(*up_to(spread, at, len(rows))))


def of_all(shown: Range, people: int) -> Bounds:
    """How many people a range of 100 may mean."""
    low = 0 if shown.low is None else ceil(shown.low * people / 100 - 1e-9)
    return low, people if shown.high is None else ceil(shown.high * people / 100 - 1e-9) - 1


def up_to(spread: Spread, at: int, people: int) -> Bounds:
    """How many of a band are in this class of shares of pay or in a lower one."""
    low, high = 0, people
    for quarter, level in zip(QUARTERS, (spread.low, spread.middle, spread.high), strict=True):
        shown = round(level / SHARE_STEP)
        if shown <= at:
            low = max(low, ceil(quarter * people - NEAR))
        else:
            high = min(high, ceil(quarter * people + NEAR) - 1)
    return low, high


def ends(low: float, high: float) -> dict[str, float]:
    return {"low": low, "high": high}


def is_cell(low: float, high: float, people: float = inf) -> bool:
    """Whether this says that there are some, but fewer than eleven; or so of all others."""
    return (low >= 1 and high <= FEW) or (people - high >= 1 and people - low <= FEW)


def cells(one: Release) -> Iterator[str]:
    """Small cells in a single release: what is shown, its complement, and the parts between two levels."""
    said = list(known(one, shown_classes([one])))
    for each in said:
        if is_cell(each.low, each.high, len(each.rows)):
            yield f"{each.key}: {each.low} to {each.high} of {len(each.rows)}"
    for first, second in combinations([each for each in said if isinstance(each.key, tuple)], 2):
        if first.rows == second.rows and is_cell(second.low - first.high, second.high - first.low):
            yield f"between {first.key} and {second.key}"


Moved = tuple[int, int]  # how many are in the first of two and not in the second, and the other way round


def moved(first: Known, second: Known) -> Moved:
    return len(first.rows - second.rows), len(second.rows - first.rows)


def few_told(first: Known, second: Known, between: Moved) -> bool:
    """Whether something follows about ten people or fewer who are in one of them and not in the other.

    The number in the second less that in the first lies between two bounds. Whoever left took away 0 or 1, whoever came added 0 or 1; so
    of any ten of them a bound is new only if it is left when all others did what suits it best.
    """
    left, came = between
    few = min(FEW, left + came)
    return second.low - first.high > came - few or second.high - first.low < few - left


def many_told(first: Known, second: Known, between: Moved) -> bool:
    """Whether a small cell follows among all who only left, or only came."""
    left, came = between
    if left and came:
        return False
    low, high = second.low - first.high, second.high - first.low
    return is_cell(max(low, 0), min(high, came), came) if came else is_cell(max(-high, 0), min(-low, left), left)


def shown_classes(releases: Iterable[Release]) -> list[int]:
    """Where a level is, and just below: nothing else can be known of a band."""
    levels = (level for one in releases for spread in one.told.spreads for level in (spread.low, spread.middle, spread.high))
    return sorted({round(level / SHARE_STEP) - less for level in levels for less in (0, 1)})


def over_time(releases: Sequence[Release]) -> Iterator[str]:
    """From each two releases."""
    classes = shown_classes(releases)
    said = [{each.key: each for each in known(one, classes)} for one in releases]
    for one, other in combinations(range(len(said)), 2):
        pairs = [(said[one][key], said[other][key]) for key in said[one].keys() & said[other].keys()]
        groups: dict[tuple[frozenset[Row], frozenset[Row]], Moved] = {}  # a band has many levels
        for first, second in (*pairs, *merged(said[one], said[other])):
            whom = first.rows, second.rows
            if whom not in groups:
                groups[whom] = moved(first, second)
            if few_told(first, second, groups[whom]) or many_told(first, second, groups[whom]):
                yield f"{second.key}: releases {one} and {other}"


def merged(one: Mapping[Hashable, Known], other: Mapping[Hashable, Known]) -> Iterator[tuple[Known, Known]]:
    """A band of one release beside the bands of the other that make up the same ages."""
    for here, there, turned in ((one, other, False), (other, one, True)):
        for key, whole in here.items():
            if not isinstance(key, tuple) or key in there:
                continue
            _, start, end, at = key
            inside = [part for other_key, part in there.items() if isinstance(other_key, tuple) and _within(other_key, start, end, at)]
            if not _tiles([part.key for part in inside], start, end):
                continue
            rows = frozenset().union(*(part.rows for part in inside))
            parts = Known(key=key, rows=rows, low=sum(part.low for part in inside), high=sum(part.high for part in inside))
            yield (parts, whole) if turned else (whole, parts)


def _within(key: Hashable, start: int | None, end: int | None, at: int) -> bool:
    assert isinstance(key, tuple)
    _, first, last, own = key
    return own == at and (first or 0) >= (start or 0) and (last or 200) <= (end or 200)


def _tiles(keys: Sequence[Hashable], start: int | None, end: int | None) -> bool:
    bands = sorted((key[1] or 0, key[2] or 200) for key in keys if isinstance(key, tuple))
    if not bands or bands[0][0] != (start or 0) or bands[-1][1] != (end or 200):
        return False
    return all(before[1] == after[0] for before, after in pairwise(bands))


def change_told(before: Range, after: Range, people: int) -> bool:
    """Whether it follows of the same people under other rules, or at another time, that some but fewer than eleven changed."""
    (low, high), (then_low, then_high) = of_all(before, people), of_all(after, people)
    change = then_low - high, then_high - low
    return is_cell(*change) or is_cell(-change[1], -change[0])
