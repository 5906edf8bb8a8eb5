"""The frame on foreign pages, and the page where a firm looks after it, in every state. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse

from advisor import unavailable
from advisor.accounts.models import User
from advisor.api.frame_form import FrameForm
from advisor.api.frames import framed
from advisor.api.understanding import understood
from advisor.api.views.embed import too_busy
from advisor.firms.models import Firm, FirmMember, FirmRole
from tests.api.widget import MAYA, NONE, ORIGINS, answers, right, widget_of, wrong
from tests.plan_states import LEAD, lead

Shown = Any  # the response of Django's test client, whose class has no public name

WRONG = {"age": "thirty", "balance": "much", "contribution": "1e3", "weight": "lots"}


def frame(sent: Mapping[str, str] | None = None) -> Shown:
    address = reverse("api:embed", args=[widget_of().id])
    return Client().get(address) if sent is None else Client().post(address, sent)


def check(pick: Callable[[Any], str] = right, *, but: str = "") -> Shown:
    return frame(MAYA | {name: key for name, key in answers(pick=pick).items() if name != but})


def gone() -> Shown:
    return Client().get(reverse("api:embed", args=["n" * 22]))


def busy() -> Shown:
    asked = frame(NONE)
    form = FrameForm(asked.wsgi_request.POST)
    assert form.is_valid()
    widget = widget_of("Another")
    stands = understood(asked.wsgi_request.POST, widget, form.question().sleeve, judged=True)
    return framed(too_busy(asked.wsgi_request, form, stands, 12), widget.origins)


def away() -> Shown:
    return unavailable.away(frame().wsgi_request)


def page(name: str = "widget", *, saved: bool = True, post: str | None = None) -> Shown:
    """Of a lead, with a frame or not yet; with a post, after it was sent."""
    browser = lead()
    firm = Firm.objects.create(name="Harbor Record Keeping")
    FirmMember.objects.create(firm=firm, user=User.objects.get(email=LEAD), role=FirmRole.LEAD)
    address = reverse("api:widget")
    if saved:
        browser.post(address, {"origins": "\n".join(ORIGINS)})
    return browser.get(reverse(f"api:{name}")) if post is None else browser.post(address, {"origins": post})


STATES: Mapping[str, Callable[[], Shown]] = {
    "frame": frame,
    "frame, with errors": partial(frame, WRONG),
    "frame, no sleeve": partial(frame, NONE),
    "frame, check": partial(frame, MAYA),
    "frame, check unanswered": partial(check, but="check_use"),
    "frame, check all wrong": partial(check, wrong),
    "frame, bitcoin": check,
    "frame, private credit": partial(frame, MAYA | {"asset": "private_credit", "weight": "10"} | dict(answers("private_credit"))),
    "frame, too busy": busy,
    "frame, gone": gone,
    "frame, a part away": away,
    "widget, none yet": partial(page, saved=False),
    "widget": page,
    "widget, with errors": partial(page, post="http://www.example.com\nhttps://*.example.com\nhttps://example.com/plans"),
    "widget, to be turned off": partial(page, "delete_widget"),
}

OWN_SHAPE = (
    "frame", "frame, with errors", "frame, check", "frame, bitcoin", "frame, too busy", "frame, gone", "widget", "widget, with errors",
)  # fmt: skip
