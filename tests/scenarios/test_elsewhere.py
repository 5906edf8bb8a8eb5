"""The same bank to the last bit, and the same answer as shown, with another NumPy and on an older processor."""

import os
from pathlib import Path

import pytest

from tests.elsewhere import an_older_cpu, python_with_older_numpy, told


def test_an_older_cpu_gives_the_same_bank_and_the_same_rounded_answer() -> None:
    assert told(NPY_DISABLE_CPU_FEATURES=an_older_cpu()) == told()


@pytest.mark.skipif(not os.environ.get("PROOF"), reason="fetches a NumPy; part of make proof")
def test_an_older_numpy_gives_the_same_bank_and_the_same_rounded_answer(tmp_path: Path) -> None:
    """Where no package index can be reached, the older processor above is what is left."""
    python = python_with_older_numpy(tmp_path / "older")
    if python is not None:
        assert told(python) == told()
