"""Where the lead of a firm looks after its keys: made, with the secret shown once; ended, at once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.api.key_form import KeyForm
from advisor.api.keys import TooManyKeys, make_key, revoke_key
from advisor.api.models import MOST_KEYS, Key
from advisor.api.scopes import Scope
from advisor.asking import asked_once_more
from advisor.firms.access import member_for
from advisor.firms.models import Firm, FirmRole
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def keys(request: HtmxRequest) -> HttpResponse:
    """By POST a key is made: this one page shows its secret."""
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    if request.method != "POST" or switched(request):
        return keys_page(request, firm, KeyForm(initial={"name": request.POST.get("name", ""), "scopes": request.POST.getlist("scopes")}))
    form = KeyForm(request.POST)
    if not form.is_valid():
        return keys_page(request, firm, form, status=422)
    scopes = [Scope(word) for word in form.cleaned_data["scopes"]]
    try:
        _, secret = make_key(firm=firm, user=user_of(request), name=form.cleaned_data["name"], scopes=scopes)
    except TooManyKeys:
        return keys_page(request, firm, form, status=422)
    return keys_page(request, firm, KeyForm(), secret=secret)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def revoke(request: HtmxRequest, key_id: str) -> HttpResponse:
    firm = member_for(user_of(request), FirmRole.LEAD).firm
    key = get_object_or_404(firm.keys, id=key_id)
    if request.method == "POST":
        revoke_key(firm=firm, user=user_of(request), key_id=key.id)
        return see_other("api:keys")
    return asked_once_more(
        request,
        heading=gettext("End the key “%(name)s”?") % {"name": key.name},
        lead=gettext("Programs that use it are refused at once. This cannot be undone."),
        yes=gettext("End the key"),
        no=gettext("Keep it"),
        back=reverse("api:keys"),
        crumb="firms/_crumb.html",
        firm=firm,
    )


def keys_page(request: HtmxRequest, firm: Firm, form: KeyForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    held = list(firm.keys.all())
    context = {"firm": firm, "form": form, "keys": [listed(key) for key in held], "secret": secret, "full": len(held) >= MOST_KEYS}
    return render(request, "api/keys.html", context | {"most": MOST_KEYS}, status=status)


def listed(key: Key) -> dict[str, object]:
    return {"key": key, "may": [label for word, label in Scope.choices if word in key.scopes]}
