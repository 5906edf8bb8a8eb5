"""What several views of a plan show."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from advisor.plans.models import Plan
from advisor.requests import HtmxRequest


def link_of(request: HtmxRequest, plan: Plan) -> str:
    """What participants get, on paper too. It names no language: who opens it may pick one."""
    with override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(reverse("plans:enter", args=[plan.link]))
