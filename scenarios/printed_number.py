"""Whether a number as it is printed is another one rounded."""

from math import floor, log10

from scenarios.pdf_text import NUMBER

# What a printed number may count: ones, thousands, millions, hundredths; in Chinese also ten thousands and hundred millions.
UNITS = (1.0, 1e3, 1e6, 0.01, 1e4, 1e8)
UNITS_OF_ZERO = (1.0, 0.01)
STEP = 10.0  # dollars, to which changes are rounded
EXACT = 1e-6  # of a number: what writing it in decimal and back may move it


def rounds(text: str, number: float) -> bool:
    """Whether a printed number is this one rounded: to its own last place, to two significant figures (three after a leading 1)
    or from there to ten dollars; in any of the units, in either habit of writing. A zero counts no thousands or more: half of one
    would be nothing."""
    if not NUMBER.fullmatch("".join(text.split())):
        return False
    size = abs(number)
    shorts = {_two_figures(exact) for exact in _before_it_was_written(size)}
    in_short = [(target, 0.0) for short in shorts for target in (short, round(short / STEP) * STEP)]
    for written in _readings(text):
        value, last = float(written), 10 ** -len(written.partition(".")[2])
        for unit in UNITS if value else UNITS_OF_ZERO:
            targets = [(size, last / 2 * unit), *in_short]
            if any(abs(value * unit - target) <= near + EXACT * size for target, near in targets):
                return True
    return False


def _before_it_was_written(size: float) -> tuple[float, ...]:
    """An answer writes a number to the cent, below one to a millionth; the page rounds the number itself. So 254.997 is 255 in the answer
    and 250 on the page: the least and the most that may have been there."""
    places = 2 if size >= 1 else 6
    half = 0.5 * 10**-places
    return (max(size - half, 0.0), size, size + half) if round(size, places) == size else (size,)


def _two_figures(size: float) -> float:
    if size == 0:
        return 0.0
    exponent = floor(log10(size))
    return float(round(size, 1 - exponent + (size < 2 * 10.0**exponent)))


def _readings(text: str) -> list[str]:
    """The number with a point as the decimal mark, and with a comma; neither where it has two of them."""
    plain = "".join(text.split())
    return [written for written in (plain.replace(",", ""), plain.replace(".", "").replace(",", ".")) if written.count(".") < 2]
