"""On the page of what somebody has kept: which advisers have copies of it, and the way to share some."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from advisor.accounts.signing_in import user_of
from advisor.clients import consent


def advisers(request: HttpRequest) -> SafeString:
    """Empty for somebody who has nothing to share and has shared nothing."""
    user = user_of(request)
    about = {"kept": user.scenarios.exists(), "consents": list(consent.consents(user)), "offer": consent.waiting_offer(user)}
    return render_to_string("clients/_kept.html", about, request) if any(about.values()) else SafeString()
