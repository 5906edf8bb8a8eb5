"""Who did what in a firm, in words, for its people. What an adviser does with clients is not among it."""

from advisor.accounts import audit
from advisor.accounts.audit import Acted
from advisor.firms.actions import Action
from advisor.firms.models import Firm

MOST = 50  # on the page


def acts_of(firm: Firm) -> tuple[tuple[Acted, ...], bool]:
    """Newest first, and whether there are more."""
    found = audit.acts_of(firm.id, most=MOST + 1, only=Action.values)
    shown = tuple(Acted(at=act.at, who=act.who, what=str(Action(act.action).label)) for act in found[:MOST])
    return shown, len(found) > MOST
