"""Reports for many clients at once: for whom, of which answers, how far they are, and the files."""

from typing import Any

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts import audit
from advisor.accounts.carried import NotUnderstood
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.clients import book, packing, printing, scenarios
from advisor.clients.access import clients_of
from advisor.clients.models import Client, ClientScenario
from advisor.clients.picking import TICKED, picking
from advisor.clients.printing import Chosen
from advisor.clients.report_forms import OF, PrintForm, no_longer_opens
from advisor.firms.access import member_for
from advisor.firms.actions import BookAction
from advisor.jobs.models import random_id
from advisor.languages import switched
from advisor.learn.check import gate
from advisor.present.punctuation import labelled
from advisor.requests import STOP_POLLING, HtmxRequest, see_other

GO_ON, PRINT = "go_on", "print"  # the buttons
Kept = dict[Client, list[ClientScenario]]


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def choose(request: HtmxRequest) -> HttpResponse:
    """First for whom; then, once somebody is picked, of which of their answers."""
    member_for(user_of(request))
    ids = request.POST.getlist(TICKED) if GO_ON in request.POST else [name[len(OF) :] for name in request.POST if name.startswith(OF)]
    kept = kept_of(request, ids)
    if not kept:
        return pick_page(request, nobody=GO_ON in request.POST and not switched(request))
    if PRINT not in request.POST or switched(request):
        return review_page(request, PrintForm(kept, initial=request.POST.dict()))
    return print_them(request, PrintForm(kept, request.POST))


@require_safe
@needs_passkey
def progress(request: HtmxRequest, printing_id: str) -> HttpResponse:
    """For htmx only the moving part, and at its end word to load the page once more, with what can be done then."""
    found = printing.printing_for(user_of(request), printing_id)
    now = printing.progress(found)
    about = {"printing": found, "progress": now, "failed": printing.failed(found) if now.is_over else ()}
    if not request.htmx:
        return render(request, "clients/printing.html", about)
    response = render(request, "clients/_printing.html", about, status=STOP_POLLING if now.is_over else 200)
    if now.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def stop(request: HtmxRequest, printing_id: str) -> HttpResponse:
    found = printing.printing_for(user_of(request), printing_id)
    if request.method == "POST":
        printing.stop(printing=found, user=user_of(request))
    return see_other("clients:printing", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def again(request: HtmxRequest, printing_id: str) -> HttpResponse:
    found = printing.printing_for(user_of(request), printing_id)
    if request.method == "POST":
        printing.try_again(printing=found)
    return see_other("clients:printing", found.id)


@require_safe
@needs_passkey
def files(request: HtmxRequest, printing_id: str) -> HttpResponseBase:
    """What is ready, in one file. Read by name, the reports are in the book's order."""
    member = member_for(user_of(request))
    found = printing.printing_for(user_of(request), printing_id)
    packed = packing.packed(found.reports.filter(client__in=clients_of(user_of(request))))
    audit.record(user_of(request), BookAction.GET_PRINTING, plan=member.firm_id, about=found.id)
    response = StreamingHttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="reports-{found.made_at:%Y-%m-%d}.zip"'
    return response


def print_them(request: HtmxRequest, form: PrintForm) -> HttpResponse:
    if not form.is_valid():
        return review_page(request, form, status=422)
    chosen = understood(request, form)
    if not chosen and not form.errors:
        form.add_error(None, gettext("Pick an answer of at least one client."))
    if form.errors:
        return review_page(request, form, status=422)
    if (check := gate(request, [question.sleeve for _scenario, question in chosen], "clients:print")) is not None:
        return check
    begun = printing.start(
        user=user_of(request),
        chosen=chosen,
        address=request.build_absolute_uri("/"),
        once=request.POST.get("once", ""),
        **form.how,
    )
    return see_other("clients:printing", begun.id)


def understood(request: HtmxRequest, form: PrintForm) -> list[Chosen]:
    """What was picked; a field says so where the assumptions of today no longer take it."""
    picked = form.picked()
    found = ClientScenario.objects.filter(id__in=picked.values(), client__in=clients_of(user_of(request))).in_bulk()
    chosen = []
    for name, scenario_id in picked.items():
        try:
            chosen.append((found[scenario_id], scenarios.question(found[scenario_id])))
        except NotUnderstood:
            form.add_error(name, labelled(str(form[name].label), no_longer_opens()))
    return chosen


def kept_of(request: HtmxRequest, ids: list[str]) -> Kept:
    """Of those of this adviser's clients, in the book's order, what is kept, the newest first. At most as many as are printed at once."""
    clients = book.in_order(clients_of(user_of(request)).filter(id__in=ids))[: printing.MOST]
    kept: Kept = {client: [] for client in clients}
    by_id = {client.id: client for client in clients}
    for scenario in ClientScenario.objects.filter(client__in=clients):
        kept[by_id[scenario.client_id]].append(scenario)
    return {client: found for client, found in kept.items() if found}


def pick_page(request: HtmxRequest, *, nobody: bool = False) -> HttpResponse:
    data = request.POST if request.method == "POST" else QueryDict()
    about: dict[str, Any] = {"picking": picking(user_of(request), data), "nobody": nobody, "most": printing.MOST}
    about |= {
        "printings": printing.printings_of(user_of(request)),
        "any_kept": clients_of(user_of(request)).filter(scenarios__isnull=False).exists(),
    }
    return render(request, "clients/print.html", about, status=422 if nobody else 200)


def review_page(request: HtmxRequest, form: PrintForm, *, status: int = 200) -> HttpResponse:
    return render(request, "clients/print_review.html", {"form": form, "once": random_id()}, status=status)
