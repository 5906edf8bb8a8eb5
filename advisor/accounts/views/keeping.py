"""What is kept: keep, list, rename, delete, take along. Whatever belongs to somebody else is not there."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts import passkeys, services
from advisor.accounts.carried import Carried
from advisor.accounts.forms import AddressForm, NameForm
from advisor.accounts.held import all_about, listed
from advisor.accounts.kept_parts import parts
from advisor.accounts.models import Scenario
from advisor.accounts.second_factor import may_change_passkeys
from advisor.accounts.signing_in import user_of
from advisor.accounts.views.answers import keep_and_show, may_carry
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@may_carry
def keep(request: HtmxRequest, figures: Carried | None) -> HttpResponse:
    """Keep the figures of an answer page; first, if need be, ask who keeps them."""
    if figures is None:
        return redirect("planner:start" if request.method != "POST" else "accounts:kept")
    if request.user.is_authenticated:
        return keep_and_show(request, user_of(request), figures)
    return render(request, "accounts/sign_in.html", {"form": AddressForm(), "carried": figures})


@require_safe
@login_required
def kept(request: HtmxRequest) -> HttpResponse:
    user = user_of(request)
    about = {"scenarios": listed(user), "passkeys": passkeys.of(user), "most_passkeys": passkeys.MOST}
    about |= {"fresh": may_change_passkeys(request), "parts": parts(request), "elsewhere": services.elsewhere(request, user).count()}
    return render(request, "accounts/kept.html", about)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename(request: HtmxRequest, scenario_id: str) -> HttpResponse:
    scenario = own(request, scenario_id)
    if switched(request):
        return render(request, "accounts/rename.html", {"form": NameForm(initial=request.POST.dict()), "scenario": scenario})
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": scenario.name})
    if not form.is_valid():
        return render(request, "accounts/rename.html", {"form": form, "scenario": scenario}, status=422 if form.errors else 200)
    services.rename(scenario, form.cleaned_data["name"])
    return see_other("accounts:kept")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HtmxRequest, scenario_id: str) -> HttpResponse:
    scenario = own(request, scenario_id)
    if request.method != "POST":
        return render(request, "accounts/delete.html", {"scenario": scenario})
    scenario.delete()
    return see_other("accounts:kept")


@require_safe
@login_required
def download(request: HtmxRequest) -> HttpResponse:
    """All that we hold about the person who asks."""
    headers = {"Content-Disposition": 'attachment; filename="ballast-account.json"'}
    return JsonResponse(all_about(user_of(request)), json_dumps_params={"indent": 2, "ensure_ascii": False}, headers=headers)


def own(request: HtmxRequest, scenario_id: str) -> Scenario:
    """The one place that decides who may see a scenario."""
    found: Any = get_object_or_404(Scenario, id=scenario_id, owner=user_of(request))
    assert isinstance(found, Scenario)
    return found
