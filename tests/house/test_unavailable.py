"""What a visitor sees when a part of the site is away: plain words, when to come back, and what was typed."""

import re

import pytest
from django.conf import settings as site
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import User
from tests.house.conftest import lose_database
from tests.visitors import passed_cookie

MAYA = {"age": "35", "balance": "$45,000", "contribution": "8%", "weight": "5"}


@pytest.fixture
def visitor(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.usefixtures("no_database", "bank")
def test_answers_need_no_database(visitor: Client) -> None:
    assert visitor.get("/").status_code == 200
    assert visitor.post(reverse("planner:answer"), MAYA).status_code == 200
    assert visitor.post(reverse("compare:compare"), MAYA).status_code == 200
    assert visitor.get(reverse("learn:index")).status_code == 200


@pytest.mark.usefixtures("no_database", "bank")
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_typed_is_still_there(visitor: Client, language: str) -> None:
    address = reverse("reports:request") if language == "en" else f"/{language}{reverse('reports:request')}"
    response = visitor.post(address, MAYA | {"kind": "<b>"})
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"
    form = re.search(rf'<form id="again" method="post" action="{address}">(.*?)</form>', response.text, re.DOTALL)
    assert form
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[1]))
    assert fields.pop("csrfmiddlewaretoken")
    assert fields == MAYA | {"kind": "&lt;b&gt;"}
    assert f'lang="{language}"' in response.text


@pytest.mark.usefixtures("bank")
@pytest.mark.django_db
def test_the_form_that_stayed_is_taken_once_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    name, value = passed_cookie()
    strict.cookies[name] = value
    token = hidden(strict.get("/").text, "csrfmiddlewaretoken")
    with monkeypatch.context() as away:
        away.setattr("advisor.reports.services.request_report", refuse)
        page = strict.post(reverse("reports:request"), MAYA | {"csrfmiddlewaretoken": token})
    assert page.status_code == 503
    again = strict.post(reverse("reports:request"), MAYA | {"csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken")})
    assert again.status_code == 303


def refuse(**_: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def signed_in(client: Client, db: None) -> Client:
    client.force_login(User.objects.create(email="maya@example.org"), backend=site.AUTHENTICATION_BACKENDS[0])
    client.raise_request_exception = False
    return client


def test_somebody_signed_in_is_told_too_and_can_look_what_works(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert signed_in.get(reverse("accounts:kept")).status_code == 200
    with monkeypatch.context() as away:
        lose_database(away)
        page = signed_in.get(reverse("accounts:kept"))
        status = signed_in.get("/status/")
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert f'<a class="button" href="{reverse("accounts:kept")}">Try again</a>' in page.text
    assert status.status_code == 200


@pytest.mark.usefixtures("no_database")
def test_a_program_is_told_in_its_own_shape(visitor: Client) -> None:
    response = visitor.post("/api/v1/answer", "{}", content_type="application/json", headers={"Authorization": "Bearer blst_" + "x" * 43})
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert [error["code"] for error in response.json()["errors"]] == ["unavailable"]


@pytest.mark.usefixtures("no_database")
def test_a_frame_is_told_in_words_alone(visitor: Client) -> None:
    """Nobody knows who may frame it now, so there is no form in it to be clicked on unawares."""
    response = visitor.post(reverse("api:embed", args=["w" * 22]), MAYA)
    assert response.status_code == 503
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "<form" not in response.text
    assert not response.cookies
    assert "45,000" not in response.text


@pytest.mark.django_db
def test_an_accident_of_our_own_is_no_part_that_is_away(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("$45,000")

    monkeypatch.setattr("advisor.planner.views.asked_afresh", broken)
    response = visitor.post(reverse("planner:answer"), MAYA)
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert "45,000" not in response.text
    assert f"<code>{response['X-Request-Id']}</code>" in response.text
