"""What each of them prints: one line of JSON."""

import json
import time
from collections.abc import Callable
from importlib.metadata import version
from statistics import median

ROUNDS = 3


def report(name: str, act: Callable[[], object], *, paths: int, years: int, differs: str, rounds: int = ROUNDS) -> None:
    """CPU seconds for so many paths of so many years: the median of some rounds, after one that nobody counts."""
    act()
    took = []
    for _ in range(rounds):
        before = time.process_time()
        act()
        took.append(time.process_time() - before)
    found = {"name": name, "version": version(name), "seconds": median(took), "paths": paths, "years": years, "differs": differs}
    print(json.dumps(found))
