"""The page of a client, which several views show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from advisor.clients.forms import NoteForm
from advisor.clients.models import Client
from advisor.clients.reporting import reports_of
from advisor.clients.scenarios import listed


def client_page(request: HttpRequest, client: Client, *, form: NoteForm | None = None, status: int = 200) -> HttpResponse:
    about = {"client": client, "scenarios": listed(client), "reports": reports_of(client), "notes": client.notes.all()}
    return render(request, "clients/client.html", about | {"form": form or NoteForm()}, status=status)
