"""Signing in as a person does: by the digits in the mail."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import User
from tests.people import PEOPLE

ADDRESS = "maya@example.org"
FIGURES = PEOPLE["Maya"]
OTHERS = PEOPLE["Theo"]  # without a sleeve

SignIn = Callable[..., Client]
Response = Any  # of Django's test client, whose class has no public name


def digits() -> str:
    """The code in the newest mail."""
    found = re.match(r"\d{6}\b", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def user() -> User:
    return User.objects.get(email=ADDRESS)


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A new browser in which this address is signed in."""

    def signed_in(address: str = ADDRESS) -> Client:
        browser = Client()
        browser.post(reverse("accounts:sign_in"), {"email": address})
        response = browser.post(reverse("accounts:code"), {"email": address, "code": digits()})
        assert (response.status_code, response.headers["Location"]) == (303, reverse("accounts:kept"))
        return browser

    return signed_in


@pytest.fixture
def maya(sign_in: SignIn) -> Client:
    return sign_in()
