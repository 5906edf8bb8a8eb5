"""A plan's rules as the model takes them, and what people then pay in."""

from dataclasses import replace

from advisor.planner import numbers, question
from advisor.plans.forms import RulesForm
from advisor.plans.rules import Typed, raises, whole
from scenarios.editions import load
from scenarios.inputs import Escalation, Household, PlanRules


def plan_rules(typed: Typed) -> PlanRules:
    form = RulesForm.of(whole(typed))
    assert form.is_valid(), "only rules without a fault are kept"
    return question.plan(form.cleaned_data, load())


def under(typed: Typed, household: Household) -> Household:
    """The same person with the plan's growth of what they pay in, if it has one and they pay a share of pay (as EnteredPlan.fixed)."""
    growth = _growth(typed)
    return replace(household, escalation=growth) if growth is not None and household.contribution_unit == "share" else household


def _growth(typed: Typed) -> Escalation | None:
    if not raises(typed):
        return None
    ceiling = str(typed.get("escalation_ceiling", "")).strip()
    return Escalation(step=numbers.percent(str(typed["escalation_step"])), ceiling=numbers.percent(ceiling) if ceiling else 0.0)
