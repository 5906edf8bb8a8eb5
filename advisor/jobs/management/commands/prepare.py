"""All that a start needs and a running site does not: tables, static files, the bank of futures."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from scenarios import bank
from scenarios.inputs import Beliefs


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        bank.ensure(Beliefs(), settings.BANKS, progress=self.show)
        self.stdout.write("Ready: tables, static files, futures.")

    def show(self, done: int, total: int) -> None:
        self.stderr.write(f"\rDrawing the futures, once: {done} of {total} ", ending="\n" if done == total else "")
        self.stderr.flush()
