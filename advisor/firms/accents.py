"""A firm's own colour, as it may stand as a line and a name on white paper."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from advisor.present.figures import number

COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.ASCII)
LEAST_CONTRAST = 4.5  # of letters on their ground (WCAG 2.2, 1.4.3)


def accent_of(text: str) -> str:
    """As #rrggbb; what cannot be read, or not on white, is a ValidationError."""
    found = COLOUR.fullmatch(text.strip().lower())
    if not found:
        raise ValidationError(gettext("Type a color as # and six digits or letters from a to f, like #9a3412."))
    accent = "#" + (found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1]))
    contrast = on_white(accent)
    if contrast < LEAST_CONTRAST:
        words = gettext("%(color)s is too light. Its contrast with white is %(contrast)s, and it needs %(least)s. Type a darker color.")
        raise ValidationError(words % {"color": accent, "contrast": number(contrast, 1), "least": number(LEAST_CONTRAST, 1)})
    return accent


def on_white(accent: str) -> float:
    """From 1 for white to 21 for black."""
    red, green, blue = (_light(int(accent[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
