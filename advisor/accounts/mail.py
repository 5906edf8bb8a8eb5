"""The mail with a code, as plain text; and the folder that takes the place of a mail server on one machine."""

from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string


def send_code(request: HttpRequest, *, email: str, code: str, purpose: str) -> None:
    about = {"code": code, "purpose": purpose, "site": request.get_host()}
    subject = render_to_string("accounts/email/subject.txt", about).strip()
    send_mail(subject, render_to_string("accounts/email/code.txt", about).strip() + "\n", None, [email])


def folder() -> Path | None:
    """Where mail is written instead of being sent. None in production, whatever the settings say."""
    return None if settings.PRODUCTION or settings.EMAIL_URL else settings.MAIL


def forget(email: str) -> None:
    """Erase the mails to an address from the folder."""
    for path in Path(settings.MAIL).glob("*.log"):
        if f"\nTo: {email}\n" in path.read_text():
            path.unlink(missing_ok=True)
