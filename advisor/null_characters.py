"""The character NUL, which Postgres takes in no text, not even to look for it: whatever is asked for by it is not there."""

from collections.abc import Callable
from itertools import chain

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found

NULL, OF_NO_ID = "\0", "\N{REPLACEMENT CHARACTER}"


class NullCharacters:
    """In an address it gives way to a character that no id holds, so that each page says in its own way that there is nothing. A field
    of a form says that it is wrong; where one is looked up without having been judged, the database refuses it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace(NULL, OF_NO_ID)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DataError) or NULL not in "".join(chain.from_iterable(values for _, values in request.POST.lists())):
            return None
        return page_not_found(request, Http404())
