"""Names and notes are letters that can be seen: every form of firms and clients takes them by the one field."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from advisor.clients.consent_forms import IntoForm
from advisor.clients.forms import AnswerNameForm, ClientForm, NewClientForm, NoteForm
from advisor.clients.report_forms import ReportForm
from advisor.firms.forms import FirmForm
from advisor.firms.look_form import LookForm
from advisor.firms.plain_text import JOINERS, UNSEEN, PlainText, one_line, several_lines

NAMES: dict[type[forms.Form], str] = {
    FirmForm: "name", LookForm: "name", ClientForm: "name", NewClientForm: "new_client", AnswerNameForm: "name", IntoForm: "name",
}  # fmt: skip
NOTES: dict[type[forms.Form], str] = {NoteForm: "text", ReportForm: "note"}


@pytest.mark.parametrize(("form", "name"), [*NAMES.items(), *NOTES.items()])
def test_every_name_and_note_is_taken_by_the_one_field(form: type[forms.Form], name: str) -> None:
    field = form.base_fields[name]
    assert isinstance(field, PlainText)
    assert field.clean_text is (several_lines if form in NOTES else one_line)
    assert field.clean("Ana\u202e \u200bLee\x00") == "Ana Lee"


@pytest.mark.parametrize("form", NAMES)
def test_a_name_of_nothing_that_can_be_seen_is_no_name(form: type[forms.Form]) -> None:
    field = form.base_fields[NAMES[form]]
    field.required = True
    with pytest.raises(forms.ValidationError):
        field.clean("\u202e\u200b\u2066\x07 \n\u00ad\ufeff\u200d")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ana\u202egpj.exe", "Anagpj.exe"), ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"), ("  a \t b\u00a0c\u3000d ", "a b c d"),
        ("a\r\nb\u2028c", "a b c"),
        ("\x1b[31mred\x07", "[31mred"), ("e\u0301", "é"), ("\ue000a\ufdd0", "a"),
        ("Zoë אבג 陳大文 O’Neil-Smith", "Zoë אבג 陳大文 O’Neil-Smith"),
        ("<b>&amp;</b>", "<b>&amp;</b>"), ("👩\u200d👧", "👩\u200d👧"), ("\U000e0041a", "a"), ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_a_name_is_one_line_of_letters(typed: str, name: str) -> None:
    assert one_line(typed) == name


def test_a_note_keeps_its_lines_and_one_empty_line_between_two() -> None:
    assert several_lines(" a  b \r\nc\n\n\n\n\nd\u2029e\x0bf \n") == "a b\nc\n\nd\ne\nf"


@given(st.text(max_size=200))
def test_what_was_cleaned_is_clean(typed: str) -> None:
    for clean in (one_line, several_lines):
        text = clean(typed)
        assert clean(text) == text
        assert not [sign for sign in text if sign not in JOINERS + "\n" and unicodedata.category(sign) in UNSEEN]
    assert "\n" not in one_line(typed)
