"""The book: all clients of an adviser, searched and picked by tag. What is looked for comes by POST, since names are personal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.clients import services
from advisor.clients.access import clients_of
from advisor.clients.book import Found, found
from advisor.clients.forms import ClientForm
from advisor.clients.hand_over import given_to
from advisor.firms.access import member_for
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def book(request: HtmxRequest) -> HttpResponse:
    """The whole page; for htmx only what was found."""
    context = {"found": looked_for(request), "words": request.POST.get("words", ""), "tag": request.POST.get("tag", "")}
    if request.htmx:
        return render(request, "clients/_found.html", context)
    return render(request, "clients/book.html", context | {"given": given_to(user_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def new(request: HtmxRequest) -> HttpResponse:
    member = member_for(user_of(request))
    if request.method != "POST" or switched(request):
        return new_page(request, ClientForm(initial=request.POST.dict()))
    form = ClientForm(request.POST)
    if not form.is_valid():
        return new_page(request, form, status=422)
    try:
        client = services.add_client(member=member, **form.cleaned_data)
    except services.TooManyClients:
        form.add_error("name", no_room())
        return new_page(request, form, status=409)
    return see_other("clients:client", client.id)


def new_page(request: HtmxRequest, form: ClientForm, *, status: int = 200) -> HttpResponse:
    return render(request, "clients/new.html", {"form": form}, status=status)


def looked_for(request: HtmxRequest) -> Found:
    """By the fields of the form; Http404 for who belongs to no firm."""
    sent = request.POST
    page = sent.get("page", "")
    return found(
        clients_of(user_of(request)),
        words=sent.get("words", ""),
        tag=sent.get("tag", ""),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )


def no_room() -> str:
    return gettext("Your book is full. Delete a client first.")
