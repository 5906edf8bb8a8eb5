"""A report for one client: asked for, waited for, opened, deleted."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.carried import NotUnderstood
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.asking import asked_once_more
from advisor.clients import reporting, scenarios
from advisor.clients.access import client_for, scenario_for
from advisor.clients.models import Client, ClientReport
from advisor.clients.report_forms import ReportForm, no_longer_opens
from advisor.clients.reporting import report_for
from advisor.jobs.files import opened
from advisor.jobs.models import random_id
from advisor.jobs.services import ahead_of
from advisor.languages import switched
from advisor.learn.check import gate
from advisor.reports.services import try_again
from advisor.requests import STOP_POLLING, HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def new(request: HtmxRequest, client_id: str) -> HttpResponse:
    client = client_for(user_of(request), client_id)
    kept = list(client.scenarios.all())
    if request.method != "POST" or switched(request) or not kept:
        return new_page(request, client, ReportForm(kept, initial=request.POST.dict()))
    form = ReportForm(kept, request.POST)
    if not form.is_valid():
        return new_page(request, client, form, status=422)
    scenario = scenario_for(user_of(request), client_id, form.cleaned_data["scenario"])
    try:
        sleeve = scenarios.question(scenario).sleeve
    except NotUnderstood:
        form.add_error("scenario", no_longer_opens())
        return new_page(request, client, form, status=422)
    if (check := gate(request, [sleeve], "clients:new_report", at=client.id)) is not None:
        return check
    asked = reporting.ask(
        user=user_of(request),
        scenario=scenario,
        note=form.cleaned_data["note"],
        address=request.build_absolute_uri("/"),
        once=request.POST.get("once", ""),
        **form.how,
    )
    return see_other("clients:report", client.id, asked.id)


@require_safe
@needs_passkey
def report(request: HtmxRequest, client_id: str, report_id: str) -> HttpResponse:
    """The waiting page; for htmx only its moving part."""
    kept = report_for(user_of(request), client_id, report_id)
    if request.htmx:
        return fragment(request, kept)
    return render(request, "clients/report.html", about(kept))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def again(request: HtmxRequest, client_id: str, report_id: str) -> HttpResponse:
    kept = report_for(user_of(request), client_id, report_id)
    if request.method == "POST":
        try_again(kept.report)
        kept = report_for(user_of(request), client_id, report_id)
    return fragment(request, kept) if request.htmx else see_other("clients:report", client_id, report_id)


@require_safe
@needs_passkey
def file(request: HtmxRequest, client_id: str, report_id: str) -> FileResponse:
    kept = report_for(user_of(request), client_id, report_id)
    return FileResponse(opened(kept.report.job), filename=reporting.file_name(kept), content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def delete(request: HtmxRequest, client_id: str, report_id: str) -> HttpResponse:
    kept = report_for(user_of(request), client_id, report_id)
    if request.method == "POST":
        reporting.delete(user=user_of(request), kept=kept)
        return see_other("clients:client", client_id)
    return asked_once_more(
        request,
        heading=gettext("Delete this report?"),
        lead=gettext("The file is gone at once. Whoever has a copy can still check it."),
        yes=gettext("Delete the report"),
        no=gettext("Keep the report"),
        back=reverse("clients:report", args=[client_id, report_id]),
        crumb="clients/_crumb.html",
        client=kept.client,
    )


def new_page(request: HtmxRequest, client: Client, form: ReportForm, *, status: int = 200) -> HttpResponse:
    return render(request, "clients/new_report.html", {"client": client, "form": form, "once": random_id()}, status=status)


def fragment(request: HtmxRequest, kept: ClientReport) -> HttpResponse:
    return render(request, "reports/_status.html", about(kept), status=STOP_POLLING if kept.report.job.is_over else 200)


def about(kept: ClientReport) -> dict[str, object]:
    parts = [kept.client_id, kept.id]
    return {
        "kept": kept,
        "client": kept.client,
        "report": kept.report,
        "job": kept.report.job,
        "ahead": ahead_of(kept.report.job),
        "status_address": reverse("clients:report", args=parts),
        "file_address": reverse("clients:report_file", args=parts),
        "again_address": reverse("clients:report_again", args=parts),
    }
