"""Whoever comes by the link of a letter: as by the plan's own link, but it is counted that one of the letters was opened."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from advisor.cohorts import links
from advisor.plans.entered import at, gone
from advisor.requests import HtmxRequest, see_other
from advisor.visitor import DAYS, remember_plan


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HtmxRequest, link: str, secret: str) -> HttpResponse:
    plan, invited = at(link), links.invited(link, secret)
    if plan is None or invited is None:
        return gone(request, link)
    if request.method != "POST":
        return render(request, "plans/enter.html", {"plan": plan, "days": DAYS, "by_letter": True})
    links.mark_opened(invited)
    response = see_other("planner:start")
    remember_plan(request, response, link, letter=secret)
    return response
