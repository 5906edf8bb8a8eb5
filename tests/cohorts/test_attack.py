"""Nothing about ten people or fewer can be worked out; and the attack would notice if it could."""

import os
from collections.abc import Callable

import pytest

from advisor.cohorts import disclosure
from advisor.cohorts.disclosure import Range
from tests.cohorts import derive
from tests.cohorts.attack import SAMPLE, WHOLE, Size, attack

SMALL = Size(workforces=6, times=40, most_people=160, pairs=40, letters=3)


def exact(count: int, people: int, lot: float) -> Range | None:
    return Range(low=100 * count / people, high=100 * (count + 1) / people)


def fixed(count: int, people: int, lot: float) -> Range | None:
    """Ranges of 15 people or more that do not overlap: true and wide, and yet one person less may move the number to the next."""
    scale = disclosure.people_scale(people)
    if scale is None:
        return None
    part = min(100 * count / people // scale.step, scale.parts - 1)
    return Range(low=part * scale.step, high=(part + 1) * scale.step)


def test_nothing_can_be_derived_about_ten_people_or_fewer() -> None:
    found, looked = attack(WHOLE if "PROOF" in os.environ else SAMPLE, 1)
    assert found == []
    assert all(looked[what] for what in ("pairs of censuses", "pairs of versions", "looks at letters", "runs of people who are alike"))


@pytest.mark.parametrize(
    ("shown", "attempts"),
    [(exact, {"censuses", "versions", "letters"}), (fixed, {"censuses", "versions", "alike"})],
    ids=["exact", "fixed"],
)
def test_the_attack_catches_counts_that_are_too_fine(
    monkeypatch: pytest.MonkeyPatch, shown: Callable[..., Range | None], attempts: set[str]
) -> None:
    monkeypatch.setattr(disclosure, "counted", shown)
    found, _ = attack(SMALL, 2)
    assert {said.partition(":")[0] for said in found} >= attempts


def test_the_attack_catches_levels_at_their_very_place(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in (disclosure, derive):
        monkeypatch.setattr(part, "NEAR", 0)
    found, _ = attack(SMALL, 2)
    assert any("spread" in said for said in found)


def test_the_attack_catches_sums_whose_steps_hold_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "SMALLEST", 2)
    found, _ = attack(SMALL, 2)
    assert any("unclaimed" in said for said in found)
