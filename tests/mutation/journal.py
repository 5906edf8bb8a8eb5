"""What is known already, so that a run that was broken off goes on where it stood."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from threading import Lock


class Journal:
    """Lines of [key, value] in a file; several threads may write. A last line that was cut off is dropped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text().splitlines(keepends=True) if path.exists() else []
        whole = [line for line in lines if line.endswith("\n")]
        path.write_text("".join(whole))
        self.known: dict[str, object] = dict(json.loads(line) for line in whole)

    def write(self, key: str, value: object) -> None:
        with self.lock, self.path.open("a") as file:
            file.write(json.dumps([key, value]) + "\n")
            self.known[key] = value


def digest(root: Path, folders: Iterable[str]) -> str:
    """Of the text of every file that can change what becomes of a mutant."""
    total = hashlib.sha256()
    for path in sorted(path for folder in folders for path in root.glob(f"{folder}/**/*.*")):
        if path.suffix in {".py", ".toml", ".csv", ".json"}:
            total.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:16]
