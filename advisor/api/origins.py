"""Origins as somebody types them, one on a line, and as a browser writes them. They go into a header: nothing else passes."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from advisor.present.figures import number

MOST = 20
LOCAL = "localhost"  # the only host that may do without TLS: a developer's own machine
USUAL_PORTS = {"https": 443, "http": 80}
# The last part has a letter first: a policy matches no address of numbers.
HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
PRINTED = re.compile(r"[!-~]+")


def origins(text: str) -> list[str]:
    """Each once, in their order. ValidationError with a sentence for each line that is wrong."""
    found: list[str] = []
    faults: list[str] = []
    for place, line in lines(text):
        try:
            found.append(origin(line))
        except ValueError as fault:
            faults.append(gettext("Line %(line)s: %(fault)s") % {"line": number(place), "fault": fault})
    if not faults and not found:
        faults.append(gettext("Type at least one site."))
    if len(set(found)) > MOST:
        faults.append(gettext("Name %(most)s sites at most.") % {"most": number(MOST)})
    if faults:
        raise ValidationError(faults)
    return list(dict.fromkeys(found))


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Those with something in them, counted from one."""
    return ((place, line.strip()) for place, line in enumerate(text.splitlines(), 1) if line.strip())


def origin(line: str) -> str:
    """Scheme, host and unusual port, in small letters. ValueError with what to do."""
    if "*" in line:
        raise ValueError(gettext("Name each site in full, without *."))
    if not PRINTED.fullmatch(line):
        raise ValueError(not_a_site())
    try:
        parts = urlsplit(line.lower())
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(not_a_site()) from None
    if scheme != "https" and (scheme, host) != ("http", LOCAL):
        raise ValueError(gettext("Begin with https://, then the name of the site."))
    if parts.path not in ("", "/") or "?" in line or "#" in line:
        raise ValueError(gettext("Leave out what follows the name of the site."))
    if not HOST.fullmatch(host) or port == 0 or parts.netloc not in (host, f"{host}:{port}"):
        raise ValueError(not_a_site())
    return f"{scheme}://{host}" if port in (None, USUAL_PORTS[scheme]) else f"{scheme}://{host}:{port}"


def not_a_site() -> str:
    return gettext("This is not the address of a site.")
