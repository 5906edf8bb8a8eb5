"""The tests of the model without the site: what tests/conftest.py gives them, less Django. A plugin of the mutation runs."""

import os

import hypothesis
import pytest

hypothesis.settings.register_profile("mutation", deadline=None, derandomize=True, max_examples=25, database=None)
hypothesis.settings.load_profile("mutation")
os.environ.pop("PROOF", None)


@pytest.fixture(scope="session")
def bank() -> object:
    """The whole bank as the unchanged code built it, once for all mutants."""
    from scenarios.bank import ensure  # here: a mistake that breaks an import must fail a test, not this plugin
    from scenarios.inputs import Beliefs

    return ensure(Beliefs())
