"""What a section may show beside its claims, drawn by code from the edition: `shows = "..."` in a topic's file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext

from advisor.learn.dated import cited, dated, since
from advisor.learn.placeholders import text_of, worded
from advisor.learn.questions import Questions, six_about
from advisor.present.charts.pen import Picture
from advisor.present.charts.plain_bars import Bar
from advisor.present.edition.shapes import Fold
from advisor.present.figures import share
from advisor.present.lessons import assets, crashes, fees, gates, glide_path, growth
from advisor.present.lessons.shown import Shown, barred
from advisor.present.tables import Table
from scenarios.assumptions import Assumptions
from scenarios.editions import load
from scenarios.editions.reading import Table as Reading


@dataclass(frozen=True, kw_only=True)
class Display:
    """A table with or without its picture, rows with their sources, the six questions, or beliefs each with its source."""

    table: Table | None = None
    picture: Picture | None = None
    dated: str = ""
    rows: Fold | None = None
    questions: Questions | None = None
    beliefs: tuple[tuple[assets.Held, str], ...] = ()


def display(name: str, asset: str) -> Display:
    return DISPLAYS[name](load(), asset)


def _drawn(make: Callable[[Assumptions], Shown], assumptions: Assumptions, asset: str) -> Display:
    return _displayed(make(assumptions))


def _displayed(shown: Shown) -> Display:
    dated = cited(shown.cites) if shown.cites else gettext("Arithmetic. You can check it.")
    return Display(table=shown.table, picture=shown.picture, dated=dated)


def _beliefs(assumptions: Assumptions, asset: str) -> Display:
    held = assets.asset_beliefs(assumptions, asset)
    note = gettext("Average year and typical growth are after the fund’s fee, with inflation. “Beyond its risk” is before the fee.")
    return Display(beliefs=tuple((belief, since(belief.published, gettext(belief.source))) for belief in held), dated=note)


def listed_bars(given: Reading, key: str) -> Display:
    """Bars whose values stand in the topic's own file, with their date and source."""
    entries = given.tables("entries")
    rows = tuple(_bar(entry) for entry in entries)
    caption, finding = text_of(given, "caption"), text_of(given, "finding")
    table = Table(caption=caption, head=(gettext("What"), gettext("Change")), rows=tuple((row.name, row.words) for row in rows))
    shown = Display(table=table, picture=barred(key, finding, caption, rows, share), dated=dated(given))
    given.close()
    return shown


def _bar(given: Reading) -> Bar:
    value = given.number("value", -1, 1)
    bar = Bar(name=worded(given, "name"), value=value, words=share(value), sleeve=given.flag("sleeve"))
    given.close()
    return bar


DISPLAYS: Mapping[str, Callable[[Assumptions, str], Display]] = {
    "six_questions": lambda assumptions, asset: Display(questions=six_about(asset)),
    "asset_figures": lambda assumptions, asset: Display(rows=assets.asset_figures(assumptions, asset)),
    "asset_beliefs": _beliefs,
    "falls": partial(_drawn, crashes.falls),
    "falls_of_the_fund": partial(_drawn, crashes.falls_of_the_fund),
    "fees_by_years": partial(_drawn, fees.fees_by_years),
    "fees_by_fund": partial(_drawn, fees.fees_by_fund),
    "closed_gate": partial(_drawn, gates.closed_gate),
    "lose_and_gain": partial(_drawn, growth.lose_and_gain),
    "swings_and_growth": partial(_drawn, growth.swings_and_growth),
    "growth_of_assets": partial(_drawn, growth.growth_of_assets),
    "glide_path": partial(_drawn, glide_path.glide_path),
}
