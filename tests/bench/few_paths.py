"""The Celery app whose workers answer with few futures, where rows and slices are to be measured and not the model."""

from functools import partial
from typing import Any

from celery import signals

from advisor.celery import app

PATHS = 500


@signals.worker_process_init.connect
def few_paths(**_: Any) -> None:
    from advisor.cohorts import answering
    from scenarios.inputs import Beliefs

    vars(answering)["Beliefs"] = partial(Beliefs, paths=PATHS)


__all__ = ["PATHS", "app"]
