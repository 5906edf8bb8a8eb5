"""How a firm's reports look, and who gives them out: kept with each report, so that it stays as it was."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from django.utils.html import format_html

from advisor.firms.models import Capacity, Firm, FirmMember

PLAIN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
ACCENT = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Brand:
    """`accent` goes into a style sheet, so nothing but a colour is one. Without a logo both `logo` and `logo_type` are empty."""

    name: str
    capacity: str  # of Capacity
    accent: str  # #rrggbb
    logo: bytes  # cleaned, as advisor.firms.logos gives it
    logo_type: str  # image/png or image/svg+xml
    adviser: str  # the address at which a client finds them

    def __post_init__(self) -> None:
        if not ACCENT.fullmatch(self.accent):
            raise ValueError("an accent is #rrggbb in small letters")

    def kept(self) -> dict[str, str]:
        """As a report keeps it."""
        return {
            "name": self.name,
            "capacity": self.capacity,
            "accent": self.accent,
            "logo": b64encode(self.logo).decode(),
            "logo_type": self.logo_type,
            "adviser": self.adviser,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**(dict(kept) | {"logo": b64decode(kept["logo"])}))

    @property
    def adviser_link(self) -> str:
        """Leads to a mail to them; anything but a plain address leads nowhere, whatever stands in it."""
        if not PLAIN_ADDRESS.fullmatch(self.adviser):
            return self.adviser
        return format_html('<a href="mailto:{}">{}</a>', quote(self.adviser, safe="@"), self.adviser)

    @property
    def capacity_words(self) -> str:
        """In the language now active."""
        return str(Capacity(self.capacity).label)


def brand_of(member: FirmMember) -> Brand:
    return brand_of_firm(member.firm, member.user.email)


def brand_of_firm(firm: Firm, adviser: str = "") -> Brand:
    """Without an adviser, one of the firm's programs gives it out."""
    return Brand(
        name=firm.name,
        capacity=firm.capacity,
        accent=firm.accent,
        logo=bytes(firm.logo or b""),
        logo_type=firm.logo_type if firm.logo else "",
        adviser=adviser,
    )
