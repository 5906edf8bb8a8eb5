"""From typed text to the question: defaults, faults at their fields, and which of slider and text wins."""

import pytest
from django.http import QueryDict

from advisor.planner.about_sleeve import SLEEVE
from advisor.planner.defaults import chosen_weight
from advisor.planner.forms import MORE, YOU, PlannerForm
from advisor.planner.judged import field_of
from advisor.planner.parts import parts
from advisor.planner.question import SHOWN, SHOWN_WITHOUT, by_edition
from advisor.planner.rail import rail, slider
from scenarios import document
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.document import parse
from scenarios.editions import load
from scenarios.errors import Fault
from tests.people import PEOPLE, question_of, sent

EDITION = load()
NOT_ASKED = ("social_security_payable", "longevity")  # picked by another field; not asked


def form(**fields: str | list[str]) -> PlannerForm:
    data = QueryDict(mutable=True)
    for name, text in {"age": "35", "balance": "45,000", "contribution": "8%", **fields}.items():
        data.setlist(name, text if isinstance(text, list) else [text])
    return PlannerForm(data)


def errors(**fields: str | list[str]) -> dict[str, list[str]]:
    return {name: [str(message) for message in messages] for name, messages in form(**fields).errors.items()}


def test_three_figures_ask_what_the_terminal_asks_with_the_same_three() -> None:
    typed = form()
    assert typed.is_valid()
    three = {"household": {"age": 35, "balance": 45_000, "contribution": 0.08}, "beliefs": {"seed": EDITION.seed, "paths": EDITION.paths}}
    assert typed.question() == parse(three | {"ask": list(SHOWN_WITHOUT)})


def test_without_a_sleeve_only_what_needs_none_is_asked() -> None:
    assert question_of("Theo").ask == SHOWN_WITHOUT
    assert question_of("Maya").ask == SHOWN


@pytest.mark.parametrize("person", PEOPLE)
def test_the_question_survives_the_document_that_a_report_saves(person: str) -> None:
    question = question_of(person)
    saved = document.to_document(question)
    read = parse(saved)
    assert (read.household, read.plan, read.sleeve, read.ask) == (question.household, question.plan, question.sleeve, question.ask)
    assert document.to_document(read) == saved


@pytest.mark.parametrize("person", PEOPLE)
def test_hidden_fields_carry_the_same_question_on_however_often(person: str) -> None:
    first = PlannerForm(sent(person))
    assert first.is_valid()
    carried = QueryDict(mutable=True)
    for name, text in first.all_hidden():
        carried.appendlist(name, text)
    again = PlannerForm(carried)
    assert again.is_valid()
    assert again.question() == first.question()
    assert list(again.all_hidden()) == list(first.all_hidden())


def test_every_field_is_carried_by_one_of_three_groups() -> None:
    assert sorted((*YOU, *MORE, *SLEEVE)) == sorted(PlannerForm().fields)


def test_every_field_but_those_of_the_rail_stands_in_one_part_of_the_form() -> None:
    shown = [field.name for part in parts(form()) for field in part.fields]
    assert sorted(shown) == sorted((*YOU, *MORE))


EVERYTHING: dict[str, str | list[str]] = {
    "roth_balance": "$5,000", "roth_share": "40", "income_goal": "80%", "social_security": "trustees", "claim_age": "70",
    "filing": "joint", "rebalance": "band", "band": "2", "over_cap": "stop", "pause_fall": "50", "pause_years": "2", "gates": "off",
    "return_bitcoin": "4", "fee_bitcoin": "1.5", "weight": "5",
}  # fmt: skip


def test_every_field_reaches_the_question() -> None:
    typed = form(**EVERYTHING)
    assert typed.is_valid(), typed.errors
    asked = typed.question()
    assert typed.question() == parse(
        {
            "household": {"age": 35, "balance": 45_000, "contribution": 0.08, "roth_balance": 5000, "roth_share": 0.4, "income_goal": 0.8,
                          "social_security_payable": "trustees", "claim_age": 70, "filing": "joint"},
            "plan": {"rebalance": "band", "band": 0.02, "over_cap": "stop", "pause": {"fall": 0.5, "years": 2}, "gates": False},
            "sleeve": {"weight": 0.05},
            "beliefs": {"seed": EDITION.seed, "paths": EDITION.paths,
                        "classes": {"bitcoin": {"return": 0.04, "fee": 0.015}}},
            "ask": list(SHOWN),
        }
    )  # fmt: skip
    assert document.to_document(asked) == document.to_document(parse(document.to_document(asked)))


@pytest.mark.parametrize(
    ("fields", "paid"),
    [({}, "estimate"), ({"social_security": "none"}, "none"), ({"social_security_own": "$1,900"}, 1900.0),
     ({"social_security": "none", "social_security_own": "1900"}, 1900.0), ({"social_security_own": "0"}, 0.0)],
)  # fmt: skip
def test_a_typed_benefit_wins_over_the_one_that_was_picked(fields: dict[str, str], paid: str | float) -> None:
    typed = form(**fields)
    assert typed.is_valid()
    assert typed.question().household.social_security == paid


def test_a_goal_in_dollars_is_a_share_of_the_last_pay() -> None:
    typed = form(income_goal="$4,500", pay="72,000", pay_growth="0")
    assert typed.is_valid()
    assert typed.question().household.income_goal == pytest.approx(0.75)
    grown = form(income_goal="$4,500", pay="72,000", pay_growth="2")
    assert grown.is_valid()
    assert grown.question().household.income_goal < 0.75


def test_social_security_is_claimed_on_leaving_work_unless_an_age_is_typed() -> None:
    for typed, claimed in (
        (form(retirement_age="63"), 63),
        (form(retirement_age="58"), 62),
        (form(retirement_age="63", claim_age="68"), 68),
    ):
        assert typed.is_valid()
        assert typed.question().household.claim_age == claimed


def test_a_band_and_a_pause_that_are_not_used_are_left_out() -> None:
    typed = form(band="3", pause_years="4")
    assert typed.is_valid()
    assert (typed.question().plan.band, typed.question().plan.pause) == (None, None)


def test_only_own_beliefs_are_compared_with_the_edition() -> None:
    plain, own = form(weight="5", view="cautious"), form(weight="5", view="cautious", return_bitcoin="4")
    assert plain.is_valid()
    assert own.is_valid()
    assert by_edition(plain.question()) is None
    edition = by_edition(own.question())
    assert edition
    assert (edition.beliefs, edition.ask) == (plain.question().beliefs, ())


def test_somebody_past_the_usual_retirement_age_stops_next_year() -> None:
    typed = form(age="70")
    assert typed.is_valid()
    assert typed.question().household.retirement_age == 71
    assert typed["retirement_age"].value() == "71"


def test_fields_that_were_not_sent_show_what_is_used() -> None:
    typed = form()
    assert typed["pay"].value() == "72,800"
    assert typed["cap"].value() == "10"
    assert typed["menu"].value() == list(SLEEVE_CLASSES)
    assert typed["match"].value() == EDITION.defaults.match_preset


def test_a_match_that_was_typed_wins_over_the_one_that_was_picked() -> None:
    typed = form(match="all_of_6", match_own="none")
    assert typed.is_valid()
    assert typed.question().plan.match == ()


@pytest.mark.parametrize(("typed", "share"), [("3", 0.03), ("3.5%", 0.035), ("0", 0), ("", 0)])
def test_what_the_employer_adds_whatever_is_paid_in_is_a_share_of_pay(typed: str, share: float) -> None:
    given = form(nonelective=typed)
    assert given.is_valid()
    assert given.question().plan.nonelective == pytest.approx(share)


def test_what_the_employer_adds_has_an_upper_end_and_a_field_that_says_so() -> None:
    assert errors(nonelective="26") == {"nonelective": ["Type a number from 0% to 25%. You gave 26%."]}
    assert "percent" in errors(nonelective="three")["nonelective"][0]


def test_a_menu_without_a_tick_is_empty_and_one_that_was_not_sent_is_whole() -> None:
    empty = form(menu=[""])
    assert empty.is_valid()
    assert empty.question().plan.menu == ()
    whole = form()
    assert whole.is_valid()
    assert whole.question().plan.menu == SLEEVE_CLASSES


def test_only_averages_of_what_is_held_are_beliefs() -> None:
    typed = form(return_bitcoin="4", return_ether="5", weight="5")
    assert typed.is_valid()
    assert {key: belief.average_return for key, belief in typed.question().beliefs.classes.items()} == {"bitcoin": 0.04}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"age": "12"}, "age", "Type a number from 18 to 104. You gave 12."),
        ({"age": ""}, "age", "Type your age."),
        ({"age": "70", "retirement_age": "67"}, "retirement_age", "Type a number from 70 to 104. You gave 67."),
        ({"plan_to_age": "60"}, "plan_to_age", "Type a number from 68 to 105. You gave 60."),
        ({"pay_growth": "20"}, "pay_growth", "Type a number from −10% to 10%. You gave 20%."),
        ({"balance": "2,000,000,000"}, "balance", "Type a number from $0 to $1,000,000,000. You gave $2,000,000,000."),
        ({"weight": "15"}, "weight", "Type a number from 0% to 10%, the cap of the plan. You gave 15%."),
        ({"cap": "5", "taper_floor": "6"}, "taper_floor", "Type a number from 0% to 5%. You gave 6%."),
        ({"cap_bitcoin": "2", "weight": "5"}, "asset", "The plan’s cap for bitcoin is 2% of the account. Your sleeve would hold 5%."),
        ({"menu": ["ether"], "asset": "bitcoin", "weight": "5"}, "asset", "Bitcoin is not on the plan’s menu. The menu has ether."),
        ({"asset": "mix", "share_ether": "50", "weight": "5"}, "asset", "The shares of the sleeve must add to 100%. Yours add to 50%."),
        ({"asset": "mix", "share_ether": "150", "weight": "5"}, "share_ether", "Type a number from 0% to 100%. You gave 150%."),
        ({"return_bitcoin": "150"}, "return_bitcoin", "Type a number from −50% to 100%. You gave 150%."),
        ({"fee_bitcoin": "15"}, "fee_bitcoin", "Type a number from 0% to 10%. You gave 15%."),
        ({"claim_age": "61"}, "claim_age", "Type a number from 62 to 70. You gave 61."),
        ({"social_security_own": "11,000"}, "social_security_own", "Type a number from $0 to $10,000. You gave $11,000."),
        ({"roth_share": "101"}, "roth_share", "Type a number from 0% to 100%. You gave 101%."),
        ({"income_goal": "250%"}, "income_goal", "Type a number from 0% to 200%. You gave 250%."),
        ({"income_goal": "$4,000", "pay": "0"}, "income_goal", "Without pay we cannot read a goal in dollars. Type your pay first."),
        ({"rebalance": "band"}, "band", "Type how far from its share the sleeve may move, in percent of the account."),
        ({"rebalance": "band", "band": "101"}, "band", "Type a number from 0% to 100%. You gave 101%."),
        ({"pause_fall": "100"}, "pause_fall", "Type a number from 1% to 99%. You gave 100%."),
        ({"pause_fall": "50", "pause_years": "90"}, "pause_years", "Type a number from 1 to 80. You gave 90."),
        ({"match_own": "50% of 3%, 20% of 120%"}, "match_own", "Type a number from 3% to 100%. You gave 123%."),
        ({"escalation_step": "1"}, "escalation_ceiling", "Type the share of pay at which this growth stops."),
        ({"contribution": "$5,000", "escalation_step": "1", "escalation_ceiling": "10"}, "escalation_step",
         "Only a share of pay can grow by a share of pay. Give what you pay in in percent, or type 0 here. You gave 1%."),
    ],
)  # fmt: skip
def test_a_fault_stands_at_the_field_that_it_is_about(fields: dict[str, str | list[str]], field: str, message: str) -> None:
    assert errors(**fields) == {field: [message]}


def test_a_belief_that_the_asset_has_not_is_refused_at_the_beliefs() -> None:
    lacking = next(key for key in SLEEVE_CLASSES if "sponsors" not in EDITION.classes[key].views)
    found = errors(asset=lacking, view="sponsors", weight="5")
    assert list(found) == ["view"]
    assert "Sellers’ claim" in found["view"][0]


def test_every_fault_of_the_model_about_a_person_or_a_plan_has_a_field() -> None:
    typed = form()
    assert typed.is_valid()
    keys = [
        *(f"household.{name}" for name in document.to_document(typed.question())["household"] if name not in NOT_ASKED),
        *(f"plan.{name}" for name in document.to_document(typed.question())["plan"]),
        "household.escalation.step", "household.escalation.ceiling", "plan.pause.fall", "plan.pause.years", "plan.asset_caps.ether",
        "plan.match[1].upto", "plan.nonelective", "sleeve.weight", "sleeve.mix", "sleeve.mix.ether", "beliefs.view",
        "beliefs.classes.ether.return", "beliefs.classes.ether.fee",
    ]  # fmt: skip
    whole = {"household.escalation", "plan.pause", "plan.asset_caps"}
    for key in set(keys) - whole:
        assert field_of(Fault(code="out_of_range", key=key, given=0, accepted="")) in typed.fields, key


def test_all_faults_are_found_at_once() -> None:
    assert set(errors(age="12", pay_growth="20", weight="15", cap="120")) == {"age", "pay_growth", "cap"}


def test_a_choice_that_is_not_offered_is_refused() -> None:
    picked = {"view": "rosy", "core": "savings", "asset": "gold", "filing": "alone", "gates": "ajar"}
    assert set(errors(**picked)) == set(picked)


@pytest.mark.parametrize(
    ("typed", "slid", "before", "weight"),
    [
        ("5", "5", ("5", "5"), "5"),  # nothing changed
        ("5", "8", ("5", "5"), "8"),  # the slider was moved
        ("6", "5", ("5", "5"), "6"),  # the text was changed
        ("6", "8", ("5", "5"), "6"),  # both: what was typed is the more exact
        ("7", "7", ("5", "5"), "7"),  # a script keeps them alike
        ("2.3", "2", ("2.3", "2"), "2.3"),  # the slider stands at the nearest step and was not moved
        ("2.3", "0", ("2.3", "2"), "0"),
        ("", "5", ("5", "5"), "0"),  # emptied
    ],
)
def test_of_slider_and_text_the_one_changed_last_wins(typed: str, slid: str, before: tuple[str, str], weight: str) -> None:
    data = QueryDict(mutable=True)
    data.update({"weight": typed, "slide": slid, "weight_before": before[0], "slide_before": before[1]})
    assert chosen_weight(data) == weight


def test_a_slider_alone_is_not_taken_for_moved() -> None:
    assert chosen_weight(QueryDict("weight=4&slide=7")) == "4"


@pytest.mark.parametrize(
    ("weight", "most", "found"),
    [(0.05, 0.1, ("10", "1", "5")), (0.023, 0.1, ("10", "1", "2")), (0.07, 0.07, ("7", "1", "7")), (0.06, 0.075, ("7.5", "0.5", "6")),
     (0.22, 0.2272, ("22.5", "0.5", "22")), (0.5, 0.1, ("10", "1", "10")), (0, 0, ("0", "1", "0"))],
)  # fmt: skip
def test_a_slider_knows_only_its_steps(weight: float, most: float, found: tuple[str, str, str]) -> None:
    drawn = slider(weight, most)
    assert (drawn.most, drawn.step, drawn.place) == found


def test_the_rail_offers_what_the_plan_and_the_edition_have() -> None:
    typed = form(menu=["ether", "commodities"], asset="ether", cap="20", cap_ether="4", weight="3")
    assert typed.is_valid()
    shown = rail(typed)
    assert [choice.key for choice in shown.assets] == ["commodities", "ether", "mix"]
    assert [choice.key for choice in shown.assets if choice.chosen] == ["ether"]
    assert shown.most == "4%"
    assert {choice.key for choice in shown.views} == set(EDITION.classes["ether"].views)
    assert [field.name for field in shown.own] == ["return_ether", "fee_ether"]


def test_the_rail_can_be_shown_for_a_form_that_cannot_be_read() -> None:
    typed = form(cap="much", asset="gold", weight="all")
    assert not typed.is_valid()
    assert rail(typed).most == "10%"
