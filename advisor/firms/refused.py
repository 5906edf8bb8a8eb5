"""Why a logo is not taken, in words for who sent it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WIDEST, TALLEST = 8.0, 0.5  # width to height: what stands well at the head of a page


class Refusal(TextChoices):
    LARGE = "large", _("The file is too large. Choose one of 500 KB at most.")
    OTHER_KIND = "other_kind", _("This is not a PNG or SVG picture.")
    DAMAGED = "damaged", _("The file is damaged. Save the picture again.")
    PIXELS = "pixels", _("The picture has too many points. Save it with 2,000 by 2,000 at most.")
    MOVES = "moves", _("The picture moves. Save one that stands still.")
    SHAPE = "shape", _("The picture is too wide or too tall. It may be eight times as wide as tall, and twice as tall as wide.")
    SIZE = "size", _("The SVG does not say its size. Save it with a view box.")
    DOCTYPE = "doctype", _("The SVG has a document type or entities. Save it without them.")
    ACTIVE = "active", _("The SVG has a script, text, a style sheet or another picture in it. Save it with plain shapes only.")
    OUTSIDE = "outside", _("The SVG points to something outside of itself. Save it with all parts in the file.")
    COMPLEX = "complex", _("The SVG is too complex. Save a simpler one, or a PNG.")
    VALUE = "value", _("The SVG has a value that we cannot read. Save it again, or as a PNG.")
    EMPTY = "empty", _("There is nothing to see in the picture.")


class LogoRefused(ValueError):
    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def judge_shape(width: float, height: float) -> None:
    if not TALLEST <= width / height <= WIDEST:
        raise LogoRefused(Refusal.SHAPE)
