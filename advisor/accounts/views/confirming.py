"""Showing anew who one is, before passkeys change or the account goes: by a code to the account's own address, or a passkey."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.accounts import codes, limits, mail, passkeys, services, signing_in
from advisor.accounts.forms import CodeForm
from advisor.accounts.leaving import MustStay, reasons
from advisor.accounts.second_factor import needs_own_passkey
from advisor.accounts.views.answers import mailed
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other

PURPOSES: dict[str, codes.Purpose] = {"passkeys": "passkeys", "delete": "delete"}


def for_a_purpose(view: Callable[[HtmxRequest, codes.Purpose], HttpResponse]) -> Callable[[HtmxRequest, str], HttpResponse]:
    @wraps(view)
    @login_required
    def respond(request: HtmxRequest, purpose: str) -> HttpResponse:
        if purpose not in PURPOSES:
            raise Http404
        if purpose == "delete" and reasons(signing_in.user_of(request)):
            return must_stay(request)
        return view(request, PURPOSES[purpose])

    return respond


@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def confirm(request: HtmxRequest, purpose: codes.Purpose) -> HttpResponse:
    """What will happen, and the two ways to confirm it. By POST a code is sent."""
    email = signing_in.user_of(request).email
    if request.method != "POST":
        return choice_page(request, purpose)
    if by_passkey_alone(request, purpose):
        return choice_page(request, purpose, status=403)
    if not limits.may_ask(request, email):
        return choice_page(request, purpose, gettext("Too many codes were asked for. Wait five minutes, then ask again."), status=429)
    if not mailed(request, email=email, purpose=purpose):
        return choice_page(request, purpose, gettext("We could not send the mail. Please try again in a few minutes."), status=503)
    return code_page(request, CodeForm(), purpose)


@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def code(request: HtmxRequest, purpose: codes.Purpose) -> HttpResponse:
    user = signing_in.user_of(request)
    if request.method != "POST" or by_passkey_alone(request, purpose):
        return redirect("accounts:confirm", purpose)
    if switched(request):
        return code_page(request, CodeForm(), purpose)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return code_page(request, form, purpose, status=422)
    tried = codes.attempt(request, form.cleaned_data["code"], email=user.email, purpose=purpose)
    if tried == "wrong":
        form.add_error("code", gettext("These are not the digits that we sent. Look at the newest mail."))
        return code_page(request, form, purpose, status=422)
    if tried == "over":
        return choice_page(request, purpose, gettext("This code is used up or too old. Ask for a new one."), status=422)
    signing_in.proven(request, user)
    return done(request, purpose)


@require_POST
@for_a_purpose
def passkey_options(request: HtmxRequest, purpose: codes.Purpose) -> HttpResponse:
    return JsonResponse(passkeys.options_to_sign_in(signing_in.user_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def passkey(request: HtmxRequest, purpose: codes.Purpose) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:confirm", purpose)
    try:
        passkeys.owner(request, answered=request.POST.get("credential", ""), user=signing_in.user_of(request))
    except passkeys.Refused:
        return choice_page(request, purpose, gettext("The passkey did not work. Try again, or use a code."), status=422)
    return done(request, purpose)


def by_passkey_alone(request: HtmxRequest, purpose: codes.Purpose) -> bool:
    """Whether a code would not do. To delete, it always does: else nobody could who has lost all passkeys."""
    return purpose == "passkeys" and needs_own_passkey(signing_in.user_of(request))


def must_stay(request: HtmxRequest) -> HttpResponse:
    about = {"reasons": reasons(signing_in.user_of(request))}
    return render(request, "accounts/must_stay.html", about, status=409)


@require_safe
def deleted(request: HtmxRequest) -> HttpResponse:
    return render(request, "accounts/deleted.html")


def done(request: HtmxRequest, purpose: codes.Purpose) -> HttpResponse:
    if purpose == "delete":
        try:
            services.delete_account(request, signing_in.user_of(request))
        except MustStay:  # for a reason that has come up since
            return must_stay(request)
        return see_other("accounts:deleted")
    return see_other("accounts:kept")


def choice_page(request: HtmxRequest, purpose: codes.Purpose, problem: str = "", *, status: int = 200) -> HttpResponse:
    user = signing_in.user_of(request)
    about = {"purpose": purpose, "problem": problem, "has_passkey": passkeys.of(user).exists(), "scenarios": user.scenarios.count()}
    about["no_code"] = by_passkey_alone(request, purpose)
    return render(request, "accounts/confirm.html", about, status=status)


def code_page(request: HtmxRequest, form: CodeForm, purpose: codes.Purpose, *, status: int = 200) -> HttpResponse:
    about = {"form": form, "purpose": purpose, "email": signing_in.user_of(request).email, "mail_folder": mail.folder()}
    return render(request, "accounts/confirm_code.html", about, status=status)
