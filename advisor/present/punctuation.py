"""The signs that stand between two texts, in each language: a translation says what a text is, this file how texts are joined.

Templates take the filters `sentences` and `items`, and the tag `sign`, which writes signs by their names in `Signs`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class Signs:
    gap: str  # between two sentences, and before a bracket
    stop: str
    colon: str
    semicolon: str
    comma: str  # between texts of different kinds, as a name and its date
    item: str  # between things of one kind
    opened: str
    closed: str


WESTERN = Signs(gap=" ", stop=".", colon=": ", semicolon="; ", comma=", ", item=", ", opened="(", closed=")")
CHINESE = Signs(gap="", stop="。", colon="：", semicolon="；", comma="，", item="、", opened="（", closed="）")

SIGNS: Mapping[str, Signs] = {"en": WESTERN, "es": WESTERN, "zh-hant": CHINESE, "zh-hans": CHINESE}


def signs() -> Signs:
    """Of the active language."""
    return SIGNS.get(get_language() or "en", WESTERN)


def sentences(*texts: str) -> str:
    """Whole sentences, one after the other."""
    return signs().gap.join(texts)


def stopped(words: str) -> str:
    """Words as a sentence."""
    return words + signs().stop


def labelled(name: str, detail: str) -> str:
    """As "Without: $3,200"."""
    return name + signs().colon + detail


def bracketed(name: str, detail: str) -> str:
    """As "Weak (5 of 100 are lower)"."""
    here = signs()
    return name + here.gap + here.opened + detail + here.closed


def comma_joined(*texts: str) -> str:
    return signs().comma.join(texts)


@register.filter
def items(texts: Iterable[str]) -> str:
    return signs().item.join(texts)


def clauses(texts: Iterable[str]) -> str:
    return signs().semicolon.join(texts)


@register.simple_tag
def sign(*names: str) -> str:
    here = signs()
    return "".join([getattr(here, name) for name in names])


@register.filter(name="sentences")
def _sentences(texts: Iterable[str]) -> str:
    return sentences(*texts)
