"""What stands between two texts, in each language."""

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from advisor.present.names import listed
from advisor.present.punctuation import SIGNS, bracketed, clauses, comma_joined, items, labelled, sentences, stopped
from advisor.present.sections.large import around

WESTERN = "One. Two. | name (detail) | name: detail | a, b; c | a, b, c | End."
CHINESE = "One.Two. | name（detail） | name：detail | a，b；c | a、b、c | End。"


def every_sign() -> str:
    return " | ".join(
        [
            sentences("One.", "Two."),
            bracketed("name", "detail"),
            labelled("name", "detail"),
            clauses([comma_joined("a", "b"), "c"]),
            items("abc"),
            stopped("End"),
        ]
    )


def test_each_language_has_its_signs() -> None:
    assert list(SIGNS) == [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize(("language", "joined"), [("en", WESTERN), ("es", WESTERN), ("zh-hant", CHINESE), ("zh-hans", CHINESE)])
def test_texts_are_joined_in_the_way_of_the_language(language: str, joined: str) -> None:
    with translation.override(language):
        assert every_sign() == joined


def test_without_a_language_it_is_english() -> None:
    with translation.override(None):
        assert sentences("One.", "Two.") == "One. Two."


@pytest.mark.parametrize(("language", "written"), [("en", "One. Two. a, b (c):&lt;"), ("zh-hans", "One.Two. a、b（c）：&lt;")])
def test_templates_join_in_the_same_way(language: str, written: str) -> None:
    source = '{% load punctuation %}{{ two|sentences }} {{ ab|items }}{% sign "gap" "opened" %}c{% sign "closed" "colon" %}{{ raw }}'
    with translation.override(language):
        shown = engines["django"].from_string(source).render({"two": ["One.", "Two."], "ab": "ab", "raw": "<"})
    assert shown.replace(": ", ":") == written


@pytest.mark.parametrize(("language", "said"), [("en", "a, b and c"), ("es", "a, b y c"), ("zh-hant", "a、b、c")])
def test_a_list_has_the_signs_of_its_language(language: str, said: str) -> None:
    with translation.override(language):
        assert listed("abc") == said


def test_a_figure_stands_where_the_language_wants_it() -> None:
    assert around("about %(parts)s of 100") == ("about", "of 100")
    assert around("每月約 %(money)s") == ("每月約", "")
    with pytest.raises(ValueError, match="too many values"):
        around("%(low)s to %(high)s")
