"""Everything that must outlive this machine, as one file; `-` writes it to standard output, for a program that encrypts."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from advisor.backup.saving import Saved, save


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file that is not there yet, or - for standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        saved = save(sys.stdout.buffer) if options["file"] == "-" else to_file(Path(options["file"]))
        self.stderr.write(f"Saved {sum(saved.rows.values())} rows and {saved.files} files.")
        if saved.missing:
            self.stderr.write(f"{saved.missing} PDFs of kept reports are not there. A restored site makes them again.")


def to_file(path: Path) -> Saved:
    """Readable by its owner alone. It appears whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    if path.exists():
        raise CommandError(f"{path} is there already. Name a new file.")
    try:
        with new_file(part) as stream:
            saved = save(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return saved


def new_file(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
