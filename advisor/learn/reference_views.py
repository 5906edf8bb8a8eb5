"""What one looks up: the glossary, the state of play, the pool."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from advisor.learn.glossary import glossary as entries_of
from advisor.learn.pool import PoolForm
from advisor.learn.state_of_play import state_of_play as records_of
from advisor.present.pool import shown
from scenarios.editions import load


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term with its meaning, and the first entry of each letter."""
    entries = entries_of(get_language() or "en")
    letters = [(letter, next(group)) for letter, group in groupby(entries, key=lambda entry: entry.letter)]
    return render(request, "learn/glossary.html", {"entries": entries, "letters": letters})


@require_safe
def state_of_play(request: HttpRequest) -> HttpResponse:
    return render(request, "learn/state_of_play.html", {"state": records_of(get_language() or "en")})


@require_http_methods(["GET", "HEAD", "POST"])
def pool(request: HttpRequest) -> HttpResponse:
    """The opening figures, or those that were typed."""
    form = PoolForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "learn/pool.html", {"form": form}, status=422)
    return render(request, "learn/pool.html", {"form": form, "pool": shown(form.pool(), load())})
