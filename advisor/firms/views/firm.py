"""A firm as a whole: its start, what it is, and its end."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.asking import asked_once_more
from advisor.firms import belongings, services
from advisor.firms.access import member_for, place_of
from advisor.firms.acts import acts_of
from advisor.firms.forms import FirmForm
from advisor.firms.models import FirmMember, FirmRole
from advisor.languages import switched
from advisor.present.figures import number
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def firm(request: HtmxRequest) -> HttpResponse:
    """For who belongs to none, a form that starts one."""
    own = place_of(user_of(request))
    if own:
        return firm_page(request, own)
    if request.method != "POST" or switched(request):
        return render(request, "firms/start.html", {"form": FirmForm(initial=request.POST.dict())})
    form = FirmForm(request.POST)
    if not form.is_valid():
        return render(request, "firms/start.html", {"form": form}, status=422)
    with suppress(services.InAFirm):  # by another click, or an invitation
        services.start_firm(user=user_of(request), **form.cleaned_data)
    return see_other("firms:firm")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def delete(request: HtmxRequest) -> HttpResponse:
    own = member_for(user_of(request), FirmRole.LEAD)
    if own.firm.members.count() > 1:
        return render(request, "firms/others_belong.html", {"firm": own.firm}, status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return delete_page(request, own)
    try:
        services.delete_firm(firm=own.firm, user=user_of(request))
    except services.OthersBelong:  # since a moment ago
        return see_other("firms:delete")
    return see_other("firms:firm")


def firm_page(request: HtmxRequest, own: FirmMember) -> HttpResponse:
    acts, more_acts = acts_of(own.firm)
    members = own.firm.members.select_related("user").order_by("user__email")
    about = {"firm": own.firm, "own": own, "members": members, "may_lead": own.role == FirmRole.LEAD}
    return render(request, "firms/firm.html", about | {"acts": acts, "more_acts": more_acts})


def delete_page(request: HtmxRequest, own: FirmMember) -> HttpResponse:
    return asked_once_more(
        request,
        heading=gettext("Delete “%(firm)s”?") % {"firm": own.firm.name},
        lead=what_goes(belongings.clients_of(own)),
        yes=gettext("Delete the firm"),
        no=gettext("Keep the firm"),
        back=reverse("firms:firm"),
        crumb="firms/_crumb.html",
        firm=own.firm,
    )


def what_goes(clients: int) -> str:
    if not clients:
        return gettext("Its look and its links are gone at once. This cannot be undone.")
    words = ngettext(
        "Your client goes with it, and so do all reports. This cannot be undone.",
        "Your %(clients)s clients go with it, and so do all reports. This cannot be undone.",
        clients,
    )
    return words % {"clients": number(clients)}
