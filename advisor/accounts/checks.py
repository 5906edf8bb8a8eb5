"""What `manage.py check --deploy` asks of the settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def mail_is_sent(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.EMAIL_URL:
        return []
    return [
        Error(
            "EMAIL_URL is not set: codes for signing in would be written to files and never arrive.",
            hint="Name a mail server, like smtp+tls://user:password@mail.example.org:587",
            id="accounts.E001",
        )
    ]


@register(Tags.security)
def contact_is_an_address(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """As RFC 9116 wants it: with what to do with it."""
    given: list[tuple[str, str, tuple[str, ...]]] = [
        *(("SECURITY_CONTACT", one, ("mailto:", "https://", "tel:")) for one in settings.SECURITY_CONTACT),
        *([("SECURITY_POLICY", settings.SECURITY_POLICY, ("https://",))] if settings.SECURITY_POLICY else []),
    ]
    return [
        Error(f"{name} is “{one}”. It must begin with {' or '.join(begins)}", id="accounts.E002")
        for name, one, begins in given
        if not one.startswith(begins)
    ]
