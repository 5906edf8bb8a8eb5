"""A batch: everybody of a census answered slice by slice, whatever happens on the way."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.cohorts import answering, batches, figures
from advisor.cohorts.ending import end_batches
from advisor.cohorts.models import Batch, Census, Person, Result, Slice
from advisor.cohorts.people import household_of
from advisor.cohorts.progress import _seconds_left
from advisor.cohorts.rules import plan_rules, under
from advisor.cohorts.tasks import do_slice
from advisor.jobs import services as jobs
from advisor.jobs.models import Job
from advisor.jobs.work import work_on_rows
from advisor.planner.forms import PlannerForm
from advisor.plans import services
from advisor.plans.actions import Action
from advisor.plans.entered import at
from advisor.plans.models import Plan
from advisor.plans.rules import usual
from scenarios.answer import answer
from scenarios.cohort import Spread, cohort, plan_effects
from scenarios.inputs import Beliefs, Sleeve
from scenarios.results import Distribution
from tests.cohorts.workforce import rows, saved_census
from tests.plan_states import OWN

pytestmark = pytest.mark.django_db

ANSWERS, EFFECTS, LETTERS = Batch.Kind.ANSWERS, Batch.Kind.EFFECTS, Batch.Kind.LETTERS
PEOPLE = 12
GROWING = usual() | {"escalation_step": "1", "escalation_ceiling": "9", "match_own": "50% of 6%"}


@pytest.fixture
def lead() -> User:
    return User.objects.with_address("lead@example.org")


@pytest.fixture
def plan(lead: User) -> Plan:
    made = services.start_plan(user=lead, name="Bakery")
    services.publish(plan=made, user=lead)
    return made


@pytest.fixture
def census(plan: Plan) -> Census:
    return saved_census(plan=plan, people=PEOPLE)


@pytest.fixture
def by_fives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SIZES", dict.fromkeys(Batch.Kind, 5))


@pytest.fixture
def quick(by_fives: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the model, for what does not depend on figures: each person's figure is their place."""

    def places(batch: Batch, people: Sequence[Person]) -> Iterator[figures.Figures]:
        yield from ({"place": person.place} for person in people)

    monkeypatch.setattr(answering, "_figures", places)


def started(census: Census, **asked: Any) -> Batch:
    return batches.start(census=census, user=User.objects.get(), **{"kind": ANSWERS} | asked)


def do(batch: Batch, most: int = 100) -> Batch:
    """What workers do: the slices that wait, at most so many."""
    for part in batch.slices.filter(job__state="queued").order_by("number")[:most]:
        do_slice(part.job_id)
    batch.refresh_from_db()
    return batch


def job_of(part: Slice) -> str:
    assert part.job_id
    return part.job_id


def places(batch: Batch) -> list[int]:
    return sorted(result.figures["place"] for result in batch.results.all())


def standings(batch: Batch) -> dict[int, Any]:
    return {result.person.place: figures.standing(result.figures) for result in batch.results.select_related("person")}


def change_rules(plan: Plan, typed: Any) -> None:
    user = User.objects.get()
    services.save_draft(plan=plan, user=user, typed=typed)
    services.publish(plan=plan, user=user)


def spread(distribution: Distribution | None) -> Spread | None:
    return None if distribution is None else Spread(low=distribution.p5, middle=distribution.p50, high=distribution.p95)


# --- Figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bank")
def test_everybody_gets_to_the_last_bit_what_they_would_get_alone(plan: Plan) -> None:
    change_rules(plan, GROWING)
    batch = do(started(saved_census(plan=plan, people=200 if "PROOF" in os.environ else 20)))
    assert batch.finished_at is not None
    rules = plan_rules(GROWING)
    for result in batch.results.select_related("person"):
        household = under(GROWING, household_of(result.person))
        alone, kept = answer(household, rules, Sleeve(), Beliefs(), ()), figures.standing(result.figures)
        assert kept.balance == spread(alone.baseline.balance)
        assert kept.income_monthly == spread(alone.baseline.income_monthly)
        assert kept.income_replaced == spread(alone.baseline.income_replaced)
        assert kept.income_replaced_with_social_security == spread(alone.baseline.income_replaced_with_social_security)
        assert kept.chance_short == alone.baseline.to_end.chance_short
        first = alone.contributions[0] if alone.contributions else None
        assert (kept.employee, kept.employer) == ((first.employee, first.employer) if first else (0, 0))


@pytest.mark.parametrize("typed", [usual(), usual() | OWN, GROWING], ids=["usual", "own", "growing"])
def test_a_census_asks_for_a_person_what_the_planner_asks_by_the_plans_link(plan: Plan, typed: Any) -> None:
    """The same fields typed by the person themselves: the same household, under the same rules."""
    if typed != usual():
        change_rules(plan, typed)
    entered, people = at(plan.link), saved_census(plan=plan, people=40).people.order_by("place")
    assert entered
    for row, person in zip(rows(40), people, strict=True):
        paid = f"${row['Dollars a year']}" if row["Dollars a year"] else f"{row['Percent of pay']}%"
        sent = {"age": row["Age"], "balance": row["Balance"], "contribution": paid, "pay": row["Yearly pay"],
                "retirement_age": row["Retirement age"], "roth_balance": row["Roth balance"], "roth_share": row["Roth share"]}  # fmt: skip
        data = QueryDict(mutable=True)
        data.update({name: text for name, text in sent.items() if text})
        form = PlannerForm(data, plan=entered)
        assert form.is_valid(), form.errors
        assert (form.question().household, form.question().plan) == (under(typed, household_of(person)), plan_rules(typed))


@pytest.mark.usefixtures("bank", "by_fives")
def test_slices_change_no_figure(census: Census) -> None:
    people = list(census.people.order_by("place"))
    whole = cohort([household_of(person) for person in people], plan_rules(usual()), Sleeve(), Beliefs())
    batch = do(started(census))
    assert batch.slices.count() == 3
    assert standings(batch) == {person.place: standing for person, standing in zip(people, whole, strict=True)}


@pytest.mark.usefixtures("bank", "by_fives")
def test_a_draft_is_weighed_against_the_rules_of_today_on_the_same_futures(census: Census) -> None:
    batch = do(started(census, kind=EFFECTS, proposed=GROWING))
    people = [household_of(person) for person in census.people.order_by("place")]
    growing = [under(GROWING, person) for person in people]
    assert people != growing
    told = plan_effects(people, plan_rules(usual()), plan_rules(GROWING), Beliefs(), paying=growing)
    kept = batch.results.order_by("person__place")
    assert [figures.effect(result.figures) for result in kept] == list(told)


@pytest.mark.usefixtures("quick")
def test_a_slice_holds_people_of_the_same_years(census: Census) -> None:
    together = [person.household["age"] for part in started(census).slices.order_by("number") for person in batches.people_of(part)]
    assert together == sorted(person.household["age"] for person in census.people.all())


@pytest.mark.usefixtures("quick")
def test_letters_come_in_the_order_that_was_asked_for(census: Census) -> None:
    batch = started(census, kind=LETTERS, answers=do(started(census)), order="department")
    printed = [(person.department, person.place) for part in batch.slices.order_by("number") for person in batches.people_of(part)]
    assert printed == sorted(printed)


# --- One batch, under the rules of its beginning -----------------------------------------------------------------------


def test_without_published_rules_nothing_is_started(lead: User) -> None:
    census = saved_census(plan=services.start_plan(user=lead, name="Draft only"), people=PEOPLE)
    with pytest.raises(batches.NotPublished):
        started(census)
    assert not Batch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_start_one_batch(census: Census) -> None:
    together, ids = Barrier(10), set()

    def click() -> None:
        together.wait()
        ids.add(started(Census.objects.get()).id)
        connection.close()

    threads = [Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == Batch.objects.count() == Act.objects.filter(action=Action.ANSWER).count() == 1
    assert Job.objects.count() == Slice.objects.count()


@pytest.mark.usefixtures("quick")
def test_what_differs_is_another_batch(plan: Plan, census: Census) -> None:
    first = started(census)
    drafts = [started(census, kind=EFFECTS, proposed=usual() | {"cap": cap}) for cap in ("5", "7", "5")]
    letters = [started(census, kind=LETTERS, answers=first, language=language) for language in ("en", "es", "en")]
    assert [len(set(found)) for found in (drafts, letters)] == [2, 2]
    change_rules(plan, GROWING)
    assert started(census) != first
    assert started(census) == batches.newest(census, ANSWERS, finished=False)


@pytest.mark.usefixtures("quick")
def test_a_batch_keeps_the_rules_under_which_it_began(plan: Plan, census: Census) -> None:
    batch = do(started(census), 1)
    change_rules(plan, GROWING)
    assert (do(batch).version, batch.rules) == (1, usual())
    letters = started(census, kind=LETTERS, answers=batch)
    assert (letters.version, letters.rules) == (1, usual())


@pytest.mark.usefixtures("quick")
def test_the_newest_finished_batch_is_the_one_that_counts(plan: Plan, census: Census) -> None:
    first = do(started(census))
    second = started(census)
    assert second != first
    assert (batches.newest(census, ANSWERS), batches.newest(census, ANSWERS, finished=False)) == (first, second)
    assert batches.newest(census, EFFECTS) is None


# --- Stopped, and let go on ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bank", "by_fives")
def test_a_batch_that_was_stopped_and_went_on_says_what_it_would_have_said(census: Census, lead: User) -> None:
    straight = do(started(census))
    halting = do(started(census), 1)
    batches.stop(batch=halting, user=lead)
    assert batches.progress(halting).done == 5
    do(halting)
    assert halting.results.count() == 5
    batches.go_on(batch=halting, user=lead)
    assert do(halting).finished_at is not None
    assert standings(halting) == standings(straight)


@pytest.mark.usefixtures("quick")
def test_a_stop_ends_the_slice_in_hand_at_its_next_step(census: Census, lead: User) -> None:
    batch, reached = started(census), []

    def halting(step: Callable[[int, int], None]) -> Callable[[], object]:
        batches.stop(batch=batch, user=lead)
        step(1, 2)
        return lambda: reached.append("saved")

    work_on_rows(job_of(batch.slices.order_by("number")[0]), halting)
    assert not reached
    assert not Job.objects.exists()
    batch.refresh_from_db()
    now = batches.progress(batch)
    assert (now.is_stopped, now.is_over, now.failed, now.waiting) == (True, True, 0, 0)


@pytest.mark.usefixtures("quick")
def test_clicks_that_change_nothing_are_no_acts(census: Census, lead: User) -> None:
    batch = do(started(census), 1)
    for _ in range(3):
        batches.stop(batch=batch, user=lead)
    for _ in range(3):
        batches.go_on(batch=batch, user=lead)
    assert Slice.objects.filter(job__state="queued").count() == Job.objects.filter(state="queued").count() == 2
    do(batch)
    batches.stop(batch=batch, user=lead)
    batches.go_on(batch=batch, user=lead)
    batch.refresh_from_db()
    assert (batch.stopped_at, places(batch)) == (None, list(range(1, PEOPLE + 1)))
    acts = [act.action for act in Act.objects.filter(about=batch.id).order_by("id")]
    assert acts == [Action.ANSWER, Action.STOP, Action.GO_ON]


# --- Accidents ------------------------------------------------------------------------------------------------------------


def later(seconds: float) -> None:
    jobs.tend(now=timezone.now() + timedelta(seconds=seconds))


@pytest.mark.usefixtures("quick")
def test_a_slice_whose_worker_died_is_done_again_once(census: Census) -> None:
    batch = started(census)
    part = batch.slices.order_by("number")[0]
    assert jobs.claim(job_of(part))  # by a worker that is never heard of again
    do(batch)
    assert (batch.finished_at, batch.results.count()) == (None, PEOPLE - 5)
    later(jobs.LEASE.total_seconds() + 1)
    assert places(do(batch)) == list(range(1, PEOPLE + 1))
    assert batch.finished_at is not None
    assert list(Job.objects.order_by("-attempts").values_list("attempts", flat=True)) == [2, 1, 1]


@pytest.mark.usefixtures("quick")
def test_a_worker_that_comes_too_late_saves_nothing(census: Census) -> None:
    """Its lease ran out, and another one has done the slice meanwhile."""
    batch = started(census)
    part = batch.slices.select_related("batch__census").order_by("number")[0]

    def slow(step: Callable[[int, int], None]) -> Callable[[], object]:
        save = answering.answered(part, step)
        later(jobs.LEASE.total_seconds() + 1)
        do(batch)
        return save

    work_on_rows(job_of(part), slow)
    assert places(batch) == list(range(1, PEOPLE + 1))


@pytest.mark.usefixtures("quick")
def test_a_slice_is_saved_whole_or_not_at_all(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, whole = started(census), batches.done

    def broken(part: Slice) -> None:
        whole(part)
        raise RuntimeError("no room")

    monkeypatch.setattr(batches, "done", broken)
    do(batch, 1)
    assert (batch.results.count(), batch.slices.exclude(done_at=None).count()) == (0, 0)
    monkeypatch.setattr(batches, "done", whole)
    assert places(do(batch)) == list(range(1, PEOPLE + 1))


@pytest.mark.usefixtures("by_fives")
def test_what_has_failed_three_times_can_be_tried_again(census: Census, lead: User, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = started(census)
    monkeypatch.setattr(answering, "_figures", lambda batch, people: 1 / 0)
    for _ in range(5):
        do(batch)
    now = batches.progress(batch)
    assert (now.failed, now.is_over, now.is_stopped, batch.finished_at) == (3, True, False, None)
    monkeypatch.setattr(answering, "_figures", lambda batch, people: ({"place": person.place} for person in people))
    later(2 * 3600)  # the failed rows are erased by then, and the slices are not
    assert batches.progress(batch) == now
    batches.go_on(batch=batch, user=lead)
    assert places(do(batch)) == list(range(1, PEOPLE + 1))


@pytest.mark.django_db(transaction=True)
def test_slices_that_end_at_the_same_moment_end_the_batch(quick: None, census: Census) -> None:
    batch, together = started(census), Barrier(3)

    def worker(job_id: str) -> None:
        together.wait()
        do_slice(job_id)
        connection.close()

    threads = [Thread(target=worker, args=[part.job_id]) for part in batch.slices.all()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    batch.refresh_from_db()
    assert batch.finished_at is not None
    assert places(batch) == list(range(1, PEOPLE + 1))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("what", ["census", "plan"])
def test_nobody_works_for_what_was_deleted(plan: Plan, census: Census, lead: User, what: str) -> None:
    batch = do(started(census), 1)
    waiting, running = batch.slices.filter(done_at=None).order_by("number")
    done = Path(settings.FILES) / job_of(batch.slices.exclude(done_at=None).get())
    done.write_bytes(b"letters")

    def deleting(step: Callable[[int, int], None]) -> Callable[[], object]:
        if what == "plan":
            services.delete_plan(plan=plan, user=lead)
        else:
            end_batches(plan.censuses.all())
            census.delete()
        return answering.answered(running, lambda done, total: None)

    work_on_rows(job_of(running), deleting)
    do_slice(waiting.job_id)
    assert not Job.objects.exists()
    assert not Result.objects.exists()
    later(2 * 3600)
    assert not done.exists()


# --- How far it is ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_progress_never_goes_back(census: Census) -> None:
    batch, seen = started(census), [0]

    def look() -> None:
        seen.append(batches.progress(batch).done)

    for part in batch.slices.order_by("number"):
        token = jobs.claim(job_of(part))
        assert token
        jobs.step(job_of(part), token, 3, 5)
        look()
        later(jobs.LEASE.total_seconds() + 1)  # the worker dies
        look()
        do(batch, 1)
        look()
    assert seen == sorted(seen)
    assert (seen[-1], batches.progress(batch).is_over) == (PEOPLE, True)


@pytest.mark.usefixtures("quick")
def test_progress_counts_people_and_parts(census: Census) -> None:
    batch = do(started(census), 1)
    assert jobs.claim(job_of(batch.slices.get(number=2)))
    now = batches.progress(batch)
    assert (now.people, now.done, now.running, now.waiting, now.failed) == (PEOPLE, 5, 1, 1, 0)
    assert (now.is_over, now.seconds_left) == (False, None)


@pytest.mark.usefixtures("quick")
def test_the_time_left_follows_from_the_last_slices(plan: Plan) -> None:
    batch, now = started(saved_census(plan=plan, people=60)), timezone.now()
    for number, ago in enumerate((40, 30, 20), start=1):
        batch.slices.filter(number=number).update(done_at=now - timedelta(seconds=ago))
    assert _seconds_left(batch, 45, now) == 45 * 40 / 10  # the first of them tells when the other two began
