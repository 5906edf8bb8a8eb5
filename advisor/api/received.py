"""What a request brings, read within bounds: so many bytes, JSON of so many levels, and no number that JSON does not know."""

import json
from typing import Any

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from advisor.api.refused import Refused, no

JSON, PDF = "application/json", "application/pdf"
QUESTION = 64_000  # bytes of a document that asks something
FILE = 5_000_000  # of an answer or a report to verify
DEEPEST = 12  # levels of JSON; an answer has seven
DIGITS = 15  # of a whole number; a longer one is read as a fraction, which the model refuses where it must


def document(request: HttpRequest, most: int = QUESTION) -> dict[str, Any]:
    """The JSON object that was sent."""
    kind(request, JSON)
    return parsed(content(request, most))


def kind(request: HttpRequest, *accepted: str) -> str:
    """The type of what was sent, one of these."""
    found = (request.content_type or "").lower()
    if found not in accepted:
        raise no(415, "wrong_type", f"Send {' or '.join(accepted)}.", key="Content-Type", given=found[:100], accepted=", ".join(accepted))
    return found


def content(request: HttpRequest, most: int) -> bytes:
    """All of it, unless it is too large: then the rest is left unread."""
    said = request.headers.get("Content-Length", "")
    too_large = said.isdecimal() and int(said) > most
    try:
        found = b"" if too_large else request.read(most + 1)
    except UnreadablePostError as error:
        raise no(400, "unreadable", "The request broke off before its end.") from error
    if too_large or len(found) > most:
        raise no(413, "too_large", f"Send at most {most} bytes.", accepted=f"{most} bytes at most")
    return found


def parsed(found: bytes) -> dict[str, Any]:
    try:
        if _too_deep(found):
            raise no(400, "too_deep", f"JSON may have {DEEPEST} levels at most.", accepted=f"{DEEPEST} levels at most")
        read = json.loads(found.decode(), parse_int=_whole, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _not_json() from error
    if not isinstance(read, dict):
        raise no(400, "not_json", "The document must be a JSON object.", accepted="a JSON object")
    return read


def _not_json() -> Refused:
    return no(400, "not_json", "This is not JSON.", accepted="a JSON object in UTF-8")


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= DIGITS else float(digits)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not JSON")


def _too_deep(found: bytes) -> bool:
    """By counting brackets outside of texts, before anything is built of them."""
    depth = 0
    quoted = escaped = False
    for byte in found:
        if quoted:
            quoted = escaped or byte != 0x22
            escaped = not escaped and byte == 0x5C
        elif byte == 0x22:
            quoted = True
        elif byte in b"[{":
            depth += 1
            if depth > DEEPEST:
                return True
        elif byte in b"]}":
            depth -= 1
    return False
