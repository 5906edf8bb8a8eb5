"""What several views of a plan begin and end with."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from advisor.plans.models import Plan
from advisor.requests import HtmxRequest


def asked(request: HtmxRequest, plan: Plan, *, heading: str, lead: str, yes: str, no: str, back: str = "plans:plan") -> HttpResponse:
    """The page that asks once more before something goes."""
    about = {"plan": plan, "heading": heading, "lead": lead, "yes": yes, "no": no, "back": reverse(back, args=[plan.id])}
    return render(request, "plans/asked.html", about)


def link_of(request: HtmxRequest, plan: Plan) -> str:
    """What participants get, on paper too. It names no language: who opens it may pick one."""
    with override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(reverse("plans:enter", args=[plan.link]))
