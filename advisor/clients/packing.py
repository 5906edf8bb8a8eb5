"""The reports of a printing as one zip, made while it is sent: nothing of it is kept, and no more than a piece of it is in memory."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from advisor.clients import book
from advisor.clients.models import ClientReport, ClientReports
from advisor.clients.reporting import file_name
from advisor.jobs.models import Job

PIECE = 64 * 1024  # bytes


class Passing(io.RawIOBase):
    """What the zip writes, until it is taken. A zip into it goes straight on: it never asks to write what it has written again."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.held += content
        return len(content)

    def taken(self) -> bytes:
        taken = bytes(self.held)
        self.held.clear()
        return taken


def packed(reports: ClientReports) -> Iterator[bytes]:
    """Those that are ready, in the book's order: 001-Ana-Ruiz-2026-11-22.pdf, 002-..."""
    ready = reports.filter(report__job__state=Job.State.READY).in_short().select_related("client")
    by_client = {kept.client_id: kept for kept in ready}
    in_order = [by_client[client.id] for client in book.in_order(kept.client for kept in ready)]
    digits = max(3, len(str(len(in_order))))
    return _pieces([(file_name(kept, before=f"{place:0{digits}}"), kept) for place, kept in enumerate(in_order, start=1)])


def _pieces(files: list[tuple[str, ClientReport]]) -> Iterator[bytes]:
    passing = Passing()
    with ZipFile(passing, "w", ZIP_STORED) as zipped:  # a PDF is packed already
        for name, kept in files:
            yield from _file(zipped, passing, name, kept)
    yield passing.taken()


def _file(zipped: ZipFile, passing: Passing, name: str, kept: ClientReport) -> Iterator[bytes]:
    """Nothing for a file that was erased a moment ago."""
    try:
        opened = kept.report.job.file.open("rb")
    except FileNotFoundError:
        return
    with opened, zipped.open(ZipInfo(name, kept.report.made_at.timetuple()[:6]), "w") as entry:
        while piece := opened.read(PIECE):
            entry.write(piece)
            yield passing.taken()
