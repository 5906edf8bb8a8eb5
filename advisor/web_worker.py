"""The web server's processes."""

from select import select

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]


class Worker(ThreadWorker):
    """One that stops hangs up on nobody. Gunicorn's own goes on listening until its last answer is out, but takes no more calls: whoever
    calls meanwhile is cut off. This one takes who has called and then stops listening, so that later calls are refused, and a proxy
    knows at once that nothing has begun and where to knock again."""

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                while select([listener], [], [], 0)[0]:
                    self.accept(listener)
                listener.close()
