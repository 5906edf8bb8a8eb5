"""Ten people, as they would fill in the form. The same cast in every test of page, report and terminal, and in screenshots."""

from collections.abc import Mapping

from django.http import QueryDict

from advisor.planner.forms import PlannerForm
from scenarios.inputs import Question

Typed = Mapping[str, str | list[str]]

PEOPLE: Mapping[str, Typed] = {
    # 35, three figures only, a small bitcoin sleeve: the person of the README and of the screenshots.
    "Maya": {"age": "35", "balance": "$45,000", "contribution": "8%", "weight": "5"},
    # 24, new at work, no sleeve.
    "Theo": {"age": "24", "balance": "0", "contribution": "6%"},
    # 52, catch-up years, dollars a year, his own match formula.
    "Raymond": {"age": "52", "balance": "310,000", "contribution": "$30,000", "pay": "$125,000", "match_own": "50% of 6%", "weight": "3"},
    # 61, higher catch-up, ether, believes the cautious view.
    "Lucille": {"age": "61", "balance": "640000", "contribution": "20%", "pay": "150,000", "asset": "ether",
                "view": "cautious", "weight": "4"},
    # 45, private equity, hopeful, a costlier core fund.
    "Dmitri": {"age": "45", "balance": "180,000", "contribution": "10%", "core": "target_date_active", "asset": "private_equity",
               "view": "hopeful", "weight": "10"},
    # 29, a mix of three, growing pay and contribution, a ramp.
    "Aisha": {"age": "29", "balance": "12,500", "contribution": "5", "pay": "64,000", "pay_growth": "1.5", "escalation_step": "1",
              "escalation_ceiling": "10", "asset": "mix", "share_bitcoin": "40", "share_private_credit": "40", "share_commodities": "20",
              "ramp_years": "4", "weight": "7.5"},
    # 70, still at work, commodities.
    "Winston": {"age": "70", "balance": "220,000", "contribution": "4%", "asset": "commodities", "weight": "8"},
    # 41, pay far above every limit, a plan with a higher cap, a cap for bitcoin and a taper.
    "Ingrid": {"age": "41", "balance": "$1,250,000", "contribution": "15%", "pay": "480,000", "cap": "25", "cap_bitcoin": "22",
               "taper_years": "10", "taper_floor": "2", "weight": "20"},
    # 58, her own average for bitcoin; Roth money, a goal in dollars, her benefit from the statement, married.
    "Consuelo": {"age": "58", "balance": "95,000", "contribution": "$4,800", "pay": "52,000", "return_bitcoin": "6", "weight": "2",
                 "roth_balance": "20,000", "roth_share": "50", "income_goal": "$3,400", "social_security_own": "1,450",
                 "claim_age": "66", "filing": "joint"},
    # 66, about to stop, infrastructure and real estate, a plan with a short menu.
    "Harold": {"age": "66", "balance": "505,000", "contribution": "12%", "pay": "88,000", "retirement_age": "67", "plan_to_age": "92",
               "menu": ["infrastructure", "private_real_estate"], "asset": "mix", "share_infrastructure": "50",
               "share_private_real_estate": "50", "view": "cautious", "weight": "6"},
}  # fmt: skip


def sent(person: str) -> QueryDict:
    """What the person's browser sends."""
    data = QueryDict(mutable=True)
    for name, text in PEOPLE[person].items():
        data.setlist(name, text if isinstance(text, list) else [text])
    return data


def question_of(person: str) -> Question:
    form = PlannerForm(sent(person))
    assert form.is_valid(), form.errors
    return form.question()
