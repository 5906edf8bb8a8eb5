"""The texts of our files in the active language. Words in braces come from the edition, so that no text can disagree with it."""

import re
from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language, gettext

from advisor.present.lessons.words import words_of
from scenarios.editions import load
from scenarios.editions.reading import Table

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def worded(given: Table, key: str) -> str:
    """A text as it stands."""
    return gettext(given.text(key))


def text_of(given: Table, key: str) -> str:
    """A text with its words filled in. A name that the edition does not have is refused."""
    text, words = worded(given, key), known(get_language() or "en")
    for name in PLACEHOLDER.findall(text):
        if name not in words:
            given.fault(key, f"{{{name}}} is not a figure of the edition, nor one of the words in present/lessons/words.py")
    return PLACEHOLDER.sub(lambda match: words[match[1]], text)


@cache
def known(language: str) -> Mapping[str, str]:
    return words_of(load())
