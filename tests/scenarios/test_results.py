"""What a statistic and a distribution say of themselves."""

from dataclasses import fields

import pytest

from scenarios.results import Distribution, Statistic


@pytest.mark.parametrize(
    ("value", "se", "clear"),
    [(2.0, 1.0, True), (-2.0, 1.0, True), (1.99, 1.0, False), (-1.99, 1.0, False), (0.1, 0.0, True), (0.0, 0.0, False), (0.0, 1.0, False)],
)
def test_a_value_is_clear_from_two_standard_errors_on_and_nothing_never_is(value: float, se: float, clear: bool) -> None:
    assert Statistic(value=value, se=se).is_clear is clear


def test_a_distribution_that_is_moved_is_that_of_the_moved_values() -> None:
    names = [field.name for field in fields(Distribution)]
    stated = Distribution(**{name: Statistic(value=10.0 + place, se=1.0 + place) for place, name in enumerate(names)})
    moved = stated.moved(times=3.0, plus=0.5)
    for place, name in enumerate(names):
        plus = 0.0 if name == "sd" else 0.5  # a spread does not move with the values
        assert getattr(moved, name) == Statistic(value=3 * (10.0 + place) + plus, se=3 * (1.0 + place))
    assert stated.moved(times=2.0).mean == Statistic(value=2 * stated.mean.value, se=2 * stated.mean.se)
