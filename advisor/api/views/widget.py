"""Where the lead of a firm looks after its frame on foreign pages: which sites may show it, what to put there, its end."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.api import widgets
from advisor.api.models import Widget
from advisor.api.widget_form import WidgetForm
from advisor.asking import asked_once_more
from advisor.firms.access import member_for
from advisor.firms.models import Firm, FirmRole
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other, site_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def widget(request: HtmxRequest) -> HttpResponse:
    """By POST the sites are saved; the first time, this makes the frame."""
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    if request.method != "POST":
        return widget_page(request, firm, WidgetForm.of(widget_of(firm)))
    if switched(request):
        return widget_page(request, firm, WidgetForm(initial=request.POST.dict()))
    form = WidgetForm(request.POST)
    if not form.is_valid():
        return widget_page(request, firm, form, status=422)
    widgets.save_widget(firm=firm, user=user_of(request), origins=form.cleaned_data["origins"])
    return see_other("api:widget")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def delete(request: HtmxRequest) -> HttpResponse:
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    if widget_of(firm) is None:
        return redirect("api:widget")
    if request.method == "POST":
        widgets.turn_off(firm=firm, user=user_of(request))
        return see_other("api:widget")
    return asked_once_more(
        request,
        heading=gettext("Turn off the frame?"),
        lead=gettext("Where it stands now, it says that Ballast is no longer there. A new frame has a new address."),
        yes=gettext("Turn it off"),
        no=gettext("Keep it"),
        back=reverse("api:widget"),
        crumb="firms/_crumb.html",
        firm=firm,
    )


def widget_page(request: HtmxRequest, firm: Firm, form: WidgetForm, *, status: int = 200) -> HttpResponse:
    found = widget_of(firm)
    context = {"form": form, "firm": firm, "widget": found, "site": site_of(request)}
    if found:
        context["address"] = request.build_absolute_uri(reverse("api:embed", args=[found.id]))
    return render(request, "api/widget.html", context, status=status)


def widget_of(firm: Firm) -> Widget | None:
    return Widget.objects.filter(firm=firm).first()
