"""The image that web, worker and beat share."""

import re
from pathlib import Path

from tests.docker.test_compose import SERVICES

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text()
STAGES = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
INSTRUCTION = re.compile(r"^([A-Z]+) (.*(?:\\\n.*)*)", re.MULTILINE)
RUN_STAGE = INSTRUCTION.findall(STAGES[-1])


def test_what_makes_it_is_not_in_it() -> None:
    assert len(STAGES) == 2
    assert "gettext" in STAGES[0]
    assert not re.search(r"gettext|gcc|build-essential|pip install", STAGES[1])


def test_it_runs_as_nobody_in_particular_by_number() -> None:
    (user,) = [what for name, what in RUN_STAGE if name == "USER"]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert not [name for name, service in SERVICES.items() if "build" in service and "user" in service]


def test_packages_come_by_their_hashes_and_are_not_built() -> None:
    assert "--require-hashes --only-binary :all: -r requirements-site.lock" in STAGES[0]


def test_it_holds_what_the_site_reads_and_nothing_else() -> None:
    copied = {what.split()[0] for name, what in INSTRUCTION.findall(STAGES[0]) if name == "COPY"}
    assert copied == {"requirements-site.lock", "manage.py", "scenarios", "advisor", "templates", "static", "docs"}
    assert not [what for name, what in RUN_STAGE if name == "COPY" and not what.startswith("--from=build ")]
    ignored = (ROOT / "docker" / "Dockerfile.dockerignore").read_text().splitlines()
    assert ignored[0] == "*"  # and then what is let in
    assert {line[1:].split("/")[0] for line in ignored if line.startswith("!")} == copied


def test_no_secret_is_baked_in() -> None:
    assert not re.search(r"SECRET|PASSWORD|TOKEN|_URL", DOCKERFILE)


def test_only_its_home_is_written_to() -> None:
    (home,) = [what for name, what in RUN_STAGE if name == "VOLUME"]
    assert f"BALLAST_HOME={home}" in STAGES[1]
    assert "PYTHONDONTWRITEBYTECODE=1" in STAGES[1]
    assert all(service["volumes"] == [f"home:{home}"] for service in SERVICES.values() if "build" in service)
