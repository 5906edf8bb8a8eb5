"""Answers that are kept for a client: open again, rename, duplicate, delete."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.asking import asked_once_more
from advisor.clients import in_mind, scenarios
from advisor.clients.access import scenario_for
from advisor.clients.forms import AnswerNameForm
from advisor.clients.models import ClientScenario
from advisor.languages import switched
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def open_again(request: HtmxRequest, client_id: str, scenario_id: str) -> HttpResponse:
    """By POST with the figures as hidden fields: the same request goes on to the planner, which now knows for whom."""
    scenario = scenario_for(user_of(request), client_id, scenario_id)
    if request.method != "POST":
        return see_other("clients:client", client_id)
    in_mind.have_in_mind(request, scenario.client)
    return redirect("planner:answer", preserve_request=True)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def rename(request: HtmxRequest, client_id: str, scenario_id: str) -> HttpResponse:
    scenario = scenario_for(user_of(request), client_id, scenario_id)
    form = name_form(request, scenario)
    if not form.is_valid():
        return name_page(request, "clients/rename.html", scenario, form)
    scenarios.rename(scenario=scenario, name=form.cleaned_data["name"])
    return see_other("clients:client", client_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def duplicate(request: HtmxRequest, client_id: str, scenario_id: str) -> HttpResponse:
    scenario = scenario_for(user_of(request), client_id, scenario_id)
    form = name_form(request, scenario)
    if not form.is_valid():
        return name_page(request, "clients/duplicate.html", scenario, form)
    try:
        scenarios.duplicate(scenario=scenario, name=form.cleaned_data["name"])
    except scenarios.Full:
        form.add_error("name", no_room(scenario.client.name))
        return name_page(request, "clients/duplicate.html", scenario, form, status=409)
    return see_other("clients:client", client_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def delete(request: HtmxRequest, client_id: str, scenario_id: str) -> HttpResponse:
    scenario = scenario_for(user_of(request), client_id, scenario_id)
    if request.method != "POST":
        return asked_once_more(
            request,
            heading=gettext("Delete “%(answer)s”?") % {"answer": scenario.name},
            lead=gettext("Its figures and links are gone at once. This cannot be undone."),
            yes=gettext("Delete it"),
            no=gettext("Keep it"),
            back=reverse("clients:client", args=[client_id]),
            crumb="clients/_crumb.html",
            client=scenario.client,
        )
    scenarios.delete(scenario=scenario)
    return see_other("clients:client", client_id)


def name_form(request: HtmxRequest, scenario: ClientScenario) -> AnswerNameForm:
    """Not judged yet when the page is opened, or comes from another language."""
    if request.method != "POST" or switched(request):
        return AnswerNameForm(initial={"name": request.POST.get("name", scenario.name)})
    return AnswerNameForm(request.POST)


def name_page(request: HtmxRequest, template: str, scenario: ClientScenario, form: AnswerNameForm, *, status: int = 0) -> HttpResponse:
    about = {"client": scenario.client, "scenario": scenario, "form": form}
    return render(request, template, about, status=status or (422 if form.errors else 200))


def no_room(name: str) -> str:
    return gettext("There is no room for more answers for %(client)s. Delete one first.") % {"client": name}
