"""A backup as a stream: tar in gzip, so that it can be looked into without us, and an end that is missing is found.

First `backup.json`, which says what it is; then `rows/<table>-<number>.jsonl`; then `files/<job>`; last `end.json`, which counts them.
"""

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

FORMAT = 1
ABOUT, END = "backup.json", "end.json"
# Of reading: whatever gzip and tar say of a file that is not whole, or not theirs.
NOT_WHOLE = (EOFError, gzip.BadGzipFile, tarfile.TarError, zlib.error)

Add = Callable[[str, IO[bytes], int], None]  # name, content, bytes


class Broken(Exception):
    """This is not a whole backup."""


@contextmanager
def writing(stream: IO[bytes]) -> Iterator[Add]:
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=6) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:

        def add(name: str, content: IO[bytes], size: int) -> None:
            member = tarfile.TarInfo(name)
            member.size = size
            tar.addfile(member, content)

        yield add


def add_text(add: Add, name: str, text: str) -> None:
    content = text.encode()
    add(name, io.BytesIO(content), len(content))


def members(stream: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """Each to be read before the next. After the last one comes the check sum of the whole."""
    with gzip.GzipFile(fileobj=stream) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
        for member in tar:
            content: Any = tar.extractfile(member)
            if content is None:
                raise Broken(f"“{member.name}” in it is not a file")
            yield member.name, content
        while packed.read(1_000_000):
            pass
