"""An adviser types the code that somebody has given them, sees whose it is and what it holds, and copies it to a client."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts import limits
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.clients import consent
from advisor.clients.consent_forms import IntoForm, OfferCodeForm
from advisor.clients.models import Offer
from advisor.clients.scenarios import Full
from advisor.clients.services import TooManyClients
from advisor.clients.views.book import no_room
from advisor.clients.views.scenarios import no_room as no_room_for
from advisor.firms.access import member_for
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def take_code(request: HtmxRequest) -> HttpResponse:
    """By POST the code is looked up; copying comes after one more look."""
    member_for(user_of(request))
    if request.method != "POST" or switched(request):
        return code_page(request, OfferCodeForm(initial=request.POST.dict()))
    form, made = looked_up(request)
    return refused(request, form) if made is None else copy_page(request, into(request, made, sent=False), made)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def copy(request: HtmxRequest) -> HttpResponse:
    user = user_of(request)
    member_for(user)
    if request.method != "POST":
        return redirect("clients:import")
    form, made = looked_up(request)
    if made is None:
        return refused(request, form)
    choice = into(request, made, sent=not switched(request))
    if not choice.is_valid():
        return copy_page(request, choice, made, status=422 if choice.is_bound else 200)
    try:
        client = consent.accept(code=form.cleaned_data["code"], user=user, client=choice.client(), name=choice.cleaned_data["name"])
    except consent.NoOffer:  # somebody was quicker
        return refused(request, form)
    except TooManyClients:
        choice.add_error("into", no_room())
        return copy_page(request, choice, made, status=409)
    except Full:
        choice.add_error("into", no_room_for(choice.name_of_client()))
        return copy_page(request, choice, made, status=409)
    return see_other("clients:client", client.id)


def looked_up(request: HtmxRequest) -> tuple[OfferCodeForm, Offer | None]:
    """The offer of the code that was sent; without one, the form says why. Each look counts, of the second page too."""
    form = OfferCodeForm(request.POST)
    if not form.is_valid():
        return form, None
    if not limits.may_try_offer(request, by=user_of(request).email):
        form.add_error("code", gettext("Too many codes were tried. Try again in an hour."))
        return form, None
    try:
        return form, consent.offer_at(form.cleaned_data["code"])
    except consent.NoOffer:
        return form, None


def refused(request: HtmxRequest, form: OfferCodeForm) -> HttpResponse:
    if not form.errors:
        form.add_error("code", gettext("This code does not work. It may be used, ended, or older than seven days."))
    return code_page(request, form, status=422)


def into(request: HtmxRequest, made: Offer, *, sent: bool) -> IntoForm:
    given = {name: request.POST.get(name, "") for name in ("into", "name")}
    return IntoForm(request.POST if sent else None, clients=consent.clients_open_to(made, user_of(request)), initial=given)


def code_page(request: HtmxRequest, form: OfferCodeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "clients/import.html", {"form": form}, status=status)


def copy_page(request: HtmxRequest, form: IntoForm, made: Offer, *, status: int = 200) -> HttpResponse:
    about = {"form": form, "code": request.POST["code"], "email": made.participant.email, "scenarios": consent.offered(made)}
    return render(request, "clients/import_copy.html", about, status=status)
