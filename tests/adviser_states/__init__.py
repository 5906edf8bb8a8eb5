"""The pages of a firm, of an adviser's book, of a frame and of what verifies a report, in every state that somebody can meet. Part of
tests/states.py."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.adviser_states import api, book, brand, firms, printing, sharing, verify, widget

Shown = Any  # the response of Django's test client, whose class has no public name

ROOMS = (firms, brand, book, sharing, printing, verify, api, widget)
ADVISER_STATES: Mapping[str, Callable[[], Shown]] = {name: show for room in ROOMS for name, show in room.STATES.items()}
ADVISER_OWN_SHAPE = tuple(name for room in ROOMS for name in room.OWN_SHAPE)
