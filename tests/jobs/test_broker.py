"""The broker only wakes workers: without it a page answers at once, and nothing is lost."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.core.management.base import CommandError
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import Settings

from advisor.celery import LOOK_AGAIN
from advisor.jobs import services
from advisor.jobs.broker import EmbeddedBroker
from advisor.jobs.management.commands.up import refuse_taken
from advisor.jobs.models import Job

TASK = "tests.no_such_task"
SLICE = "advisor.cohorts.tasks.do_slice"
Commit = Callable[..., object]


@pytest.fixture
def broker(tmp_path: Path, settings: object) -> Iterator[EmbeddedBroker]:
    embedded = EmbeddedBroker(tmp_path)
    embedded.start()
    use(embedded.url, settings)
    yield embedded
    embedded.stop()


def use(url: str, settings: object) -> None:
    settings.CELERY_BROKER_URL = url  # type: ignore[attr-defined]
    current_app.conf.broker_url = url


def waiting(broker: EmbeddedBroker, queue: str = "celery") -> int:
    with current_app.connection_for_read() as connection:
        return connection.default_channel.queue_declare(queue, passive=True).message_count  # type: ignore[no-any-return]


def test_a_job_is_published_once_its_row_is_safe(db: None, broker: EmbeddedBroker, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        job = services.enqueue(TASK)
        assert job.published_at is None
    job.refresh_from_db()
    assert job.published_at is not None
    assert waiting(broker) == 1


def test_the_broker_is_told_the_row_id_and_nothing_else(db: None, broker: EmbeddedBroker) -> None:
    job = Job.objects.create(task=TASK)
    assert services.publish(job)
    with current_app.connection_for_read() as connection:
        message = connection.SimpleQueue("celery").get(timeout=5)
    assert message.payload == [[job.id], {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None}]


def test_with_a_stopped_broker_the_job_waits_and_goes_through_later(db: None, broker: EmbeddedBroker, settings: object) -> None:
    job = Job.objects.create(task=TASK)
    broker.stop()
    assert not services.publish(job)
    job.refresh_from_db()
    assert (job.state, job.published_at) == ("queued", None)
    again = EmbeddedBroker(broker._server.data_dir)
    again.start()
    use(again.url, settings)
    services.tend()
    assert waiting(again) == 1
    again.stop()


def test_a_page_does_not_wait_for_a_dead_broker(db: None, broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.stop()
    monkeypatch.setattr("kombu.utils.functional.sleep", lambda seconds: pytest.fail(f"waits {seconds} s"))
    assert not services.publish(Job.objects.create(task=TASK))


def test_workers_look_often_for_a_broker_that_is_away(broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.stop()
    monkeypatch.setattr("kombu.utils.functional.sleep", lambda seconds: None)
    waits: list[float] = []
    with current_app.connection_for_read() as connection, pytest.raises(OperationalError):
        connection.ensure_connection(lambda error, seconds: waits.append(seconds), 20)
    assert len(waits) == 20
    assert max(waits) == LOOK_AGAIN


def test_what_comes_round_by_itself_does_not_wait_behind_pdfs(db: None, broker: EmbeddedBroker, settings: Settings) -> None:
    services.publish(Job.objects.create(task=TASK))
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        current_app.send_task(entry["task"], **entry["options"])
    assert (waiting(broker), waiting(broker, "rounds")) == (1, len(settings.CELERY_BEAT_SCHEDULE))
    assert "rounds" in settings.CELERY_TASK_QUEUES


def test_a_frozen_broker_does_not_hold_the_page(db: None, tmp_path: Path, settings: object) -> None:
    """A server that takes the call and never says a word: publishing gives up by itself, so this test ends."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        taken: list[socket.socket] = []
        listener = threading.Thread(target=lambda: taken.append(silent.accept()[0]), daemon=True)
        listener.start()
        use(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", settings)
        assert not services.publish(Job.objects.create(task=TASK))
        listener.join()
        taken[0].close()


def test_without_any_broker_the_job_waits(db: None, settings: object) -> None:
    use("", settings)
    job = Job.objects.create(task=TASK)
    assert not services.publish(job)
    assert Job.objects.get().state == "queued"


def test_a_wake_up_call_that_got_lost_is_repeated(db: None, broker: EmbeddedBroker) -> None:
    Job.objects.create(task=TASK, published_at=timezone.now() - services.WAKE_AGAIN - timedelta(seconds=1))
    Job.objects.create(task=TASK, published_at=timezone.now())
    services.tend()
    assert waiting(broker) == 1


def test_slices_of_a_batch_have_a_queue_of_their_own(db: None, broker: EmbeddedBroker, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        services.enqueue_many(SLICE, 100)
        services.enqueue(TASK)
    assert (waiting(broker, "batch"), waiting(broker)) == (100, 1)
    assert not Job.objects.filter(published_at=None).exists()


def test_a_batch_knocks_at_a_dead_broker_once(
    db: None, broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
) -> None:
    broker.stop()
    knocks: list[object] = []
    told = current_app.send_task

    def knock(*args: object, **more: object) -> object:
        knocks.append(args)
        return told(*args, **more)

    monkeypatch.setattr(current_app, "send_task", knock)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        services.enqueue_many(SLICE, 100)
    assert len(knocks) <= 1
    assert Job.objects.filter(state="queued", published_at=None).count() == 100


def test_a_long_batch_does_not_keep_a_forgotten_pdf_waiting(db: None, broker: EmbeddedBroker) -> None:
    Job.objects.bulk_create(Job(task=SLICE) for _ in range(5 * services.WAKE_AT_ONCE))
    Job.objects.create(task=TASK)
    services.tend()
    assert (waiting(broker, "batch"), waiting(broker)) == (services.WAKE_AT_ONCE, 1)


def test_slices_that_wait_their_turn_are_not_told_again_and_one_that_was_passed_over_is(db: None, broker: EmbeddedBroker) -> None:
    """A queue keeps its order, so what was published before the slice at work is lost, and what was published after it waits."""
    now = timezone.now()
    for seconds, state in ((70, "queued"), (60, "running"), (60, "queued"), (50, "queued")):
        Job.objects.create(task=SLICE, state=state, published_at=now - timedelta(seconds=seconds), lease_until=now + services.LEASE)
    services.tend()
    assert waiting(broker, "batch") == 1


def test_what_the_broker_was_told_outlives_it(db: None, broker: EmbeddedBroker, settings: object) -> None:
    services.publish(Job.objects.create(task=TASK))
    broker._server.stop()
    broker.keep_running()
    assert waiting(broker) == 1


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="is taken"):
            refuse_taken(taken.getsockname()[1])
