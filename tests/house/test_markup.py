"""Runs of alike HTML that are joined in Python: nothing in them is taken for markup, and they say what a template would."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from advisor.present.charts.pen import Drawing, Path, Picture, Text
from advisor.present.sections.assumed import Cited, Row
from advisor.present.tables import Table

EVIL, SAFE = """<b>"&'""", "&lt;b&gt;&quot;&amp;&#x27;"
DRAWN = Drawing(width=100, height=50, shapes=(Path(d="M0 0h1"), Text(x=1, y=2, words=EVIL)))
PICTURE = Picture(key="evil", title=EVIL, description=EVIL, wide=DRAWN, narrow=DRAWN)
SHOWN = {
    "{% hidden of %}": [(EVIL, EVIL)],
    "{% hidden of form %}": [("name", "text")],
    "{{ of|lines }}": Table(caption="", head=("", ""), rows=((EVIL, EVIL, f"{EVIL} {EVIL}"),)),
    "{{ of|assumed }}": (Row(what=EVIL, value=EVIL, kind=EVIL, source=EVIL, date=EVIL, note=EVIL),),
    "{{ of|cited }}": (Cited(key=EVIL, publisher=EVIL, title=EVIL, published=EVIL, where=EVIL),),
    '{% drawing of of.wide "name" %}': PICTURE,
}


def written(template: str, of: Any, **others: Any) -> str:
    return Template("{% load markup %}" + template).render(Context({"of": of, **others}))


@pytest.mark.parametrize("template", SHOWN)
def test_what_stands_in_it_is_never_markup(template: str) -> None:
    made = written(template, SHOWN[template], form=EVIL)
    assert SAFE in made
    assert "<b>" not in made and "&'" not in made


def test_a_hidden_field_belongs_to_the_form_it_is_in_or_to_the_one_that_is_named() -> None:
    fields = [("age", "35"), ("menu", "")]
    bare = '<input type="hidden" name="age" value="35"><input type="hidden" name="menu" value="">'
    assert written("{% hidden of %}", fields) == written("{% hidden of unknown %}", fields) == bare
    assert written('{% hidden of "more" %}', fields) == bare.replace(">", ' form="more">')


def test_the_first_cell_of_a_row_names_it_and_only_a_cell_of_several_words_wraps() -> None:
    table = Table(caption="", head=("Age", "Weak", "Note"), rows=(("45, without", "$80k", "about half"),))
    row = '<tr><th scope="row">45, without</th><td>$80k</td><td class="wraps">about half</td></tr>\n'
    assert written("{{ of|lines }}", table) == row


def test_a_row_of_what_is_assumed_names_its_source_or_the_person_and_each_cell_says_what_it_is() -> None:
    given, found = Row(what="Pay", value="$9", kind="yours"), Row(what="Fee", value="1%", kind="official", source="SSA", date="2025")
    made = written("{{ of|assumed }}", (given, found))
    assert [part in made for part in (">you</td>", ">SSA, 2025</td>", 'data-label="Value"', 'class="note"')] == [True, True, True, False]
    with override("zh-hant"):
        assert "SSA，2025" in written("{{ of|assumed }}", (found,))


def test_a_drawing_is_named_by_its_title_and_where_only_titles_are_read_out_the_title_says_all() -> None:
    picture = Picture(key="one", title="A fan.", description="Two bands.", wide=DRAWN, narrow=DRAWN)
    seen = written('{% drawing of of.wide "one-w" "wide" %}', picture)
    assert seen.startswith('<svg class="wide" viewBox="0 0 100 50" role="img" aria-labelledby="one-w-t one-w-d" font-family="Public Sans, ')
    assert '<title id="one-w-t">A fan.</title><desc id="one-w-d">Two bands.</desc>' in seen
    heard = written('{% drawing of of.wide "one" %}', picture, spoken=True, fonts="Noto Sans")
    assert heard.startswith("<svg viewBox") and 'font-family="Noto Sans"' in heard
    assert '<title id="one-t">A fan. Two bands.</title>' in heard
