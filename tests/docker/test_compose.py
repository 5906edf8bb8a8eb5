"""What the containers may do. They cannot be run where the tests run, so their files are judged."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

DOCKER = Path(__file__).resolve().parents[2] / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LONG_RUNNING = [name for name in SERVICES if name != "prepare"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL", "METRICS_TOKEN"}

every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())
every_long_running = pytest.mark.parametrize("service", [SERVICES[name] for name in LONG_RUNNING], ids=LONG_RUNNING)


def test_every_part_of_production_has_a_service() -> None:
    assert set(SERVICES) == {"prepare", "web", "worker", "beat", "postgres", "valkey", "proxy"}
    assert set(OURS) == {"prepare", "web", "worker", "beat"}


@every_service
def test_it_has_no_rights_and_writes_nothing_but_to_its_volumes(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "devices", "pid", "network_mode", "userns_mode"} & service.keys()
    assert "docker.sock" not in str(service)


def test_only_the_proxy_may_bind_a_low_port_and_nobody_may_do_more() -> None:
    assert {name: service["cap_add"] for name, service in SERVICES.items() if "cap_add" in service} == {"proxy": ["NET_BIND_SERVICE"]}


@every_service
def test_its_memory_processes_and_logs_are_bounded(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["pids_limit"] <= 500
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


@every_long_running
def test_it_is_started_again_and_says_whether_it_is_well(service: dict[str, Any]) -> None:
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert "interval" in service["healthcheck"]


@every_service
def test_it_waits_for_others_until_they_are_well(service: dict[str, Any]) -> None:
    for other, how in service.get("depends_on", {}).items():
        done = "service_completed_successfully" if other == "prepare" else "service_healthy"
        assert how == {"condition": done}
        assert other == "prepare" or "healthcheck" in SERVICES[other]


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if {"ports", "expose"} & service.keys()] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name: service["networks"] for name, service in SERVICES.items()} == {
        **{name: ["inside"] for name in ("prepare", "worker", "beat", "postgres", "valkey")},
        "web": ["inside", "outside"],
        "proxy": ["outside"],
    }


def test_no_secret_stands_in_a_file() -> None:
    given = {item for service in SERVICES.values() for item in service.get("environment", {}).items() if item[0] in SECRETS}
    assert given == {(name, f"${{{name}:?}}") for name in SECRETS - {"METRICS_TOKEN"}} | {("METRICS_TOKEN", "${METRICS_TOKEN:-}")}
    assert "://ballast:${POSTGRES_PASSWORD:?}@" in SERVICES["web"]["environment"]["DATABASE_URL"]
    example = dict(line.split("=", 1) for line in (DOCKER / "example.env").read_text().splitlines() if line and not line.startswith("#"))
    assert {example[name] for name in SECRETS - {"EMAIL_URL"}} == {""}


def test_every_variable_is_in_the_example_and_the_other_way_round() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DOCKER / "compose.yaml").read_text()))
    assert asked == set(re.findall(r"^(\w+)=", (DOCKER / "example.env").read_text(), re.MULTILINE))


def test_what_is_being_done_may_be_finished() -> None:
    assert SERVICES["web"]["stop_grace_period"] == "40s"  # gunicorn gives an answer 30 s
    assert SERVICES["worker"]["stop_grace_period"] == "130s"  # Celery gives a job 120 s


@pytest.mark.parametrize("file", ["Caddyfile", "unavailable.html"])
def test_the_proxy_is_given_our_files_to_read_only(file: str) -> None:
    (volume,) = [volume for volume in SERVICES["proxy"]["volumes"] if file in volume]
    assert volume.startswith(f"./{file}:")
    assert volume.endswith(":ro")
