"""Gates of private funds: in bad times only a small part of a holding is let go at a year's end, whoever wants to sell.

Gates are closed on few paths at a time, so only those columns are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from scenarios.years import ClassYears, Years

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Held:
    """What closed gates hold back at one year's end. `paths` are those with a gate closed, `least` [class] of [policy][paths]
    the least that a holding can be sold to there."""

    paths: Array
    least: tuple[Array, ...]


@dataclass(frozen=True, kw_only=True)
class Gates:
    """`sale_limit`: the share of a holding that is let go. `paths` [year]: those on which a gate is closed at the year's end;
    `keeps` [year][class][those paths]: the share of the holding that stays at least; `fetches` [year][class][those paths]:
    what a reported dollar brings who must leave, the lower of reported and economic value."""

    sale_limit: float
    paths: tuple[Array, ...]
    keeps: tuple[tuple[Array, ...], ...]
    fetches: tuple[tuple[Array, ...], ...]

    @classmethod
    def of(cls, classes: Sequence[ClassYears], sale_limit: float, years: range) -> Self | None:
        """The gates of some classes, told for `years`; None where none has any."""
        if not any(one.gate is not None for one in classes):
            return None
        dtype, empty = classes[0].growth.dtype, np.empty(0, np.intp)
        paths: list[Array] = [empty] * years.start
        keeps: list[tuple[Array, ...]] = [()] * years.start
        fetches: list[tuple[Array, ...]] = [()] * years.start
        for year in years:
            closed = np.flatnonzero(np.logical_or.reduce([one.gate[year] for one in classes if one.gate is not None]))
            none = np.zeros(closed.size, dtype)
            paths.append(closed)
            keeps.append(tuple(none if one.gate is None else one.gate[year, closed] * dtype.type(1 - sale_limit) for one in classes))
            fetches.append(tuple(none + 1 if one.reported is None else np.minimum(1, 1 / one.reported[year, closed]) for one in classes))
        return cls(sale_limit=sale_limit, paths=tuple(paths), keeps=tuple(keeps), fetches=tuple(fetches))

    def between(self, paths: slice) -> Self:
        """The same on neighbouring paths."""
        places = [slice(*np.searchsorted(closed, (paths.start, paths.stop))) for closed in self.paths]
        return replace(
            self,
            paths=tuple(closed[at] - paths.start for closed, at in zip(self.paths, places, strict=True)),
            keeps=tuple(tuple(keep[at] for keep in keeps) for keeps, at in zip(self.keeps, places, strict=True)),
            fetches=tuple(tuple(fetch[at] for fetch in fetches) for fetches, at in zip(self.fetches, places, strict=True)),
        )

    def hold(self, year: int, funds: Sequence[Array], wanted: Sequence[Array], met: Array | None) -> Held | None:
        """Raise what is wanted of each class to what a closed gate keeps in; note in `met` where that stops a sale."""
        paths = self.paths[year]
        if not paths.size:
            return None
        least = []
        for keep, fund, want in zip(self.keeps[year], funds, wanted, strict=True):
            if not keep.any():  # this class has no gate, or an open one
                least.append(np.zeros((len(fund), paths.size), fund.dtype))
                continue
            floor, asked = np.take(fund, paths, axis=1) * keep, np.take(want, paths, axis=1)
            if met is not None:
                met[:, paths] |= (floor > asked) & (keep > 0)
            want[:, paths] = np.maximum(asked, floor)
            least.append(floor)
        return Held(paths=paths, least=tuple(least))

    def relieve(self, year: int, held: Held, core: Array, funds: Sequence[Array]) -> bool:
        """Where the core is below zero behind a closed gate: sell first what no gate holds, at its reported value, then force the
        rest out, at the lower of reported and economic value. What cannot be paid stays as a core below zero. Whether it was so."""
        left = np.take(core, held.paths, axis=1)
        if left.min(initial=0) >= 0:
            return False
        policy, at = np.nonzero(left < 0)
        where = (policy, held.paths[at])
        owed, parts = -core[where], [fund[where] for fund in funds]
        free = [part - least[policy, at] for part, least in zip(parts, held.least, strict=True)]
        owed = owed - _sold(parts, free, [np.ones_like(owed)] * len(parts), owed)
        owed = owed - _sold(parts, [part.copy() for part in parts], [fetch[at] for fetch in self.fetches[year]], owed)
        for fund, part in zip(funds, parts, strict=True):
            fund[where] = part
        core[where] = -owed
        return True


@dataclass(frozen=True, kw_only=True)
class Funds:
    """What every year does to the core fund and to each sleeve class, and their gates (None: none)."""

    core: Years
    classes: tuple[ClassYears, ...]
    gates: Gates | None

    def on(self, paths: Array, years: range) -> "Funds":
        """The same on some of the paths; only `years` are told."""
        classes = tuple(one.on(paths, years) for one in self.classes)
        gates = None if self.gates is None else Gates.of(classes, self.gates.sale_limit, years)
        return Funds(core=self.core.on(paths, years), classes=classes, gates=gates)

    def first(self, years: int) -> "Funds":
        """The first years alone."""
        gates = self.gates and replace(self.gates, **{name: getattr(self.gates, name)[:years] for name in ("paths", "keeps", "fetches")})
        return Funds(core=self.core.first(years), classes=tuple(one.first(years) for one in self.classes), gates=gates)

    def between(self, paths: slice) -> "Funds":
        """The same on neighbouring paths."""
        classes, gates = tuple(one.between(paths) for one in self.classes), self.gates
        return Funds(core=self.core.between(paths), classes=classes, gates=None if gates is None else gates.between(paths))


def _sold(parts: Sequence[Array], offered: Sequence[Array], fetches: Sequence[Array], owed: Array) -> Array:
    """Take of each holding the same part of what is offered, until `owed` is paid or all is sold; what it brought."""
    worth = np.zeros_like(owed)
    for offer, fetch in zip(offered, fetches, strict=True):
        worth += offer * fetch
    sold = np.minimum(1, np.divide(owed, worth, out=np.zeros_like(worth), where=worth > 0))
    for part, offer in zip(parts, offered, strict=True):
        part -= sold * offer
    brought: Array = sold * worth
    return brought
