"""The one door by which mail goes out, as plain text; the mail with a code; the folder in place of a mail server on one machine."""

from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string

from advisor import metrics, signs

SENT, NOT_SENT = "mail sent", "mail not sent"
REMEMBERED = 600  # seconds for which a mail that did not go out is held against the mail server, unless one goes out later

log = structlog.get_logger(__name__)


def deliver(subject: str, text: str, *, email: str) -> None:
    """May raise what the mail server says (SMTPException or OSError). An address that it does not take is no fault of the server."""
    try:
        send_mail(subject.strip(), text.strip() + "\n", None, [email])
    except (SMTPException, OSError) as error:
        metrics.mail_not_sent(why="address" if isinstance(error, SMTPRecipientsRefused) else "server")
        if not isinstance(error, SMTPRecipientsRefused):
            signs.leave(NOT_SENT)
        log.error("mail not sent", exc_info=error)
        raise
    signs.leave(SENT)


def goes_out() -> bool:
    """As far as is known without sending one."""
    if not settings.EMAIL_URL and settings.PRODUCTION:
        return False
    sent, failed = signs.age(SENT), signs.age(NOT_SENT)
    return failed is None or failed > REMEMBERED or (sent is not None and sent < failed)


def send_code(request: HttpRequest, *, email: str, code: str, purpose: str) -> None:
    about = {"code": code, "purpose": purpose, "site": request.get_host()}
    deliver(render_to_string("accounts/email/subject.txt", about), render_to_string("accounts/email/code.txt", about), email=email)


def folder() -> Path | None:
    """Where mail is written instead of being sent. None in production, whatever the settings say."""
    return None if settings.PRODUCTION or settings.EMAIL_URL else settings.MAIL


def forget(email: str) -> None:
    """Erase the mails to an address from the folder."""
    for path in Path(settings.MAIL).glob("*.log"):
        if f"\nTo: {email}\n" in path.read_text():
            path.unlink(missing_ok=True)
