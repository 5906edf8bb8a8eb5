"""Which way imports may point: templates <- advisor/<app> <- advisor/present <- scenarios."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in ROOT.glob("advisor/*/urls.py"))
MODEL = sorted(ROOT.glob("scenarios/**/*.py"))
SITE = sorted(ROOT.glob("advisor/**/*.py"))

MODEL_ALONE = """
import importlib, pkgutil, sys

class Only:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in {*sys.stdlib_module_names, "numpy", "scenarios"}:
            raise ImportError(f"the model asks for {name}")

sys.meta_path.insert(0, Only())
import scenarios
for module in pkgutil.walk_packages(scenarios.__path__, "scenarios."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
assert "django" not in sys.modules
print("alone")
"""


def imports(path: Path) -> set[str]:
    """Every module named in the file's import statements, also inside functions; `from a import b` names a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_there_is_something_to_look_at() -> None:
    assert {"learn", "planner", "reports"} <= set(APPS)
    assert len(MODEL) > 15


@pytest.mark.parametrize("path", MODEL, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_model_knows_only_numpy_and_the_standard_library(path: Path) -> None:
    """But for the one file that reads a PDF when asked to; the next test holds that it can be imported without."""
    roots = {name.split(".")[0] for name in imports(path)}
    reads_pdf = {"pikepdf"} if path.name == "pdf_text.py" else set()
    assert roots <= {*sys.stdlib_module_names, "numpy", "scenarios"} | reads_pdf


@pytest.mark.parametrize("path", SITE, ids=lambda path: str(path.relative_to(ROOT)))
def test_apps_never_import_the_views_of_another_app(path: Path) -> None:
    own = path.relative_to(ROOT / "advisor").parts[0]
    foreign = {f"advisor.{app}.views" for app in APPS if app != own}
    assert not foreign & imports(path)


@pytest.mark.parametrize("path", sorted(ROOT.glob("advisor/present/**/*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_present_knows_the_model_and_no_app_or_request(path: Path) -> None:
    names = imports(path)
    assert not [name for name in names if name.startswith("advisor.") and not name.startswith("advisor.present")]
    assert not [name for name in names if name.startswith(("django.http", "django.db", "django.forms", "django.shortcuts"))]


def test_the_model_runs_where_only_numpy_is_installed() -> None:
    done = subprocess.run([sys.executable, "-c", MODEL_ALONE], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "alone\n", done.stderr
