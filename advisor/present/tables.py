"""A table of words, as page and report print it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Table:
    """`rows` hold one cell for each head; the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_large(self) -> bool:
        """Whether figures outnumber heads, if the names of rows count as such."""
        return len(self.rows) * (len(self.head) - 1) >= len(self.rows) + len(self.head)
