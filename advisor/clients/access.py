"""The one place that decides who may see a client: the adviser it is linked to, as long as they belong to the firm."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from advisor.clients.models import Client, ClientScenario
from advisor.firms.access import Visitor, member_for


def clients_of(user: Visitor) -> "QuerySet[Client]":
    """Http404 for who belongs to no firm."""
    member = member_for(user)
    return Client.objects.filter(adviser=member.user_id, firm=member.firm_id)


def client_for(user: Visitor, client_id: str) -> Client:
    return get_object_or_404(clients_of(user).select_related("firm").defer("firm__logo"), id=client_id)


def scenario_for(user: Visitor, client_id: str, scenario_id: str) -> ClientScenario:
    scenarios = ClientScenario.objects.select_related("client__firm").defer("client__firm__logo")
    return get_object_or_404(scenarios, id=scenario_id, client=client_for(user, client_id))
