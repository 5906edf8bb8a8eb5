"""What the processes of the site do about memory, since their work comes in large pieces that leave nothing behind.

What is asked of the C library is glibc's; where there is another (musl, macOS) nothing is asked, and all works a little slower or larger.
"""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_library = ctypes.CDLL(None)
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of mallopt(3)
MB = 1024**2


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


def keep_what_is_there() -> None:
    """What was imported stays for good: the collector need not look through it again, and what children share stays shared."""
    gc.collect()
    gc.freeze()


def keep_for_arrays() -> None:
    """An answer makes and drops some fifty arrays of up to 5 MB. The C library would take each from the system anew and give it back, page
    by page, which was a tenth of an answer: it keeps up to 128 MB for the next one, one stock for all threads."""
    if mallopt := getattr(_library, "mallopt", None):
        for option, value in ((M_MMAP_THRESHOLD, 32 * MB), (M_TRIM_THRESHOLD, 128 * MB), (M_ARENA_MAX, 1)):
            mallopt(option, value)


def give_back() -> None:
    """After a task of a worker: the cycles of its documents, and what the C library keeps for the next one (85 MB after sixty PDFs)."""
    gc.collect()
    if trim := getattr(_library, "malloc_trim", None):
        trim(0)
