"""The page that asks once more before something goes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from advisor.plans.models import Plan
from advisor.requests import HtmxRequest


def asked(request: HtmxRequest, plan: Plan, *, heading: str, lead: str, yes: str, no: str, back: str = "") -> HttpResponse:
    """`back` is the address for who says no: without one, of the plan."""
    about = {"plan": plan, "heading": heading, "lead": lead, "yes": yes, "no": no, "back": back or reverse("plans:plan", args=[plan.id])}
    return render(request, "plans/asked.html", about)
