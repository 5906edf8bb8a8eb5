"""Django's own command, for all languages at once, which also finds the words of our files: learning, the edition, the limits."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

from advisor.learn import CONTENT
from advisor.learn.method import limits

# Keys whose texts people read.
OF_LEARNING = {
    "title",
    "summary",
    "heading",
    "text",
    "asked",
    "why",
    "caption",
    "finding",
    "cells",
    "name",
    "term",
    "also",
    "meaning",
    "source",
}
OF_EDITION = {"note", "reason", "publisher", "where"}  # not the title of a source: a document is cited by the title that it has
ADDRESS = re.compile(r"https://\S+")


class File(makemessages.BuildFile):
    """A file that is no code is handed to xgettext as the code that would ask for its words."""

    def preprocess(self) -> None:
        path = Path(self.path)
        if path.suffix in (".toml", ".md"):
            Path(self.work_path).write_text("".join(map(_asked, dict.fromkeys(words(path)))), encoding="utf-8")
        else:
            super().preprocess()


class Command(makemessages.Command):
    help = __doc__
    build_file_class = File
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]  # a guess is worse than a gap
    # Else "6% of pay" would be read as a pattern with a gap.
    xgettext_options = [*makemessages.Command.xgettext_options, "--flag=_:1:no-python-format", "--flag=gettext_noop:1:no-python-format"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["all"] = options["no_obsolete"] = options["no_wrap"] = True
        options["add_location"] = "file"
        options["extensions"] = ["html,svg,txt,py,toml,md"]
        options["ignore_patterns"] += ["tests", "var", "build", "docs/decisions", "pyproject.toml", "advisor/locale"]
        super().handle(*args, **options)


def words(path: Path) -> Iterator[str]:
    """What people read of a file that is no code."""
    if path.suffix == ".md":
        yield from limits() if path.name == "model.md" else ()
        return
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    yield from _texts(file, OF_LEARNING if CONTENT in path.resolve().parents else OF_EDITION)


def _texts(value: Any, keys: set[str], key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, keys, name)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, keys, key)
    elif isinstance(value, str) and key in keys and not ADDRESS.fullmatch(value):
        yield value


def _asked(text: str) -> str:
    return f"gettext_noop({text!r})\n"
