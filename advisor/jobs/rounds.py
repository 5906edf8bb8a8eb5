"""Work that comes round by itself: what an accident left is put right, what has had its time is erased.

Celery beat asks for it in production, the loop of `manage.py up` on one machine. Each round leaves a sign once it is done, so that
silence is noticed: without it nothing is erased, which people were promised.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from advisor import signs

AT_LEAST = 60.0  # seconds of silence that are forgiven: workers may be busy, and a round that waited too long is left out


def schedule() -> dict[str, float]:
    """Each task and after how many seconds it comes again."""
    return {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def done(task: str) -> None:
    """Called after every task that has succeeded; those that do not come round leave no sign."""
    if task in schedule():
        signs.leave(task)


def go(task: str) -> None:
    """One round, in this process."""
    import_string(task)()
    done(task)


def ages() -> dict[str, float | None]:
    """Seconds since each was last done; None if never."""
    return {task: signs.age(task) for task in schedule()}


def are_kept_up() -> bool:
    every = schedule()
    return all(age is not None and age < max(AT_LEAST, 3 * every[task]) for task, age in ages().items())
