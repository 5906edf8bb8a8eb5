"""Each line of text is set once in a document. WeasyPrint balances columns, and sizes tables and grids, by laying them out again
and again, and asks Pango for the very same lines each time: that was a third of its work.

The lines of a document are kept with its layout and go with it."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

KEPT = "lines_set"  # in the context of a layout, which belongs to one document


@cache
def set_once() -> None:
    """From now on, in this process."""
    from weasyprint.layout import inline, preferred
    from weasyprint.text.line_break import split_first_line

    inline.split_first_line = preferred.split_first_line = once(split_first_line)


def once(split: Callable[..., Any]) -> Callable[..., Any]:
    """A line follows from these arguments alone. A style changes no more once it is computed; it is kept so that no other takes its id."""

    @wraps(split)
    def known(text: str, style: Any, context: Any, width: Any, spacing: Any, is_line_start: bool = True, minimum: bool = False) -> Any:
        lines = context.__dict__.setdefault(KEPT, {})
        key = text, id(style), width, spacing, is_line_start, minimum
        if key not in lines:
            lines[key] = style, split(text, style, context, width, spacing, is_line_start, minimum)
        return lines[key][1]

    return known
