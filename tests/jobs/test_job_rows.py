"""The Job row's life: who may change it, and what an accident leaves behind."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from advisor.jobs import services
from advisor.jobs import work as jobs_work
from advisor.jobs.models import Job
from advisor.jobs.work import CannotBeMade, Step, work, work_on_rows
from tests.whole_site import wait_for

TASK = "tests.no_such_task"


@pytest.fixture
def job(db: None) -> Job:
    return Job.objects.create(task=TASK)


def made(job: Job, content: bytes = b"%PDF") -> Callable[[], object]:
    return lambda: job.file.write_bytes(content)


def test_a_job_goes_from_queued_through_running_to_ready(job: Job) -> None:
    assert job.state == "queued"
    token = services.claim(job.id)
    assert token
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("running", 1)
    assert services.step(job.id, token, 1, 4)
    assert services.finish(job.id, token, also=made(job, b"whole"))
    job.refresh_from_db()
    assert (job.state, job.steps_done, job.token) == ("ready", 1, "")
    assert job.file.read_bytes() == b"whole"


def test_a_claimed_job_cannot_be_claimed_again(job: Job) -> None:
    assert services.claim(job.id)
    assert services.claim(job.id) is None


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_workers_gets_a_job() -> None:
    together, tokens = Barrier(6), []
    jobs = [Job.objects.create(task=TASK) for _ in range(5)]

    def worker() -> None:
        for job in jobs:
            together.wait()
            tokens.append(services.claim(job.id))
        connection.close()

    threads = [Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 30
    assert sum(token is not None for token in tokens) == 5
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_a_job_cannot_be_finished_twice(job: Job) -> None:
    token = services.claim(job.id)
    assert token
    assert services.finish(job.id, token, also=made(job, b"first"))
    assert not services.finish(job.id, token, also=made(job, b"second"))
    assert job.file.read_bytes() == b"first"


def test_a_worker_that_lost_its_lease_changes_nothing(job: Job) -> None:
    late = services.claim(job.id)
    assert late
    services.tend(now=timezone.now() + services.LEASE + timedelta(seconds=1))
    now = services.claim(job.id)
    assert now
    assert not services.step(job.id, late, 3, 4)
    assert not services.finish(job.id, late, also=made(job, b"late"))
    assert not services.fail(job.id, late, "late")
    services.release(job.id, late)
    assert services.finish(job.id, now, also=made(job, b"in time"))
    assert job.file.read_bytes() == b"in time"


def test_a_clock_that_goes_back_keeps_no_claim_and_no_file_for_longer(job: Job) -> None:
    """Claimed and finished by a clock that was a day ahead."""
    tomorrow = timezone.now() + timedelta(days=1)
    lost, over = job, Job.objects.create(task=TASK, state="ready", finished_at=tomorrow)
    over.file.touch()
    assert services.claim(lost.id, now=tomorrow)
    services.tend()
    services.tend(now=timezone.now() + services.LEASE + timedelta(seconds=1))
    lost.refresh_from_db()
    assert lost.state == "queued"
    services.tend(now=timezone.now() + timedelta(minutes=61))
    assert not over.file.exists()


def test_a_wake_up_call_of_tomorrow_is_repeated_today(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    Job.objects.filter(id=job.id).update(published_at=timezone.now() + timedelta(days=1))
    services.tend()
    woken: list[Job] = []
    monkeypatch.setattr(services, "publish", lambda *jobs: woken.extend(jobs))
    services.tend(now=timezone.now() + services.WAKE_AGAIN + timedelta(seconds=1))
    assert woken == [job]


def test_a_lease_in_force_is_left_alone(job: Job) -> None:
    assert services.claim(job.id)
    services.tend()
    job.refresh_from_db()
    assert job.state == "running"


def test_each_step_renews_the_lease(job: Job) -> None:
    long_ago = timezone.now() - timedelta(minutes=5)
    token = services.claim(job.id, now=long_ago)
    assert token
    services.step(job.id, token, 1, 4)
    services.tend()
    job.refresh_from_db()
    assert job.state == "running"


def test_after_three_lost_leases_a_job_has_failed(job: Job) -> None:
    for attempt in (1, 2, 3):
        assert services.claim(job.id), attempt
        services.tend(now=timezone.now() + services.LEASE + timedelta(seconds=1))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure) == ("failed", 3, "too_many_tries")
    assert services.claim(job.id) is None


def test_a_job_that_breaks_its_worker_is_tried_three_times(job: Job) -> None:
    tries: list[int] = []

    def poison(step: Step) -> bytes:
        tries.append(1)
        raise RuntimeError("poison")

    for _ in range(5):
        work(job.id, poison)
    job.refresh_from_db()
    assert len(tries) == 3
    assert (job.state, job.failure) == ("failed", "too_many_tries")


def test_a_job_that_cannot_be_made_is_tried_once(job: Job) -> None:
    def impossible(step: Step) -> bytes:
        raise CannotBeMade("no_pango")

    work(job.id, impossible)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure) == ("failed", 1, "no_pango")


def test_a_full_disk_leaves_no_half_file(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    work(job.id, lambda step: b"never written")
    job.refresh_from_db()
    assert job.state == "queued"
    assert not list(Path(settings.FILES).glob(f"{job.id}*"))


@pytest.mark.django_db(transaction=True)
def test_a_long_step_keeps_its_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_work, "RENEW_EVERY", 0.01)
    job = Job.objects.create(task=TASK)

    def slow(step: Step) -> bytes:
        long_ago = timezone.now() - timedelta(minutes=1)
        Job.objects.filter(id=job.id).update(lease_until=long_ago)
        wait_for(lambda: Job.objects.filter(id=job.id, lease_until__gt=long_ago).exists(), within=60, what="a sign of life")
        services.tend()
        return b"made"

    work(job.id, slow)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("ready", 1)


def test_work_stops_when_the_claim_is_lost(job: Job) -> None:
    reached: list[str] = []

    def slow(step: Step) -> bytes:
        services.tend(now=timezone.now() + services.LEASE + timedelta(seconds=1))
        step(1, 4)
        reached.append("after the step")
        return b""

    work(job.id, slow)
    job.refresh_from_db()
    assert (job.state, reached) == ("queued", [])


def test_a_finished_job_and_its_file_are_erased_after_an_hour(job: Job) -> None:
    token = services.claim(job.id)
    assert token
    services.finish(job.id, token, also=made(job))
    services.tend(now=timezone.now() + timedelta(minutes=59))
    assert job.file.exists()
    services.tend(now=timezone.now() + timedelta(minutes=61))
    assert not Job.objects.exists()
    assert not job.file.exists()


def test_a_failed_job_is_erased_after_an_hour(job: Job) -> None:
    token = services.claim(job.id)
    assert token
    services.fail(job.id, token, "other_answer")
    services.tend(now=timezone.now() + timedelta(minutes=61))
    assert not Job.objects.exists()


def test_a_job_nobody_takes_for_a_day_fails_and_is_then_erased(job: Job) -> None:
    tomorrow = timezone.now() + timedelta(hours=25)
    services.tend(now=tomorrow)
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "waited_too_long")
    services.tend(now=tomorrow + timedelta(minutes=61))
    assert not Job.objects.exists()


def test_what_a_killed_worker_left_half_written_is_swept_up(job: Job) -> None:
    half = Path(settings.FILES) / f"{job.id}.half"
    half.touch()
    services.tend(now=timezone.now() + timedelta(minutes=61))
    assert not half.exists()


@pytest.mark.django_db
def test_what_is_kept_longer_is_not_erased_after_an_hour() -> None:
    long, short = (services.enqueue_many(TASK, 1, kept=timedelta(hours=hours))[0] for hours in (24, 1))
    for job in (long, short):
        token = services.claim(job.id)
        assert token
        services.finish(job.id, token, also=made(job))
    services.tend(now=timezone.now() + timedelta(hours=23))
    assert list(Job.objects.all()) == [long]
    assert (long.file.exists(), short.file.exists()) == (True, False)
    services.tend(now=timezone.now() + timedelta(hours=25))
    assert not Job.objects.exists()
    assert not long.file.exists()


def test_rows_are_saved_with_the_end_of_the_job_or_not_at_all(job: Job) -> None:
    saved: list[str] = []

    def save() -> None:
        Job.objects.create(task="tests.saved")
        saved.append("once more")
        if len(saved) == 1:
            raise RuntimeError("no room")

    work_on_rows(job.id, lambda step: save)
    job.refresh_from_db()
    assert (job.state, Job.objects.filter(task="tests.saved").count()) == ("queued", 0)
    work_on_rows(job.id, lambda step: save)
    job.refresh_from_db()
    assert (job.state, Job.objects.filter(task="tests.saved").count()) == ("ready", 1)


def test_what_goes_with_a_file_is_saved_with_it(job: Job) -> None:
    def full() -> None:
        raise RuntimeError("no room")

    work(job.id, lambda step: b"whole", also=full)
    assert not job.file.exists()
    work(job.id, lambda step: b"whole", also=lambda: Job.objects.create(task="tests.saved"))
    assert job.file.read_bytes() == b"whole"
    assert Job.objects.filter(task="tests.saved").exists()


def test_erased_work_is_lost_to_whoever_is_at_it(job: Job) -> None:
    def erasing(step: Step) -> bytes:
        services.erase(Job.objects.filter(id=job.id))
        step(1, 2)
        raise AssertionError("went on")

    work(job.id, erasing)
    assert not Job.objects.exists()


def test_only_jobs_of_its_kind_are_ahead_of_a_job(job: Job) -> None:
    services.enqueue_many("tests.slices", 30)
    first, last = services.enqueue(TASK), services.enqueue(TASK)
    assert [services.ahead_of(each) for each in (job, first, last)] == [0, 1, 2]
