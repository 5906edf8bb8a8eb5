"""One client: who it is, answers, notes; and the end of it all."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.asking import asked_once_more
from advisor.clients import in_mind, services
from advisor.clients.access import client_for
from advisor.clients.forms import ClientForm
from advisor.clients.models import Client
from advisor.clients.pages import client_page
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_safe
@needs_passkey
def client(request: HtmxRequest, client_id: str) -> HttpResponse:
    return client_page(request, client_for(user_of(request), client_id))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def edit(request: HtmxRequest, client_id: str) -> HttpResponse:
    found = client_for(user_of(request), client_id)
    if request.method != "POST":
        return edit_page(request, found, ClientForm(initial={"name": found.name, "email": found.email, "tags": ", ".join(found.tags)}))
    if switched(request):
        return edit_page(request, found, ClientForm(initial=request.POST.dict()))
    form = ClientForm(request.POST)
    if not form.is_valid():
        return edit_page(request, found, form, status=422)
    services.change_client(client=found, **form.cleaned_data)
    return see_other("clients:client", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def delete(request: HtmxRequest, client_id: str) -> HttpResponse:
    found = client_for(user_of(request), client_id)
    if request.method != "POST":
        return asked_once_more(
            request,
            heading=gettext("Delete “%(client)s”?") % {"client": found.name},
            lead=gettext("Answers, notes, links and kept reports are gone at once. This cannot be undone."),
            yes=gettext("Delete the client"),
            no=gettext("Keep the client"),
            back=reverse("clients:client", args=[found.id]),
            crumb="clients/_crumb.html",
            client=found,
        )
    services.delete_client(client=found)
    return see_other("clients:book")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def new_answer(request: HtmxRequest, client_id: str) -> HttpResponse:
    """By POST: the planner opens, and knows for whom."""
    found = client_for(user_of(request), client_id)
    if request.method != "POST":
        return see_other("clients:client", found.id)
    in_mind.have_in_mind(request, found)
    return see_other("planner:start")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def end_answer(request: HtmxRequest, client_id: str) -> HttpResponse:
    """By POST: the next answer is for nobody in particular."""
    found = client_for(user_of(request), client_id)
    if request.method == "POST":
        in_mind.forget(request)
    return see_other("clients:client", found.id)


def edit_page(request: HtmxRequest, found: Client, form: ClientForm, *, status: int = 200) -> HttpResponse:
    return render(request, "clients/edit.html", {"client": found, "form": form}, status=status)
