"""Reports as people hold them: made once by an engine that may be long gone, and still to be verified.

`python -m tests.reports.stored` makes them anew. That is for a change of the engine that moves numbers, and needs a line in CHANGELOG.md;
an edition that is published stays in the repository, and its reports here.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

# person, language, kind, paper
STORED = (
    ("Maya", "en", "summary", "letter"),
    ("Maya", "en", "full", "letter"),
    ("Harold", "en", "full", "a4"),
    ("Theo", "es", "summary", "a4"),
    ("Dmitri", "es", "full", "letter"),
    ("Winston", "zh-hant", "summary", "letter"),
    ("Consuelo", "zh-hans", "summary", "a4"),
    ("Ingrid", "zh-hans", "full", "a4"),
)


def file(person: str, language: str, kind: str, paper: str) -> Path:
    return FOLDER / f"{person.lower()}-{language}-{kind}-{paper}.pdf"
