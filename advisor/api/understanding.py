"""The check of understanding in a frame, which has no cookie to remember it by: the form carries a proof that it was passed.

The proof is signed, good for this widget, for the assets that it names, and for half a day. It says nothing about its bearer.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, TimestampSigner
from django.http import QueryDict

from advisor.api.models import Widget
from advisor.learn.attempt import Attempt, first, sent, unjudged
from advisor.learn.check import about, questions_on
from scenarios.inputs import Sleeve

PROOF = "check_proof"  # both are fields of the form
ROUND = "check_about"  # the asset that the answers are about
GOOD_FOR = 12 * 3600  # seconds

_signer = TimestampSigner(salt="advisor.api.understanding")


@dataclass(frozen=True, kw_only=True)
class Understood:
    """`attempt` is what is still to be answered about `held`, None if nothing is."""

    held: str
    attempt: Attempt | None
    proof: str


def understood(data: QueryDict, widget: Widget, sleeve: Sleeve, *, judged: bool) -> Understood:
    """Where somebody stands who wants to see this sleeve. With `judged` a round of answers counts; else it is shown as it was sent."""
    held, proof = about([sleeve]), data.get(PROOF, "")
    passed = proven(proof, widget)
    if not held or held in passed:
        return Understood(held=held, attempt=None, proof=proof if passed else "")
    questions = questions_on(held)
    if data.get(ROUND) != held:
        return Understood(held=held, attempt=first(questions), proof=proof)
    attempt = sent(questions, data) if judged else unjudged(questions, data)
    if judged and attempt.passed:
        return Understood(held=held, attempt=None, proof=prove(widget, {*passed, held}))
    return Understood(held=held, attempt=attempt, proof=proof)


def prove(widget: Widget, assets: set[str]) -> str:
    return _signer.sign(" ".join([widget.id, *sorted(assets)]))


def proven(proof: str, widget: Widget) -> frozenset[str]:
    """The assets whose check was passed; none by a proof that is too old, of another widget, or not ours."""
    try:
        of, *assets = _signer.unsign(proof, max_age=GOOD_FOR).split(" ")
    except BadSignature:
        return frozenset()
    return frozenset(assets) if of == widget.id else frozenset()
