"""The question that speed is measured by, and the one bank it is asked on."""

from scenarios.assumptions import Assumptions
from scenarios.inputs import Beliefs, Household, PlanRules, Question, Sleeve


def reference(edition: Assumptions, age: int = 35) -> Question:
    """Reference job R: from 35 to 95, all defaults, a sleeve of 5 %."""
    household = Household(age=age, balance=45_000, contribution=0.08, contribution_unit="share", pay=edition.defaults.pay.value)
    plan = PlanRules(match=edition.match_presets[edition.defaults.match_preset].tiers)
    return Question(household=household, plan=plan, sleeve=Sleeve(weight=0.05), beliefs=Beliefs(), ask=("sweep",))
