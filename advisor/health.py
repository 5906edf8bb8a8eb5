"""For whoever watches the site: /livez (the process answers) and /readyz (it can do its work). And which parts of it work, for both and
for the page that people look at (advisor/status.py)."""

import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import structlog
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis import RedisError

from advisor import busy
from advisor.accounts import mail
from advisor.jobs import rounds
from scenarios import bank
from scenarios.inputs import Beliefs

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Whether each works. Without the first two the site cannot do its work; without the others it does less, or later."""

    database: bool
    bank: bool  # of futures
    broker: bool  # wakes workers, and counts who asks how often
    files: bool  # can be written
    rounds: bool  # what comes round by itself did so lately
    mail: bool  # goes to a server, and the last one was taken

    @property
    def are_ready(self) -> bool:
        return self.database and self.bank

    @property
    def state(self) -> str:
        if not self.are_ready:
            return "not ready"
        return "ready" if all(asdict(self).values()) else "degraded"


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """503 when it is not ready. One that is degraded stays in service, and says which part is missing."""
    found = parts()
    return JsonResponse({"state": found.state, "ready": found.are_ready, **asdict(found)}, status=200 if found.are_ready else 503)


def parts() -> Parts:
    """Looks now. Each look ends by itself within a second or so, also when what it looks at is silent."""
    return Parts(
        database=_database_answers(),
        bank=_place_of_the_bank(settings.BANKS).exists(),
        broker=_broker_answers(),
        files=_files_can_be_written(),
        rounds=rounds.are_kept_up(),
        mail=mail.goes_out(),
    )


def _database_answers() -> bool:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        log.error("database not reached", exc_info=error)
        return False
    return True


@cache
def _place_of_the_bank(folder: Path) -> Path:
    """Named after all that it is drawn from, which takes a while to work out."""
    return bank.place_of(Beliefs(), folder)


def _broker_answers() -> bool:
    """Asked by the same short patience as the limits on answers."""
    if not settings.CELERY_BROKER_URL:
        return False
    try:
        return bool(busy.valkey(settings.CELERY_BROKER_URL).ping())
    except RedisError:
        return False


def _files_can_be_written() -> bool:
    """Tries it: a full disk has rights too. The file has no name and is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=settings.FILES, buffering=0) as file:
            file.write(b"written")
    except OSError as error:
        log.error("files not written", exc_info=error)
        return False
    return True
