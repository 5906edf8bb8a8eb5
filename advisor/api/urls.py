"""The API: outside of languages, version 1 for good. Pages beside it are in urls_site.py."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from advisor.api.described import addresses, described
from advisor.api.door import not_here
from advisor.api.refused import answered
from advisor.api.views import model, reports, verifying

api = described()
for part in (model, verifying, reports):
    api.add_router("", part.router)


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """So that a program that errs is told in JSON."""
    return answered(request, not_here())


urlpatterns = [path("api/v1/", addresses(api)), re_path(r"^api/v1/", nowhere)]
