"""exp, log and the inverse normal from + - x / sqrt alone, in fixed order, so that every CPU and NumPy gives the same bits.

NumPy's own exp and log choose code by CPU and differ in the last bit; a bank built with them would not have one hash.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_EXP_TERMS = [1.0]
for _n in range(1, 12):
    _EXP_TERMS.append(_EXP_TERMS[-1] / _n)
_LN2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476

# Wichura (1988), Algorithm AS 241, PPND16: numerators and denominators, highest power first.
_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_TAIL = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip


def exp(x: Floats) -> Floats:
    """e^x by a power series at x/8, squared three times; relative error 1e-14 for |x| <= 2, 1e-11 for |x| <= 4."""
    small = x * 0.125
    total = np.full_like(small, _EXP_TERMS[-1])
    for term in _EXP_TERMS[-2::-1]:
        total *= small
        total += term
    for _ in range(3):
        total *= total
    return total


def log(x: Floats) -> Floats:
    """Natural logarithm of positive numbers: mantissa and exponent split exactly, then the series of 2 artanh."""
    mantissa, exponent = np.frexp(x)
    low = mantissa < _SQRT_HALF
    mantissa = np.where(low, mantissa * 2.0, mantissa)
    exponent = exponent - low
    s = (mantissa - 1.0) / (mantissa + 1.0)
    square = s * s
    total = np.full_like(s, 1.0 / 23.0)
    for odd in range(21, 0, -2):
        total *= square
        total += 1.0 / odd
    result: Floats = 2.0 * s * total + exponent * _LN2
    return result


def uniform(raw: NDArray[np.uint64]) -> Floats:
    """Raw 64-bit draws to the open interval (0, 1): the top 52 bits, centred in their cell (53 would round up to 1)."""
    result: Floats = (raw >> np.uint64(12)).astype(np.float64) * 2.0**-52 + 2.0**-53
    return result


def inverse_normal(p: Floats) -> Floats:
    """The standard normal quantile of probabilities in (0, 1). Source: Wichura (1988), AS 241, about 1e-16 relative."""
    q = p - 0.5
    r = q * q
    np.subtract(0.180625, r, out=r)
    result = _ratio(_CENTRE, r)
    result *= q
    outer = np.flatnonzero(np.abs(q) > 0.425)
    flat = result.reshape(-1)
    flat[outer] = _tail(p.reshape(-1)[outer], q.reshape(-1)[outer])
    return flat.reshape(p.shape)


def _tail(p: Floats, q: Floats) -> Floats:
    r = np.sqrt(-log(np.where(q < 0.0, p, 1.0 - p)))
    size = _ratio(_TAIL, r - 1.6)
    far = np.flatnonzero(r > 5.0)
    size[far] = _ratio(_FAR_TAIL, r[far] - 5.0)
    signed: Floats = np.where(q < 0.0, -size, size)
    return signed


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], r: Floats) -> Floats:
    top, bottom = (_polynomial(terms, r) for terms in coefficients)
    top /= bottom
    return top


def _polynomial(terms: tuple[float, ...], r: Floats) -> Floats:
    total = r * terms[0]
    total += terms[1]
    for term in terms[2:]:
        total *= r
        total += term
    return total
