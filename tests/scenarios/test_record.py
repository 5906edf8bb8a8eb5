"""What makes an answer repeatable: the replaced assumptions by name."""

import pytest

from scenarios.inputs import Beliefs, ClassBelief
from scenarios.record import overrides

REPLACED: list[tuple[Beliefs, tuple[str, ...]]] = [
    (Beliefs(), ()),
    (Beliefs(mean_uncertainty=True, smoothing=True), ()),  # what the model does anyway
    (Beliefs(mean_uncertainty=False, smoothing=False), ("mean_uncertainty", "smoothing")),
    (Beliefs(model="lognormal", mean_uncertainty=False, smoothing=False), ()),
    (Beliefs(model="lognormal", mean_uncertainty=True, smoothing=True), ("mean_uncertainty", "smoothing")),
    (Beliefs(model="history", smoothing=False), ()),
    (Beliefs(model="history", recentre=False), ("recentre",)),
    (Beliefs(inflation=0.02, classes={"bitcoin": ClassBelief(fee=0.0)}), ("bitcoin.fee", "inflation")),
    (Beliefs(correlations={("us_stocks", "ether"): 0.5}), ("us_stocks/ether.correlation",)),
]


@pytest.mark.parametrize(("beliefs", "names"), REPLACED)
def test_replaced_assumptions_are_named_and_no_others(beliefs: Beliefs, names: tuple[str, ...]) -> None:
    assert overrides(beliefs) == names
