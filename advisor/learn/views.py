"""What the answers rest on, and what there is to learn about it."""

from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from advisor.learn.check import judge
from advisor.learn.method import method as papers
from advisor.learn.topics import groups, topics
from advisor.present.edition import edition
from advisor.requests import HtmxRequest
from scenarios.editions import load


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every topic, with one sentence."""
    return render(request, "learn/index.html", {"groups": groups(get_language() or "en")})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic, with the ones before and after it."""
    book = topics(get_language() or "en")
    if slug not in book:
        raise Http404
    before = {later: earlier for earlier, later in pairwise(book)}
    after = dict(pairwise(book))
    links = {
        "previous": book.get(before.get(slug, "")),
        "next": book.get(after.get(slug, "")),
        "related": [book[other] for other in book[slug].related],
    }
    return render(request, "learn/topic.html", {"topic": book[slug], **links})


@require_safe
def assumptions(request: HttpRequest) -> HttpResponse:
    """Every figure of the edition in use, with its source."""
    in_use = load()
    chapters, sources = edition(in_use, get_language() or "en")
    return render(request, "learn/assumptions.html", {"edition": in_use, "chapters": chapters, "sources": sources})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the model works, how it is checked, and what it leaves out."""
    return render(request, "learn/method.html", {"method": papers(get_language() or "en")})


def check(request: HtmxRequest) -> HttpResponse:
    """The check of understanding. It has no address of its own: it comes in place of an answer, with all that was sent."""
    return judge(request) if request.method == "POST" else redirect("planner:start")
