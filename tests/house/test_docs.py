"""README and docs say what the code does."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "docker" / "README.md", *sorted(ROOT.glob("docs/*.md"))]
FOLDERS = ("advisor", "docker", "docs", "scenarios", "static", "templates", "tests")
NAMED = sorted(
    {(page.name, path) for page in PAGES for path in re.findall(rf"(?<![\w/])((?:{'|'.join(FOLDERS)})/[\w./-]*\w/?)", page.read_text())}
    | {("README.md", path) for path in re.findall(r"`([\w-]+\.(?:py|md|toml|lock))`", README)}
)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
MADE_BY_HAND = {"docker/.env"}


@pytest.mark.parametrize(("page", "path"), NAMED)
def test_every_path_that_a_page_names_exists(page: str, path: str) -> None:
    assert (ROOT / path).exists() or path in MADE_BY_HAND, f"{page} names {path}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_command_that_a_page_shows_exists(page: Path) -> None:
    shown = re.findall(r"(?:`|^ {4}|=\d+ )make ([a-z]+)", page.read_text(), re.MULTILINE)
    assert set(shown) <= TARGETS


def test_the_readme_shows_the_two_commands_in_its_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:12])
    assert "make up" in first_screen
    assert "make test" in first_screen


def test_make_help_lists_every_target() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make ([a-z]+) ", listed, re.MULTILINE)) == TARGETS


def test_the_map_names_every_folder_of_the_code() -> None:
    folders = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name in FOLDERS}
    folders |= {f"advisor/{path.parent.name}/" for path in ROOT.glob("advisor/*/__init__.py")}
    assert not [folder for folder in folders if f"`{folder}`" not in README]


def test_the_settings_described_are_the_settings_read() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text().split("## Settings")[1].split("\n## ")[0]
    described = set(re.findall(r"^\| `([A-Z_]+)`", operations, re.MULTILINE))
    read: set[str] = set()
    for path in [*ROOT.glob("advisor/**/*.py"), *ROOT.glob("scenarios/**/*.py")]:
        read |= set(re.findall(r"""(?:\benv(?:\.\w+)?\(|environ\.get\(|environ\[)["']([A-Z_]+)["']""", path.read_text()))
    assert described == read - {"DJANGO_SETTINGS_MODULE"}


def test_ci_runs_the_tests_as_people_do() -> None:
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "make test"


def test_no_page_of_ours_names_a_machine_of_ours() -> None:
    for page in [*PAGES, ROOT / "Makefile", *(path for path in ROOT.glob("docker/**/*") if path.is_file())]:
        assert not re.search(r"/root/|/home/(?!ballast)|/Users/", page.read_text()), page


MODEL = (ROOT / "docs" / "model.md").read_text()
SECTIONS = {part.split("\n")[0].replace("\\", ""): part.partition("\n")[2].strip() for part in MODEL.split("\n## ")[1:]}
LIMITS = "Known limits, in one list"
FILES = sorted(path.name for path in ROOT.glob("scenarios/*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("file", [*FILES, "editions/"])
def test_each_file_of_the_model_has_one_section(file: str) -> None:
    assert sum(file in re.split(r"[, :]+", heading) for heading in SECTIONS) == 1


@pytest.mark.parametrize("heading", [heading for heading in SECTIONS if heading != LIMITS])
def test_each_section_names_files_that_exist_and_says_what_and_with_which_limits(heading: str) -> None:
    named = re.findall(r"[\w/]+(?:\.py|/(?=[,:]|$))", heading)
    assert named
    assert [file for file in named if not (ROOT / "scenarios" / file).exists()] == []
    text, _, limits = SECTIONS[heading].rpartition("Limits")
    assert len(text.split()) > 15
    assert len(limits.split()) > 5


def test_the_known_limits_are_one_list_and_the_last_section() -> None:
    assert list(SECTIONS)[-1] == LIMITS
    assert len(re.findall(r"^- ", SECTIONS[LIMITS], re.MULTILINE)) >= 10
