"""The page between somebody and a page that asks for a passkey."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from advisor.accounts import passkeys
from advisor.accounts import second_factor as second
from advisor.accounts.signing_in import user_of
from advisor.requests import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def second_factor(request: HtmxRequest) -> HttpResponse:
    """Whoever has a passkey uses it here; whoever has none learns how to add one."""
    if request.method != "POST":
        return page(request)
    try:
        passkeys.owner(request, answered=request.POST.get("credential", ""), user=user_of(request))
    except passkeys.Refused:
        return page(request, refused=True, status=422)
    return HttpResponseRedirect(second.take_then(request), status=303)


def page(request: HtmxRequest, *, refused: bool = False, status: int = 200) -> HttpResponse:
    about = {"has_passkey": passkeys.of(user_of(request)).exists(), "refused": refused, "minutes": second.RECENT // 60}
    return render(request, "accounts/second_factor.html", about, status=status)
