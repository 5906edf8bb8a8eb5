"""A bank whose averages are moved: the same draws, so that answers on both differ by the averages alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, SLEEVE_CLASSES
from scenarios.bank import Bank
from scenarios.years import MEAN_TIME_IN, TIME_IN_SLOPE

Array = NDArray[Any]


def shifted(bank: Bank, shifts: Mapping[str, float | Array], years: int) -> Bank:
    """The first `years` of a bank with the yearly log growth of each class in `shifts` moved by that d, one number or [path].

    G becomes G exp(d). Money paid in has been in for the part k of the year on average, with variance v, weighted by value:
    H exp(k d + v d^2 / 2), and k moves on by v d. For core classes k = 11/24 + 143/1728 x log growth, halfway through the move.
    """
    growth, paid_in, time_left = (array[:years].copy() for array in (bank.growth, bank.paid_in, bank.time_left))
    for key, shift in shifts.items():
        at, d = CLASSES.index(key), np.asarray(shift, growth.dtype)
        if key in SLEEVE_CLASSES:
            row = SLEEVE_CLASSES.index(key)
            spread = bank.time_spread[:years, row]
            time_in = time_left[:, row] + spread * (d / 2)
            time_left[:, row] += spread * d
        else:
            time_in = MEAN_TIME_IN + TIME_IN_SLOPE * (np.log(growth[:, at]) + d / 2)
        paid_in[:, at] *= np.exp(time_in * d)
        growth[:, at] *= np.exp(d)
    rest = {name: getattr(bank, name)[:years] for name in ("time_spread", "prices", "reported", "bought", "gate")}
    return replace(bank, growth=growth, paid_in=paid_in, time_left=time_left, **rest)


def without_lag(bank: Bank) -> Bank:
    """The same futures with private assets reported at their economic value, so that no gate closes."""
    return replace(
        bank,
        reported=np.broadcast_to(np.ones((), bank.reported.dtype), bank.reported.shape),
        bought=np.broadcast_to(np.ones((), bank.bought.dtype), bank.bought.shape),
        gate=np.broadcast_to(np.zeros((), np.bool_), bank.gate.shape),
        lagged=False,
    )
