"""Whoever comes by a plan's link: they see its rules, and use them if they wish, until they leave. Nobody is told who they are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from advisor.plans.entered import at, gone
from advisor.requests import HtmxRequest, see_other
from advisor.visitor import DAYS, remember_plan


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HtmxRequest, link: str) -> HttpResponse:
    plan = at(link)
    if plan is None:
        return gone(request, link)
    if request.method != "POST":
        return render(request, "plans/enter.html", {"plan": plan, "days": DAYS})
    response = see_other("planner:start")
    remember_plan(request, response, link)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HtmxRequest) -> HttpResponse:
    response = see_other("planner:start")
    if request.method == "POST":
        remember_plan(request, response, "")
    return response
