"""Every number on the page equals the tables, the PDF and the terminal's JSON: all four are read back for the ten people.

From the JSON each number is rounded again and must stand in page and PDF; and page and PDF may hold no amount, chance or
rate beyond those, what the person typed, and what the edition states.
"""

import json
import os
import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from advisor.present import figures, summary
from advisor.present.charts.pen import Text
from advisor.reports import pdf
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.results import Answer, Statistic
from tests.people import PEOPLE, question_of, sent

AMOUNT = r"[+−]?\$\d+(?:,\d{3})*(?:\.\d+)?(?: million|[km]\b)?"
CHANCE = r"\d+ of 100\b"
RATE = r"[−±]?\d+(?:\.\d+)?%"
TOKEN = re.compile(f"{AMOUNT}|{CHANCE}|{RATE}")
ONLY_ON_PAGE = {"$100", "$75", "50%"}  # the example of how swings eat growth
ONLY_IN_PRINT = {"23 of 100"}  # the glossary's example


def page_text(client: Client, person: str) -> str:
    """The words of the answer: without forms and the drawn words of pictures, with their text alternatives."""
    page = client.post(reverse("planner:answer"), dict(sent(person).lists())).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for part in ("form", "text", "nav", "aside"):
        main = re.sub(rf"<{part}\b.*?</{part}>", " ", main, flags=re.DOTALL)
    main = re.sub(r'<details class="fold" id="six.*?</ol>', " ", main, flags=re.DOTALL)
    return words(main)


def pdf_text(answered: Answer) -> str:
    made = pdf.render(summary(answered, "en"), date(2026, 11, 21), b"{}")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def read(statistic: dict[str, float]) -> Statistic:
    return Statistic(value=statistic["value"], se=statistic["se"])


def numbers_of(found: dict[str, Any]) -> set[str]:
    """Every number of the JSON that is shown, rounded for show."""
    base, difference = found["baseline"], found["difference"]["at_retirement"]
    shown = {figures.money(base["at_retirement"]["income_monthly"][key]["value"]) for key in ("p5", "p50", "p95")}
    shown.add(figures.money(base["at_retirement"]["balance"]["p50"]["value"]))
    shown |= {figures.money(read(fee).value) for fee in base["at_retirement"]["fees"].values()} if base["by_age"] else set()
    shown |= spending(base) | losses(found, "baseline")
    for step in found.get("instead", []):
        shown |= {figures.change(step["income_monthly"][key]["value"]) for key in ("p5", "p50", "p95")}
    if "views" not in found:
        return shown
    shown |= changes(difference) | {figures.money(read(fee).value) for fee in found["sleeve"]["at_retirement"]["fees"].values()}
    for view in found["views"].values():
        shown |= changes(view["difference"]["at_retirement"])
        shown |= {figures.rate(outlook["average"]) for outlook in view["outlook"].values()}
    shown |= spending(found["sleeve"]) | losses(found, "sleeve")
    largest = found["largest_sleeve"]
    shown |= {figures.share_about(largest["weight"]), figures.share(largest["within"])}
    for side in ("baseline", "sleeve"):
        last = found[side]["by_age"][-1]["balance"]
        shown |= {figures.money_short(last[key]["value"]) for key in ("p5", "p50", "p95")}
    for point in found["sweep"]:
        if round(point["weight"] * 100) in (5, 10, 15, 20):
            shown |= {figures.clear_change(read(point["income_monthly_change"][key])) for key in ("p5", "p95")}
    for asset in found["break_even"].values():
        shown |= {figures.rate(goal["value"]) for goal in asset.values() if goal} | {
            figures.rate(goal["typical"]) for goal in asset.values() if goal
        }
    return shown


def spending(side: dict[str, Any]) -> set[str]:
    """The goal, and the rungs of the ladder."""
    spent, income = side["to_end"], side["at_retirement"]["income_monthly"]
    rungs = {figures.money(income[key]["value"] + spent["social_security_monthly"]) for key in ("p5", "p25", "p50", "p75", "p95")}
    return rungs | {figures.money(spent["goal_monthly"]), figures.money(spent["social_security_monthly"])}


def losses(found: dict[str, Any], side: str) -> set[str]:
    """What the falls of stocks take from one side."""
    return {
        figures.change_short(episode[side]["after"] - episode[side]["before"])
        for episode in found["stress"]
        if episode["key"].startswith("stocks_")
    }


def changes(difference: dict[str, Any]) -> set[str]:
    chances = [figures.of_100(difference[key]["value"]) for key in ("chance_less", "chance_same", "chance_more")]
    income = difference["income_monthly"]
    return {figures.chance(part) for part in chances} | {figures.clear_change(read(income[key])) for key in ("p5", "p50", "p95")}


SAMPLE = ("Dmitri", "Aisha", "Ingrid")  # a gate, a mix, own rules


@pytest.mark.parametrize("person", PEOPLE if "PROOF" in os.environ else SAMPLE)
def test_page_tables_pdf_and_terminal_say_the_same(client: Client, bank: object, person: str) -> None:
    question = question_of(person)
    answered = answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask)
    terminal = json.loads(json.dumps(answer_document(answered)))
    page, printed = page_text(client, person), pdf_text(answered)

    assert terminal["run"]["id"] in page
    assert terminal["run"]["id"] in printed
    for number in numbers_of(terminal):
        assert number in page, number
        assert number in printed, number

    chance = found_chance(terminal)
    assert chance in page
    assert chance in printed

    drawn_too = {*TOKEN.findall(axis_words(answered))}
    on_page, in_print = {*TOKEN.findall(page)}, {*TOKEN.findall(printed)}
    assert on_page - in_print <= ONLY_ON_PAGE | left_out(answered, printed)
    assert in_print - on_page <= ONLY_IN_PRINT | drawn_too
    assert on_page >= {*TOKEN.findall(" ".join(table_cells(answered)))}


def left_out(answered: Answer, printed: str) -> set[str]:
    """A report at its tightest has the picture of the hundred futures without its table."""
    tables = [exhibit.table for exhibit in summary(answered, "en").exhibits if exhibit.picture.key == "futures"]
    missing = [table for table in tables if table.head[-1] not in printed]
    return {*TOKEN.findall(" ".join(cell for table in missing for row in table.rows for cell in row))}


def found_chance(found: dict[str, Any]) -> str:
    """The chance of running short, as the headline writes it."""
    return f"about {figures.chance(figures.of_100(found['baseline']['to_end']['chance_short']['value']))}"


def axis_words(answered: Answer) -> str:
    """What is drawn in the pictures of the report."""
    shown = summary(answered, "en")
    pictures = [shown.headline.picture, *(exhibit.picture for exhibit in shown.exhibits)]
    return " ".join(
        shape.words
        for picture in pictures
        for drawing in (picture.wide, picture.narrow)
        for shape in drawing.shapes
        if isinstance(shape, Text)
    )


def table_cells(answered: Answer) -> list[str]:
    shown = summary(answered, "en")
    tables = [shown.headline.table, *(exhibit.table for exhibit in shown.exhibits)]
    return [cell for table in tables for row in table.rows for cell in row]
