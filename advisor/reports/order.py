"""How a report is to be printed, beside what it answers."""

from dataclasses import dataclass
from typing import Self

from advisor.firms.brand import Brand
from advisor.reports.code import CODE
from advisor.reports.models import Kind, Paper, Report
from advisor.reports.services import verify_address

RULE = "#c9d4d9"


@dataclass(frozen=True, kw_only=True)
class Order:
    """`site` is the address of the site and `address` what the code on each page opens; without them there is no code. Without a
    `brand` it is the site's own report."""

    kind: str = Kind.FULL
    paper: str = Paper.LETTER
    brand: Brand | None = None
    prepared_for: str = ""
    note: str = ""
    site: str = ""
    address: str = ""

    @classmethod
    def of(cls, report: Report) -> Self:
        return cls(
            kind=report.kind,
            paper=report.paper,
            brand=Brand.read(report.brand) if report.brand else None,
            prepared_for=report.prepared_for,
            note=report.note,
            site=report.address,
            address=verify_address(report),
        )

    @property
    def site_name(self) -> str:
        """As people write it."""
        return self.site.partition("://")[2].strip("/")

    @property
    def sheet(self) -> str:
        """The colour of the firm's lines, and where its code is drawn: no file of static/ has that address."""
        return f'html {{ --line: {self.brand.accent if self.brand else RULE}; }} .code {{ background-image: url("{CODE}"); }}'
