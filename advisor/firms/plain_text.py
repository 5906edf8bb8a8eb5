"""What people type as a name or a note: letters that can be seen, and nothing that acts on the text around them."""

import re
import unicodedata
from typing import Any

from django import forms

JOINERS = "\u200c\u200d"  # of Persian, Indic scripts and emoji: a word is written wrongly without them
UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn")  # controls, signs that turn the direction of writing, and what no font has
ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
GAPS = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\n{3,}")


def one_line(text: str) -> str:
    """A name: without the signs that nobody sees, with one space between words."""
    return " ".join(_seen(ENDS.sub(" ", text)).split())


def several_lines(text: str) -> str:
    """A note: its lines stay, with one empty line at most between two."""
    lines = (GAPS.sub(" ", line).strip() for line in _seen(ENDS.sub("\n", text)).split("\n"))
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _seen(text: str) -> str:
    kept = (sign for sign in text if sign in JOINERS or sign in "\n\t" or unicodedata.category(sign) not in UNSEEN)
    return unicodedata.normalize("NFC", "".join(kept)).strip(JOINERS)


class PlainText(forms.CharField):
    """A field for a name, or with `lines` for a note. It is judged without what nobody sees: of that alone nothing is left."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.clean_text = several_lines if lines else one_line
        super().__init__(**({"widget": forms.Textarea} if lines else {}) | kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return self.clean_text(text) if isinstance(text, str) else ""
