"""What may be shown of a workforce: always true, and never finer than eleven people, whatever the lots are."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.cohorts import disclosure
from advisor.cohorts.dashboard import QUARTERS, SHARE_STEP, Spread
from advisor.cohorts.disclosure import BAND, FEWEST, NEAR, PART, SMALLEST, Range, Scale
from tests.cohorts.derive import FEW, Known, Row, few_told, is_cell, many_told, moved, of_all, up_to

LOTS = st.floats(0, 1, exclude_max=True)
MATCH = 14_400.0  # dollars, the most for one person


def rows(first: int, last: int) -> frozenset[Row]:
    return frozenset((str(number), 0) for number in range(first, last))


@st.composite
def counts(draw: st.DrawFn, most: int = 3000) -> tuple[int, int]:
    people = draw(st.integers(FEWEST, most))
    return draw(st.integers(0, people)), people


@given(counts(), LOTS)
def test_a_range_is_always_true_and_holds_three_parts_or_two_at_an_end(both: tuple[int, int], lot: float) -> None:
    count, people = both
    shown = disclosure.counted(count, people, lot)
    assert shown
    low, high = of_all(shown, people)
    assert low <= count <= high
    assert high - low + 1 >= PART * (2 if None in (shown.low, shown.high) else 3)


@given(counts(), LOTS)
def test_no_range_says_that_fewer_than_eleven_have_or_lack_something(both: tuple[int, int], lot: float) -> None:
    shown = disclosure.counted(*both, lot)
    assert shown
    low, high = of_all(shown, both[1])
    assert not is_cell(low, high, both[1])
    assert high > FEW
    assert both[1] - low > FEW


@given(counts(), st.integers(0, FEW), st.data(), LOTS, LOTS)
def test_two_ranges_say_nothing_of_ten_people_who_came_or_left(
    both: tuple[int, int], few: int, data: st.DataObject, one: float, other: float
) -> None:
    count, people = both
    came = data.draw(st.integers(0, few))
    after, then = count + came, people + few
    first, second = disclosure.counted(count, people, one), disclosure.counted(after, then, other)
    assert first
    assert second
    before = Known(key="", rows=rows(0, people), **bounds(first, people))
    later = Known(key="", rows=rows(0, then), **bounds(second, then))
    assert not few_told(before, later, moved(before, later))
    assert not few_told(later, before, moved(later, before))
    assert not many_told(before, later, moved(before, later))


@given(counts(), st.integers(-FEW, FEW), LOTS, LOTS)
def test_two_ranges_of_the_same_people_say_nothing_when_ten_changed(both: tuple[int, int], change: int, one: float, other: float) -> None:
    count, people = both
    then = min(max(count + change, 0), people)
    first, second = disclosure.counted(count, people, one), disclosure.counted(then, people, other)
    assert first
    assert second
    low, high = of_all(first, people)
    then_low, then_high = of_all(second, people)
    assert then_low - high <= -FEW
    assert then_high - low >= FEW


@given(counts(), LOTS)
def test_of_all_others_the_same_range_says_the_rest(both: tuple[int, int], lot: float) -> None:
    count, people = both
    shown = disclosure.counted(count, people, lot)
    assert shown
    others = disclosure.rest(shown)
    assert others.low is None or others.low <= 100 * (people - count) / people
    assert others.high is None or others.high >= 100 * (people - count) / people
    assert disclosure.rest(others) == shown


@given(counts(), st.data(), LOTS)
def test_more_and_not_less_by_one_lot_never_meet_in_fewer_than_eleven(both: tuple[int, int], data: st.DataObject, lot: float) -> None:
    more, people = both
    not_less = data.draw(st.integers(more, people))
    first, second = disclosure.counted(more, people, lot), disclosure.counted(not_less, people, lot)
    assert first
    assert second
    (low, high), (at_least, at_most) = of_all(first, people), of_all(second, people)
    assert low <= at_least
    assert high <= at_most
    assert not is_cell(at_least - high, at_most - low)


def test_a_small_workforce_is_not_counted() -> None:
    assert disclosure.counted(40, FEWEST - 1, 0.5) is None
    assert disclosure.counted(40, FEWEST, 0.5)
    assert disclosure.summed(1000, FEWEST - 1, 0, MATCH, 0.5) is None


def test_ranges_overlap_by_a_part_and_the_lot_picks_one() -> None:
    scale = Scale(low=0, step=10, parts=10)
    assert scale.shown(15, 0.4) == Range(low=10, high=40)
    assert scale.shown(15, 0.6) == Range(low=None, high=20)
    assert {scale.shown(25, lot / 10) for lot in range(10)} == {Range(low=10, high=40)}
    assert {scale.shown(value, 0.5) for value in (80, 95, 100)} == {Range(low=70, high=None)}


@given(st.integers(FEWEST, 3000), st.floats(0, 1), st.floats(-5 * MATCH, 0), st.data(), LOTS, LOTS)
def test_two_sums_say_nothing_of_what_ten_people_have(
    people: int, share: float, least: float, data: st.DataObject, one: float, other: float
) -> None:
    most = data.draw(st.floats(0.01, MATCH))
    total = people * (least + share * (most - least))
    moved = data.draw(st.floats(FEW * least, FEW * most))
    then = min(max(total + moved, people * least), people * most)
    first, second = disclosure.summed(total, people, least, most, one), disclosure.summed(then, people, least, most, other)
    if first is None or second is None:
        assert first is second
        return
    dust = 1e-6 * people * (most - least)
    low, high = (first.low if first.low is not None else people * least), (first.high if first.high is not None else people * most)
    assert low - dust <= total <= high + dust
    then_low = second.low if second.low is not None else people * least
    then_high = second.high if second.high is not None else people * most
    assert min(high, then_high) - max(low, then_low) >= FEW * (most - least) - dust


@given(st.lists(st.floats(0, 3), min_size=BAND, max_size=300), st.sampled_from((0.25, 0.5, 0.75)), LOTS)
def test_a_level_is_that_of_somebody_near_its_place(values: list[float], share: float, lot: float) -> None:
    shown = disclosure.level(values, share, 0.05, lot)
    assert shown is not None
    classes = sorted(round(value / 0.05) for value in values)
    at = round(shown / 0.05)
    assert sum(one <= at for one in classes) >= share * len(values) - NEAR
    assert sum(one < at for one in classes) < share * len(values) + NEAR + 1


CLASSES = st.lists(st.integers(8, 20).map(lambda part: part * SHARE_STEP), min_size=BAND, max_size=150)


@given(CLASSES, st.lists(st.floats(0, 3), max_size=FEW), LOTS, LOTS)
def test_two_spreads_say_nothing_of_ten_people_who_came(values: list[float], few: list[float], one: float, other: float) -> None:
    before, after, first, then = spread(values, one), spread(values + few, other), len(values), len(values + few)
    for level in (before.low, before.middle, before.high, after.low, after.middle, after.high):
        for at in (round(level / SHARE_STEP), round(level / SHARE_STEP) - 1):
            low, high = up_to(before, at, first)
            then_low, then_high = up_to(after, at, then)
            assert then_low - high <= 0
            assert then_high - low >= len(few)
            assert not is_cell(low, high, first)


def spread(values: list[float], lot: float) -> Spread:
    low, middle, high = (disclosure.level(values, quarter, SHARE_STEP, lot) or 0.0 for quarter in QUARTERS)
    return Spread(first=None, end=None, low=low, middle=middle, high=high)


def test_a_small_group_has_no_level() -> None:
    assert disclosure.level([1.0] * (BAND - 1), 0.5, 0.05, 0.5) is None
    assert disclosure.level([1.0] * BAND, 0.05, 0.05, 0.5) is None
    assert disclosure.level([1.0] * BAND, 0.1, 0.05, 0.5) == 1.0


@given(st.lists(st.integers(18, 104), max_size=700), LOTS)
def test_each_age_band_is_large_and_together_they_hold_everybody(ages: list[int], lot: float) -> None:
    bands = disclosure.bands(ages, lot)
    assert all(len(band.places) >= BAND for band in bands)
    assert sorted(place for band in bands for place in band.places) == (list(range(len(ages))) if bands else [])
    assert [band.first for band in bands[1:]] == [band.end for band in bands[:-1]]
    for band in bands:
        assert all((band.first or 0) <= ages[place] < (band.end or 200) for place in band.places)


def test_nobody_can_say_that_a_band_stands_alone_because_of_one_person() -> None:
    """There is a lot with which it does, and one with which it does not, from 108 people to 129."""
    for young in range(BAND, BAND + 2 * SMALLEST - 1):
        ages = [20] * (young + 1) + [40] * 200
        assert {len(disclosure.bands(ages, lot / 100)) for lot in range(100)} == {1, 2} or young + 1 >= BAND + 2 * SMALLEST - 1
    assert {len(disclosure.bands([20] * (BAND - 1) + [40] * 200, lot / 100)) for lot in range(100)} == {1}


def test_lots_are_spread_evenly_and_need_the_key() -> None:
    drawn = [disclosure.lot(b"key", "on course", str(number)) for number in range(2000)]
    assert all(0 <= lot < 1 for lot in drawn)
    assert all(160 < sum(tenth / 10 <= lot < (tenth + 1) / 10 for lot in drawn) < 240 for tenth in range(10))
    assert disclosure.lot(b"key", "a", "b") == disclosure.lot(b"key", "a", "b")
    assert len({disclosure.lot(b"key", "a", "b"), disclosure.lot(b"other", "a", "b"), disclosure.lot(b"key", "ab")}) == 3


def bounds(shown: Range, people: int) -> dict[str, float]:
    low, high = of_all(shown, people)
    return {"low": low, "high": high}
