"""What several views begin and end with."""

from collections.abc import Callable
from functools import wraps
from smtplib import SMTPException

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from advisor.accounts import codes, services
from advisor.accounts.carried import Carried, NotUnderstood, carried
from advisor.accounts.models import User
from advisor.accounts.signing_in import way_back
from advisor.requests import HtmxRequest, see_other

View = Callable[[HtmxRequest], HttpResponse]


def may_carry(view: Callable[[HtmxRequest, Carried | None], HttpResponse]) -> View:
    """Hands the view the figures that came with the request, if any did; those that cannot be read get a page that says so."""

    @wraps(view)
    def respond(request: HtmxRequest) -> HttpResponse:
        try:
            figures = carried(request)
        except NotUnderstood:
            return render(request, "accounts/not_understood.html", status=422)
        return view(request, figures)

    return respond


def keep_and_show(request: HtmxRequest, user: User, figures: Carried | None) -> HttpResponse:
    """Keep what was carried, if anything was, and show all that is kept; who came for a page of their own goes back to it."""
    if not figures and (page := way_back(request)):
        return HttpResponseRedirect(page, status=303)
    if figures:
        try:
            services.keep(user, figures)
        except services.Full:
            return render(request, "accounts/full.html", {"carried": figures, "most": services.MOST}, status=409)
    return see_other("accounts:kept")


def mailed(request: HtmxRequest, *, email: str, purpose: codes.Purpose) -> bool:
    """Send a code. False when the mail server did not take it."""
    try:
        codes.send(request, email=email, purpose=purpose)
    except (SMTPException, OSError):
        return False
    return True
