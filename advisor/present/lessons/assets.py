"""One asset of a sleeve as the edition has it: its figures, and each belief about it with the reason."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.edition import rows
from advisor.present.edition.shapes import Fold
from advisor.present.figures import points, rate
from advisor.present.sections.beliefs import reason
from scenarios.assumptions import PRIVATE_CLASSES, Assumptions, View
from scenarios.inputs import Beliefs
from scenarios.terms import outlook


@dataclass(frozen=True, kw_only=True)
class Held:
    """One belief about an asset: `rows` are pairs of a name and a figure."""

    name: str
    reason: str
    source: str
    published: str
    rows: tuple[tuple[str, str], ...]


def asset_figures(assumptions: Assumptions, asset: str) -> Fold:
    """Every figure about it with its source: its own, its link with US stocks and, for a private one, how prices and sales work.
    The notes, for people who know the words, stay on the page of assumptions."""
    parts = [f"classes.{asset}.", f"correlations.us_stocks/{asset}", *(["private."] if asset in PRIVATE_CLASSES else [])]
    return Fold(
        name=gettext("What this model assumes about %(asset)s") % {"asset": names.asset(asset)},
        rows=tuple(replace(row, note="") for part in parts for row in rows.of(assumptions, part, leave_out=".views.")),
    )


def asset_beliefs(assumptions: Assumptions, asset: str) -> tuple[Held, ...]:
    return tuple(_held(assumptions, asset, key, view) for key, view in assumptions.classes[asset].views.items())


def _held(assumptions: Assumptions, asset: str, key: str, view: View) -> Held:
    said = outlook(assumptions, Beliefs(), asset, key)
    average, typical = rate(said.average), rate(said.typical)
    if view.wiped_out_once:
        average, typical = gettext("%(rate)s, then zero") % {"rate": average}, "–"
    return Held(
        name=names.belief(view, key),
        reason=reason(view, round(assumptions.defaults.retirement_age.value)),
        source=view.source.publisher,
        published=view.source.published,
        rows=(
            (gettext("Average year"), average),
            (gettext("Typical growth"), typical),
            (gettext("Beyond its risk"), points(said.over_priced)),
        ),
    )
