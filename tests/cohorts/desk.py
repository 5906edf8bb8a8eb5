"""What HR does at a site whose parts run elsewhere (tests/production.py): python -m tests.cohorts.desk ACT PARTS."""

import json
import sys

import django

django.setup()

from advisor.accounts.models import User  # noqa: E402
from advisor.cohorts import batches, printing  # noqa: E402
from advisor.cohorts.census_saving import delete_census  # noqa: E402
from advisor.cohorts.models import Batch, Result  # noqa: E402
from advisor.plans import services  # noqa: E402
from advisor.plans.models import Plan  # noqa: E402
from advisor.reports.services import request_report  # noqa: E402
from scenarios.document import parse  # noqa: E402
from tests.cohorts.workforce import saved_census  # noqa: E402


def start(people: str) -> str:
    """Of a new plan with the usual rules."""
    user = User.objects.with_address("lead@example.org")
    plan: Plan = services.start_plan(user=user, name="Bakery")
    services.publish(plan=plan, user=user)
    return batches.start(census=saved_census(plan=plan, people=int(people)), user=user, kind=Batch.Kind.ANSWERS).id


def print_letters(batch_id: str) -> str:
    """With the figures of a batch of answers."""
    answers, asked = Batch.objects.get(id=batch_id), {"order": "place", "language": "en", "address": "https://ballast.example.org"}
    return printing.start(census=answers.census, user=User.objects.get(), answers=answers, **asked).id


def stop(batch_id: str) -> str:
    batches.stop(batch=Batch.objects.get(id=batch_id), user=User.objects.get())
    return ""


def go_on(batch_id: str) -> str:
    batches.go_on(batch=Batch.objects.get(id=batch_id), user=User.objects.get())
    return ""


def delete(batch_id: str) -> str:
    delete_census(census=Batch.objects.get(id=batch_id).census, user=User.objects.get())
    return ""


def ask_for_pdf() -> str:
    return request_report(question=parse({"household": {"age": 35, "balance": 45_000, "contribution": 0.08}}), language="en").job_id


def results(batch_id: str) -> str:
    kept = Result.objects.filter(batch=batch_id).order_by("person__place")
    return json.dumps([[place, figures] for place, figures in kept.values_list("person__place", "figures")])


if __name__ == "__main__":
    act, *parts = sys.argv[1:]
    acts = {act.__name__: act for act in (start, print_letters, stop, go_on, delete, ask_for_pdf, results)}
    print(acts[act](*parts))
