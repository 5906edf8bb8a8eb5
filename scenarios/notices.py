"""Which risk notices a choice calls for: keys, not words."""

from scenarios.assumptions import CRYPTO_CLASSES, PRIVATE_CLASSES, Assumptions
from scenarios.inputs import Sleeve


def notices_for(sleeve: Sleeve, assumptions: Assumptions) -> tuple[str, ...]:
    """Keys of the edition's notices in its order: those that always apply, and those for what the sleeve really holds."""
    held = {key for key, share in sleeve.mix.items() if share > 0 and sleeve.weight > 0}
    applies = {
        "always": True,
        "sleeve": bool(held),
        "crypto": not held.isdisjoint(CRYPTO_CLASSES),
        "private": not held.isdisjoint(PRIVATE_CLASSES),
    }
    return tuple(notice.key for notice in assumptions.notices if applies[notice.applies])
