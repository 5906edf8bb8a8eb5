"""What the settings do with the environment they find. Each case is a process of its own: settings are read once."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.home import make_home, secret_key

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "example.org",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
}
SHOW = "import json; from django.conf import settings; print(json.dumps({}))"


def run(home: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LD_LIBRARY_PATH")}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=own | {"BALLAST_HOME": str(home)} | environment, capture_output=True, text=True
    )


def setting(home: Path, expression: str, **environment: str) -> object:
    done = run(home, "-c", SHOW.format(f"settings.{expression}"), DJANGO_SETTINGS_MODULE="advisor.settings", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_settings_pass_the_deployment_check_without_a_warning(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_production_without_a_mail_server_fails_the_deployment_check(tmp_path: Path) -> None:
    without = {name: value for name, value in PRODUCTION.items() if name != "EMAIL_URL"}
    done = run(tmp_path, "manage.py", "check", "--deploy", **without)
    assert done.returncode != 0
    assert "EMAIL_URL" in done.stderr


def test_mail_goes_to_the_server_that_is_named_and_else_to_a_file(tmp_path: Path) -> None:
    assert setting(tmp_path, "EMAIL_HOST", **PRODUCTION) == "mail.example.org"
    assert setting(tmp_path, "EMAIL_USE_TLS", **PRODUCTION) is True
    assert setting(tmp_path, "DEFAULT_FROM_EMAIL", **PRODUCTION) == "Ballast <ballast@example.org>"
    assert setting(tmp_path, "DEFAULT_FROM_EMAIL", EMAIL_FROM="Us <us@example.org>") == "Us <us@example.org>"
    assert str(setting(tmp_path, "EMAIL_BACKEND")).endswith("filebased.EmailBackend")
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(missing: str, tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


def test_production_makes_no_key_of_its_own(tmp_path: Path) -> None:
    assert setting(tmp_path, "SECRET_KEY", **PRODUCTION) == PRODUCTION["SECRET_KEY"]
    assert not (tmp_path / "secret_key").exists()


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert setting(tmp_path, "DEBUG") is False
    assert setting(tmp_path, "DEBUG", DEBUG="1") is True


def test_cookies_are_bound_to_the_host_under_tls_only(tmp_path: Path) -> None:
    assert setting(tmp_path, "CSRF_COOKIE_NAME") == "csrftoken"
    assert setting(tmp_path, "CSRF_COOKIE_NAME", **PRODUCTION) == "__Host-csrftoken"
    assert setting(tmp_path, "CSRF_COOKIE_SECURE", **PRODUCTION) is True
    assert setting(tmp_path, "SESSION_COOKIE_NAME") == "session"
    assert setting(tmp_path, "SESSION_COOKIE_NAME", **PRODUCTION) == "__Host-session"
    assert setting(tmp_path, "SESSION_COOKIE_SECURE", **PRODUCTION) is True
    assert setting(tmp_path, "SECURE_HSTS_SECONDS", **PRODUCTION) == 63_072_000


def test_sqlite_lets_readers_read_while_somebody_writes(tmp_path: Path) -> None:
    options = setting(tmp_path, "DATABASES['default']['OPTIONS']")
    assert isinstance(options, dict)
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


def test_postgres_connections_are_checked_before_use(tmp_path: Path) -> None:
    database = setting(tmp_path, "DATABASES['default']", DATABASE_URL="postgres://ballast:secret@db/ballast")
    assert isinstance(database, dict)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_HEALTH_CHECKS"] is True


def test_the_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    key = secret_key(home)
    assert len(key) > 60
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert secret_key(home) == key


def test_two_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    show = [sys.executable, "-c", "from pathlib import Path; from advisor.home import *; print(secret_key(make_home(Path('HOME'))))"]
    show[-1] = show[-1].replace("HOME", str(tmp_path))
    started = [subprocess.Popen(show, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({process.communicate()[0] for process in started}) == 1


def test_no_migration_is_missing(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr
