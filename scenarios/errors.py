"""Errors that teach: each names the thing, what was given and what is accepted. Words in other languages are made outside."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with an input. `key` is its path ("plan.match[0].rate"), `code` a fixed word that a page can translate."""

    code: str
    key: str
    given: object
    accepted: str

    def __str__(self) -> str:
        return f"{self.key}: got {self.given!r}; accepted: {self.accepted}"


class InputError(ValueError):
    """One or more inputs cannot be used; `faults` lists all that were found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class EditionError(ValueError):
    """A file of an edition is not as it must be. The message names the file and the key."""


class NotAnAnswer(ValueError):
    """A file to verify is not an answer of this model, or cannot be read as one. `reason` is a fixed word that a page can translate."""

    def __init__(self, message: str, reason: str = "not_whole") -> None:
        self.reason = reason
        super().__init__(message)
