"""What a translation must keep of the English text: its gaps, its tags, its figures, the terms of the glossary; and how long its
sentences may be. `faults` lists what is wrong with one."""

import re
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks setuptools for its own word lists in a way that is going away
    from textstat.textstat import textstatistics

LOCALE = Path(__file__).resolve().parents[1] / "advisor" / "locale"
LANGUAGES = {"es": "es", "zh_Hant": "zh-hant", "zh_Hans": "zh-hans"}  # folder: code

GAP = re.compile(r"%\([a-z_]+\)[sd]|(?<!\{)\{[a-z_0-9./]+\}(?!\})|%%")
ADDRESS = re.compile(r"https?://[^\s；，。]+")
NAMES = re.compile(r"US Equity - Large Cap")  # a word in it is not a term of ours
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?>")
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
SCALES = {  # a number and a word for its size
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "es": {"mil millones": 9, "mil": 3, "millones": 6, "millón": 6, "billones": 12, "billón": 12},
    "zh_Hant": {"萬億": 12, "千億": 11, "百億": 10, "億": 8, "兆": 12, "百萬": 6, "千萬": 7, "萬": 4, "千": 3},
    "zh_Hans": {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "百万": 6, "千万": 7, "万": 4, "千": 3},
}
CHINESE = r"[\u4e00-\u9fff]"
LEGAL = "IMPORTANT: The projections"  # a rule's own words, which no translation makes easy
EASY_SPANISH = 60  # Fernandez-Huerta, for texts of LONG_TEXT words and more
LONG_TEXT = 20  # words
LONG_SPANISH, LONG_CHINESE = 20, 40  # of a sentence: words; characters, where a Latin word is one
ENGLISH = re.compile(r"\b(the|of|and|your|you|is|are|with|from|what|it|that|this|have|not|which|when)\b", re.IGNORECASE)
LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*(?: [A-Za-z][A-Za-z’'-]*){3,}")


@dataclass(frozen=True, kw_only=True)
class Term:
    """`forms` are what a translation may say for it, by folder."""

    term: str
    forms: dict[str, tuple[str, ...]]

    def stands_in(self, text: str) -> bool:
        return bool(re.search(rf"(?<![\w-]){re.escape(_plain(self.term))}(?:s|es|'s)?(?![\w-])", text))


@cache
def terms() -> tuple[Term, ...]:
    """Those whose English word has one meaning; the longest first, so that a part of a longer term is not asked for by itself."""
    given = tomllib.loads((LOCALE / "glossary.toml").read_text(encoding="utf-8"))["terms"]
    strict = [entry for entry in given if entry.get("strict", True)]
    found = [Term(term=entry["term"], forms={folder: tuple(entry[folder.lower()]) for folder in LANGUAGES}) for entry in strict]
    return tuple(sorted(found, key=lambda term: -len(term.term)))


def faults(english: str, translated: str, folder: str) -> Iterator[str]:
    if not translated.strip():
        yield "is not translated"
        return
    yield from _kept(english, translated, folder)
    yield from _terms_missing(english, translated, folder)
    if not english.startswith(LEGAL):
        yield from _too_long(translated, folder)
    if left := english_in(TAG.sub(" ", GAP.sub(" ", translated)), LANGUAGES[folder]):
        yield f"English is left: {left}"


def english_in(text: str, language: str) -> str:
    """What looks like English: among Chinese, four Latin words in a row; in Spanish, two words that only English has."""
    if language == "es":
        found = {word.casefold() for word in ENGLISH.findall(text)}
        return " ".join(sorted(found)) if len(found) > 1 else ""
    left = LATIN_WORDS.search(text)
    return left[0] if left else ""


def _kept(english: str, translated: str, folder: str) -> Iterator[str]:
    for name, pattern in (("gaps", GAP), ("tags", TAG)):
        one, other = Counter(pattern.findall(english)), Counter(pattern.findall(translated))
        if one != other:
            yield f"{name} differ: {_listed(one - other)} missing, {_listed(other - one)} too many"
    one, other = _figures(english, "en"), _figures(translated, folder)
    months = {Decimal(number) for number, month in enumerate(MONTHS, 1) if month in english or f"{month[:3]} " in english}
    missing, more = one - other, {value: count for value, count in (other - one).items() if value not in months}
    if missing or more:
        yield f"figures differ: {_listed(missing)} missing, {_listed(more)} too many"
    if folder == "es" and (english[:1].isspace(), english[-1:].isspace()) != (translated[:1].isspace(), translated[-1:].isspace()):
        yield "spaces at the ends differ"


def _figures(text: str, folder: str) -> Counter[Decimal]:
    """Numbers in digits, with the size that a word after them gives."""
    text = TAG.sub(" ", GAP.sub(" ", text))
    found: Counter[Decimal] = Counter()
    for number in NUMBER.finditer(text):
        after = text[number.end() :].lstrip(" ")
        power = next((power for word, power in SCALES[folder].items() if after.startswith(word)), 0)
        found[Decimal(number[0].replace(",", "")).scaleb(power).normalize()] += 1
    return found


def _terms_missing(english: str, translated: str, folder: str) -> Iterator[str]:
    left, said = _plain(english), _plain(translated)
    for term in terms():
        if term.stands_in(left):
            left = re.sub(rf"(?<![\w-]){re.escape(_plain(term.term))}", " ", left)
            if not any(_plain(form) in said for form in term.forms[folder]):
                yield f"{term.term!r} is not {' or '.join(term.forms[folder])}"


def _plain(text: str) -> str:
    """Without gaps, addresses and names, which may hold the words of terms, and with one kind of apostrophe."""
    return NAMES.sub(" ", ADDRESS.sub(" ", GAP.sub(" ", text))).replace("’", "'").casefold()


def _too_long(translated: str, folder: str) -> Iterator[str]:
    text = ADDRESS.sub("", TAG.sub("", GAP.sub("5", translated)))
    if folder == "es":
        yield from hard_spanish(text)
    else:
        for sentence in re.split(r"[。！？；\n|]", text):
            if re.search(CHINESE, sentence) and (length := len(re.findall(rf"{CHINESE}|[\w.,()/%$+−-]+", sentence))) > LONG_CHINESE:
                yield f"a sentence of {length} characters: {sentence.strip()}"


def hard_spanish(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.?!:])\s|[\n|]", text):
        if len(sentence.split()) > LONG_SPANISH:
            yield f"a sentence of {len(sentence.split())} words: {sentence}"
    if len(text.split()) >= LONG_TEXT and (score := spanish().fernandez_huerta(text)) < EASY_SPANISH:
        yield f"reads at {score:.0f}, {EASY_SPANISH} is asked"


@cache
def spanish() -> textstatistics:
    reader = textstatistics()
    reader.set_lang("es")
    return reader


def _listed(found: Counter[str] | dict[Decimal, int] | Counter[Decimal]) -> str:
    return ", ".join(f"{value}" for value in found) or "none"
