"""What a summary says: both sides, the downside first, in short neutral sentences, and never a chance in percent."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.utils import translation

from advisor.present import Summary, summary
from advisor.present.charts.pen import Drawing
from advisor.present.exhibit import Exhibit
from advisor.present.figures import chance, change_size
from advisor.present.sections.notices import VERBATIM
from scenarios.inputs import Pause
from scenarios.results import Answer, Statistic
from tests.people import PEOPLE

Summaries = Callable[[str], Summary]
Answers = Callable[[str], Answer]

SELLS = re.compile(r"recommend|opportunit|boost|should|guarantee|best|win\b|profit from|don.t miss|unlock", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[a-z0-9%)’”])[.?!] +(?=[A-Z])")


def texts(value: object) -> Iterator[str]:
    """Every string of a summary but those drawn in pictures."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, Drawing):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def exhibit(shown: Summary, key: str) -> Exhibit:
    return next(one for one in shown.exhibits if one.picture.key == key)


def sentences(shown: Summary) -> set[str]:
    """What is written by us: without sources, which are quoted, and the verbatim notice."""
    quoted = {text for source in shown.assumed.sources for text in texts(source)}
    ours = set(texts(shown)) - quoted - {VERBATIM}
    return {sentence for text in ours for sentence in SENTENCE.split(text)}


@pytest.mark.parametrize("person", PEOPLE)
def test_no_sentence_is_longer_than_twenty_words(summary_of: Summaries, person: str) -> None:
    too_long = [sentence for sentence in sentences(summary_of(person)) if len(sentence.split()) > 20]
    assert not too_long


@pytest.mark.parametrize("person", PEOPLE)
def test_no_word_sells(summary_of: Summaries, person: str) -> None:
    assert not [sentence for sentence in sentences(summary_of(person)) if SELLS.search(sentence)]


@pytest.mark.parametrize("person", PEOPLE)
def test_a_chance_is_so_many_of_100_and_never_a_percentage(summary_of: Summaries, person: str) -> None:
    assert not [text for text in sentences(summary_of(person)) if re.search(r"\d% (chance|of (the )?(futures|time))|chance of \d+%", text)]


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "Theo"])
def test_the_downside_comes_first(summary_of: Summaries, person: str) -> None:
    change = summary_of(person).change
    assert change
    assert [card.name for card in change.cards] == ["How often it is less", "Bad case", "Good case"]
    beliefs = summary_of(person).beliefs
    assert beliefs
    for belief in beliefs.cards:
        assert [name for name, _ in belief.rows[:6]] == [
            "End with less",
            "About the same",
            "End with more",
            "Bad case",
            "Middle",
            "Good case",
        ]


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "Theo"])
def test_the_chances_of_every_belief_and_of_the_page_add_to_100(summary_of: Summaries, answer_of: Answers, person: str) -> None:
    shown = summary_of(person)
    assert shown.beliefs
    for belief in shown.beliefs.cards:
        assert sum(int(figure.split()[0]) for _, figure in belief.rows[:3]) == 100
    futures = shown.exhibits[0]
    assert sum(int(row[1].split()[0]) for row in futures.table.rows) == 100
    assert futures.table.rows[0][1] == chance(round(100 * answer_of(person).difference.chance_less.value))


@pytest.mark.parametrize("person", PEOPLE)
def test_every_picture_says_its_finding_in_words(summary_of: Summaries, person: str) -> None:
    shown = summary_of(person)
    pictures = [
        shown.headline.picture,
        *(exhibit.picture for exhibit in shown.exhibits),
        *(card.picture for card in (shown.beliefs.cards if shown.beliefs else ())),
    ]
    assert len({picture.key for picture in pictures}) == len(pictures)
    for picture in pictures:
        assert re.search(r"\d", picture.title)
        assert picture.description


def test_the_belief_in_use_is_marked_once(summary_of: Summaries) -> None:
    beliefs = summary_of("Dmitri").beliefs
    assert beliefs
    assert [card.now for card in beliefs.cards].count(True) == 1
    assert next(card for card in beliefs.cards if card.now).name == "The survey in full"


def test_with_an_average_of_ones_own_no_belief_is_marked_and_it_is_called_yours(summary_of: Summaries) -> None:
    shown = summary_of("Consuelo")
    assert shown.beliefs
    assert not any(card.now for card in shown.beliefs.cards)
    own = [row for group in shown.assumed.groups for row in group.rows if row.what == "Bitcoin: average year before its fee"]
    assert [(row.value, row.kind, row.source) for row in own] == [("6%", "yours", "")]


def test_a_belief_that_one_asset_of_a_mix_has_not_is_left_out_and_said_so(summary_of: Summaries) -> None:
    beliefs = summary_of("Aisha").beliefs
    assert beliefs
    assert "Sellers’ claim" not in [card.name for card in beliefs.cards]
    assert "Left out, since not every asset of the mix has one: Sellers’ claim." in beliefs.sentences


def test_without_a_sleeve_nothing_is_said_to_change(summary_of: Summaries) -> None:
    shown = summary_of("Theo")
    assert (shown.change, shown.beliefs, shown.thresholds) == (None, None, None)
    assert shown.nothing
    assert shown.nothing.heading == "You have no sleeve. Nothing changes."
    assert [exhibit.picture.key for exhibit in shown.exhibits] == ["ladder", "fan", "stress", "fees", "instead"]
    assert not any("with it" in text for text in texts(shown.exhibits))


def test_a_limit_that_holds_what_is_paid_in_is_said(summary_of: Summaries) -> None:
    assert "An IRS limit holds what you pay in." in " ".join(summary_of("Ingrid").headline.paid_in)
    assert "limit" not in " ".join(summary_of("Maya").headline.paid_in)


def test_a_difference_too_small_to_tell_is_said_in_words(answer_of: Answers) -> None:
    close = answer_of("Maya")
    income = replace(close.difference.income_monthly, p50=Statistic(value=-30, se=16))
    shown = summary(replace(close, difference=replace(close.difference, income_monthly=income)), "en")
    assert shown.change
    assert "In the middle one there is no clear difference." in shown.change.cards[1].sentence
    assert ("5% (yours)", "no clear difference") in [(row[0], row[2]) for row in exhibit(shown, "sweep").table.rows]


def test_what_the_person_left_open_carries_its_source(summary_of: Summaries) -> None:
    shown = summary_of("Maya")
    assert "Pay of $72,800 is about the US average (Social Security Administration)." in shown.taken
    pay = next(row for group in shown.assumed.groups for row in group.rows if row.what == "Pay a year")
    assert (pay.kind, pay.source) == ("official", "Social Security Administration")
    assert not summary_of("Raymond").taken


@pytest.mark.parametrize("person", PEOPLE)
def test_every_assumption_has_a_source_that_is_listed_or_is_yours(summary_of: Summaries, person: str) -> None:
    assumed = summary_of(person).assumed
    listed = {source.key for source in assumed.sources}
    for row in (row for group in assumed.groups for row in group.rows):
        assert row.kind == "yours" or (row.key in listed and row.source and row.date), row


def test_a_non_elective_share_is_said_and_none_is_not(answer_of: Answers, summary_of: Summaries) -> None:
    what = "The employer adds, whatever you pay in"
    maya = answer_of("Maya")
    shown = summary(replace(maya, plan=replace(maya.plan, nonelective=0.03)), "en")
    assert [row.value for group in shown.assumed.groups for row in group.rows if row.what == what] == ["3% of pay"]
    assert not [row for group in summary_of("Maya").assumed.groups for row in group.rows if row.what == what]


def test_where_an_employer_pays_in_it_is_said_that_all_of_it_counts(answer_of: Answers, summary_of: Summaries) -> None:
    said = "All that your employer adds counts as yours here. If you leave early, you may lose some of it."
    assert said in summary_of("Maya").notices.plain
    alone = tuple(replace(year, employer=0.0) for year in answer_of("Maya").contributions)
    assert said not in summary(replace(answer_of("Maya"), contributions=alone), "en").notices.plain


def test_the_summary_does_not_depend_on_the_language_that_was_active(answer_of: Answers, summary_of: Summaries) -> None:
    with translation.override("es"):
        assert summary(answer_of("Maya"), "en") == summary_of("Maya")


def test_a_private_sleeve_says_how_often_a_gate_was_met_and_that_it_is_counted(summary_of: Summaries, answer_of: Answers) -> None:
    private, crypto = (summary_of(person).change for person in ("Dmitri", "Ingrid"))
    assert private
    assert crypto
    gate = answer_of("Dmitri").gate
    assert gate
    assert private.after[-1].startswith(f"In about {100 * gate.chance_met.value:.0f} of 100 futures a private fund")
    assert "That is counted." in private.after[-1]
    assert f"it takes {change_size(gate.cost.p5.value)} or more from the balance at 67." in private.after[-1]
    assert "private" not in " ".join((*crypto.sentences, *crypto.after))


@pytest.mark.parametrize(
    ("plan", "beliefs"),
    [
        ({"gates": False}, {}),
        ({}, {"smoothing": False}),
        ({"gates": False}, {"smoothing": False}),
        ({}, {"model": "history"}),
        ({}, {"model": "history", "smoothing": True}),
    ],
)
def test_where_no_gate_could_close_a_private_sleeve_says_that_its_bad_case_may_be_worse(
    answer_of: Answers, plan: dict[str, Any], beliefs: dict[str, Any]
) -> None:
    answer = answer_of("Dmitri")
    without = replace(answer, gate=None, plan=replace(answer.plan, **plan), beliefs=replace(answer.beliefs, **beliefs))
    shown = summary(without, "en").change
    assert shown
    assert "So the bad case may be worse than shown." in shown.after[-1]
    assert "counted" not in shown.after[-1]


def test_gates_that_could_close_and_never_did_are_counted(answer_of: Answers) -> None:
    shown = summary(replace(answer_of("Dmitri"), gate=None), "en").change
    assert shown
    assert shown.after[-1].startswith("In about 0 of 100 futures a private fund")
    assert "That is counted." in shown.after[-1]


BAND = "Each year the plan brings it back if it is off by more than 2% of the account."


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({}, ["The plan brings it back to its share once a year."]),
        ({"rebalance": "band", "band": 0.02}, [BAND, "Above its cap it is brought back too."]),
        ({"rebalance": "band", "band": 0.02, "over_cap": "stop"}, [BAND, "Above its cap it gets no new money."]),
        ({"rebalance": "never"}, ["The plan lets it drift, and sells only what is above its cap."]),
        ({"rebalance": "never", "over_cap": "stop"}, ["The plan lets it drift.", "Above its cap it gets no new money."]),
        (
            {"pause": Pause(fall=0.3, years=2)},
            [
                "The plan brings it back to its share once a year.",
                "An asset that falls by 30% or more in a year gets no new money in the next 2 years.",
            ],
        ),
    ],
)
def test_the_change_says_how_the_plan_trades_the_sleeve(answer_of: Answers, rules: dict[str, Any], says: list[str]) -> None:
    answer = answer_of("Maya")
    shown = summary(replace(answer, plan=replace(answer.plan, **rules)), "en").change
    assert shown
    assert list(shown.sentences[2:]) == says
