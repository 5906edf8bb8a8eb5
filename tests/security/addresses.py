"""Every address of the site: its name, and what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.tenants import Tenant


@dataclass(frozen=True, kw_only=True)
class Route:
    """`name` as `reverse` takes it; `parts` by the name of each."""

    name: str
    pattern: str
    parts: tuple[str, ...]

    @property
    def app(self) -> str:
        return self.name.partition(":")[0]

    def of(self, tenant: Tenant, **others: Any) -> str:
        """The address of what belongs to this tenant, but for the parts that are given."""
        known = tenant.parts.get(self.app, {}) | OF_NOBODY
        return reverse(self.name, kwargs={part: others.get(part, known.get(part)) for part in self.parts})


OF_NOBODY = {"slug": "fees"}  # parts that name a page and nobody's row


def routes() -> list[Route]:
    """Each language has all of them under the same names. Those without a name are a redirect to a picture, and nothing."""
    return [route for route in _walk(get_resolver()) if not route.name.endswith("?")]


def _walk(resolver: URLResolver, spaces: tuple[str, ...] = (), before: str = "") -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield Route(name=":".join((*spaces, entry.name or "?")), pattern=here, parts=tuple(entry.pattern.converters))
        else:
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces, here)
