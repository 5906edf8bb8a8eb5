"""The tests of the model without the site: what tests/conftest.py gives them, less Django. A plugin of the mutation runs."""

import os

import hypothesis
import pytest

from scenarios.bank import Bank, ensure
from scenarios.inputs import Beliefs

hypothesis.settings.register_profile("mutation", deadline=None, derandomize=True, max_examples=25, database=None)
hypothesis.settings.load_profile("mutation")
os.environ.pop("PROOF", None)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The whole bank as the unchanged code built it, once for all mutants."""
    return ensure(Beliefs())
