"""Signing in: an address, then the code that was sent to it; or a passkey. What is to be kept travels along as hidden fields."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from advisor.accounts import codes, limits, mail, passkeys, services, sessions
from advisor.accounts import signing_in as signing
from advisor.accounts.carried import Carried
from advisor.accounts.forms import AddressForm, CodeForm
from advisor.accounts.models import User
from advisor.accounts.views.answers import keep_and_show, mailed, may_carry
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other

WAIT = 5 * 60  # seconds, said to whoever has asked for too many codes


@require_http_methods(["GET", "HEAD", "POST"])
@may_carry
def sign_in(request: HtmxRequest, figures: Carried | None) -> HttpResponse:
    """The page that asks for an address; and, for an address, the page that asks for the code."""
    if request.user.is_authenticated:
        return keep_and_show(request, signing.user_of(request), figures)
    if request.method != "POST" or "email" not in request.POST:
        return address_page(request, AddressForm(), figures)
    if switched(request):
        return address_page(request, AddressForm(initial=request.POST.dict()), figures)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return address_page(request, form, figures, status=422)
    email = form.cleaned_data["email"]
    if not limits.may_ask(request, email):
        return too_many(request, form, figures)
    sessions.wait_for_sign_in(request.session)
    if not mailed(request, email=email, purpose="sign_in"):
        form.add_error("email", gettext("We could not send the mail. Please try again in a few minutes."))
        return address_page(request, form, figures, status=503)
    return code_page(request, CodeForm(), email, figures)


@require_http_methods(["GET", "HEAD", "POST"])
@may_carry
def code(request: HtmxRequest, figures: Carried | None) -> HttpResponse:
    address = AddressForm(request.POST)
    if request.method != "POST" or not address.is_valid():
        return redirect("accounts:sign_in")
    email, form = address.cleaned_data["email"], CodeForm(request.POST)
    if request.user.is_authenticated and signing.user_of(request).email == email:  # a second click
        return keep_and_show(request, signing.user_of(request), figures)
    if switched(request):
        return code_page(request, CodeForm(), email, figures)
    if not form.is_valid():
        return code_page(request, form, email, figures, status=422)
    tried = codes.attempt(request, form.cleaned_data["code"], email=email, purpose="sign_in")
    if tried == "wrong":
        form.add_error("code", gettext("These are not the digits that we sent. Look at the newest mail."))
        return code_page(request, form, email, figures, status=422)
    if tried == "over":
        address.add_error("email", gettext("This code is used up or too old. Ask for a new one."))
        return address_page(request, address, figures, status=422)
    user = User.objects.with_address(email)
    signing.proven(request, user)
    signing.enter(request, user)
    return keep_and_show(request, user, figures)


@require_POST
def passkey_options(request: HtmxRequest) -> HttpResponse:
    """For the script: what the browser must ask its passkeys."""
    if not passkeys.may_try(request):
        return JsonResponse({}, status=429, headers={"Retry-After": "60"})
    if not request.user.is_authenticated:
        sessions.wait_for_sign_in(request.session)
    return JsonResponse(passkeys.options_to_sign_in())


@require_http_methods(["GET", "HEAD", "POST"])
@may_carry
def passkey(request: HtmxRequest, figures: Carried | None) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:sign_in")
    try:
        user = passkeys.owner(request, answered=request.POST.get("credential", ""))
    except passkeys.Refused:
        return address_page(request, AddressForm(), figures, passkey_refused=True, status=422)
    signing.enter(request, user)
    return keep_and_show(request, user, figures)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HtmxRequest) -> HttpResponse:
    if request.method == "POST":
        logout(request)
    return redirect("planner:start")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign_out_elsewhere(request: HtmxRequest) -> HttpResponse:
    """Whoever has lost a phone, or a passkey, ends what is still open there."""
    if request.method == "POST":
        services.elsewhere(request, signing.user_of(request)).delete()
    return see_other("accounts:kept")


def address_page(
    request: HtmxRequest, form: AddressForm, figures: Carried | None, *, passkey_refused: bool = False, status: int = 200
) -> HttpResponse:
    about = {"form": form, "carried": figures, "back": signing.way_back(request), "passkey_refused": passkey_refused}
    return render(request, "accounts/sign_in.html", about, status=status)


def code_page(request: HtmxRequest, form: CodeForm, email: str, figures: Carried | None, *, status: int = 200) -> HttpResponse:
    about = {"form": form, "email": email, "carried": figures, "back": signing.way_back(request), "mail_folder": mail.folder()}
    return render(request, "accounts/code.html", about, status=status)


def too_many(request: HtmxRequest, form: AddressForm, figures: Carried | None) -> HttpResponse:
    form.add_error("email", gettext("Too many codes were asked for. Wait five minutes, then ask again."))
    response = address_page(request, form, figures, status=429)
    response["Retry-After"] = str(WAIT)
    return response
