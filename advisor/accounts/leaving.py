"""What other parts of the site say about an account that is to be deleted. They add to these lists; accounts know none of them."""

from collections.abc import Callable

from advisor.accounts.models import User

REASONS: list[Callable[[User], list[str]]] = []  # why it cannot go yet, in words for its owner
LAST_STEPS: list[Callable[[User], None]] = []  # done in the transaction in which it goes; each may raise MustStay


class MustStay(Exception):
    """There is a reason; nothing has gone."""


def reasons(user: User) -> list[str]:
    return [reason for reasons_of_part in REASONS for reason in reasons_of_part(user)]


def last_steps(user: User) -> None:
    for step in LAST_STEPS:
        step(user)
