"""Write tests/cases/federal_tax.csv: the federal income tax of some 820 filers by an independent library, Tax-Calculator.

By hand, in an environment with the packages of the group `oracle` (never the project's own):
    python -m tests.oracles.federal_tax

Filers have withdrawals and Social Security only: every pair of year, filing status and age below and above 65, over the range of
withdrawals and benefits, with the places where a rate changes and one cent to each side of them.
"""

import csv
from itertools import product
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "cases" / "federal_tax.csv"
HEADER = ("year", "filing", "age", "withdrawal", "benefits", "tax")
MARS = {"single": 1, "joint": 2, "head_of_household": 4}
BENEFITS = (0.0, 9_600.0, 21_000.0, 36_000.0, 62_400.0)
WITHDRAWALS = (
    0.0, 5_000.0, 14_000.0, 27_500.0, 43_210.99, 61_000.0, 88_000.0, 131_313.13, 222_222.22, 330_000.0, 470_000.0, 700_000.0, 1_500_000.0,
)  # fmt: skip
KINKS = {  # of 2026; what a bracket, a threshold of 26 U.S.C. 86 and the senior deduction's two ends do is looked at from both sides
    "single": (16_100, 28_500, 66_500, 121_800, 217_875, 272_325, 656_700, 25_000, 34_000, 75_000, 175_000),
    "joint": (32_200, 57_000, 133_000, 243_600, 435_750, 544_650, 800_900, 32_000, 44_000, 150_000, 250_000),
    "head_of_household": (24_150, 41_850, 91_600, 129_850, 225_900, 280_350, 664_750, 25_000, 34_000, 75_000, 175_000),
}


def filers() -> list[tuple[int, str, int, float, float]]:
    grid = [
        (year, filing, age, withdrawal, benefits)
        for year, filing, age in product((2025, 2026), MARS, (60, 70))
        for number, (withdrawal, benefits) in enumerate(product(WITHDRAWALS, BENEFITS))
        if number % 5 != (age // 10 + year) % 5 or benefits == 0
    ]
    sides = [
        (2026, filing, 70, round(max(0.0, kink + side - part * benefits), 2), benefits)
        for filing, kinks in KINKS.items()
        for kink in kinks
        for side in (-0.01, 0.0, 0.01)
        for benefits, part in ((0.0, 0.0), (24_000.0, 0.5))
    ]
    return [*grid, *sides]


def main() -> None:
    import pandas as pd  # type: ignore[import-untyped]
    import taxcalc as tc  # type: ignore[import-not-found]

    rows = filers()
    taxes: dict[int, float] = {}
    for year in (2025, 2026):
        at = [number for number, row in enumerate(rows) if row[0] == year]
        data: dict[str, Any] = {
            "RECID": [number + 1 for number in at],
            "FLPDYR": year,
            "MARS": [MARS[rows[number][1]] for number in at],
            "age_head": [rows[number][2] for number in at],
            "age_spouse": [rows[number][2] if rows[number][1] == "joint" else 0 for number in at],
            "e01500": [rows[number][3] for number in at],
            "e01700": [rows[number][3] for number in at],
            "e02400": [rows[number][4] for number in at],
        }
        records = tc.Records(data=pd.DataFrame(data), start_year=year, gfactors=None, weights=None)
        calculator = tc.Calculator(policy=tc.Policy(), records=records)
        calculator.advance_to_year(year)
        calculator.calc_all()
        taxes |= dict(zip(at, (float(tax) for tax in calculator.array("iitax")), strict=True))
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(
            (*row[:3], f"{row[3]:g}" if row[3] == int(row[3]) else f"{row[3]:.2f}", f"{row[4]:.0f}", f"{taxes[number]:.4f}")
            for number, row in enumerate(rows)
        )


if __name__ == "__main__":
    main()
