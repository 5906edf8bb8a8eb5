"""The words for what checking a report found."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from advisor.present.figures import number
from advisor.present.punctuation import items
from scenarios import __version__
from scenarios.verify import LISTED, Deviation, Verdict, said

REASONS: Mapping[str, str] = {
    "not_a_pdf": _("This file is not a PDF."),
    "locked": _("The PDF asks for a password."),
    "unreadable": _("The PDF is damaged, or it holds more than a report does."),
    "not_attached": _("The PDF carries no answer of ours. Who prints a PDF anew, or saves it from another program, may lose it."),
    "not_whole": _("What the PDF carries is not a whole answer of ours."),
    "elsewhere": _("It was made in the terminal, with futures of its own. The terminal can check it."),
}
SIDES = {"baseline": _("Without a sleeve"), "sleeve": _("With a sleeve"), "difference": _("Change"), "question": _("What was typed")}
PLACES = {"p5": _("5 of 100 get less than"), "p50": _("Middle"), "p95": _("5 of 100 get more than")}
MEASURES = {"balance": _("Balance"), "income_monthly": _("Income a month"), "chance_short": _("Does the money last?")}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A row of the table: on which page, which number there or what else, and both sides."""

    page: str
    what: str
    stated: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A verdict in words. `sign` is `same`, `open` or `other`."""

    sign: str
    heading: str
    sentences: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    more: int = 0


def told(verdict: Verdict) -> Told:
    if verdict.same:
        sentences = (_all_agree(verdict), _traced(verdict), *([_by_another(verdict)] if verdict.by_another else []))
        return Told(sign="same", heading=gettext("Same numbers"), sentences=sentences)
    if verdict.altered:
        sentences = (_contradicts(verdict), *([_differ(verdict)] if verdict.deviations else []))
        return _with_differences("other", gettext("The report was changed"), sentences, verdict.altered)
    if verdict.by_another:
        sentences = (_by_another(verdict), _differ(verdict), gettext("We cannot tell a change of the model from a change of the file."))
        return _with_differences("open", gettext("Other numbers, from another version"), sentences, verdict.deviations)
    return _with_differences("other", gettext("Other numbers"), (_differ(verdict),), verdict.deviations)


def _by_another(verdict: Verdict) -> str:
    words = {"made_by": verdict.made_by, "own": __version__}
    return gettext("It names version %(made_by)s of the model; this site has %(own)s.") % words


def reason(word: str) -> str:
    return gettext(REASONS.get(word, REASONS["not_whole"]))


def _all_agree(verdict: Verdict) -> str:
    pattern = ngettext(
        "We worked the answer out again. %(count)s number was compared, and it agrees.",
        "We worked the answer out again. %(count)s numbers were compared, and all agree.",
        verdict.compared,
    )
    return pattern % {"count": number(verdict.compared)}


def _traced(verdict: Verdict) -> str:
    words = {"traced": number(verdict.traced), "all": number(verdict.on_pages)}
    pattern = gettext(
        "On the pages, %(traced)s of %(all)s numbers are the answer’s own. The others, as dates and sums, stand as the file lists them."
    )
    return pattern % words


def _differ(verdict: Verdict) -> str:
    count = len(verdict.deviations)
    pattern = ngettext(
        "%(count)s of %(all)s numbers differs from what we work out for the inputs in the file.",
        "%(count)s of %(all)s numbers differ from what we work out for the inputs in the file.",
        count,
    )
    return pattern % {"count": number(count), "all": number(verdict.compared)}


def _contradicts(verdict: Verdict) -> str:
    count = len(verdict.altered)
    pattern = ngettext(
        "In %(count)s place, its pages and the answer that it carries do not fit.",
        "In %(count)s places, its pages and the answer that it carries do not fit.",
        count,
    )
    return pattern % {"count": number(count)}


def _with_differences(sign: str, heading: str, sentences: tuple[str, ...], found: tuple[Deviation, ...]) -> Told:
    rows = tuple(_difference(one) for one in found[:LISTED])
    return Told(sign=sign, heading=heading, sentences=sentences, differences=rows, more=max(len(found) - LISTED, 0))


def _difference(one: Deviation) -> Difference:
    return Difference(
        page=gettext("Page %(page)s") % {"page": number(one.page)} if one.page else "–",
        what=_what(one),
        stated="–" if one.stated is None else said(one.stated),
        found="–" if one.found is None else said(one.found),
    )


def _what(one: Deviation) -> str:
    place = gettext("number %(place)s") % {"place": number(one.place)} if one.place else ""
    name = {"run code": gettext("Run code"), "pages": gettext("Pages"), "laid over it": gettext("Laid over the page")}.get(one.what, "")
    return items([part for part in (place, name, name_of(one.of)) if part])


def name_of(path: str) -> str:
    """A path of the answer as far as there are words for it: "Without a sleeve, Income a month, Middle"."""
    if not path:
        return ""
    steps = path.split(".")
    names = {**SIDES, **PLACES, **MEASURES}
    if steps[0] not in SIDES or not all(step in names or step in ("at_retirement", "to_end", "value") for step in steps):
        return path
    return items([gettext(names[step]) for step in steps if step in names])
