"""For whoever watches the site: /livez (the process answers) and /readyz (it can do its work)."""

import structlog
from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from advisor.jobs.services import IMPATIENT
from scenarios import bank
from scenarios.inputs import Beliefs

log = structlog.get_logger(__name__)


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """503 without a database or a bank of futures. A missing broker only delays PDFs, so it is told, not failed."""
    parts = {"database": _database_answers(), "bank": bank.stands(Beliefs(), settings.BANKS), "broker": _broker_answers()}
    ready = parts["database"] and parts["bank"]
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("database not reached", exc_info=error)
        return False
    return True


def _broker_answers() -> bool:
    if not settings.CELERY_BROKER_URL:
        return False
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT, connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (KombuError, OperationalError, RedisError, OSError):
        return False
    return True
