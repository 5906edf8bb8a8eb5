"""Logs as records, one a line, on standard error. No figure that a person typed may reach one. Each has the random name of the request
that was served meanwhile, or of the job that was worked on.

Therefore: an exception is logged as its type and its places in the code, never its message (an input error quotes what
was given), and a refused request as its route, never its path, query or body.
"""

import sys
import traceback
from logging.config import dictConfig
from typing import Any

import structlog
from structlog.processors import JSONRenderer, KeyValueRenderer
from structlog.types import EventDict, Processor, WrappedLogger

REQUEST_ID = "ballast.request_id"  # in META


def exception_without_values(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by the exception's type and where it was raised."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["raised_at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return event


def request_without_values(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Django's request records carry the path; ours carry the route that was matched. Gunicorn's carry it too, and Celery's the message of
    an exception: ours do not."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        event["event"] = "request refused"
        event["request_id"] = request.META.get(REQUEST_ID)  # Django makes some of these when the request is done
        event["method"] = request.method
        event["route"] = match.route if match else None
        event["status"] = getattr(record, "status_code", None)
    elif event.get("logger") == "gunicorn.error" and "error" in event:
        event["event"] = "request broke"
    elif event.get("logger") == "celery.app.trace" and (data := getattr(record, "data", None)):
        event["event"] = "task broke"
        event["task"] = data["name"]
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,  # the request that is served, or the job that is worked on
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    exception_without_values,
]


def dict_config(*, as_json: bool) -> dict[str, Any]:
    """The dictConfig: one handler, for our own records and for those of libraries."""
    draw = JSONRenderer() if as_json else KeyValueRenderer(key_order=["timestamp", "level", "event"])
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "record": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, request_without_values],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, draw],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "record"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"level": "ERROR"},  # the development server's access log
            "celery": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
            "pikepdf": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},  # its warnings hold letters of names and notes
            "weasyprint.progress": {"level": "WARNING"},
        },
    }


def configure(config: dict[str, Any]) -> None:
    """Called by Django with LOGGING, in place of its own set-up, which would print requests."""
    dictConfig(config)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
