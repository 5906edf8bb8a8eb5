"""The words for the path of a figure. A path without words is an error: no figure may be shown by its key."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advisor.present import names

FIELDS = {
    "average_return": _("average year before its fee"),
    "volatility": _("usual swing in a year"),
    "log_volatility": _("usual swing in a year, log scale"),
    "fee": _("fee, taken from the return"),
    "all_in_fee": _("all costs, as shown in dollars"),
    "own_mean_spread": _("how unsure its own average is"),
    "wipeout": _("chance of losing nearly all"),
    "stress_share": _("share of months with stress"),
    "mean_stress_months": _("months that stress lasts on average"),
    "stress_sd_ratio": _("swing in stress against calm"),
    "stress_mean_gap": _("average in stress below calm"),
    "stress_correlation_keep": _("part of the calm link that stays in stress"),
    "stress_correlation_add": _("link that stress adds"),
    "wipeout_stress_ratio": _("how much likelier a near-total loss is in stress"),
    "wipeout_left": _("what a near-total loss leaves"),
    "equity_mean_spread": _("how unsure the average of US stocks is"),
    "mean_truncation": _("furthest that an unsure average may lie"),
    "private.appraisal_weight": _("how fast a stated price follows what the fund is worth"),
    "private.gate_above": _("stated price over worth, above which a fund limits sales in stress"),
    "private.gate_sale_limit": _("most that can be sold while it does"),
    "inflation.mean": _("rise of prices"),
    "inflation.sd": _("usual swing of that"),
    "inflation.autocorrelation": _("part of a year’s inflation that carries over"),
    "history.block_years": _("years in a row that are drawn at a time, on average"),
    "elective_deferral": _("what you may pay in"),
    "catch_up": _("more from age 50"),
    "catch_up_60_63": _("more at ages 60 to 63 instead"),
    "annual_additions": _("you and your employer together"),
    "compensation_cap": _("pay that counts for the match"),
    "roth_catch_up_wage": _("pay above which catch-up money must be Roth"),
    "standard_deduction": _("income free of tax"),
    "extra_65": _("more income free of tax for each person 65 or older"),
    "half_from": _("income above which some of Social Security is taxed"),
    "most_from": _("income above which more of Social Security is taxed"),
    "benefits.half": _("most of Social Security that is taxed, at first"),
    "benefits.most": _("most of Social Security that is taxed, in all"),
    "senior.amount": _("senior deduction"),
    "senior.phase_out": _("how fast the senior deduction falls as income grows"),
    "phase_out_from": _("income above which the senior deduction falls"),
    "senior.first_year": _("first year of the senior deduction"),
    "senior.last_year": _("last year of the senior deduction"),
    "first_bend": _("first bend of the formula"),
    "second_bend": _("second bend of the formula"),
    "rate_to_first": _("benefit from pay up to the first bend"),
    "rate_to_second": _("benefit from pay between the bends"),
    "rate_above": _("benefit from pay above the second bend"),
    "computation_years": _("years of pay that count, the best ones"),
    "early_first_36_months": _("cut for claiming three years early"),
    "early_further_year": _("cut for claiming earlier still"),
    "payable_share": _("part of benefits that can still be paid when the reserves run out"),
    "payable_from": _("first full year of that"),
    "required.first_age": _("age from which some must be taken out each year"),
    "required.later_first_age": _("the same age for people born later"),
    "required.later_born_from": _("first year of birth with the later age"),
    "early.rate": _("extra tax on money taken out early"),
    "early.until_age": _("age before which that is early"),
    "early.separation_age": _("age from which it is not early, once you leave that employer"),
    "lifetime_income.from_age": _("age from which a statement shows a lifetime income"),
    "lifetime_income.rate": _("interest rate that it is figured with"),
    "us_share_of_equity": _("US share of the stocks"),
    "glide_path.figure": _("stocks long after you stop work"),
    "glide_path.tips_figure": _("inflation-protected bonds long after you stop work"),
    "years_gated": _("years that a private fund stays closed"),
    "mark_down": _("fall of its price after that"),
    "ranges.us_stocks_low": _("lowest typical growth of US stocks"),
    "ranges.us_stocks_high": _("highest typical growth of US stocks"),
    "ranges.pay_growth": _("growth of pay, up and down by"),
    "ranges.plan_to_age": _("age to which the income lasts, up and down by"),
    "ranges.fee": _("each fee, up and down by this part of it"),
    "defaults.pay": _("pay"),
    "defaults.pay_growth": _("growth of pay above prices"),
    "defaults.retirement_age": _("age at which work ends"),
    "defaults.plan_to_age": _("age to which the income lasts"),
    "defaults.income_goal": _("what you want to spend once work ends"),
    "defaults.career_start_age": _("age at which work began"),
    "defaults.plan_cap": _("the plan’s cap on a sleeve"),
    "retirement_assets_q1": _("all US retirement savings, first quarter"),
    "retirement_assets_q2": _("all US retirement savings, second quarter"),
    "retirement_assets_q3": _("all US retirement savings, third quarter"),
    "iras_q1": _("individual retirement accounts, first quarter"),
    "iras_q2": _("individual retirement accounts, second quarter"),
    "iras_q3": _("individual retirement accounts, third quarter"),
    "employer_dc_plans_q1": _("all employer plans with accounts, first quarter"),
    "employer_dc_plans_q2": _("all employer plans with accounts, second quarter"),
    "employer_dc_plans_q3": _("all employer plans with accounts, third quarter"),
    "plans_401k_q1": _("401(k) plans, first quarter"),
    "plans_401k_q2": _("401(k) plans, second quarter"),
    "plans_401k_q3": _("401(k) plans, third quarter"),
    "mutual_funds_in_401k_q1": _("of which in mutual funds"),
    "equity_funds_in_401k_q1": _("of which in stock funds"),
    "hybrid_funds_in_401k_q1": _("of which in mixed funds"),
    "bitcoin_price": _("price of one bitcoin"),
    "ether_price": _("price of one ether"),
}
BEHAVIOURS = {
    "risky": _("stocks and private assets"),
    "commodities": _("commodities"),
    "defensive": _("bonds"),
    "crypto": _("bitcoin and ether"),
    "cash": _("cash"),
}
FILINGS = {
    "single": _("single"),
    "joint": _("married, one return"),
    "head_of_household": _("head of household"),
}
EPISODES = {
    "stocks_1929_1932": _("Stocks fall, 1929 to 1932"),
    "stocks_1973_1974": _("Stocks fall, 1973 and 1974"),
    "stocks_2000_2002": _("Stocks fall, 2000 to 2002"),
    "stocks_2008": _("Stocks fall, 2008"),
    "stocks_q1_2020": _("Stocks fall, first quarter of 2020"),
    "stocks_2022": _("Stocks and bonds fall, 2022"),
    "bitcoin_2013_2015": _("Bitcoin falls, 2013 to 2015"),
    "bitcoin_2017_2018": _("Bitcoin falls, 2017 and 2018"),
    "bitcoin_2021_2022": _("Bitcoin falls, 2021 and 2022"),
}
EXCEPTIONS = {
    "separation_at_55": _("leaving that employer late enough"),
    "disability": _("a disability"),
    "death": _("death"),
    "terminal_illness": _("an illness that ends in death"),
    "equal_payments": _("equal payments for life"),
    "court_order": _("a court order in a divorce"),
    "medical_costs": _("high medical costs"),
    "birth_or_adoption": _("a birth or an adoption"),
    "small_emergency": _("a small emergency"),
    "disaster": _("a disaster"),
    "domestic_abuse": _("abuse at home"),
}
MATCHES = {
    "safe_harbor": _("the law’s safe harbor"),
    "half_of_6": _("half a dollar for a dollar, to 6% of pay"),
    "all_of_4": _("a dollar for a dollar, to 4% of pay"),
    "all_of_6": _("a dollar for a dollar, to 6% of pay"),
    "none": _("no match"),
}


def label(key: str) -> str:
    """The words for the path of a figure."""
    match key.split("."):
        case ["correlations", pair]:
            return gettext("%(a)s and %(b)s") % dict(zip("ab", (names.asset(asset) for asset in pair.split("/")), strict=True))
        case ["inflation", "correlations", asset]:
            return gettext("link with what is left of %(asset)s after inflation") % {"asset": names.asset(asset)}
        case ["regimes", field, behaviour]:
            return gettext("%(field)s, %(assets)s") % {"field": gettext(FIELDS[field]), "assets": gettext(BEHAVIOURS[behaviour])}
        case ["core_funds", fund, "fee"]:
            return gettext("%(fund)s, fee") % {"fund": names.core_fund(fund)}
        case ["episodes", "history", _, "prices"]:
            return gettext("prices in shops")
        case ["episodes", "history", _, "returns", asset]:
            return names.asset(asset)
        case ["law", "tax", "tables", _, filing, field] | ["law", "tax", _, field, filing]:
            return gettext("%(field)s, %(filing)s") % {"field": gettext(FIELDS[field]), "filing": gettext(FILINGS[filing])}
        case [*_parents, parent, field]:
            return gettext(FIELDS.get(f"{parent}.{field}") or FIELDS[field])
        case _:
            raise KeyError(key)
