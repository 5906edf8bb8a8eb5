"""What every web server counts while it works. advisor/metrics_page.py shows it, with what is looked up at that moment.

No label holds what a person typed: a route by its name, never its path; a method and a reason by a fixed word.

The workers of one web server count together, through files that whoever is asked adds up: see advisor/server.py.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")  # anybody can send a word of their own
SECONDS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)

COUNTED = CollectorRegistry()

_requests = Counter(
    "ballast_requests", "Requests by the name of their route, method and class of status", ["route", "method", "status"], registry=COUNTED
)
_seconds = Histogram("ballast_request_seconds", "How long they took", ["route"], buckets=SECONDS, registry=COUNTED)
_refused = Counter("ballast_answers_refused", "Answers refused because somebody asks too much (429)", ["reason"], registry=COUNTED)
_unlimited = Counter("ballast_limits_unavailable", "Answers that were not counted, because Valkey did not answer", registry=COUNTED)
_not_sent = Counter("ballast_mail_not_sent", "Mails that the server did not take, or not for that address", ["why"], registry=COUNTED)


def request_served(*, route: str, method: str, status: int, seconds: float) -> None:
    method = method if method in METHODS else "other"
    _requests.labels(route, method, f"{status // 100}xx").inc()
    _seconds.labels(route).observe(seconds)


def answer_refused(*, reason: str) -> None:
    _refused.labels(reason).inc()


def limits_unavailable() -> None:
    _unlimited.inc()


def mail_not_sent(*, why: str) -> None:
    _not_sent.labels(why).inc()
