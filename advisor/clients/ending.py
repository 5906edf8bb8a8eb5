"""The end of clients and of reports in a book: with every row that hangs on them, and with the files, which no row takes along."""

from django.db import transaction
from django.db.models import QuerySet

from advisor.clients.models import Client, ClientReport
from advisor.jobs import services as jobs
from advisor.jobs.models import Job


@transaction.atomic
def end_reports(reports: "QuerySet[ClientReport]") -> None:
    jobs.erase(Job.objects.filter(report__of_client__in=reports))


@transaction.atomic
def end_clients(clients: "QuerySet[Client]") -> None:
    ids = list(clients.values_list("id", flat=True))
    end_reports(ClientReport.objects.filter(client__in=ids))
    Client.objects.filter(id__in=ids).delete()
