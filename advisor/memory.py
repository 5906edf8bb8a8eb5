"""What a worker does about memory, since its work comes in large pieces that leave nothing behind."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For one PDF. It is made of some hundred thousand things that live as long as it does; Python's collector of cycles looks through them
    again and again and finds nothing to throw away: a quarter of the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_for_children() -> None:
    """What was imported before children are forked is not looked through in each of them, and stays shared."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """After a task: the cycles of its documents, and what the C library keeps for the next one (85 MB of a worker after sixty PDFs). Where
    that has no such call (musl, macOS) it keeps it."""
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
