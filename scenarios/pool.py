"""How large 401(k)s are, and what a share of them would mean in dollars, bitcoin and ether. Arithmetic on dated figures."""

from dataclasses import dataclass

from scenarios.assumptions import Assumptions, Figure
from scenarios.errors import Fault, InputError

STATEMENT = "Flows are arithmetic, not a forecast: nothing says that savers would choose this share, or what prices would do if they did."
LONGEST = 50  # years


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A sum of money, and how many coins it would buy at the stated prices."""

    dollars: float
    bitcoin: float
    ether: float


@dataclass(frozen=True, kw_only=True)
class Part:
    """A share of all 401(k) assets as they stood on a date: `at_once`, and `a_year` when it is spread evenly over the years."""

    assets: Figure
    at_once: Amount
    a_year: Amount


@dataclass(frozen=True, kw_only=True)
class Pool:
    """`parts` has one entry for each date on which the edition has the size of 401(k)s, oldest first; prices have their own date."""

    share: float
    years: int
    bitcoin_price: Figure
    ether_price: Figure
    parts: tuple[Part, ...]
    statement: str


def pool(assumptions: Assumptions, share: float = 0.01, years: int = 1) -> Pool:
    """`share` of all 401(k) assets, at once or evenly over `years`. Raises InputError for a share or years that cannot be."""
    faults = []
    if not 0 <= share <= 1:
        faults.append(Fault(code="out_of_range", key="share", given=share, accepted="0 to 1, a share of 401(k) assets"))
    if not 1 <= years <= LONGEST:
        faults.append(Fault(code="out_of_range", key="years", given=years, accepted=f"1 to {LONGEST}, years"))
    if faults:
        raise InputError(*faults)
    bitcoin, ether = assumptions.pool["bitcoin_price"], assumptions.pool["ether_price"]

    def amount(dollars: float) -> Amount:
        return Amount(dollars=dollars, bitcoin=dollars / bitcoin.value, ether=dollars / ether.value)

    sizes = sorted((figure for key, figure in assumptions.pool.items() if key.startswith("plans_401k")), key=lambda figure: figure.as_of)
    parts = tuple(Part(assets=size, at_once=amount(share * size.value), a_year=amount(share * size.value / years)) for size in sizes)
    return Pool(share=share, years=years, bitcoin_price=bitcoin, ether_price=ether, parts=parts, statement=STATEMENT)
