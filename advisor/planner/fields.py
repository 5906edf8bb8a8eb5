"""The two kinds of field on the form: a line of text that is read as a number, and a choice."""

from collections.abc import Callable
from typing import Any

from django import forms


class Typed(forms.CharField):
    """A line of text that is read as a number; `before` and `after` are the signs beside its box, `wide` its width."""

    def __init__(
        self,
        read: Callable[[str], Any],
        *,
        hint: Any = "",
        before: str = "",
        after: Any = "",
        wide: bool = False,
        missing: Any = "",
        label: Any,
    ) -> None:
        super().__init__(error_messages={"required": missing}, required=bool(missing), label=label)
        self.read, self.hint, self.before, self.after, self.wide = read, hint, before, after, wide

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.read(text) if text else None


class Picked(forms.ChoiceField):
    """One of a few; what was not sent has its default."""

    def __init__(self, choices: Callable[[], list[tuple[str, str]]], *, hint: Any = "", label: Any) -> None:
        super().__init__(choices=choices, required=False, label=label)
        self.hint = hint
