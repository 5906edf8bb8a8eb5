"""A link by which a client sees an answer: the adviser makes it and ends it, and whoever has it opens it without an account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.carried import form_of
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.clients import sharing
from advisor.clients.access import scenario_for
from advisor.clients.models import ClientScenario
from advisor.languages import switched
from advisor.plans.entered import entered, page
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def share(request: HtmxRequest, client_id: str, scenario_id: str) -> HttpResponse:
    """By POST a link is made, and shown this once."""
    scenario = scenario_for(user_of(request), client_id, scenario_id)
    if request.method != "POST" or switched(request):
        return share_page(request, scenario)
    secret = sharing.share(scenario=scenario, user=user_of(request))
    return share_page(request, scenario, link=request.build_absolute_uri(reverse("clients:shared", args=[secret])))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def end_share(request: HtmxRequest, client_id: str, scenario_id: str) -> HttpResponse:
    scenario = scenario_for(user_of(request), client_id, scenario_id)
    if request.method == "POST":
        sharing.end_share(scenario=scenario, user=user_of(request))
    return see_other("clients:share", client_id, scenario_id)


@require_safe
def shared(request: HtmxRequest, secret: str) -> HttpResponse:
    """Who shows it, in which capacity, and the way on to the planner's own answer page: with the figures as hidden fields."""
    found = sharing.shared_at(secret)
    if found is None:
        return render(request, "clients/no_share.html", status=404)
    client = found.scenario.client
    about = {"share": found, "firm": client.firm, "adviser": client.adviser, "fields": form_of(found.scenario.typed).all_hidden()}
    return page(request, "clients/shared.html", about | {"plan": entered(request)})


def share_page(request: HtmxRequest, scenario: ClientScenario, *, link: str = "") -> HttpResponse:
    about = {"client": scenario.client, "scenario": scenario, "share": sharing.live_share(scenario), "link": link}
    return render(request, "clients/share.html", about)
