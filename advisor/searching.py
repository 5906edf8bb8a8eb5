"""Which pages a search engine may show. Every other one says that it may not, those behind a secret address above all."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# By name. Below "learn:index" are the topics.
PAGES = (
    "planner:start", "compare:compare", "api:about", "reports:verify",
    *(f"learn:{name}" for name in ("index", "topic", "assumptions", "method", "glossary", "pool", "state_of_play")),
)  # fmt: skip


def noindex(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if match is None or match.view_name not in PAGES:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond
