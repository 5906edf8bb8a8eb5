"""Postgres refuses to look for a text with NUL in it. Where somebody sends one, there is nothing; it is no accident of the site."""

import pytest
from django.db import DataError
from django.http import HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory

from advisor.null_characters import NullCharacters
from tests.api.desk import Program, secret

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/report/{}/", "/p/{}/", "/embed/{}/", "/v/{}/", "/shared/{}/"])
def test_no_database_is_asked_for_an_address_with_it(path: str) -> None:
    response = Browser().get(path.format("abc%00"))
    assert "\0" not in response.wsgi_request.path_info
    assert response.status_code in (200, 404)


def test_the_api_says_so_in_its_own_way() -> None:
    response = Program(secret()).get("jobs/abc%00")
    assert (response.status_code, response.json()["errors"][0]["code"]) == (404, "not_found")


def test_a_field_with_it_that_the_database_refused_is_of_nothing() -> None:
    guard = NullCharacters(lambda request: HttpResponse())
    sent = RequestFactory().post("/clients/given/", {"given": ["a", "b\0"]})
    refused = guard.process_exception(sent, DataError())
    assert refused
    assert refused.status_code == 404


def test_whatever_else_the_database_refuses_is_an_accident() -> None:
    guard = NullCharacters(lambda request: HttpResponse())
    assert guard.process_exception(RequestFactory().post("/", {"given": "a"}), DataError()) is None
    assert guard.process_exception(RequestFactory().post("/", {"given": "a\0"}), ValueError()) is None
