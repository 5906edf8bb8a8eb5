"""Who asks, what the plan allows, what is chosen and what is believed: frozen, checked once, money in today's dollars a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES, VIEWS, Assumptions, MatchTier
from scenarios.errors import Fault, InputError

MIN_AGE, MAX_AGE, MAX_YEARS = 18, 104, 80
MAX_MONEY = 1e9
MAX_PAY_GROWTH = 0.1  # a year above prices, up or down
MAX_NONELECTIVE = 0.25  # of pay: what an employer can deduct, 26 U.S.C. 404(a)(3)
BELOW_ALL = 0.9999  # of pay: a contribution of 1 or more is dollars in the terminal's contract
ASKS = ("views", "sweep", "break_even", "largest_sleeve", "stress", "tornado", "instead", "effects", "early_withdrawal", "nominal")
MODELS = ("regimes", "history", "lognormal")
FILINGS = ("single", "joint", "head_of_household")
FIRST_CLAIM, LAST_CLAIM = 62, 70  # ages at which Social Security may be claimed: of first eligibility, and until which waiting is credited


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """The deferral grows by `step` (share of pay) each year until it reaches `ceiling`."""

    step: float = 0.0
    ceiling: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Household:
    """A worker. `age` is the age attained in the edition's year; work ends on reaching `retirement_age`.

    `contribution` is a share of pay (`contribution_unit` "share") or dollars a year ("dollars"), the worker's own part.
    `balance` is the pre-tax account, `roth_balance` the Roth account beside it; `roth_share` of the worker's own part goes
    to Roth. `income_goal` is what is to be spent a year in retirement after federal tax, as a share of final pay.
    `social_security` is "estimate", "none" or dollars a month at `claim_age`; with `social_security_payable` "trustees" it
    is cut to the share that the trustees expect to be payable. `longevity` says for how long the goal is to be met: to
    `plan_to_age` ("fixed"), or for as long as the person lives by the period life table ("life_table").
    """

    age: int
    balance: float
    contribution: float
    contribution_unit: Literal["share", "dollars"]
    pay: float
    pay_growth: float = 0.0
    retirement_age: int = 67
    plan_to_age: int = 95
    escalation: Escalation = field(default_factory=Escalation)
    roth_balance: float = 0.0
    roth_share: float = 0.0
    income_goal: float = 0.75
    social_security: Literal["estimate", "none"] | float = "estimate"
    social_security_payable: Literal["full", "trustees"] = "full"
    claim_age: int = 67
    filing: Literal["single", "joint", "head_of_household"] = "single"
    longevity: Literal["fixed", "life_table"] = "fixed"

    def __post_init__(self) -> None:
        faults = [
            *_within("household.age", self.age, MIN_AGE, MAX_AGE, "years"),
            *_within("household.balance", self.balance, 0, MAX_MONEY, "dollars"),
            *_within("household.pay", self.pay, 0, MAX_MONEY, "dollars a year"),
            *_within("household.pay_growth", self.pay_growth, -MAX_PAY_GROWTH, MAX_PAY_GROWTH, "a share a year above prices"),
            *_within("household.escalation.step", self.escalation.step, 0, 0.1, "a share of pay"),
            *_within("household.escalation.ceiling", self.escalation.ceiling, 0, 1, "a share of pay"),
            *_within("household.roth_balance", self.roth_balance, 0, MAX_MONEY, "dollars"),
            *_within("household.roth_share", self.roth_share, 0, 1, "a share of your own contribution"),
            *_within("household.income_goal", self.income_goal, 0, 2, "a share of final pay"),
            *_within("household.claim_age", self.claim_age, FIRST_CLAIM, LAST_CLAIM, "years"),
            *_one_of("household.social_security_payable", self.social_security_payable, ("full", "trustees")),
            *_one_of("household.filing", self.filing, FILINGS),
            *_one_of("household.longevity", self.longevity, ("fixed", "life_table")),
        ]
        if isinstance(self.social_security, str):
            faults += _one_of("household.social_security", self.social_security, ("estimate", "none"))
        else:
            faults += _within("household.social_security", self.social_security, 0, 10_000, "dollars a month at the claim age")
        if self.contribution_unit == "share":
            faults += _within("household.contribution", self.contribution, 0, BELOW_ALL, "a share of pay")
        else:
            faults += _within("household.contribution", self.contribution, 1 if self.contribution else 0, MAX_MONEY, "dollars a year")
            if self.escalation.step:
                faults.append(
                    Fault(
                        code="escalation_needs_share",
                        key="household.escalation.step",
                        given=self.escalation.step,
                        accepted="0 when the contribution is in dollars; give the contribution as a share of pay to let it grow",
                    )
                )
        if not faults:
            faults += _within("household.retirement_age", self.retirement_age, self.age, MAX_AGE, "years, not below the age")
            faults += _within(
                "household.plan_to_age",
                self.plan_to_age,
                max(self.retirement_age, self.age) + 1,
                min(MAX_AGE + 1, self.age + MAX_YEARS),
                "years, above the retirement age",
            )
        _raise(faults)

    @property
    def working_years(self) -> int:
        """Plan years with contributions: from this year until the year before `retirement_age` is reached."""
        return self.retirement_age - self.age

    @property
    def years(self) -> int:
        """All plan years, to the year before `plan_to_age` is reached."""
        return self.plan_to_age - self.age


@dataclass(frozen=True, kw_only=True)
class Pause:
    """No new money goes into an asset for `years` plan years after a year in which it fell by `fall` or more."""

    fall: float
    years: int


@dataclass(frozen=True, kw_only=True)
class PlanRules:
    """What the employer's plan pays and allows.

    `nonelective` is the share of pay that the employer pays in whether or not the worker pays in anything.
    `ramp_years` is how many years the sleeve takes to reach its weight (0 or 1: at once). Over the last `taper_years`
    before retirement the cap falls in a straight line to `taper_floor`. `rebalance` at each year's end: "yearly" to the
    target, "band" only when the sleeve is more than `band` of the account away from it, "never". Above the cap the plan
    sells ("sell"), or only stops new money ("stop"). `gates`: private funds may limit what is sold (see sleeve.py).
    """

    match: tuple[MatchTier, ...]
    nonelective: float = 0.0
    menu: tuple[str, ...] = SLEEVE_CLASSES
    cap: float = 0.10
    asset_caps: Mapping[str, float] = field(default_factory=dict)
    ramp_years: int = 0
    taper_years: int = 0
    taper_floor: float = 0.0
    rebalance: Literal["yearly", "band", "never"] = "yearly"
    band: float | None = None
    over_cap: Literal["sell", "stop"] = "sell"
    pause: Pause | None = None
    core: str = "target_date_index"
    gates: bool = True

    def __post_init__(self) -> None:
        faults = [
            *_within("plan.nonelective", self.nonelective, 0, MAX_NONELECTIVE, "a share of pay"),
            *_within("plan.cap", self.cap, 0, 1, "a share of the account"),
            *_one_of("plan.rebalance", self.rebalance, ("yearly", "band", "never")),
            *_one_of("plan.over_cap", self.over_cap, ("sell", "stop")),
            *_within("plan.ramp_years", self.ramp_years, 0, MAX_YEARS, "years"),
            *_within("plan.taper_years", self.taper_years, 0, MAX_YEARS, "years"),
            *_within("plan.taper_floor", self.taper_floor, 0, self.cap, "a share of the account, not above the cap"),
            *(
                fault
                for key, cap in self.asset_caps.items()
                for fault in _within(f"plan.asset_caps.{key}", cap, 0, 1, "a share of the account")
            ),
            *(_unknown("plan.menu", key, SLEEVE_CLASSES) for key in self.menu if key not in SLEEVE_CLASSES),
            *(_unknown("plan.asset_caps", key, SLEEVE_CLASSES) for key in self.asset_caps if key not in SLEEVE_CLASSES),
        ]
        if self.rebalance == "band" and self.band is None:
            faults.append(
                Fault(code="band_missing", key="plan.band", given=None, accepted="0 to 1, a share of the account, with rebalance = band")
            )
        if self.rebalance != "band" and self.band is not None:
            faults.append(Fault(code="band_unused", key="plan.band", given=self.band, accepted="a band only with rebalance = band"))
        if self.band is not None:
            faults += _within("plan.band", self.band, 0, 1, "a share of the account")
        if self.pause is not None:
            faults += _within("plan.pause.fall", self.pause.fall, 0.01, 0.99, "a share of the asset's value")
            faults += _within("plan.pause.years", self.pause.years, 1, MAX_YEARS, "years")
        reached = 0.0
        for number, tier in enumerate(self.match):
            faults += _within(f"plan.match[{number}].rate", tier.rate, 0, 10, "dollars for each dollar of yours")
            faults += _within(f"plan.match[{number}].upto", tier.upto, reached, 1, "a share of pay, not below the tier before it")
            reached = max(reached, tier.upto)
        _raise(faults)


@dataclass(frozen=True, kw_only=True)
class Sleeve:
    """The chosen weight of the account (default 0) and the mix inside it, shares that add to 1."""

    weight: float = 0.0
    mix: Mapping[str, float] = field(default_factory=lambda: {"bitcoin": 1.0})

    def __post_init__(self) -> None:
        faults = [
            *_within("sleeve.weight", self.weight, 0, 1, "a share of the account"),
            *(fault for key, share in self.mix.items() for fault in _within(f"sleeve.mix.{key}", share, 0, 1, "a share of the sleeve")),
            *(_unknown("sleeve.mix", key, SLEEVE_CLASSES) for key in self.mix if key not in SLEEVE_CLASSES),
        ]
        if not faults and abs(sum(self.mix.values()) - 1) > 1e-9:
            faults.append(Fault(code="mix_sum", key="sleeve.mix", given=dict(self.mix), accepted="shares that add to 1"))
        _raise(faults)


@dataclass(frozen=True, kw_only=True)
class ClassBelief:
    """What the user believes about one class in place of the edition. None keeps the edition's figure."""

    average_return: float | None = None
    volatility: float | None = None
    fee: float | None = None
    wipeout: float | None = None


@dataclass(frozen=True, kw_only=True)
class Beliefs:
    """The edition, the draw, and any assumption the user replaced. `seed` and `paths` None take the edition's.

    `smoothing`: private assets are bought and sold at a reported value that lags the economic one; None is yes under
    "regimes" and no under the other models. `recentre` (model "history"): history's averages are moved to the edition's.
    """

    edition: str = "2026-11"
    view: str = "neutral"
    model: Literal["regimes", "history", "lognormal"] = "regimes"
    seed: int | None = None
    paths: int | None = None
    mean_uncertainty: bool | None = None
    smoothing: bool | None = None
    recentre: bool = True
    classes: Mapping[str, ClassBelief] = field(default_factory=dict)
    correlations: Mapping[tuple[str, str], float] = field(default_factory=dict)
    inflation: float | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.view not in VIEWS:
            faults.append(_unknown("beliefs.view", self.view, VIEWS))
        if self.model not in MODELS:
            faults.append(_unknown("beliefs.model", self.model, MODELS))
        if self.seed is not None:
            faults += _within("beliefs.seed", self.seed, 0, 2**32 - 1, "a whole number")
        if self.paths is not None:
            faults += _within("beliefs.paths", self.paths, 100, 100_000, "a whole number of futures")
            if self.paths % 100 and 100 < self.paths < 100_000:
                faults.append(
                    Fault(code="out_of_range", key="beliefs.paths", given=self.paths, accepted="100 to 100000, in whole hundreds")
                )
        if self.inflation is not None:
            faults += _within("beliefs.inflation", self.inflation, -0.02, 0.15, "a share a year")
        for key, belief in self.classes.items():
            path = f"beliefs.classes.{key}"
            if key not in CLASSES:
                faults.append(_unknown("beliefs.classes", key, CLASSES))
            if key not in SLEEVE_CLASSES and belief.fee is not None:
                faults.append(
                    Fault(
                        code="core_class_fee",
                        key=f"{path}.fee",
                        given=belief.fee,
                        accepted="a fee on a sleeve class; core classes are held through the core fund, whose fee comes with plan.core",
                    )
                )
            if key not in CRYPTO_CLASSES and belief.wipeout is not None:
                faults.append(_unknown(f"{path}.wipeout", str(belief.wipeout), CRYPTO_CLASSES))
            for name, value, low, high in (
                ("return", belief.average_return, -0.5, 1.0),
                ("volatility", belief.volatility, 0.0, 3.0),
                ("fee", belief.fee, 0.0, 0.1),
                ("wipeout", belief.wipeout, 0.0, 0.5),
            ):
                if value is not None:
                    faults += _within(f"{path}.{name}", value, low, high, "a share a year")
        for pair, value in self.correlations.items():
            faults += [_unknown("beliefs.correlations", key, CLASSES) for key in pair if key not in CLASSES]
            faults += _within("beliefs.correlations." + "/".join(pair), value, -0.99, 0.99, "a correlation")
        _raise(faults)

    @property
    def uncertain(self) -> bool:
        """Whether the averages are in doubt: as said, else under every model but the one-regime one."""
        return self.model != "lognormal" if self.mean_uncertainty is None else self.mean_uncertainty

    @property
    def smoothed(self) -> bool:
        """Whether private assets are reported behind their economic value: as said, else under regimes."""
        return self.model == "regimes" if self.smoothing is None else self.smoothing


@dataclass(frozen=True, kw_only=True)
class Question:
    """All that an answer depends on. `ask` names the extras wanted beside the paired answer (see ASKS); `within` is how far
    the largest sleeve may lower the baseline's worst-5 average, as a share of it."""

    household: Household
    plan: PlanRules
    sleeve: Sleeve
    beliefs: Beliefs
    ask: tuple[str, ...] = ()
    within: float = 0.05

    def __post_init__(self) -> None:
        _raise(_within("within", self.within, 0, 1, "a share of the baseline's worst-5 average"))


def check_choice(plan: PlanRules, sleeve: Sleeve) -> None:
    """Refuse a sleeve that the plan does not allow: above a cap, or with an asset that is not on the menu."""
    faults = []
    if sleeve.weight > plan.cap:
        faults.append(Fault(code="above_cap", key="sleeve.weight", given=sleeve.weight, accepted=f"0 to {plan.cap:g}, the plan's cap"))
    for key, share in sleeve.mix.items():
        if share > 0 and sleeve.weight > 0 and key not in plan.menu:
            faults.append(
                Fault(
                    code="not_on_menu", key=f"sleeve.mix.{key}", given=share, accepted="assets on the plan's menu: " + ", ".join(plan.menu)
                )
            )
        limit = plan.asset_caps.get(key)
        if limit is not None and sleeve.weight * share > limit + 1e-12:
            faults.append(
                Fault(
                    code="above_asset_cap",
                    key=f"sleeve.mix.{key}",
                    given=round(sleeve.weight * share, 10),
                    accepted=f"0 to {limit:g} of the account, the plan's cap for {key}",
                )
            )
    _raise(faults)


def missing_views(mix: Mapping[str, float], view: str, assumptions: Assumptions) -> list[Fault]:
    """A fault for each class of the mix for which the edition has no such view."""
    return [
        Fault(code="view_missing", key="beliefs.view", given=view, accepted=f"for {key}: " + ", ".join(assumptions.classes[key].views))
        for key, share in mix.items()
        if share > 0 and view not in assumptions.classes[key].views
    ]


def _within(key: str, given: float, low: float, high: float, unit: str) -> list[Fault]:
    if isinstance(given, (int, float)) and low <= given <= high:
        return []
    return [Fault(code="out_of_range", key=key, given=given, accepted=f"{low:g} to {high:g}, {unit}")]


def _unknown(key: str, given: str, known: tuple[str, ...]) -> Fault:
    return Fault(code="unknown", key=key, given=given, accepted=", ".join(known))


def _one_of(key: str, given: str, known: tuple[str, ...]) -> list[Fault]:
    return [] if given in known else [_unknown(key, given, known)]


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise InputError(*faults)
