"""The frame on a foreign page: three figures and a sleeve in, the short answer out. It knows no cookie and keeps nothing."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from advisor import present
from advisor.answering import answer_to
from advisor.api.frame_form import FrameForm
from advisor.api.frames import ANY, framed
from advisor.api.models import Widget
from advisor.api.understanding import PROOF, ROUND, Understood, proven, understood
from advisor.busy import a_place, stand_in
from advisor.languages import switched
from advisor.requests import HtmxRequest

AT_ONCE, A_MINUTE = 4, 600  # answers in the frames of one firm
ANSWERED = "answered"  # a field of the form beside an answer: the same page in another language is an answer too


# Who asks is not known here and nothing is kept, so a forged form could do nothing in anybody's name; and the check against one needs
# a cookie, which browsers withhold in frames.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def embed(request: HtmxRequest, widget_id: str) -> HttpResponse:
    """Where a widget was turned off, any page may frame the words that say so: there is nothing in them to click on unawares."""
    widget = Widget.objects.filter(id=widget_id).first()
    if widget is None:
        return framed(render(request, "api/embed/gone.html", status=404), ANY)
    return framed(shown(request, widget), widget.origins)


def shown(request: HtmxRequest, widget: Widget) -> HttpResponse:
    if request.method != "POST" or (switched(request) and not {ROUND, ANSWERED} & request.POST.keys()):
        return start(request, FrameForm.opening(request.POST), widget)
    form = FrameForm(request.POST)
    if not form.is_valid():
        return start(request, form, widget, status=422)
    stands = understood(request.POST, widget, form.question().sleeve, judged=not switched(request))
    if stands.attempt:
        return render(request, "api/embed/check.html", about(form, stands), status=422 if stands.attempt.missing else 200)
    with a_place(places_of(widget), at_once=AT_ONCE, a_minute=A_MINUTE) as wait:
        return too_busy(request, form, stands, wait) if wait else answer(request, form, stands)


def start(request: HtmxRequest, form: FrameForm, widget: Widget, *, status: int = 200) -> HttpResponse:
    """With what was typed and, after a mistake, what is wrong with it. A proof that was there stays."""
    proof = request.POST.get(PROOF, "")
    return render(request, "api/embed/start.html", {"form": form, "proof": proof if proven(proof, widget) else ""}, status=status)


def answer(request: HtmxRequest, form: FrameForm, stands: Understood) -> HttpResponse:
    """Asked for without all that only the whole site shows; the figures are the same."""
    answered = answer_to(replace(form.question(), ask=()))
    summary = present.summary(answered, get_language() or "en")
    return render(request, "api/embed/answer.html", about(form, stands) | {"summary": summary})


def too_busy(request: HtmxRequest, form: FrameForm, stands: Understood, seconds: int) -> HttpResponse:
    response = render(request, "api/embed/busy.html", about(form, stands) | {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def about(form: FrameForm, stands: Understood) -> dict[str, object]:
    return {"form": form, "held": stands.held, "attempt": stands.attempt, "proof": stands.proof}


def places_of(widget: Widget) -> str:
    """Without a cookie nobody is told from anybody else, and an address may be shared by many: what counts is the firm."""
    return stand_in("advisor.api.embed", widget.firm_id)
