"""Federal income tax of a year in retirement: withdrawals and Social Security, nothing else. In the edition year's dollars."""

from dataclasses import dataclass

from scenarios.assumptions import Assumptions
from scenarios.law import TaxTable


@dataclass(frozen=True)
class Taxpayer:
    """Who pays: everybody who files is of one age. `prices`: the price level, which the law's fixed dollar figures lose to."""

    edition: Assumptions
    filing: str
    age: int
    calendar_year: int
    prices: float

    @property
    def people(self) -> int:
        return 2 if self.filing == "joint" else 1

    def tax(self, withdrawn: float, benefits: float) -> float:
        """Federal tax on what is withdrawn before tax from the pre-tax account, and on `benefits` of Social Security, a year."""
        income = withdrawn + self.taxable_benefits(withdrawn, benefits)
        left, tax, reached = max(0.0, income - self.deductions(income)), 0.0, 0.0
        for bracket in self.table.brackets:
            upto = float("inf") if bracket.upto is None else bracket.upto
            tax += bracket.rate * max(0.0, min(left, upto) - reached)
            reached = upto
        return tax

    @property
    def table(self) -> TaxTable:
        return self.edition.law.tax.tables[self.edition.year][self.filing]

    def taxable_benefits(self, withdrawn: float, benefits: float) -> float:
        """26 U.S.C. 86: half of the excess over the first threshold, then 85 of 100 over the second; at most half, then 85."""
        first = 32_000 if self.filing == "joint" else 25_000
        second = 44_000 if self.filing == "joint" else 34_000
        combined = (withdrawn + benefits / 2) * self.prices
        nominal = benefits * self.prices
        if combined <= first:
            taxed = 0.0
        elif combined <= second:
            taxed = min(nominal / 2, (combined - first) / 2)
        else:
            taxed = min(0.85 * nominal, 0.85 * (combined - second) + min(nominal / 2, (second - first) / 2))
        return taxed / self.prices

    def deductions(self, income: float) -> float:
        """The standard deduction, more from 65, and the senior deduction of 2025 to 2028, which shrinks with income."""
        if self.age < 65:
            return self.table.standard_deduction.value
        senior = 0.0
        if 2025 <= self.calendar_year <= 2028:
            over = max(0.0, income * self.prices - (150_000 if self.filing == "joint" else 75_000))
            senior = max(0.0, 6_000 - 0.06 * over) / self.prices
        return self.table.standard_deduction.value + self.people * (self.table.extra_65.value + senior)
