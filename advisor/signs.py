"""Signs that a part of the site leaves for the others: empty files in the home, whose times say when something was last done.

The home is shared by all parts, so a sign is seen by web servers when a worker leaves it; and it is there when the database is away.
"""

import contextlib
import time
from pathlib import Path

from django.conf import settings


def leave(name: str) -> None:
    """Never fails what it is a sign of: where nothing can be written, there is no sign."""
    with contextlib.suppress(OSError):
        _place(name).touch()


def age(name: str) -> float | None:
    """In seconds. None if it was never left."""
    try:
        return time.time() - _place(name).stat().st_mtime
    except OSError:
        return None


def _place(name: str) -> Path:
    return Path(settings.HOME) / "signs" / name
