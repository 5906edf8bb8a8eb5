"""A code that one person reads out or writes down and another types: sixteen signs, 80 random bits, in groups of four.

The signs are Crockford's: no I, L, O and U. Whoever types one of the first three is read as they meant it.
"""

import secrets

from django.utils.crypto import salted_hmac

from scenarios.record import ALPHABET, MISREAD

LENGTH, GROUP = 16, 4
GAPS = str.maketrans("", "", " -\u2013\u2014\t")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_shown(code: str) -> str:
    return "-".join(code[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def as_meant(typed: str) -> str:
    """Empty for what cannot be a code."""
    code = typed.upper().translate(GAPS).translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def seal(code: str) -> str:
    """Keyed: 80 bits are few for whoever has the database alone."""
    return salted_hmac("advisor.clients.codes", code, algorithm="sha256").hexdigest()
