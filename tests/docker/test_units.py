"""The same parts without containers: docker/systemd."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.docker.test_compose import SERVICES

UNITS = Path(__file__).resolve().parents[2] / "docker" / "systemd"
SAME = ("worker", "beat")


def unit(name: str) -> ConfigParser:
    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(UNITS / name)
    return read


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


@pytest.mark.parametrize("name", SAME)
def test_a_part_is_started_by_the_same_command(name: str) -> None:
    started = unit(f"ballast-{name}.service")["Service"]["ExecStart"]
    assert started.removeprefix("/srv/ballast/current/.venv/bin/") == SERVICES[name]["command"]


def test_the_web_server_is_given_as_long_and_its_address_outlives_it() -> None:
    web = unit("ballast-web.service")
    assert int(web["Service"]["TimeoutStopSec"]) == seconds(SERVICES["web"]["stop_grace_period"])
    assert web["Unit"]["Requires"] == "ballast-web.socket"
    assert unit("ballast-web.socket")["Socket"]["ListenStream"].startswith("127.0.0.1:")


def test_a_worker_is_given_as_long() -> None:
    assert int(unit("ballast-worker.service")["Service"]["TimeoutStopSec"]) == seconds(SERVICES["worker"]["stop_grace_period"])


@pytest.mark.parametrize("path", sorted(UNITS.glob("*.service")), ids=lambda path: path.name)
def test_every_service_is_held_by_the_common_rules(path: Path) -> None:
    assert path.name.startswith("ballast-")  # so the drop-in of ballast-.service is its own
    assert not {"User", "AmbientCapabilities", "ProtectSystem"} & set(unit(path.name)["Service"])


def test_the_common_rules_leave_nothing_but_the_home_to_write_to() -> None:
    common = unit("ballast-.service.d/common.conf")["Service"]
    assert common["User"] == "ballast"
    assert (common["NoNewPrivileges"], common["CapabilityBoundingSet"], common["ProtectSystem"]) == ("yes", "", "strict")
    assert (common["StateDirectory"], common["StateDirectoryMode"]) == ("ballast", "0700")
    assert not re.search(r"SECRET|PASSWORD|TOKEN|_URL=", (UNITS / "ballast-.service.d" / "common.conf").read_text())
