"""The words for what the model names by key: assets, funds, beliefs, kinds of evidence, limits, episodes, steps."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from advisor.present.figures import share
from advisor.present.punctuation import items
from scenarios.assumptions import Assumptions, MatchTier, View
from scenarios.inputs import Sleeve

CLASSES = {
    "us_stocks": _("US stocks"),
    "non_us_stocks": _("stocks outside the US"),
    "us_bonds": _("US bonds"),
    "tips": _("inflation-protected bonds"),
    "cash": _("cash"),
    "private_equity": _("private equity"),
    "private_credit": _("private credit"),
    "private_real_estate": _("private real estate"),
    "infrastructure": _("infrastructure"),
    "commodities": _("commodities"),
    "bitcoin": _("bitcoin"),
    "ether": _("ether"),
}
CORE_FUNDS = {
    "target_date_index": _("index target-date fund"),
    "target_date_active": _("costlier target-date fund"),
}
KINDS = {
    "official": _("official"),
    "survey": _("survey"),
    "computed": _("computed"),
    "projected": _("projected"),
    "judgement": _("our judgment"),
    "yours": _("yours"),
}
BELIEFS = {
    "neutral": _("Neutral"),
    "cautious": _("Cautious"),
    "hopeful": _("Hopeful"),
    "sponsors": _("Sellers’ claim"),
}
LIMITS = {
    "402(g)": _("An IRS limit holds what you pay in."),
    "415(c)": _("An IRS limit holds what you and your employer pay in together."),
    "401(a)(17)": _("An IRS limit holds the pay that counts for your employer’s money."),
    "pay": _("You cannot pay in more than you earn."),
}
EPISODES = {
    "stocks_1929_1932": _("The fall of 1929 to 1932"),
    "stocks_1973_1974": _("The fall of 1973 and 1974"),
    "stocks_2000_2002": _("The fall of 2000 to 2002"),
    "stocks_2008": _("A crash like 2008"),
    "stocks_q1_2020": _("A fall like early 2020"),
    "stocks_2022": _("A year like 2022"),
    "bitcoin_2013_2015": _("Bitcoin’s fall, 2013 to 2015"),
    "bitcoin_2017_2018": _("Bitcoin’s fall, 2017 and 2018"),
    "bitcoin_2021_2022": _("Bitcoin’s fall, 2021 and 2022"),
    "gated_fund": _("A fall of closed private funds"),
    "crypto_to_zero": _("Crypto’s fall to almost nothing"),
}
STEPS = {
    "one_more_point": _("One more percent of pay"),
    "unclaimed_match": _("Paying in for the whole match"),
}
MOVED = {
    "core.fee": _("fee of the target-date fund"),
    "mean_uncertainty": _("doubt about averages"),
    "pay_growth": _("growth of your pay"),
    "plan_to_age": _("age the income lasts to"),
    "smoothing": _("private prices that lag"),
    "gates": _("private funds that limit sales"),
}


def asset(key: str) -> str:
    return gettext(CLASSES[key])


def episode(key: str) -> str:
    return gettext(EPISODES[key])


def step(key: str) -> str:
    return gettext(STEPS[key])


def belief_moved(key: str) -> str:
    """What a bar of the tornado turns, in the middle of a sentence: "average year of bitcoin"."""
    if key in MOVED:
        return gettext(MOVED[key])
    of, _dot, part = key.rpartition(".")
    pattern = {"return": gettext("average year of %(asset)s"), "fee": gettext("fee of the %(asset)s fund")}[part]
    return pattern % {"asset": asset(of)}


def kind(key: str) -> str:
    return gettext(KINDS[key])


def core_fund(key: str) -> str:
    return gettext(CORE_FUNDS[key])


def limit(key: str) -> str:
    return gettext(LIMITS[key])


def first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def first_small(words: str) -> str:
    return words[:1].lower() + words[1:]


def held(sleeve: Sleeve) -> tuple[str, ...]:
    """The assets that the sleeve holds, largest share first."""
    return tuple(sorted((key for key, part in sleeve.mix.items() if part > 0), key=lambda key: -sleeve.mix[key]))


def mix(sleeve: Sleeve) -> str:
    """The parts of a mix: "60% bitcoin and 40% ether"."""
    return listed([gettext("%(share)s %(asset)s") % {"share": share(sleeve.mix[key]), "asset": asset(key)} for key in held(sleeve)])


def sized(sleeve: Sleeve) -> str:
    """The sleeve with its size: "5% bitcoin", "5% mixed"."""
    keys = held(sleeve)
    kind_of_sleeve = asset(keys[0]) if len(keys) == 1 else pgettext("sleeve", "mixed")
    return gettext("%(share)s %(asset)s") % {"share": share(sleeve.weight), "asset": kind_of_sleeve}


def with_sleeve(sleeve: Sleeve) -> str:
    """The side with a sleeve, in a key: "With 5% bitcoin", "With a 5% mix"."""
    if len(held(sleeve)) == 1:
        return gettext("With %(sleeve)s") % {"sleeve": sized(sleeve)}
    return gettext("With a %(share)s mix") % {"share": share(sleeve.weight)}


def listed(words: Sequence[str]) -> str:
    """Words as a list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {"first": items(words[:-1]), "last": words[-1]}


def match(tiers: Sequence[MatchTier]) -> str:
    """A match formula: "100% of the first 3% and 50% of the next 2%"."""
    if not tiers:
        return gettext("no match")
    first, *others = tiers
    words = [gettext("%(rate)s of the first %(part)s") % {"rate": share(first.rate), "part": share(first.upto)}]
    before = first.upto
    for tier in others:
        words.append(gettext("%(rate)s of the next %(part)s") % {"rate": share(tier.rate), "part": share(tier.upto - before)})
        before = tier.upto
    return listed(words)


def belief(view: View, key: str) -> str:
    """A belief about one asset, named after its rule; `key` is its place among the four."""
    if key == "sponsors":
        return gettext("A seller’s claim")
    if view.wiped_out_once:
        return gettext("Goes to zero once")
    return _RULES[view.rule](view)


def belief_about(assumptions: Assumptions, sleeve: Sleeve, key: str) -> str:
    """A belief about what the sleeve holds; about a mix, the name of its place among the four."""
    keys = held(sleeve)
    return belief(assumptions.classes[keys[0]].views[key], key) if len(keys) == 1 else gettext(BELIEFS[key])


_RULES: Mapping[str, Callable[[View], str]] = {
    "priced": lambda view: gettext("Priced like other risky assets"),
    "like_us_stocks": lambda view: gettext("Grows like US stocks"),
    "typical": lambda view: gettext("A stated growth"),
    "average": lambda view: gettext("The survey in full") if view.fee_waived else gettext("The survey, less costs"),
}
