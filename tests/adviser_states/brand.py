"""The page on the look of a firm's reports, in every state. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.plan_states import lead

Shown = Any  # the response of Django's test client, whose class has no public name

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><circle cx="30" cy="30" r="28" fill="#0d5a7d"/>'
    '<path d="M12 34h36l-8 12H20zM29 10v20H14z" fill="#fff"/><path d="M75 16h150v8H75zm0 20h100v8H75z" fill="#0d5a7d"/></svg>'
)
GOOD = {"name": "Harbor & Mills Advisers", "capacity": "fiduciary", "accent": "#0d5a7d"}
WRONG = {"name": "", "capacity": "", "accent": "#ffcc00"}


def file(content: str, name: str = "logo.svg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def started() -> Client:
    browser = lead()
    browser.post(reverse("firms:firm"), GOOD)
    return browser


def with_logo() -> Client:
    browser = started()
    assert browser.post(reverse("firms:brand"), GOOD | {"logo": file(DRAWING)}).status_code == 303
    return browser


def brand(*, logo: bool, post: Mapping[str, Any] | None = None) -> Shown:
    browser, address = with_logo() if logo else started(), reverse("firms:brand")
    return browser.get(address) if post is None else browser.post(address, post)


def bad_logo() -> Shown:
    return brand(logo=True, post=GOOD | {"logo": file(DRAWING.replace("</svg>", "<script/></svg>"))})


STATES: Mapping[str, Callable[[], Shown]] = {
    "look of reports": partial(brand, logo=False),
    "look of reports, with a logo": partial(brand, logo=True),
    "look of reports, with errors": partial(brand, logo=False, post=WRONG),
    "look of reports, a logo with a script": bad_logo,
}
OWN_SHAPE = ("look of reports, with a logo", "look of reports, with errors")
