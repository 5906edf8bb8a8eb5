"""Checking a report: by its PDF, by its run code, by the code on its pages. Nothing of what is sent is kept."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.busy import a_place, visitor
from advisor.languages import switched
from advisor.receiving import is_too_large
from advisor.reports import checking, verdicts
from advisor.requests import HtmxRequest
from scenarios import __version__
from scenarios.errors import NotAnAnswer


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HtmxRequest) -> HttpResponse:
    """A PDF goes before a code."""
    if request.method != "POST" or switched(request):
        return page(request)
    file, code = request.FILES.get("report"), request.POST.get("code", "")
    if is_too_large(request):
        return page(request, problem=gettext("The file is larger than 5 MB."), status=413)
    if file is None:
        return by_code(request, code)
    with a_place(visitor(request)) as wait:
        return too_busy(request, wait) if wait else by_file(request, file.read())


@require_safe
def marked(request: HtmxRequest, mark: str) -> HttpResponse:
    """What the code on a page opens. Its first visitor waits until the numbers are worked out again. Whoever scans it may have no
    cookie yet, so those who ask about one report are counted together."""
    if not checking.is_kept(mark):
        return kept_page(request, None)
    with a_place(f"mark {mark}") as wait:
        return too_busy(request, wait) if wait else kept_page(request, checking.kept_by_mark(mark))


def by_file(request: HtmxRequest, content: bytes) -> HttpResponse:
    try:
        verdict = checking.checked(content)
    except NotAnAnswer as refused:
        return page(request, refused=verdicts.reason(refused.reason), status=422)
    return page(request, verdict=verdict, told=verdicts.told(verdict))


def by_code(request: HtmxRequest, typed: str) -> HttpResponse:
    if not typed.strip():
        return page(request, problem=gettext("Pick a PDF, or type a run code."), status=422)
    code = checking.read_code(typed)
    if not code:
        return page(request, problem=gettext("A run code has twelve letters and digits."), field="code", status=422)
    if not ratelimit.consume(request, action="find_report", key="everybody"):
        return page(request, problem=gettext("Too many codes were tried. Pick the PDF, or wait an hour."), field="code", status=429)
    with a_place(visitor(request)) as wait:
        return too_busy(request, wait) if wait else kept_page(request, checking.kept_by_code(code))


def kept_page(request: HtmxRequest, kept: checking.Kept | None) -> HttpResponse:
    return page(request, kept=kept, nothing_kept=kept is None)


def too_busy(request: HtmxRequest, seconds: int) -> HttpResponse:
    """The page of the site for this would promise that what was sent is still there."""
    wait = ngettext("Wait one second, then try again.", "Wait %(seconds)s seconds, then try again.", seconds) % {"seconds": seconds}
    response = page(request, problem=wait, status=429)
    response["Retry-After"] = str(seconds)
    return response


def page(request: HtmxRequest, *, problem: str = "", field: str = "report", status: int = 200, **about: object) -> HttpResponse:
    told = {"problem": problem, "field": field, "code": request.POST.get("code", "") if problem or switched(request) else ""}
    return render(request, "reports/verify.html", {**told, **about, "engine": __version__, "is_over": bool(about)}, status=status)
