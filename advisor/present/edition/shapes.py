"""What the page of an edition is made of."""

from dataclasses import dataclass

from advisor.present.sections.assumed import Row
from advisor.present.tables import Table


@dataclass(frozen=True, kw_only=True)
class Fold:
    """A part that is opened when it is wanted. Each column of `table` has its source among the rows."""

    name: str
    rows: tuple[Row, ...]
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Figures that belong together; `key` names the chapter in addresses."""

    key: str
    name: str
    rows: tuple[Row, ...] = ()
    folds: tuple[Fold, ...] = ()
