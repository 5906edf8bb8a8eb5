"""The website: Django around the model in `scenarios`."""

from advisor.celery import app as celery_app

__all__ = ["celery_app"]
