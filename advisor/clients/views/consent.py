"""Somebody who keeps answers shares some with an adviser, sees who has copies, and takes them back. No passkey: they are their own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.signing_in import user_of
from advisor.asking import asked_once_more
from advisor.clients import codes
from advisor.clients import consent as agreeing
from advisor.clients.consent_forms import OfferForm
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request: HtmxRequest) -> HttpResponse:
    """By POST a code is made, and shown this once."""
    user, is_sent = user_of(request), request.method == "POST" and not switched(request)
    form = OfferForm(request.POST if is_sent else None, kept=user.scenarios.all(), ticked=request.POST.getlist("scenario"))
    if not form.is_valid():
        return render(request, "clients/offer.html", {"form": form}, status=422 if is_sent else 200)
    code = agreeing.offer(user=user, scenarios=form.cleaned_data["scenario"])
    about = {"code": codes.as_shown(code), "offer": agreeing.waiting_offer(user), "scenarios": form.cleaned_data["scenario"]}
    return render(request, "clients/offer_code.html", about)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_offer(request: HtmxRequest) -> HttpResponse:
    if request.method == "POST":
        agreeing.end_offer(user=user_of(request))
    return see_other("accounts:kept")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HtmxRequest, client_id: str) -> HttpResponse:
    user = user_of(request)
    client = get_object_or_404(agreeing.consents(user), id=client_id)
    if request.method != "POST":
        return asked_once_more(
            request,
            heading=gettext("Take your answers back from %(firm)s?") % {"firm": client.firm.name},
            lead=gettext("The copies go at once, with answers that use your figures, links and reports. What the adviser typed stays."),
            yes=gettext("Take them back"),
            no=gettext("Leave it"),
            back=reverse("accounts:kept"),
        )
    agreeing.withdraw(user=user, client_id=client.id)
    return see_other("accounts:kept")
