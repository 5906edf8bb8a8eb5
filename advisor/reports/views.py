"""Asking for a PDF, waiting for it, opening it. The address holds a random id and nothing about anybody. A report that is kept in a
book is not there: its own pages ask who wants to see it."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from advisor.jobs.files import opened
from advisor.jobs.services import ahead_of
from advisor.learn.check import gate
from advisor.planner.asked import asked
from advisor.reports import services
from advisor.reports.models import Kind, Paper, Report
from advisor.requests import STOP_POLLING, HtmxRequest, see_other


def ask(request: HtmxRequest) -> HttpResponse:
    """Take the figures of an answer page (hidden fields) and lead to the report's page."""
    if request.method != "POST":
        return redirect("planner:start")
    form = asked(request)
    if not form.is_valid():
        return render(request, "reports/not_understood.html", status=422)
    question = form.question()
    if (check := gate(request, [question.sleeve], "reports:request")) is not None:
        return check
    plan = form.plan.source(form.fixed) if form.plan else None
    report = services.request_report(
        question=question,
        language=get_language() or "en",
        once=request.POST.get("once", ""),
        plan=plan,
        kind=_picked(request, "kind", Kind.FULL),
        paper=_picked(request, "paper", Paper.LETTER),
        address=request.build_absolute_uri("/"),
    )
    return redirect_or_fragment(request, report)


def _picked(request: HtmxRequest, name: str, usual: Kind | Paper) -> str:
    given = request.POST.get(name, "")
    return given if given in type(usual).values else str(usual)


@require_safe
def status(request: HtmxRequest, report_id: str) -> HttpResponse:
    """The waiting page; for htmx only its moving part."""
    report = get_object_or_404(Report.objects.in_short(), id=report_id, saved=False)
    if request.htmx:
        return fragment(request, report)
    return render(request, "reports/status.html", about(report))


def again(request: HtmxRequest, report_id: str) -> HttpResponse:
    report = get_object_or_404(Report.objects.in_short(), id=report_id, saved=False)
    if request.method == "POST":
        services.try_again(report)
        report.refresh_from_db()
    return redirect_or_fragment(request, report)


@require_safe
def file(request: HtmxRequest, report_id: str) -> FileResponse:
    report = get_object_or_404(Report.objects.in_short(), id=report_id, saved=False)
    return FileResponse(opened(report.job), filename=report.file_name, content_type="application/pdf")


def redirect_or_fragment(request: HtmxRequest, report: Report) -> HttpResponse:
    if request.htmx:
        return fragment(request, report)
    return see_other(report)


def fragment(request: HtmxRequest, report: Report) -> HttpResponse:
    status = STOP_POLLING if report.job.is_over else 200
    return render(request, "reports/_status.html", about(report), status=status)


def about(report: Report) -> dict[str, object]:
    return {
        "report": report,
        "job": report.job,
        "ahead": ahead_of(report.job),
        "status_address": report.get_absolute_url(),
        "file_address": reverse("reports:file", args=[report.id]),
        "again_address": reverse("reports:again", args=[report.id]),
    }
