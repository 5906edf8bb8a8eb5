"""`manage.py up`: one command for the whole site, and nothing left of it afterwards."""

import os
import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.whole_site import Site, wait_for


@pytest.mark.usefixtures("bank")
def test_what_dies_is_started_again_and_a_stop_leaves_nothing(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        before = site.processes("gunicorn")
        os.kill(before[0], signal.SIGKILL)
        wait_for(lambda: set(site.processes("gunicorn")) - set(before), within=30, what="a new web server")
        wait_for(site.answers, within=30, what="an answer")
        wait_for(lambda: len(site.processes("worker")) >= 2, within=30, what="a worker and its child")
        (broker,) = site.processes("valkey-server")
        broker_folder = Path(Path(f"/proc/{broker}/cmdline").read_text().split("unixsocket:")[1].strip("\0 ")).parent
        assert broker_folder.stat().st_mode & 0o777 == 0o700
        everybody = [broker, *site.processes("gunicorn"), *site.processes("worker")]
    assert site.exit_code == 0
    # One whose parent went first is a name in the table until the system's first process has collected it.
    wait_for(lambda: not [pid for pid in everybody if Path(f"/proc/{pid}").exists()], within=30, what="the end of every process")
    assert not broker_folder.exists()


def test_it_listens_to_this_machine_alone(site: Site) -> None:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [local.split(":") for _, local, _, state, *_ in rows if state == "0A"]
    assert [address for address, port in listening if int(port, 16) == urlsplit(site.url).port] == ["0100007F"]  # 127.0.0.1


def test_it_says_where_the_site_is(site: Site) -> None:
    assert f"Ballast is at {site.url}" in site.log.read_text()
