"""How much of a file the site takes: it is held in memory, and reading stops once it is larger than a census may be."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST_BYTES = 5_000_000
TOO_LARGE = "ballast.file_too_large"


class BoundedUploadHandler(FileUploadHandler):
    """For every address, also those that take no file: the form is read before anybody asks which view it is for."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.parts: list[bytes] = []
        self.taken = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > MOST_BYTES:
            self.parts = []
            if self.request:
                self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=True)  # leaves the rest unread
        self.parts.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        whole = BytesIO(b"".join(self.parts))
        self.parts = []
        return InMemoryUploadedFile(whole, self.field_name, self.file_name, self.content_type, file_size, self.charset)


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file was sent of which the rest was left unread. Only known once the form was looked at."""
    return bool(request.FILES is not None and request.META.get(TOO_LARGE))
