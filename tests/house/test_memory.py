"""Memory of a worker: the collector rests while a PDF is made, and what was taken is given back."""

import ctypes
import gc
import os
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from advisor import celery, memory
from advisor.cohorts import letters
from advisor.reports import tasks
from tests.whole_site import ROOT, of_process


def test_the_collector_rests_within_and_works_again_afterwards() -> None:
    with memory.uncollected():
        assert not gc.isenabled()
        with memory.uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_when_the_work_broke() -> None:
    with pytest.raises(ZeroDivisionError), memory.uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("make", "arguments", "first"),
    [(tasks.make, 2, "advisor.reports.pdf.weasyprint_problem"), (letters.letter_of, 3, "advisor.cohorts.letters.language_of")],
)
def test_it_rests_for_every_pdf(make: Callable[..., bytes], arguments: int, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(*_: object) -> None:
        assert not gc.isenabled()
        raise ZeroDivisionError

    monkeypatch.setattr(first, look)
    with pytest.raises(ZeroDivisionError):
        make(*[SimpleNamespace(batch=None)] * arguments)


def megabytes() -> float:
    (line,) = [line for line in of_process(os.getpid(), "status").splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1000


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="this C library has no such call")
def test_after_a_task_freed_memory_goes_back_to_the_machine() -> None:
    taken = [bytes(2_000) for _ in range(100_000)]
    last, full = taken[-1], megabytes()
    taken.clear()
    celery.give_memory_back()
    assert full - megabytes() > 150
    assert last


FAULTS = """
import resource
import numpy as np
from advisor import memory
{setting}
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
np.ones(600_000, np.float32)
before = faults()
for _ in range(200):
    np.ones(600_000, np.float32)
print(faults() - before)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="this C library has no such call")
def test_an_array_takes_the_place_of_the_one_before() -> None:
    as_it_is, kept = (int(_printed(FAULTS.format(setting=setting))) for setting in ("", "memory.keep_for_arrays()"))
    assert kept < as_it_is / 10


def _printed(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_after_a_task_cycles_are_gone() -> None:
    class Node:
        pass

    one = Node()
    one.itself = one  # type: ignore[attr-defined]
    del one
    celery.give_memory_back()
    assert not [found for found in gc.get_objects() if type(found) is Node]
