"""Keeping an answer for a client: the figures of the answer page travel as hidden fields until the client is chosen."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from advisor.accounts.carried import Carried, NotUnderstood, carried, pairs
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.clients import in_mind, scenarios, services
from advisor.clients.access import client_for
from advisor.clients.forms import NewClientForm
from advisor.clients.models import Client
from advisor.clients.views.book import looked_for, no_room
from advisor.clients.views.scenarios import no_room as no_room_for
from advisor.firms.access import member_for
from advisor.firms.models import FirmMember
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def keep(request: HtmxRequest) -> HttpResponse:
    """By POST with figures: for the client who was picked, for a new one, or else the page to pick one."""
    user = user_of(request)
    member = member_for(user)
    try:
        figures = carried(request)
    except NotUnderstood:
        return render(request, "accounts/not_understood.html", status=422)
    if figures is None:
        return redirect("clients:book")
    if switched(request) or not {"client", "new"} & request.POST.keys():
        return keep_page(request, figures, NewClientForm(initial=request.POST.dict()))
    if "client" in request.POST:
        return keep_for(request, client_for(user, request.POST["client"]), figures)
    return keep_for_new(request, member, figures)


def keep_for(request: HtmxRequest, client: Client, figures: Carried) -> HttpResponse:
    try:
        scenarios.keep_for(client=client, carried=figures)
    except scenarios.Full:
        return keep_page(request, figures, NewClientForm(), problem=no_room_for(client.name), status=409)
    in_mind.forget(request)
    return see_other("clients:client", client.id)


def keep_for_new(request: HtmxRequest, member: FirmMember, figures: Carried) -> HttpResponse:
    form = NewClientForm(request.POST)
    if not form.is_valid():
        return keep_page(request, figures, form, status=422)
    try:
        with transaction.atomic():
            client = services.add_client(member=member, name=form.cleaned_data["new_client"])
            scenarios.keep_for(client=client, carried=figures)
    except services.TooManyClients:
        form.add_error("new_client", no_room())
        return keep_page(request, figures, form, status=409)
    in_mind.forget(request)
    return see_other("clients:client", client.id)


def keep_page(request: HtmxRequest, figures: Carried, form: NewClientForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    about = {"found": looked_for(request), "words": request.POST.get("words", ""), "form": form, "problem": problem}
    return render(request, "clients/keep.html", about | {"figures": figures, "hidden": pairs(figures.typed)}, status=status)
