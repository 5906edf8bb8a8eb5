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
