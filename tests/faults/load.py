"""Visitors who never stop, and what they met."""

import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException
from threading import Event, Thread
from typing import Self
from urllib.error import HTTPError, URLError

TRY_AGAIN = 0.1  # seconds until a proxy that found nobody listening knocks again


class Load:
    """Each act is repeated by a thread of its own. `met` counts what came of it: "answered", the status of an error page, "refused"
    where nobody listened (nothing had begun, so it is asked again), or "broken" where an answer was owed and did not come."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self.met: Counter[str] = Counter()
        self.slowest = 0.0
        self._over = Event()
        self._threads = [Thread(target=self._repeat, args=[act]) for act in acts]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, act: Callable[[], object]) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            met = what_came_of(act)
            self.met[met] += 1
            if met == "answered":
                self.slowest = max(self.slowest, time.monotonic() - began)
            else:
                time.sleep(TRY_AGAIN)


def what_came_of(act: Callable[[], object]) -> str:
    try:
        act()
    except HTTPError as error:
        return str(error.code)
    except URLError as error:
        return "refused" if isinstance(error.reason, ConnectionRefusedError) else "broken"
    except (HTTPException, OSError):
        return "broken"
    return "answered"
