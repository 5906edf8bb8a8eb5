"""A port in front of the broker that passes everything on, later."""

import contextlib
import socket
import time
from threading import Thread
from typing import Self


class SlowLine:
    """`delay` in seconds, each way."""

    def __init__(self, to: str, delay: float) -> None:
        self._to, self._delay = to, delay

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._listening.getsockname()[1]}/0"
        Thread(target=self._take, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()

    def _take(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                near, _ = self._listening.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._to)
                for source, sink in ((near, far), (far, near)):
                    Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError), source, sink:
            while said := source.recv(65536):
                time.sleep(self._delay)
                sink.sendall(said)
