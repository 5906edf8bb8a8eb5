"""Every word of the site stands in every language: none missing, none guessed, none left over, and each keeps what it must."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.translations import LANGUAGES, LOCALE, TAG, faults, terms

ROOT = LOCALE.parents[1]
Key = tuple[str, str, str]  # context, English, English of several


def catalogue(folder: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / "advisor" / "locale" / folder / "LC_MESSAGES" / "django.po"))


def keys(file: polib.POFile) -> set[Key]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in file}


def pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """The English of each form, and the form. Chinese has one form; it says what the English of several says."""
    forms = [text for _, text in sorted(entry.msgstr_plural.items())]
    if not forms:
        yield entry.msgid, entry.msgstr
    for place, form in enumerate(forms):
        yield (entry.msgid_plural if place == len(forms) - 1 else entry.msgid), form


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code beside empty catalogues that were filled anew."""
    root = tmp_path_factory.mktemp("site")
    for part in ("advisor", "templates", "scenarios", "docs"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "screenshots"))
    shutil.copy(ROOT / "manage.py", root)
    subprocess.run([sys.executable, "manage.py", "makemessages"], cwd=root, check=True, capture_output=True)
    return root


@pytest.mark.parametrize("folder", LANGUAGES)
def test_a_catalogue_has_every_text_of_the_site_and_no_other(folder: str, found: Path) -> None:
    assert keys(catalogue(folder)) == keys(catalogue(folder, found)), "run `manage.py makemessages`, then translate what is new"


def test_texts_of_every_kind_are_found(found: Path) -> None:
    texts = {entry.msgid for entry in catalogue("es", found)}
    assert "Show my answer" in texts  # a page
    assert "Type a name." in texts  # an error
    assert "A coin with no profit behind it, large swings, and a short past." in texts  # a page to learn from
    assert "You pick a sleeve of 5%. What happens to your account?" in texts  # the check
    assert "the core fund's fee is taken instead" in texts  # a note of the edition
    assert "Known limits, in one list" in texts  # the limits


@pytest.mark.parametrize("folder", LANGUAGES)
def test_nothing_is_missing_or_guessed(folder: str) -> None:
    file = catalogue(folder)
    assert [entry.msgid for entry in file.untranslated_entries()] == []
    assert [entry.msgid for entry in file.fuzzy_entries()] == []
    assert [entry.msgid for entry in file.obsolete_entries()] == []


@pytest.mark.parametrize("folder", LANGUAGES)
def test_each_translation_keeps_gaps_tags_figures_and_terms_and_is_easy_to_read(folder: str) -> None:
    wrong = [(form, fault) for entry in catalogue(folder) for english, form in pairs(entry) for fault in faults(english, form, folder)]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "translated", "folder"),
    [
        ("Show my answer", " ", "es"),
        ("About %(parts)s of 100", "Unas 100", "es"),
        ("<b>Fees</b>", "Comisiones", "es"),
        ("It fell by 93%.", "Bajó 39%.", "es"),
        ("About $1.9 million", "約 19 萬美元", "zh_Hant"),
        ("It fell.", "It fell when the price of it was high.", "zh_Hans"),
        ("It fell.", "Bajó, and that is what it costs.", "es"),
        ("A target-date fund", "Un fondo", "es"),
        ("It fell.", "這" * 41 + "。", "zh_Hant"),
        ("It fell.", "bajó " * 21, "es"),
    ],
)
def test_a_translation_that_loses_something_is_found(english: str, translated: str, folder: str) -> None:
    assert list(faults(english, translated, folder)) != []


@pytest.mark.parametrize(
    ("english", "translated", "folder"),
    [
        ("About $1.9 million on August 7, 2025", "2025 年 8 月 7 日約 190 萬美元", "zh_Hant"),
        ("8.7 trillion dollars", "8.7 万亿美元", "zh_Hans"),
        ("%(number)s billion", "%(number)s mil millones", "es"),
    ],
)
def test_a_sound_translation_passes(english: str, translated: str, folder: str) -> None:
    assert list(faults(english, translated, folder)) == []


def test_the_glossary_has_each_term_once_and_in_every_language() -> None:
    given = tomllib.loads((LOCALE / "glossary.toml").read_text(encoding="utf-8"))["terms"]
    names = [entry["term"] for entry in given]
    assert names == sorted(names, key=str.casefold)
    assert len(set(names)) == len(names) > 80
    for entry in given:
        assert set(entry) <= {"term", "es", "zh_hant", "zh_hans", "note", "strict"}, entry["term"]
        assert all(form and not TAG.search(form) for key in ("es", "zh_hant", "zh_hans") for form in entry[key])


def test_most_terms_are_held_to() -> None:
    texts = [entry.msgid for entry in catalogue("es")]
    unused = [term.term for term in terms() if not any(term.stands_in(text) for text in texts)]
    assert len(terms()) - len(unused) > 90
