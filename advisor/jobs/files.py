"""The file that a job has made, for who may have it."""

from typing import BinaryIO

from django.http import Http404

from advisor.jobs.models import Job


def opened(job: Job) -> BinaryIO:
    """Http404 as long as it is not ready, and for one that was erased a moment ago."""
    if job.state != Job.State.READY:
        raise Http404
    try:
        return job.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
