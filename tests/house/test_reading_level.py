"""Every paragraph of every page can be read in the eighth grade, every result and every risk line in the sixth."""

import os

import pytest

from tests.plain_words import PAGE, RESULT, faults, texts
from tests.states import STATES, sample

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db]


def hard(page: str) -> list[str]:
    return [fault for text in texts(page) for fault in faults(text.words, text.level)]


def test_a_text_is_judged_by_its_grade_its_sentences_and_its_words() -> None:
    easy = "You pay in some money each month. Your firm may add to it. The sum grows or falls with the fund that you hold, year by year."
    assert faults(easy, RESULT) == []
    stiff = "Institutional participants utilizing alternative allocations historically demonstrated considerable heterogeneity. " * 3
    assert any("grade" in fault for fault in faults(stiff))
    assert any("in a sentence" in fault for fault in faults("You pay in and then " * 5 + "it ends."))
    assert any("“utilize”" in fault for fault in faults("You may utilize it."))


def test_results_and_what_is_not_ours_are_told_from_the_rest() -> None:
    page = '<main><p>one <b>two</b></p><div class="headline"><p>three</p></div><ul class="sources"><li>four</li></ul><p>five</main>'
    assert [(text.words, text.level) for text in texts(page)] == [("one two", PAGE), ("three", RESULT), ("five", PAGE)]


@pytest.mark.parametrize("state", STATES if "PROOF" in os.environ else sample(1))
def test_every_page_is_easy_to_read_in_every_state(state: str) -> None:
    assert hard(STATES[state]().content.decode()) == []
