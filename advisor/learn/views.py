"""What the answers rest on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from advisor.learn.method import method as papers
from advisor.present.edition import edition
from scenarios.editions import load


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
