"""Passkeys of somebody signed in: add one, remove one. Both only soon after a code or a passkey, for some only a passkey."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from advisor.accounts import passkeys
from advisor.accounts.second_factor import may_change_passkeys
from advisor.accounts.signing_in import user_of
from advisor.requests import HtmxRequest, see_other


@require_POST
@login_required
def add_options(request: HtmxRequest) -> HttpResponse:
    """For the script: what the browser must know to make a passkey."""
    if not may_change_passkeys(request):
        return JsonResponse({}, status=403)
    return JsonResponse(passkeys.options_to_add(user_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HtmxRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:kept")
    if not may_change_passkeys(request):
        return redirect("accounts:confirm", "passkeys")
    try:
        passkeys.add(user_of(request), name=request.POST.get("name", ""), answered=request.POST.get("credential", ""))
    except passkeys.Refused:
        return render(request, "accounts/passkey_refused.html", status=422)
    return see_other("accounts:kept")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HtmxRequest, passkey_id: int) -> HttpResponse:
    passkey = get_object_or_404(passkeys.of(user_of(request)), id=passkey_id)
    if not may_change_passkeys(request):
        return redirect("accounts:confirm", "passkeys")
    if request.method != "POST":
        return render(request, "accounts/remove_passkey.html", {"passkey": passkey})
    passkey.delete()
    return see_other("accounts:kept")
