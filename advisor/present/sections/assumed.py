"""What this answer assumes, row by row, each with its value, date, source and kind of evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from advisor.present import names
from advisor.present.figures import day, dollars, exact, number, share
from advisor.present.sections.break_even import average_before_fee
from scenarios.assumptions import CORE_CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES, Assumptions, Figure, Source
from scenarios.glide_path import core_weights
from scenarios.results import Answer


@dataclass(frozen=True, kw_only=True)
class Row:
    """`source` (its publisher) and `date` are empty for what the person gave; `key` finds the source in the list below. `is_link`: how
    two assets move together."""

    what: str
    value: str
    kind: str
    key: str = ""
    source: str = ""
    date: str = ""
    note: str = ""
    is_link: bool = False


@dataclass(frozen=True, kw_only=True)
class SetBy:
    """An employer's plan as a source of what it sets: its name and version, the day it is from, and its fields on the form."""

    name: str
    since: str
    fields: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows that belong together; `key` names the group to templates."""

    key: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A source as it is listed once, below the rows that name it."""

    key: str
    publisher: str
    title: str
    published: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Assumed:
    heading: str
    short: str
    sentence: str
    caption: str
    reading: str
    groups: tuple[Group, ...]
    sources: tuple[Cited, ...]


def assumed(answer: Answer, plan: SetBy | None = None) -> Assumed:
    groups = [
        Group(key="plan", name=gettext("You and your plan"), rows=tuple(_plan(answer, plan))),
        Group(key="fund", name=gettext("The target-date fund"), rows=tuple(_core(answer))),
        Group(key="markets", name=gettext("All markets"), rows=tuple(_markets(answer))),
        Group(key="limits", name=gettext("IRS limits in %(year)s") % {"year": answer.assumptions.year}, rows=tuple(_limits(answer))),
    ]
    if answer.choice.weight > 0:
        groups.insert(2, Group(key="sleeve", name=gettext("The sleeve"), rows=tuple(_sleeve(answer))))
    named = {row.key for group in groups for row in group.rows}
    return Assumed(
        heading=gettext("What we assume, and where it is from"),
        short=gettext("What we assume"),
        sentence=gettext("Firms disagree about US stocks by several points a year. So each future draws its own averages."),
        caption=gettext("Edition %(edition)s. Each number has a date and a source.") % {"edition": answer.run.edition},
        reading=gettext("Averages include inflation. A link of 1 means that two assets move as one."),
        groups=tuple(groups),
        sources=tuple(cited(source) for key, source in answer.assumptions.sources.items() if key in named),
    )


def cited(source: Source) -> Cited:
    return Cited(
        key=source.key,
        publisher=gettext(source.publisher),
        title=source.title,
        published=day(source.published),
        where=gettext(source.where),
    )


def _row(what: str, value: str, kind: str, source: Source, as_of: str, note: str = "") -> Row:
    return Row(what=what, value=value, kind=names.kind(kind), key=source.key, source=gettext(source.publisher), date=day(as_of), note=note)


def _from(what: str, value: str, figure: Figure) -> Row:
    return _row(what, value, figure.status, figure.source, figure.as_of)


def _share(what: str, figure: Figure) -> Row:
    return _from(what, share(figure.value), figure)


def _yours(what: str, value: str) -> Row:
    return Row(what=what, value=value, kind=names.kind("yours"))


def _given(what: str, value: str, *, given: float, figure: Figure) -> Row:
    """A row that is the edition's when the person gave nothing else."""
    return _from(what, value, figure) if given == figure.value else _yours(what, value)


def _plan(answer: Answer, set_by: SetBy | None) -> Iterator[Row]:
    household, plan, defaults = answer.household, answer.plan, answer.assumptions.defaults

    def rule(field: str, row: Row) -> Row:
        """The row as the plan's, if the plan sets this field."""
        if set_by is None or field not in set_by.fields:
            return row
        return Row(what=row.what, value=row.value, kind=gettext("your plan"), source=set_by.name, date=set_by.since)

    yield _given(gettext("Pay a year"), dollars(household.pay), given=household.pay, figure=defaults.pay)
    yield _given(gettext("Growth of pay above prices"), share(household.pay_growth), given=household.pay_growth, figure=defaults.pay_growth)
    if household.escalation.step:
        words = {"step": share(household.escalation.step), "ceiling": share(household.escalation.ceiling)}
        yield rule(
            "escalation_step", _yours(gettext("Your part grows each year"), gettext("by %(step)s of pay, up to %(ceiling)s") % words)
        )
    yield rule("match", _match(answer))
    if plan.nonelective:
        value = gettext("%(share)s of pay") % {"share": share(plan.nonelective)}
        yield rule("nonelective", _yours(gettext("The employer adds, whatever you pay in"), value))
    yield _given(
        gettext("Age at which you stop work"),
        number(household.retirement_age),
        given=household.retirement_age,
        figure=defaults.retirement_age,
    )
    yield _given(
        gettext("Age to which the income lasts"), number(household.plan_to_age), given=household.plan_to_age, figure=defaults.plan_to_age
    )
    yield rule("cap", _given(gettext("The plan’s cap on a sleeve"), share(plan.cap), given=plan.cap, figure=defaults.plan_cap))
    for key, cap in plan.asset_caps.items():
        yield rule(f"cap_{key}", _yours(gettext("The plan’s cap on %(asset)s") % {"asset": names.asset(key)}, share(cap)))
    yield rule("menu", _menu(answer))
    if plan.ramp_years > 1:
        yield rule("ramp_years", _yours(gettext("Years until the sleeve has its size"), number(plan.ramp_years)))
    if plan.taper_years:
        words = {"years": number(plan.taper_years), "floor": share(plan.taper_floor)}
        value = ngettext("over %(years)s year, to %(floor)s", "over %(years)s years, to %(floor)s", plan.taper_years) % words
        yield rule("taper_years", _yours(gettext("The cap falls before you stop work"), value))


def _menu(answer: Answer) -> Row:
    what, assumptions = gettext("Assets on the plan’s menu"), answer.assumptions
    if set(answer.plan.menu) == set(SLEEVE_CLASSES):
        return _row(what, gettext("all that we model"), "judgement", assumptions.sources["ballast"], assumptions.edition)
    return _yours(what, names.listed([names.asset(key) for key in answer.plan.menu]) or gettext("none"))


def _match(answer: Answer) -> Row:
    what, value = gettext("Employer match"), names.match(answer.plan.match)
    preset = next((preset for preset in answer.assumptions.match_presets.values() if preset.tiers == answer.plan.match), None)
    if preset is None:
        return _yours(what, value)
    return _row(what, value, preset.status, preset.source, preset.as_of)


def _core(answer: Answer) -> Iterator[Row]:
    assumptions, household = answer.assumptions, answer.household
    path, fund = assumptions.glide_path, assumptions.core_funds[answer.plan.core]
    for years, age in ((household.working_years, household.age), (0, household.retirement_age)):
        us, other, bonds, tips, cash = core_weights(path, years)
        words = {"stocks": share(round(us + other, 3)), "bonds": share(round(bonds + tips + cash, 3))}
        yield _from(
            gettext("Mix at age %(age)s") % {"age": number(age)}, gettext("%(stocks)s stocks, %(bonds)s bonds") % words, path.figure
        )
    yield _share(gettext("US share of the stocks"), path.us_share_of_equity)
    yield _share(gettext("Fee a year, %(fund)s") % {"fund": names.core_fund(fund.key)}, fund.fee)
    for key in CORE_CLASSES[:4]:
        asset = assumptions.classes[key]
        if asset.average_return and asset.volatility:
            words = {"asset": names.first_capital(names.asset(key))}
            yield _share(gettext("%(asset)s: average year") % words, asset.average_return)
            yield _share(gettext("%(asset)s: usual swing in a year") % words, asset.volatility)
    yield from _together(assumptions, [*combinations(CORE_CLASSES[:4], 2)])


def _sleeve(answer: Answer) -> Iterator[Row]:
    assumptions = answer.assumptions
    held = names.held(answer.choice)
    for key in held:
        asset = assumptions.classes[key]
        words = {"asset": names.first_capital(names.asset(key))}
        if len(held) > 1:
            yield _yours(gettext("%(asset)s: share of the sleeve") % words, share(answer.choice.mix[key]))
        yield _average(answer, key)
        swing = asset.volatility or asset.log_volatility
        if swing:
            pattern = (
                gettext("%(asset)s: usual swing in a year") if asset.volatility else gettext("%(asset)s: usual swing in a year, log scale")
            )
            yield _overridable(answer, f"{key}.volatility", _share(pattern % words, swing))
        yield _overridable(answer, f"{key}.fee", _share(gettext("%(asset)s: fund’s fee a year, taken from the return") % words, asset.fee))
        if asset.all_in_fee.value != asset.fee.value:
            yield _share(gettext("%(asset)s: all costs a year, as shown in dollars") % words, asset.all_in_fee)
        if key in CRYPTO_CLASSES:
            what = gettext("%(asset)s: chance a year of losing nearly all") % words
            value = gettext("%(parts)s of 100") % {"parts": exact(asset.wipeout.value * 100, 2)}
            yield _overridable(answer, f"{key}.wipeout", _from(what, value, asset.wipeout))
        yield _from(gettext("%(asset)s: how unsure its average is") % words, _plus_or_minus(asset.own_mean_spread), asset.own_mean_spread)
    pairs = [(key, other) for key in held for other in CORE_CLASSES[:4]] + list(combinations(held, 2))
    yield from _together(assumptions, pairs)


def _average(answer: Answer, key: str) -> Row:
    """The average year before the fund's fee; by a belief's rule it has the belief's source and no figure of its own."""
    what = gettext("%(asset)s: average year before its fee") % {"asset": names.first_capital(names.asset(key))}
    value = share(round(average_before_fee(answer, key), 4))
    view = answer.assumptions.classes[key].views[answer.beliefs.view]
    if f"{key}.return" in answer.run.overrides:
        return _yours(what, value)
    note = names.belief(view, answer.beliefs.view)
    if view.figure is not None and view.rule == "average":
        return _row(what, value, view.figure.status, view.figure.source, view.figure.as_of, note)
    return _row(what, value, "computed", view.source, view.source.published, note)


def _overridable(answer: Answer, key: str, row: Row) -> Row:
    if key not in answer.run.overrides:
        return row
    asset, name = key.split(".")
    return _yours(row.what, share(getattr(answer.beliefs.classes[asset], name)))


def _together(assumptions: Assumptions, pairs: list[tuple[str, str]]) -> Iterator[Row]:
    """How far two assets move together. A pair that no source gives follows from both pairs with US stocks."""
    for a, b in pairs:
        words = {"a": names.asset(a), "b": names.asset(b)}
        what = gettext("Link of %(a)s and %(b)s") % words
        figure = assumptions.correlations.get((a, b)) or assumptions.correlations.get((b, a))
        value = number(assumptions.correlation(a, b), 2)
        if figure is not None:
            row = _from(what, value, figure)
        else:
            row = _row(what, value, "computed", assumptions.sources["ballast"], assumptions.edition, gettext("by way of US stocks"))
        yield replace(row, is_link=True)


def _markets(answer: Answer) -> Iterator[Row]:
    inflation, regimes = answer.assumptions.inflation, answer.assumptions.regimes
    yield _share(gettext("Prices rise a year"), inflation.mean)
    yield _share(gettext("Usual swing of that"), inflation.sd)
    yield _from(
        gettext("How much of a year’s inflation carries over"), number(inflation.autocorrelation.value, 2), inflation.autocorrelation
    )
    yield _share(gettext("Share of months with stress"), regimes.stress_share)
    yield _from(gettext("Months that stress lasts on average"), exact(regimes.mean_stress_months.value), regimes.mean_stress_months)
    for key, figure in regimes.stress_sd_ratio.items():
        if figure.value != 1:
            words = {"assets": gettext(_BEHAVIOURS[key])}
            yield _from(
                gettext("Swings in stress, %(assets)s") % words, gettext("%(number)s times calm") % {"number": exact(figure.value)}, figure
            )
    yield _from(
        gettext("Links of stocks, private assets and crypto in stress"), _in_stress(answer.assumptions), regimes.stress_correlation_add
    )
    yield _from(gettext("How unsure the average of US stocks is"), _plus_or_minus(regimes.equity_mean_spread), regimes.equity_mean_spread)
    likelier = gettext("%(number)s times") % {"number": exact(regimes.wipeout_stress_ratio.value)}
    yield _from(gettext("A near-total loss is likelier in stress"), likelier, regimes.wipeout_stress_ratio)


_BEHAVIOURS = {
    "risky": _("stocks and private assets"),
    "commodities": _("commodities"),
    "defensive": _("bonds"),
    "crypto": _("bitcoin and ether"),
    "cash": _("cash"),
}


def _in_stress(assumptions: Assumptions) -> str:
    words = {
        "keep": exact(assumptions.regimes.stress_correlation_keep.value),
        "add": exact(assumptions.regimes.stress_correlation_add.value),
    }
    return gettext("%(keep)s of calm plus %(add)s") % words


def _plus_or_minus(figure: Figure) -> str:
    return gettext("±%(share)s") % {"share": share(figure.value)}


def _limits(answer: Answer) -> Iterator[Row]:
    limits = answer.assumptions.limits[answer.assumptions.year]
    for what, figure in (
        (gettext("What you may pay in"), limits.elective_deferral),
        (gettext("More from age 50"), limits.catch_up),
        (gettext("More at ages 60 to 63 instead"), limits.catch_up_60_63),
        (gettext("You and your employer together"), limits.annual_additions),
        (gettext("Pay that counts for the match"), limits.compensation_cap),
    ):
        yield _from(what, dollars(figure.value), figure)
