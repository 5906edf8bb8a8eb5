"""The folder where everything this installation writes is kept, and the secret it makes for itself."""

import contextlib
import os
import secrets
from pathlib import Path

FOLDERS = ("valkey", "banks", "files", "mail", "signs", "static")


def make_home(home: Path) -> Path:
    """Make the folder and its rooms, readable by their owner alone."""
    for folder in (home, *(home / name for name in FOLDERS)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """The installation's own key, made on the first call. Production takes its key from the environment instead."""
    path = home / "secret_key"
    if not path.exists():
        made = home / f"secret_key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):  # another process was quicker: its key is the key
            os.link(made, path)
        made.unlink()
    return path.read_text()
