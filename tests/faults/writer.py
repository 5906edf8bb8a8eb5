"""One of several processes that write at once: python -m tests.faults.writer JOBS. Prints how many it finished."""

import sys
from collections import Counter

import django

django.setup()

from django.db import OperationalError  # noqa: E402

from advisor.jobs import services  # noqa: E402

STEPS = 4
TASK = "tests.no_such_task"


def finished() -> bool:
    job = services.enqueue(TASK)
    token = services.claim(job.id) or ""
    steps = [services.step(job.id, token, done, STEPS) for done in range(STEPS)]
    return services.finish(job.id, token, also=job.refresh_from_db) and all(steps)


def main(jobs: int) -> None:
    met: Counter[str] = Counter()
    for _ in range(jobs):
        try:
            met["finished" if finished() else "lost"] += 1
        except OperationalError as error:
            met[str(error)] += 1
    print(dict(met))


if __name__ == "__main__":
    main(int(sys.argv[1]))
