"""What an adviser writes about a client, for themselves."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.asking import asked_once_more
from advisor.clients import services
from advisor.clients.access import client_for
from advisor.clients.forms import NoteForm
from advisor.clients.models import Note
from advisor.clients.pages import client_page
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def add(request: HtmxRequest, client_id: str) -> HttpResponse:
    """From the client's page, by POST."""
    client = client_for(user_of(request), client_id)
    if request.method != "POST":
        return see_other("clients:client", client.id)
    if switched(request):
        return client_page(request, client, form=NoteForm(initial=request.POST.dict()))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return client_page(request, client, form=form, status=422)
    try:
        services.add_note(client=client, text=form.cleaned_data["text"])
    except services.TooManyNotes:
        form.add_error("text", gettext("There is no room for more notes. Delete one first."))
        return client_page(request, client, form=form, status=409)
    return see_other("clients:client", client.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def note(request: HtmxRequest, client_id: str, note_id: str) -> HttpResponse:
    """To change it."""
    found = note_for(request, client_id, note_id)
    if request.method != "POST" or switched(request):
        return note_page(request, found, NoteForm(initial={"text": request.POST.get("text", found.text)}))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return note_page(request, found, form, status=422)
    services.change_note(note=found, text=form.cleaned_data["text"])
    return see_other("clients:client", client_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def delete(request: HtmxRequest, client_id: str, note_id: str) -> HttpResponse:
    found = note_for(request, client_id, note_id)
    if request.method != "POST":
        return asked_once_more(
            request,
            heading=gettext("Delete this note?"),
            lead=gettext("It is gone at once. This cannot be undone."),
            yes=gettext("Delete it"),
            no=gettext("Keep it"),
            back=reverse("clients:client", args=[client_id]),
            crumb="clients/_crumb.html",
            client=found.client,
        )
    services.delete_note(note=found)
    return see_other("clients:client", client_id)


def note_for(request: HtmxRequest, client_id: str, note_id: str) -> Note:
    return get_object_or_404(Note.objects.select_related("client"), id=note_id, client=client_for(user_of(request), client_id))


def note_page(request: HtmxRequest, found: Note, form: NoteForm, *, status: int = 200) -> HttpResponse:
    return render(request, "clients/note.html", {"client": found.client, "note": found, "form": form}, status=status)
