"""The examples of docs/api.md, word for word, against the site as it runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.api.examples import Example, examples
from tests.whole_site import Site

MAKE_KEY = """
from tests.api.desk import firm, secret
print(secret(firm()))
"""


@pytest.fixture(scope="module")
def environment(site: Site) -> dict[str, str]:
    """What the page tells a person to set."""
    return {**os.environ, "BALLAST": site.url, "BALLAST_KEY": site.run("manage.py", "shell", "--no-imports", "-c", MAKE_KEY)}


@pytest.mark.parametrize("example", examples(), ids=lambda example: f"{example.kind} {example.path}")
def test_each_example_of_the_page_runs(example: Example, environment: dict[str, str], tmp_path: Path) -> None:
    command = ["sh", "-c", example.code] if example.kind == "sh" else [sys.executable, "-c", example.code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout[:500]
    if example.kind == "sh":
        assert isinstance(json.loads(done.stdout), dict)
    elif example.path == "/reports":
        assert "same numbers: True" in done.stdout
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    else:
        assert "of 100 futures: less income" in done.stdout
