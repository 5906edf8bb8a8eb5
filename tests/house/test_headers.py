"""The headers that every answer of the site carries, and the ones that keep figures out of caches."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self'; script-src 'self'; style-src 'self'"
)


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the site, with a made-up value for each variable part."""
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if here.startswith("embed/"):
            continue  # frames on foreign pages have headers of their own: tests/api/test_widget.py
        if isinstance(entry, URLPattern):
            yield "/" + re.sub(r"<[^>]+>", "x" * 22, here)
        else:
            yield from routes(entry, here)


ROUTES = [*routes(get_resolver()), "/no/such/page/"]


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ROUTES)
def test_every_answer_carries_the_headers(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code < 500
    directives = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert directives == dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in response.headers  # this is not TLS


@pytest.mark.django_db
def test_static_files_are_kept_for_ever_because_their_names_change(client: Client) -> None:
    sheet = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', client.get(reverse("planner:start")).text)
    assert sheet
    response = client.get(sheet[1])
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.django_db
def test_the_only_cookie_is_the_one_against_forged_forms(client: Client) -> None:
    response = client.get(reverse("planner:start"))
    assert list(response.cookies) == ["csrftoken"]
    assert response.cookies["csrftoken"]["httponly"]


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post(reverse("planner:answer"), {"age": "35"})
    assert refused.status_code == 403
    assert "403.html" in [template.name for template in refused.templates]
    assert client.post(reverse("reports:request"), {"age": "35"}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["planner:answer", "reports:request"])
def test_figures_in_an_address_are_not_read(client: Client, name: str) -> None:
    """Addresses end up in histories and logs: an answer is asked for by POST alone."""
    response = client.get(reverse(name), {"age": "35", "balance": "45000", "contribution": "8%"})
    assert response.status_code in (302, 303)
    assert "45000" not in response.headers.get("Location", "")
