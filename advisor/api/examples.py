"""The examples of docs/api.md, word for word as a test runs them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings

BLOCK = re.compile(r"^```(?P<kind>sh|python)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = {"sh": "curl", "python": "Python"}


@dataclass(frozen=True, kw_only=True)
class Example:
    """`kind` is sh or python."""

    kind: str
    code: str

    @property
    def language(self) -> str:
        return LANGUAGES[self.kind]

    @property
    def path(self) -> str:
        """The first endpoint that it asks."""
        return next(re.finditer(r"/v1(/\w+)|api \+ \"(/\w+)\"", self.code)).expand(r"\1\2")


@cache
def examples() -> tuple[Example, ...]:
    text = (settings.ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    return tuple(_found(text))


def _found(text: str) -> Iterator[Example]:
    for found in BLOCK.finditer(text):
        yield Example(kind=found["kind"], code=found["code"].rstrip())
