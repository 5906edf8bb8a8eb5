"""A backup into a site that `prepare` has just made; `-` reads it from standard input, from a program that decrypts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.backup.archive import Broken
from advisor.backup.restoring import Refused, Restored, restore

OTHER_KEY = (
    "The secret key is not the one of the site that was backed up. So codes that participants gave to advisers no longer work, letters "
    "that are printed again get new links, and the ranges that HR sees are drawn anew. Better restore with the old SECRET_KEY."
)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="what `backup` has written, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        restored = read(options["file"])
        self.stderr.write(f"Restored {restored.rows.total()} rows and {len(restored.files)} files.")
        if restored.other_key:
            self.stderr.write(OTHER_KEY)


def read(file: str) -> Restored:
    try:
        if file == "-":
            return restore(sys.stdin.buffer)
        with Path(file).open("rb") as stream:
            return restore(stream)
    except Broken as error:
        raise CommandError(f"{file} is not a whole backup: {error}. Nothing was restored.") from error
    except Refused as error:
        raise CommandError(f"{error} Nothing was restored.") from error
    except OSError as error:
        raise CommandError(f"{error.filename or file}: {error.strerror}. Nothing was restored.") from error
