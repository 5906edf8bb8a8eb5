"""A plugin of the first run, without any mistake: which test calls which function of scenarios/, and how much work it is."""

import json
import os
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from types import FrameType

import pytest

MODEL = f"{Path.cwd()}/scenarios/"


def work() -> float:
    """Seconds of processor time so far, of this process and those it waited for: steadier than the clock on a busy machine."""
    return sum(os.times()[:4])


class Recorder:
    """Writes {test: {"seconds": s, "loading": s, "calls": ["scenarios/limits.py:limits", ...]}}; `loading` is the work before the
    first test. A function inside another counts as the outer one."""

    def __init__(self, to: Path) -> None:
        self.to = to
        self.tests: dict[str, dict[str, object]] = {}
        self.began, self.loading = work(), 0.0

    def pytest_collection_finish(self) -> None:
        self.loading = work() - self.began

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None]:
        calls: set[str] = set()

        def note(frame: FrameType, event: str, arg: object) -> None:
            code = frame.f_code
            if code.co_filename.startswith(MODEL):
                calls.add(f"scenarios/{code.co_filename.removeprefix(MODEL)}:{code.co_qualname.split('.<')[0]}")

        began = work()
        threading.settrace(note)
        sys.settrace(note)
        yield
        sys.settrace(None)
        threading.settrace(None)
        self.tests[item.nodeid] = {"seconds": work() - began, "loading": self.loading, "calls": sorted(calls)}

    def pytest_sessionfinish(self) -> None:
        self.to.write_text(json.dumps(self.tests))
