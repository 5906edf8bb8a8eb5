"""A batch on the real site (broker, workers, web, all in processes of their own) while its workers are killed."""

import contextlib
import json
import os
import signal
from typing import Any

import pytest

from advisor.cohorts import figures
from advisor.cohorts.people import household_of
from advisor.cohorts.rules import plan_rules
from advisor.plans.models import Plan
from advisor.plans.rules import usual
from scenarios.cohort import cohort
from scenarios.inputs import Beliefs, Sleeve
from tests.cohorts.workforce import saved_census
from tests.whole_site import Site, wait_for

pytestmark = pytest.mark.skipif("PROOF" not in os.environ, reason="a minute of killed workers: make proof; a PDF's are killed in each run")

WITHIN = 180.0  # the lease, a round of tending and the work, on a machine that does other things too
DESK = ("-m", "tests.cohorts.desk")


def parts(site: Site, batch: str, condition: str) -> int:
    found: Any = site.rows(
        f"SELECT count(*) FROM cohorts_slice s LEFT JOIN jobs_job j ON s.job_id = j.id WHERE s.batch_id = '{batch}' AND {condition}"
    )
    return int(found[0][0])


def kill_workers(site: Site) -> None:
    for pid in site.processes("worker"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.django_db
def test_a_slice_whose_worker_is_killed_is_done_again_once(site: Site) -> None:
    """kill -9 of all workers in the middle of a slice: each person has the answer that they would have had, and one."""
    batch = site.run(*DESK, "start", "120")
    wait_for(lambda: parts(site, batch, "j.state = 'running'"), within=WITHIN, what="a slice at work")
    kill_workers(site)
    wait_for(lambda: parts(site, batch, "s.done_at IS NOT NULL") == 3, within=WITHIN, what="the end of the batch")
    assert parts(site, batch, "j.attempts = 2") >= 1
    assert site.rows("SELECT count(*) FROM cohorts_batch WHERE finished_at IS NULL") == [(0,)]
    people = list(saved_census(plan=Plan.objects.create(name="Bakery"), people=120).people.order_by("place"))
    known = cohort([household_of(person) for person in people], plan_rules(usual()), Sleeve(), Beliefs())
    assert json.loads(site.run(*DESK, "results", batch)) == [[place, figures.kept(one)] for place, one in enumerate(known, start=1)]


def test_one_pdf_passes_a_batch_of_many_slices(site: Site) -> None:
    batch = site.run(*DESK, "start", "2000")
    wait_for(lambda: parts(site, batch, "j.state = 'running'"), within=WITHIN, what="a slice at work")
    job = site.run(*DESK, "ask_for_pdf")
    wait_for(lambda: site.rows(f"SELECT 1 FROM jobs_job WHERE id = '{job}' AND state = 'ready'"), within=WITHIN, what="the PDF")
    assert parts(site, batch, "j.state = 'queued'") > 0
    site.run(*DESK, "delete", batch)
    assert parts(site, batch, "true") == 0
