"""Reads a PDF in a process of its own, with limits on memory and time: it may be made to cost its reader much.

python -m scenarios.pdf_apart reads the file from standard input, and prints its parts as JSON, or the reason why there are none.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path

from scenarios.errors import NotAnAnswer
from scenarios.pdf_text import PdfParts, read

MEMORY = 512 << 20  # bytes of addresses: a report of ten pages takes 45 MB
SECONDS, PATIENCE = 5, 15  # of a processor, and on a clock
COSTLY = "a PDF that costs too much to read"


def read_apart(content: bytes) -> PdfParts:
    """As `read`, with limits. Raises NotAnAnswer."""
    command = [sys.executable, "-m", "scenarios.pdf_apart"]
    try:
        done = subprocess.run(
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_root(), env={}, timeout=PATIENCE, check=False
        )  # no environment: the website's has secrets
    except subprocess.TimeoutExpired as error:
        raise NotAnAnswer(COSTLY, "unreadable") from error
    if done.returncode:
        raise NotAnAnswer(COSTLY, "unreadable")
    return _taken(json.loads(done.stdout))


def _root() -> Path:
    return Path(__file__).resolve().parent.parent


def _taken(found: dict[str, object]) -> PdfParts:
    match found:
        case {"refused": str(said), "reason": str(reason)}:
            raise NotAnAnswer(said, reason)
        case {"texts": list(texts), "laid_over": list(over), "attached": dict(attached)}:
            files = {name: base64.b64decode(data) for name, data in attached.items()}
            return PdfParts(texts=tuple(texts), laid_over=tuple(tuple(page) for page in over), attached=files)
    raise NotAnAnswer(COSTLY, "unreadable")


def _printed(content: bytes) -> str:
    try:
        parts = read(content)
    except NotAnAnswer as refused:
        return json.dumps({"refused": str(refused)[:500], "reason": refused.reason})
    files = {name: base64.b64encode(data).decode() for name, data in parts.attached.items()}
    return json.dumps({"texts": parts.texts, "laid_over": parts.laid_over, "attached": files})


def _limit() -> None:
    """Of this process, by itself: a limit that its parent set between fork and exec could hang a parent with threads."""
    import resource  # Unix only, as the website is

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(_printed(sys.stdin.buffer.read()))
