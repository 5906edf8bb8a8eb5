"""Accounts by which others can be reached. Other parts of the site say which they are; accounts know none of them."""

from collections.abc import Callable

from advisor.accounts.models import User

REASONS: list[Callable[[User], bool]] = []


def is_guarded(user: User) -> bool:
    return any(applies(user) for applies in REASONS)
