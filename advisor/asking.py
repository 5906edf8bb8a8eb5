"""The page that asks once more before something goes."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render

from advisor.requests import HtmxRequest


def asked_once_more(
    request: HtmxRequest,
    *,
    heading: str,
    lead: str,
    yes: str,
    no: str,
    back: str,
    crumb: str = "",
    hidden: Iterable[tuple[str, str]] = (),
    **place: object,
) -> HttpResponse:
    """`back` is the address for who says no. `crumb` is the template that says where one is, and `place` what it needs for that; what is
    `hidden` is sent along by who says yes."""
    about = {"heading": heading, "lead": lead, "yes": yes, "no": no, "back": back, "crumb": crumb, "hidden": hidden}
    return render(request, "asked.html", about | place)
