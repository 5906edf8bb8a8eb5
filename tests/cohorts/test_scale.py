"""A batch on several workers, against real Postgres and Valkey, while they are killed."""

import json
import os
from pathlib import Path

import pytest

from advisor.accounts.models import User
from advisor.cohorts import batches
from advisor.cohorts.models import Batch
from advisor.cohorts.tasks import do_slice
from advisor.plans import services
from tests.cohorts.workforce import saved_census
from tests.production import Production
from tests.whole_site import wait_for

pytestmark = pytest.mark.skipif("PROOF" not in os.environ, reason="minutes of many processes: make proof")

PEOPLE, WORKERS = 600, 3
WITHIN = 300.0  # seconds, on a machine that does other things too


@pytest.fixture
def production(bank: object, tmp_path: Path) -> Production:
    return Production(tmp_path, workers=WORKERS)


def at_work(production: Production, batch: str) -> bool:
    """Whether a worker has begun one of its slices."""
    return bool(
        production.rows(
            f"SELECT 1 FROM cohorts_slice s JOIN jobs_job j ON s.job_id = j.id WHERE batch_id = '{batch}' AND state = 'running'"
        )
    )


def is_finished(production: Production, batch: str) -> bool:
    return bool(production.rows(f"SELECT 1 FROM cohorts_batch WHERE id = '{batch}' AND finished_at IS NOT NULL"))


def here(people: int) -> list[tuple[int, object]]:
    """The same batch in this process, on SQLite."""
    user = User.objects.with_address("lead@example.org")
    plan = services.start_plan(user=user, name="Bakery")
    services.publish(plan=plan, user=user)
    batch = batches.start(census=saved_census(plan=plan, people=people), user=user, kind=Batch.Kind.ANSWERS)
    for part in batch.slices.all():
        do_slice(part.job_id)
    return list(batch.results.order_by("person__place").values_list("person__place", "figures"))


@pytest.mark.django_db
def test_killed_workers_lose_no_slice_and_do_none_twice(production: Production) -> None:
    """kill -9 of whole workers in the middle of slices; meanwhile another batch is stopped and goes on, and a third is deleted."""
    with production as site:
        batch, halting, deleted = (site.run("-m", "tests.cohorts.desk", "start", str(people)) for people in (PEOPLE, 100, 200))
        for act, about in (("stop", halting), ("delete", deleted), ("go_on", halting)):
            wait_for(lambda: at_work(site, batch), within=WITHIN, what="a slice")
            site.kill_worker()
            site.run("-m", "tests.cohorts.desk", act, about)
            site.start_workers()
        wait_for(lambda: is_finished(site, batch) and is_finished(site, halting), within=WITHIN, what="the end of both batches")
        for each, people in ((batch, PEOPLE), (halting, 100)):
            found = json.loads(site.run("-m", "tests.cohorts.desk", "results", each))
            assert [tuple(row) for row in found] == here(people)
        again = site.rows("SELECT j.attempts FROM cohorts_slice s JOIN jobs_job j ON s.job_id = j.id WHERE s.done_at IS NOT NULL")
        assert max(attempts for (attempts,) in again) >= 2
        assert not site.rows("SELECT 1 FROM jobs_job WHERE state <> 'ready'")
        assert "deadlock" not in site.said()
        assert "job broke" not in site.said()
