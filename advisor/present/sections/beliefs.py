"""The same sleeve under each belief, side by side, with the reason for it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.charts.pen import Picture
from advisor.present.charts.waffle import waffle
from advisor.present.figures import chance, clear_change, number, points, rate
from advisor.present.punctuation import clauses, comma_joined
from advisor.present.sections.change import parts
from scenarios.assumptions import CRYPTO_CLASSES, VIEWS, View
from scenarios.results import Answer, ViewResult


@dataclass(frozen=True, kw_only=True)
class Belief:
    """One belief: `rows` are pairs of a name and a figure; `now` says that the answer uses it."""

    name: str
    reason: str
    source: str
    now: bool
    picture: Picture
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Beliefs:
    heading: str
    sentences: tuple[str, ...]
    note: str
    cards: tuple[Belief, ...]


def beliefs(answer: Answer) -> Beliefs:
    return Beliefs(
        heading=gettext("It depends on what you believe about %(asset)s") % {"asset": _about(answer)},
        sentences=tuple(_sentences(answer)),
        note=gettext(
            "Dollars are a month at %(age)s, against no sleeve. Average year and typical growth are after the fund’s fee, with inflation."
        )
        % {"age": number(answer.household.retirement_age)},
        cards=tuple(_card(answer, result) for result in answer.views),
    )


def _about(answer: Answer) -> str:
    keys = names.held(answer.choice)
    return names.asset(keys[0]) if len(keys) == 1 else gettext("these assets")


def _sentences(answer: Answer) -> list[str]:
    keys = names.held(answer.choice)
    words = {"asset": _about(answer), "count": _COUNTS[len(answer.views)](), "paths": number(answer.run.paths)}
    unknown = (
        gettext("No neutral forecast for %(asset)s exists.")
        if set(keys) <= set(CRYPTO_CLASSES)
        else gettext("Nobody knows what %(asset)s will earn.")
    )
    sentences = [unknown % words, gettext("So here are %(count)s, on the same %(paths)s futures. Each picture shows 100.") % words]
    left_out = [
        gettext(names.BELIEFS[key]) for key in VIEWS if _some_have_it(answer, key) and key not in {result.view for result in answer.views}
    ]
    if left_out:
        sentences.append(gettext("Left out, since not every asset of the mix has one: %(beliefs)s.") % {"beliefs": names.listed(left_out)})
    if any(belief.average_return is not None for key, belief in answer.beliefs.classes.items() if key in keys):
        sentences.append(gettext("This page uses your own average in place of them."))
    return sentences


def _some_have_it(answer: Answer, view: str) -> bool:
    return any(view in answer.assumptions.classes[key].views for key in names.held(answer.choice))


def _card(answer: Answer, result: ViewResult) -> Belief:
    less, same, more = parts(result.difference)
    name = names.belief_about(answer.assumptions, answer.choice, result.view)
    views = {key: answer.assumptions.classes[key].views[result.view] for key in names.held(answer.choice)}
    overridden = any(answer.beliefs.classes[key].average_return is not None for key in views if key in answer.beliefs.classes)
    title = gettext("%(belief)s. Of 100 futures, about %(less)s end with less. %(same)s are about the same, %(more)s end with more.")
    return Belief(
        name=name,
        reason=_reason(answer, views),
        source=clauses(dict.fromkeys(comma_joined(gettext(view.source.publisher), view.source.published[:4]) for view in views.values())),
        now=result.view == answer.beliefs.view and not overridden,
        picture=Picture(
            key=f"belief-{result.view}",
            title=title % {"belief": name, "less": number(less), "same": number(same), "more": number(more)},
            description=gettext("Triangles point down for less and up for more. A dash is about the same."),
            wide=waffle(less, same, more, columns=20),
            narrow=waffle(less, same, more, columns=10),
        ),
        rows=(
            (gettext("End with less"), chance(less)),
            (gettext("About the same"), chance(same)),
            (gettext("End with more"), chance(more)),
            (gettext("Bad case"), clear_change(result.difference.income_monthly.p5)),
            (gettext("Middle"), clear_change(result.difference.income_monthly.p50)),
            (gettext("Good case"), clear_change(result.difference.income_monthly.p95)),
            *(row for key, view in views.items() for row in _growth(answer, result, key, view)),
        ),
    )


def _growth(answer: Answer, result: ViewResult, key: str, view: View) -> list[tuple[str, str]]:
    outlook = result.outlook[key]
    average, typical = rate(outlook.average), rate(outlook.typical)
    if view.wiped_out_once:
        average, typical = gettext("%(rate)s, then zero") % {"rate": average}, "–"
    labels = [gettext("Average year"), gettext("Typical growth"), gettext("Beyond its risk")]
    if len(names.held(answer.choice)) > 1:
        labels = [gettext("%(label)s, %(asset)s") % {"label": label, "asset": names.asset(key)} for label in labels]
    return list(zip(labels, (average, typical, points(outlook.over_priced)), strict=True))


def _reason(answer: Answer, views: dict[str, View]) -> str:
    if len(views) > 1:
        return gettext("For each asset of the mix, the belief of this name. The sources are below.")
    return reason(next(iter(views.values())), answer.household.retirement_age)


def reason(view: View, retirement_age: int) -> str:
    """Why somebody may hold this belief about one asset."""
    words = {"age": number(retirement_age)}
    if view.wiped_out_once:
        return gettext("As the first, until it loses nearly all in some year before %(age)s. No more is bought after that.") % words
    if view.rule == "priced":
        return gettext("It pays for its risk at the rate that stocks do, and no more.")
    if view.rule == "like_us_stocks":
        return gettext("The same typical growth as US stocks. With swings this big that takes a far higher average.")
    if view.rule == "typical":
        return gettext("Growth that a firm which sells it has published. It earns fees if you buy.")
    if view.fee_waived:
        return gettext("What large investors expect on average, as if the fund for you cost no more.")
    return gettext("What large investors expect on average, less what a fund for you costs.")


_COUNTS = {
    1: lambda: gettext("one belief"),
    2: lambda: gettext("two beliefs"),
    3: lambda: gettext("three beliefs"),
    4: lambda: gettext("four beliefs"),
}
