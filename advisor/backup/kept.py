"""What a backup holds: every table, but for those named here. So a new table is kept unless somebody says that it need not be."""

from typing import TypeVar

from django.apps import apps
from django.db.models import Model, Q, QuerySet

LEFT_OUT = {
    "auth.Permission", "auth.Group_permissions", "auth.Group", "contenttypes.ContentType",  # Django's own; `prepare` makes them
    "accounts.Session", "accounts.Count",  # people sign in again, and limits begin anew
    "api.KeyReport",  # reports that live for an hour
    "cohorts.Upload",  # files that wait for an hour
}  # fmt: skip

# A report that nobody keeps lives for an hour, and so do its figures.
ONLY = {
    "jobs.Job": Q(report__of_client__isnull=False) | Q(slice__isnull=False),
    "reports.Report": Q(of_client__isnull=False),
}


Row = TypeVar("Row", bound=Model)


def tables() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in LEFT_OUT]


def rows(model: type[Row]) -> QuerySet[Row]:
    return model._base_manager.filter(ONLY.get(model._meta.label, Q())).order_by("pk")
