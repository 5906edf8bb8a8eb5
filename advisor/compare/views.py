"""Up to four sleeves or plans side by side on the same futures. Figures come by POST, travel as hidden fields and are kept nowhere."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from advisor.busy import bounded
from advisor.compare.answering import answered
from advisor.compare.forms import LETTERS, Column, columns
from advisor.learn.check import gate
from advisor.planner.asked import asked_afresh
from advisor.plans.entered import page
from advisor.present.comparison import comparison
from advisor.requests import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@bounded
def compare(request: HtmxRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("planner:start")
    person = asked_afresh(request)
    if not person.is_valid():
        return redirect("planner:answer", preserve_request=True)  # the page that words its errors
    shown = columns(request.POST, person)
    context = {
        "person": person,
        "plan": person.plan,
        "columns": shown,
        "can_add": len(shown) < len(LETTERS),
        "focus": focus(request.POST, shown),
    }
    if any(column.errors() for column in shown):
        return page(request, "compare/compare.html", context, status=422)
    questions = [column.question() for column in shown]
    if (check := gate(request, [question.sleeve for question in questions], "compare:compare")) is not None:
        return check
    own, *answers = answered([person.question(), *questions])
    return page(request, "compare/compare.html", context | {"comparison": comparison(own, answers, get_language() or "en")})


def focus(data: QueryDict, shown: list[Column]) -> str:
    """Where to go on after a button that is no longer there: the field or button of this id; empty to stay."""
    if "add" in data:
        return f"{shown[-1].letter}_weight"
    return "show" if "remove" in data else ""
