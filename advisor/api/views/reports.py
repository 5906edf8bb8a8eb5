"""Reports as jobs: asked for, looked at, fetched."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_noop
from ninja import Router

from advisor.api import reporting
from advisor.api.bounds import bounded_question
from advisor.api.confirmed import needs_check, taken
from advisor.api.described import endpoint
from advisor.api.door import busy, in_turn
from advisor.api.received import document
from advisor.api.refused import by_the_model, no, placed
from advisor.api.scopes import Scope
from advisor.api.shapes import TEXT, content, ref
from advisor.jobs.files import opened
from advisor.reports.models import Kind, Paper, Report
from advisor.requests import site_of
from scenarios.errors import Fault, InputError
from scenarios.inputs import Question

router = Router()

LANGUAGES = [code for code, _ in settings.LANGUAGES]
PRINTED = {"kind": (Kind.FULL, Kind.values), "paper": (Paper.LETTER, Paper.values), "language": (settings.LANGUAGE_CODE, LANGUAGES)}
FILE = {"application/pdf": {"schema": TEXT | {"format": "binary"}}}


@router.post(
    "/reports",
    **endpoint(
        "reports",
        gettext_noop("Have a report made"),
        scope=Scope.REPORTS,
        takes=content(ref("ReportAsked")),
        gives=content(ref("Job")),
        status=202,
        refuses=(409,),
    ),
)
@in_turn
def ask(request: Any) -> HttpResponse:
    asked = document(request)
    passed = taken(asked)
    try:
        printed = chosen(asked)
        question = question_of(asked)
    except InputError as error:
        raise by_the_model(error) from error
    needs_check(request, [question.sleeve], passed)
    try:
        made = reporting.ask_report(firm=request.auth.firm, question=question, address=site_of(request), **printed)
    except reporting.TooManyWaiting as error:
        raise busy(reporting.COME_BACK.seconds, "Too many reports of yours are not finished yet.") from error
    return JsonResponse(shown(request, made.report), status=202, headers={"Location": address(request, "job", made.report)})


@router.get(
    "/jobs/{job_id}",
    **endpoint("job", gettext_noop("How far a report is"), scope=Scope.REPORTS, gives=content(ref("Job")), refuses=(404,)),
)
@in_turn
def job(request: Any, job_id: str) -> HttpResponse:
    return JsonResponse(shown(request, reporting.report_for(request.auth, job_id)))


@router.get(
    "/jobs/{job_id}/file",
    **endpoint("job_file", gettext_noop("The report as a PDF"), scope=Scope.REPORTS, gives=FILE, refuses=(404, 409)),
)
@in_turn
def file(request: Any, job_id: str) -> FileResponse:
    report = reporting.report_for(request.auth, job_id)
    if report.job.state != "ready":
        raise no(409, "not_ready", "The file is not ready.", key="state", given=report.job.state, accepted="ready")
    return FileResponse(opened(report.job), filename=report.file_name, content_type="application/pdf")


def chosen(asked: dict[str, Any]) -> dict[str, str]:
    """Kind, paper and language: null is the same as left out."""
    given = {name: usual if asked.get(name) is None else asked[name] for name, (usual, _) in PRINTED.items()}
    faults = [
        Fault(code="unknown", key=name, given=given[name], accepted=", ".join(known))
        for name, (_, known) in PRINTED.items()
        if given[name] not in known
    ]
    known = ("question", *PRINTED)
    faults += [Fault(code="unknown_key", key=key, given=asked[key], accepted=", ".join(known)) for key in asked if key not in known]
    if faults:
        raise InputError(*faults)
    return {name: str(value) for name, value in given.items()}


def question_of(asked: dict[str, Any]) -> Question:
    try:
        return bounded_question(asked.get("question", {}))
    except InputError as error:
        raise by_the_model(placed(error, "question")) from error


def shown(request: HttpRequest, report: Report) -> dict[str, Any]:
    made = report.job
    return {
        "id": report.id,
        "state": made.state,
        "steps_done": made.steps_done,
        "steps_total": made.steps_total,
        "failure": made.failure,
        "kind": report.kind,
        "paper": report.paper,
        "language": report.language,
        "run": report.run_id,
        "pages": report.pages,
        "file": address(request, "job_file", report) if made.state == "ready" else None,
    }


def address(request: HttpRequest, name: str, report: Report) -> str:
    return request.build_absolute_uri(reverse(f"api-v1:{name}", args=[report.id]))
