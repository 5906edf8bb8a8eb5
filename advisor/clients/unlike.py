"""What was typed for one answer and not for another, field by field, as rows of a comparison."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from advisor.planner.fields import Typed
from advisor.planner.forms import MORE, YOU, PlannerForm
from advisor.planner.numbers import Contribution, Goal
from advisor.present import names
from advisor.present.figures import dollars, exact, share
from advisor.present.sections.compared import NOTHING, Cell, Row

READ: Mapping[str, Callable[[Any], str]] = {"$": dollars, "%": share}  # by the sign beside the field
INSTEAD = {"match": "match_own", "social_security": "social_security_own"}  # what was typed in place of a choice
BESIDE = {"escalation_step": "escalation_ceiling", "rebalance": "band", "pause_fall": "pause_years", "taper_years": "taper_floor"}
WITHOUT_ROW = {*INSTEAD.values(), *BESIDE.values()}


def unlike(forms: Sequence[PlannerForm]) -> Iterator[Row]:
    """Of the person and the plan; what a sleeve holds stands at the head of a column. The forms are valid."""
    for name in (*YOU, *MORE):
        if name not in WITHOUT_ROW:
            cells = tuple(_cell(form, name) for form in forms)
            if any(cell != cells[0] for cell in cells):
                yield Row(name=str(forms[0][name].label), cells=cells)


def _cell(form: PlannerForm, name: str) -> Cell:
    beside = BESIDE.get(name, "")
    figure = _words(form, INSTEAD.get(name, "")) or _words(form, name)
    if not figure:
        return NOTHING
    told = _words(form, beside) if form.cleaned_data[name] not in (0, "yearly", "never") else ""
    return Cell(figure=figure, note=f"{form[beside].label} {told}" if told else "")


def _words(form: PlannerForm, name: str) -> str:
    """Empty for what was left empty."""
    value = form.cleaned_data.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return names.first_capital(names.listed([names.asset(key) for key in value]))
    if isinstance(value, tuple):
        return names.match(value)
    if isinstance(value, Contribution | Goal):
        return share(value.value) if value.unit == "share" else dollars(value.value)
    field = form.fields[name]
    if isinstance(field, Typed):
        return READ.get(field.before or str(field.after), exact)(value)
    return str(dict(form[name].field.choices).get(value, value))  # type: ignore[attr-defined]
