"""Two to four answers of one client side by side, on the same futures."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.busy import bounded
from advisor.clients.access import client_for
from advisor.clients.models import Client
from advisor.clients.scenarios import Listed, listed
from advisor.clients.unlike import unlike
from advisor.compare.answering import answered
from advisor.learn.check import gate
from advisor.present.comparison import Comparison
from advisor.present.side_by_side import Kept, side_by_side
from advisor.requests import HtmxRequest
from scenarios.side_by_side import against_first

FEWEST, MOST = 2, 4


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
@bounded
def compare(request: HtmxRequest, client_id: str) -> HttpResponse:
    """By POST those that were ticked, in the order in which they were kept: the first is the one to start from."""
    client = client_for(user_of(request), client_id)
    there = [line for line in reversed(listed(client)) if line.can_be_asked]
    ticked = request.POST.getlist("scenario")
    chosen = [line for line in there if line.scenario.id in ticked]
    if request.method != "POST":
        return pick_page(request, client, there, chosen)
    if not FEWEST <= len(chosen) <= MOST:
        return pick_page(request, client, there, chosen, problem=gettext("Tick two, three or four answers."), status=422)
    if (check := gate(request, [line.form.question().sleeve for line in chosen], "clients:compare", client.id)) is not None:
        return check
    return pick_page(request, client, there, chosen, comparison=compared(chosen))


def compared(chosen: Sequence[Listed]) -> Comparison:
    """They are valid."""
    forms = [line.form for line in chosen]
    questions = [form.question() for form in forms]
    against = (None, *against_first(questions))
    kept = [
        Kept(name=line.scenario.name, answer=answer, against=other)
        for line, answer, other in zip(chosen, answered(questions), against, strict=True)
    ]
    return side_by_side(kept, list(unlike(forms)), get_language() or "en")


def pick_page(
    request: HtmxRequest,
    client: Client,
    there: Sequence[Listed],
    chosen: Sequence[Listed],
    *,
    comparison: Comparison | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    about = {"client": client, "there": there, "chosen": chosen, "comparison": comparison, "problem": problem}
    return render(request, "clients/compare.html", about, status=status)
