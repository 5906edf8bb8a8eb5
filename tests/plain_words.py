"""How hard a page is to read: its texts, block by block, and what is wrong with each by the rules of plain English.

Texts of 20 words or more are held to a Flesch-Kincaid grade, shorter ones to a list of words with a plainer twin (after the list of
plainlanguage.gov); no sentence has more than 20 words. Sources and text that stands verbatim are not ours to word.
"""

import re
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks setuptools for its own word lists in a way that is going away
    from textstat import textstat

PAGE, RESULT = 8, 6  # the highest grades: of any paragraph, and of results and risk lines
LONG_TEXT, LONG_SENTENCE = 20, 20  # words
BLOCKS = {"p", "li", "dd", "dt", "figcaption", "caption", "summary", "h1", "h2", "h3", "h4", "td", "th", "label", "legend", "option",
          "button", "title", "desc", "blockquote", "div", "ul", "ol", "dl", "table", "tr", "section", "main", "header",
          "footer", "nav", "figure", "details", "form", "fieldset", "body", "html", "head", "svg"}  # fmt: skip
VOID = {"input", "meta", "link", "br", "hr", "img", "path", "circle", "line"}
UNWORDED = {"script", "style", "code", "text"}  # `text` stands in a chart: its words are labels
OURS_NOT = {"paper", "sources", "source", "verbatim", "note"}  # classes; a note is the record of an edition, word for word
RESULTS = {"headline", "three", "statement", "notices", "risk", "lesson"}  # classes whose texts are results or risk lines
RESULT_IDS = {"change", "nothing", "beliefs"}

HARD = set((Path(__file__).parent / "cases" / "hard_words.txt").read_text().split())


@dataclass
class Text:
    """A block's own words; `level` is the highest grade it may have."""

    level: int
    parts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.parts)).strip()


class Page(HTMLParser):
    """The texts of a page in order. What stands inside a block, but not in a block within it, is one text."""

    def __init__(self, page: str, leave_out: Collection[str] = OURS_NOT, unworded: Collection[str] = UNWORDED) -> None:
        super().__init__()
        self.texts: list[Text] = []
        self._leave_out, self._unworded = set(leave_out), unworded
        self._open: list[tuple[str, Text, bool]] = [("", Text(level=PAGE), False)]  # tag, its text, left out
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        _, text, left_out = self._open[-1]
        given = dict(attributes)
        classes = set((given.get("class") or "").split())
        marked = tag != "html" and given.get("lang") == "en"  # on a page in another language
        left_out = left_out or marked or tag in self._unworded or bool(classes & self._leave_out)
        if tag in BLOCKS or "hint" in classes or "error-message" in classes:
            strict = text.level == RESULT or bool(classes & RESULTS) or given.get("id") in RESULT_IDS
            text = Text(level=RESULT if strict else PAGE)
            self.texts.append(text)
        self._open.append((tag, text, left_out))

    @property
    def left_out(self) -> bool:
        """Whether the place now read is."""
        return self._open[-1][2]

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A shape of a drawing holds no words."""

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        _, text, left_out = self._open[-1]
        if not left_out:
            text.parts.append(data)


def texts(page: str) -> Iterator[Text]:
    return (text for text in Page(page).texts if text.words)


def faults(text: str, level: int = PAGE) -> list[str]:
    """What is hard to read about a text, in words; empty if nothing is."""
    found = [f"{len(words(one))} words in a sentence: {one}" for one in sentences(text) if len(words(one)) > LONG_SENTENCE]
    if len(words(text)) >= LONG_TEXT:
        grade = textstat.flesch_kincaid_grade(text)
        return found + [f"grade {grade}, not {level}: {text}"] * (grade > level)
    return found + [f"“{word}” has a plainer twin: {text}" for word in words(text.lower()) if word in HARD]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?:;])[\s)”]+", text) if part]


def words(text: str) -> list[str]:
    return re.findall(r"[\w$%’'.,-]*\w[\w%]*", text)
