"""Bounded work: how many answers one visitor may ask for, and all together.

Counted in the broker's Valkey, under a hash of the visitor's CSRF cookie: an address may be shared by a whole firm. Without Valkey
nobody is refused: a limit that fails must not stop the site.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from threading import BoundedSemaphore
from typing import Any, Concatenate, ParamSpec

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from redis import Redis, RedisError

from advisor import metrics
from advisor.jobs.models import random_id

AT_ONCE, A_MINUTE = 2, 60  # of one visitor
PATIENCE = 1.0  # seconds that a request waits for its turn before it is refused
LOOK_EVERY = 0.05
FORGET = 30  # seconds after which a place that nobody gave back is free again: its process was killed
COME_BACK = 2  # seconds: what a visitor is told when others are still being served
REASONS = {-1: "visitor_at_once", -2: "all_at_once"}  # why nobody gets a place now
SILENCE = 0.2  # seconds until a Valkey that does not answer is taken for absent

# Places are sorted sets of tickets by time. Answers 0 with a place, else the seconds to wait. Below 0: soon, ask again; -1 is that the
# visitor has all places of their own, -2 that all together have all.
_ENTER = """
local now, ticket, forget = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
for i = 2, 3 do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now - forget)
  if redis.call('ZCARD', KEYS[i]) >= tonumber(ARGV[2 + i]) then return 1 - i end
end
local asked = redis.call('INCR', KEYS[1])
if asked == 1 then redis.call('EXPIRE', KEYS[1], 60) end
if asked > tonumber(ARGV[6]) then return math.max(redis.call('TTL', KEYS[1]), 1) end
for i = 2, 3 do
  redis.call('ZADD', KEYS[i], now, ticket)
  redis.call('EXPIRE', KEYS[i], forget)
end
return 0
"""

_line = BoundedSemaphore(settings.ANSWERS_IN_LINE)  # whoever waits keeps a thread of the web server from all others

log = structlog.get_logger(__name__)

Terms = ParamSpec("Terms")
View = Callable[Concatenate[Any, Terms], HttpResponse]


def bounded(view: View[Terms]) -> View[Terms]:
    """A view whose POST asks the model: it waits for its turn, or says when to come back (429)."""

    @wraps(view)
    def in_turn(request: Any, /, *args: Terms.args, **kwargs: Terms.kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with a_place(visitor(request)) as wait:
            return too_busy(request, wait) if wait else view(request, *args, **kwargs)

    return in_turn


def too_busy(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def visitor(request: HttpRequest) -> str:
    """A browser. The CSRF check has already asked for its cookie."""
    return stand_in("advisor.busy", request.META.get("CSRF_COOKIE") or "")


def stand_in(purpose: str, who: str) -> str:
    """What is counted in place of whoever asks: it says nothing about them, and for another purpose it is another."""
    return salted_hmac(purpose, who).hexdigest()[:32]


@contextmanager
def a_place(visitor: str, *, at_once: int = AT_ONCE, a_minute: int = A_MINUTE) -> Iterator[int]:
    """Held while work is done. Gives the seconds to wait when there is none, else 0. The limits are those of this visitor; the one of
    all together is a setting."""
    if not settings.CELERY_BROKER_URL:
        yield 0
        return
    ticket, keys = random_id(), ("busy:minute:" + visitor, "busy:now:" + visitor, "busy:now")
    try:
        wait = _wait_for(ticket, keys, (at_once, settings.ANSWERS_AT_ONCE, a_minute))
    except RedisError as error:
        log.warning("no limits", reason=type(error).__name__)
        metrics.limits_unavailable()
        wait, ticket = 0, ""
    try:
        yield wait
    finally:
        if ticket and not wait:
            _leave(ticket, keys)


def _wait_for(ticket: str, keys: tuple[str, str, str], limits: tuple[int, int, int]) -> int:
    """Asks until there is a place or patience ends; only once if the line of those who wait is full."""
    wait = _enter(ticket, keys, limits)
    if wait < 0 and _line.acquire(blocking=False):
        try:
            wait = _in_line(ticket, keys, limits)
        finally:
            _line.release()
    if wait:
        metrics.answer_refused(reason=REASONS.get(wait, "visitor_a_minute"))
    return COME_BACK if wait < 0 else wait


def _in_line(ticket: str, keys: tuple[str, str, str], limits: tuple[int, int, int]) -> int:
    until = time.monotonic() + PATIENCE
    while (wait := _enter(ticket, keys, limits)) < 0 and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
    return wait


def _enter(ticket: str, keys: tuple[str, str, str], limits: tuple[int, int, int]) -> int:
    return int(valkey(settings.CELERY_BROKER_URL).eval(_ENTER, len(keys), *keys, time.time(), ticket, FORGET, *limits))


def _leave(ticket: str, keys: tuple[str, str, str]) -> None:
    """In one word to Valkey: an answer waits for it."""
    try:
        with valkey(settings.CELERY_BROKER_URL).pipeline(transaction=False) as said:
            for key in keys[1:]:
                said.zrem(key, ticket)
            said.execute()
    except RedisError as error:
        log.warning("no limits", reason=type(error).__name__)


@cache
def valkey(url: str) -> Any:
    """The broker's server. Celery writes a socket's address in its own way."""
    return Redis.from_url(url.replace("redis+socket://", "unix://"), socket_timeout=SILENCE, socket_connect_timeout=SILENCE)
