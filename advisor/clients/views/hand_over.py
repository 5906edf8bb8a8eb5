"""Clients for a colleague: whoever gives them picks to whom and can take them back; the colleague takes them or not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.clients import hand_over as handing
from advisor.clients.access import clients_of
from advisor.clients.hand_over_form import HandOverForm
from advisor.clients.services import TooManyClients
from advisor.clients.views.book import no_room
from advisor.firms.access import member_for
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def hand_over(request: HtmxRequest) -> HttpResponse:
    """Without a colleague it comes from the book, with clients ticked there."""
    user, is_sent = user_of(request), "to" in request.POST and not switched(request)
    form = HandOverForm(request.POST, judged=is_sent, own=clients_of(user), colleagues=handing.colleagues(user))
    if not form.is_valid():
        return render(request, "clients/hand_over.html", {"form": form, "waiting": handing.given_by(user)}, status=422 if is_sent else 200)
    handing.give(clients=form.chosen(), user=user, to=form.colleague())
    return see_other("clients:hand_over")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def take_back(request: HtmxRequest) -> HttpResponse:
    member_for(user_of(request))
    if request.method == "POST":
        handing.take_back(ids=request.POST.getlist("given"), user=user_of(request))
    return see_other("clients:hand_over")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def given(request: HtmxRequest) -> HttpResponse:
    """Names alone, until they are taken. By POST they are."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "clients/given.html", {"given": handing.given_to(user)})
    try:
        handing.take(ids=request.POST.getlist("given"), user=user)
    except TooManyClients:
        return render(request, "clients/given.html", {"given": handing.given_to(user), "problem": no_room()}, status=409)
    return see_other("clients:given")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def decline(request: HtmxRequest) -> HttpResponse:
    member_for(user_of(request))
    if request.method == "POST":
        handing.decline(ids=request.POST.getlist("given"), user=user_of(request))
    return see_other("clients:given")
