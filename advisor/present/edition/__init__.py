"""An edition for people: every figure once, with a name of its own, value, unit, date, kind of evidence and source."""

from advisor.present.edition.chapters import edition

__all__ = ["edition"]
