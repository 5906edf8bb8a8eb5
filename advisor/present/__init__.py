"""Numbers into rounded words, tables and pictures, for page and report alike."""

from advisor.present.summary import Summary, moves, summary

__all__ = ["Summary", "moves", "summary"]
