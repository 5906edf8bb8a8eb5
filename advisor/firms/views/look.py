"""How the firm's reports look: seen and changed by a lead. The logo is shown to all of the firm's people."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.firms import look
from advisor.firms.access import member_for
from advisor.firms.brand import brand_of
from advisor.firms.look_form import LookForm
from advisor.firms.models import FirmMember, FirmRole
from advisor.firms.refused import Refusal
from advisor.languages import switched
from advisor.receiving import is_too_large
from advisor.requests import HtmxRequest, see_other

REMOVE = "remove_logo"
NOTHING_ELSE = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"  # of the logo, should somebody open it by itself


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def brand(request: HtmxRequest) -> HttpResponse:
    member = member_for(user_of(request), FirmRole.LEAD)
    if request.method != "POST":
        return look_page(request, member, LookForm.of(member.firm))
    if switched(request):
        return look_page(request, member, LookForm(initial=request.POST.dict()))
    if REMOVE in request.POST:
        look.remove_logo(firm=member.firm, user=user_of(request))
        return see_other("firms:brand")
    form = LookForm(request.POST, request.FILES)
    if is_too_large(request):
        form.add_error("logo", Refusal.LARGE.label)
        return look_page(request, member, form, status=413)
    if not form.is_valid():
        return look_page(request, member, form, status=422)
    look.change(firm=member.firm, user=user_of(request), **form.cleaned_data)
    return see_other("firms:brand")


@require_safe
@needs_passkey
def logo(request: HtmxRequest) -> HttpResponse:
    firm = member_for(user_of(request)).firm
    if not firm.logo:
        raise Http404
    response = HttpResponse(bytes(firm.logo), content_type=firm.logo_type)
    response.headers["Content-Security-Policy"] = NOTHING_ELSE
    return response


def look_page(request: HtmxRequest, member: FirmMember, form: LookForm, status: int = 200) -> HttpResponse:
    """With the head of a report as it is kept now, whatever stands in the form."""
    member.firm.refresh_from_db()
    about = {"firm": member.firm, "form": form, "brand": brand_of(member), "remove": REMOVE}
    return render(request, "firms/brand.html", about, status=status)
