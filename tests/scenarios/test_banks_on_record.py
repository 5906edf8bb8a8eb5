"""What is drawn under beliefs of every kind, on record to the last bit: any NumPy, on any CPU, must build exactly these.

A hash changes only with the market itself, and the CHANGELOG then says why.
"""

import pytest

from scenarios.inputs import Beliefs, ClassBelief
from tests.banks import bank_of

OTHER_CLASSES = {
    "us_stocks": ClassBelief(average_return=0.05, volatility=0.2),
    "bitcoin": ClassBelief(volatility=0.4, wipeout=0.1),
}
RECORDED: list[tuple[Beliefs, str]] = [
    (Beliefs(), "sha256:ca6ef01d665d2792bb04fc51100fff1a220b5279510971c248d56f15d77d4730"),
    (Beliefs(mean_uncertainty=False, smoothing=False), "sha256:5e3058f7acd566dda0d6634b4c37991755a094900c16cf264c4f4765eb5ee557"),
    (Beliefs(classes=OTHER_CLASSES), "sha256:a60ce3ad976cf92a23f6b8c396c631594d53ef029aa8086bf5dfec82367961f1"),
    (
        Beliefs(correlations={("us_stocks", "ether"): 0.7, ("us_bonds", "private_equity"): 0.1}, inflation=0.04),
        "sha256:b1b1eb758e5f632f8b06823943377b8feedaf4ec5695ae67d209cac21f5fefd3",
    ),
    (Beliefs(model="lognormal"), "sha256:6d93f318c084960b5994393a9caf4831411add6237dc2b9a0695192ff89f0414"),
    (
        Beliefs(model="lognormal", mean_uncertainty=True, smoothing=True, classes=OTHER_CLASSES),
        "sha256:6601a28016f8469b16fbabb8e7dfbd06ef9827b5e0d34109dd8f5ab778badd68",
    ),
    (Beliefs(model="history"), "sha256:4324008644b57b8f131d900d8e417ab6a435fca1ffb267e8dff571f6aae4cbee"),
    (
        Beliefs(model="history", recentre=False, mean_uncertainty=False),
        "sha256:b736e9a1320076bb2dee65a9dd27dce4f7bdc4965d031b7200ecccc3b1219ed2",
    ),
    (
        Beliefs(model="history", smoothing=True, inflation=0.04, classes=OTHER_CLASSES),
        "sha256:05e6c5cd11807d910cfd544d0549de1806b5b4d008d2ebe0173b351e903baeef",
    ),
]


@pytest.mark.parametrize(("beliefs", "recorded"), RECORDED)
def test_the_futures_drawn_are_those_on_record(beliefs: Beliefs, recorded: str) -> None:
    assert bank_of(beliefs, seed=7, paths=200, years=4).hash == recorded
