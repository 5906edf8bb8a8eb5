"""A figure that stands large among smaller words: each language has its own order of them, so the whole is one pattern."""

import re

_FIGURE = re.compile(r"%\(\w+\)s")


def around(pattern: str) -> tuple[str, str]:
    """The words before and after the figure of a pattern that has one."""
    before, after = _FIGURE.split(pattern)
    return before.strip(), after.strip()
