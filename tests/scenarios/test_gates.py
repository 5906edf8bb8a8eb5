"""Closed gates, by hand: what they hold in, and how an account pays that has nothing else left."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.gates import Funds, Gates, Held
from scenarios.years import ClassYears, Years

PATHS = 4
STILL = np.ones((2, PATHS))


def fund(gate: list[bool] | None, reported: float | None = None) -> ClassYears:
    """A class whose gate stands so on each path at the end of the second year, and is open at the end of the first."""
    return ClassYears(
        growth=STILL,
        paid_in=12 * STILL,
        share=0.5,
        last=None,
        reported=None if reported is None else np.array([np.ones(PATHS), np.full(PATHS, reported)]),
        gate=None if gate is None else np.array([[False] * PATHS, gate]),
    )


PRIVATE, OTHER, PUBLIC = fund([True, False, False, True], 1.25), fund([False, True, False, True], 0.8), fund(None)
GATES = Gates.of((PRIVATE, OTHER, PUBLIC), 0.05, range(2))


def test_classes_that_can_always_be_sold_have_no_gates() -> None:
    assert Gates.of((PUBLIC, PUBLIC), 0.05, range(2)) is None


def test_a_closed_gate_keeps_all_but_the_limit_and_who_must_leave_is_paid_the_lower_value() -> None:
    assert GATES is not None
    assert [list(paths) for paths in GATES.paths] == [[], [0, 1, 3]]
    assert [keep.tolist() for keep in GATES.keeps[1]] == [[0.95, 0, 0.95], [0, 0.95, 0.95], [0, 0, 0]]
    assert [fetch.tolist() for fetch in GATES.fetches[1]] == [[0.8, 0.8, 0.8], [1, 1, 1], [1, 1, 1]]


def test_gates_that_are_told_for_later_years_alone_stand_in_their_years() -> None:
    later = Gates.of((PRIVATE, OTHER, PUBLIC), 0.05, range(1, 2))
    assert later is not None
    assert [list(paths) for paths in later.paths] == [[], [0, 1, 3]]
    assert (later.keeps[0], later.fetches[0]) == ((), ())
    assert [keep.tolist() for keep in later.keeps[1]] == [[0.95, 0, 0.95], [0, 0.95, 0.95], [0, 0, 0]]


def test_a_sale_behind_a_closed_gate_is_cut_and_noted_and_what_is_bought_is_not() -> None:
    assert GATES is not None
    held = [np.full((1, PATHS), 100.0) for _ in range(3)]
    wanted = [np.array([[60.0, 60, 60, 96]]), np.array([[60.0, 95, 60, 120]]), np.full((1, PATHS), 10.0)]
    met = np.zeros((1, PATHS), bool)
    assert GATES.hold(0, held, wanted, met) is None  # all gates are open
    found = GATES.hold(1, held, wanted, met)
    assert found is not None
    assert [want[0].tolist() for want in wanted] == [[95, 60, 60, 96], [60, 95, 60, 120], [10, 10, 10, 10]]
    assert met[0].tolist() == [True, False, False, False]  # 95 is what is asked for: nothing was cut
    assert found.paths.tolist() == [0, 1, 3]
    assert [least[0].tolist() for least in found.least] == [[95, 0, 95], [0, 95, 95], [0, 0, 0]]


PAID = [  # core, private, other, public before; then after. Least: 95 of private, nothing of the others
    ((5, 100, 20, 10), (5, 100, 20, 10)),  # nothing is owed
    ((0, 100, 20, 10), (0, 100, 20, 10)),
    ((-7, 100, 20, 10), (0, 99, 16, 8)),  # 5, 20 and 10 are free: a fifth of each
    ((-35, 100, 20, 10), (0, 95, 0, 0)),  # all that is free
    ((-75, 100, 20, 10), (0, 45, 0, 0)),  # 40 more, from private at 0.8: 50 of it
    ((-111, 100, 20, 10), (0, 0, 0, 0)),  # 35 + 0.8 x 95
    ((-151, 100, 20, 10), (-40, 0, 0, 0)),  # what cannot be paid stays owed
]


@pytest.mark.parametrize(("before", "after"), PAID)
def test_what_the_core_cannot_pay_is_paid_by_what_is_free_then_by_leaving_at_the_lower_value(
    before: tuple[float, ...], after: tuple[float, ...]
) -> None:
    assert GATES is not None
    gates = replace(GATES, paths=(np.array([0]),), fetches=(tuple(np.array([value]) for value in (0.8, 1.0, 1.0)),))
    held = Held(paths=np.array([0]), least=(np.array([[95.0]]), np.array([[0.0]]), np.array([[0.0]])))
    core, *funds = (np.array([[value, -1.0]], float) for value in before)
    owed = before[0] < 0
    assert gates.relieve(0, held, core, funds) is owed
    assert [core[0, 0], *(part[0, 0] for part in funds)] == pytest.approx(list(after), abs=1e-12)
    assert [core[0, 1], *(part[0, 1] for part in funds)] == [-1.0] * 4  # no gate on the other path, nothing is touched


def test_funds_on_some_of_the_paths_are_those_of_these_paths_in_the_years_told() -> None:
    whole = Funds(core=Years(growth=2 * STILL, paid_in=3 * STILL), classes=(PRIVATE, OTHER, PUBLIC), gates=GATES)
    part = whole.on(np.array([3, 1]), range(1, 2))
    assert part.core.growth.tolist() == [[0, 0], [2, 2]]  # the first year is not told
    assert part.core.paid_in.tolist() == [[0, 0], [3, 3]]
    assert part.gates is not None
    assert part.gates.paths[1].tolist() == [0, 1]
    assert [keep.tolist() for keep in part.gates.keeps[1]] == [[0.95, 0], [0.95, 0.95], [0, 0]]
    first = part.classes[0]
    assert first.reported is not None
    assert first.reported[1].tolist() == [1.25, 1.25]
    assert first.last is None
    assert replace(whole, gates=None).on(np.array([0]), range(2)).gates is None


def test_only_where_money_is_owed_is_anything_sold() -> None:
    """Both gates are closed; one core owes seven dollars, the other still has half a dollar."""
    assert GATES is not None
    gates = replace(GATES, paths=(np.array([0, 1]),), fetches=(tuple(np.array([value, value]) for value in (0.8, 1.0, 1.0)),))
    held = Held(paths=np.array([0, 1]), least=(np.array([[95.0, 95.0]]), np.zeros((1, 2)), np.zeros((1, 2))))
    core, *funds = (np.array([values], float) for values in ((-7, 0.5), (100, 100), (20, 20), (10, 10)))
    assert gates.relieve(0, held, core, funds)
    assert core[0].tolist() == pytest.approx([0, 0.5], abs=1e-12)
    assert [part[0].tolist() for part in funds] == [pytest.approx([99, 100]), pytest.approx([16, 20]), pytest.approx([8, 10])]
