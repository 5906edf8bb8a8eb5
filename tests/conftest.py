"""A home of its own for every run of the tests, and the parts of the site that several tests share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from scenarios import answer as model
from scenarios.bank import Bank, ensure
from scenarios.inputs import Beliefs, Question
from scenarios.results import Answer
from tests import on_postgres
from tests.acts import erase_acts
from tests.visitors import passed_cookie
from tests.whole_site import Site

HOME = Path(tempfile.mkdtemp(prefix="ballast-tests-"))

collect_ignore = ["faults"]  # minutes of a production site whose parts fail: make faults

for name in ("BALLAST_BANKS", "DATABASE_URL", "DEBUG", "PRODUCTION", "REDIS_URL", "SECRET_KEY"):
    os.environ.pop(name, None)
os.environ["BALLAST_HOME"] = str(HOME)
if on_postgres.asked():
    os.environ["DATABASE_URL"] = on_postgres.address()
os.environ["DJANGO_SETTINGS_MODULE"] = "advisor.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread that asks the database


hypothesis.settings.register_profile("test", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.register_profile("proof", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("proof" if "PROOF" in os.environ else "test")

django.setup()  # here, before the conftest of any folder imports a model


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each worker has a home of its own: told of the settings by this process, it would read them before its conftest names one."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language behind in its thread."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def acts_go_with_their_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test whose transactions are real ends by emptying every table, and the table of acts refuses that."""
    mark = request.node.get_closest_marker("django_db")
    if not (mark and mark.kwargs.get("transaction")) and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("_django_db_helper")  # it empties them after what follows here
    yield
    erase_acts()


@pytest.fixture(scope="session", autouse=True)
def each_question_is_answered_once() -> Iterator[None]:
    """The pages of many tests show the same few answers. Tests of the model, and workers, ask it anew each time."""
    worked_out = model.answer_to
    known: dict[str, Answer] = {}

    def answer_to(question: Question, **also: Any) -> Answer:
        key = repr((question, also))
        if key not in known:
            known[key] = worked_out(question, **also)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "answer_to", answer_to)
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name static files by their hashes, so the files must be there before the first page."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The default bank, built once; whoever asks the model for an answer afterwards finds it."""
    return ensure(Beliefs())


@pytest.fixture
def client() -> Client:
    """In place of pytest-django's: a visitor who has passed the check of understanding, as nearly every test needs one."""
    known = Client()
    name, value = passed_cookie()
    known.cookies[name] = value
    return known


@pytest.fixture
def newcomer() -> Client:
    """A visitor whom the site does not know."""
    return Client()


@pytest.fixture(scope="session")
def site(bank: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site as `make up` starts it, in processes of its own: broker, worker, web."""
    with Site(tmp_path_factory.mktemp("site")) as running:
        yield running
