"""What hangs on the people of a firm. Other parts of the site say it; they add to these lists, and firms know none of them."""

from collections.abc import Callable

from advisor.accounts.models import User
from advisor.firms.models import Firm, FirmMember

CLIENTS: list[Callable[[FirmMember], int]] = []  # how many clients a member has
TAKE_OVER: list[Callable[[FirmMember, User], None]] = []  # a member goes, and all that is theirs becomes this person's
LAST_STEPS: list[Callable[[Firm], None]] = []  # done in the transaction in which a firm goes


def clients_of(member: FirmMember) -> int:
    return sum(count(member) for count in CLIENTS)


def take_over(member: FirmMember, by: User) -> None:
    for take in TAKE_OVER:
        take(member, by)


def last_steps(firm: Firm) -> None:
    for step in LAST_STEPS:
        step(firm)
