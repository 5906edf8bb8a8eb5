"""The letters of a slice: one page for each person, from what their employer knows and what the model said of them; and their zip."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from advisor.cohorts import batches, figures, links
from advisor.cohorts.models import Batch, Person, Slice
from advisor.cohorts.people import household_of
from advisor.cohorts.rules import plan_rules
from advisor.jobs.work import CannotBeMade, Step
from advisor.memory import uncollected
from advisor.plans import qr
from advisor.present import letter
from advisor.present.figures import day, number
from advisor.reports import pdf
from advisor.reports.code import CODE, Code
from scenarios import __version__
from scenarios.cohort import Standing
from scenarios.editions import load
from scenarios.inputs import PlanRules

SHEET = "css/letter.css"
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
JOINERS = "\u200c\u200d"  # the only signs without a shape that stand in names


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What all letters of a batch have in common. Those of a batch without answers only invite."""

    batch: Batch
    plan: str
    link: str
    number: int
    since: date
    rules: PlanRules
    made_on: date
    digits: int  # of the numbers in file names


def make(part: Slice, step: Step) -> bytes:
    """The zip of a slice. Read by name, the files of all slices are in the batch's order; the same batch gives the same bytes."""
    people, printing = batches.people_of(part), printing_of(part.batch)
    refuse_unprintable({language_of(person, part.batch) for person in people})
    standings = standings_of(part.batch, people)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as zipped:  # a PDF is packed already
        for place, person in enumerate(people):
            step(place, len(people))
            name = file_name(part.first + place + 1, person, printing.digits)
            entry = ZipInfo(name, (*printing.made_on.timetuple()[:3], 12, 0, 0))
            zipped.writestr(entry, letter_of(printing, person, standings.get(person.pk)))
    return packed.getvalue()


def refuse_unprintable(languages: set[str]) -> None:
    if pdf.weasyprint_problem():
        raise CannotBeMade("no_pango")
    if not all(map(pdf.has_letters, languages)):
        raise CannotBeMade("no_chinese")


def language_of(person: Person, batch: Batch) -> str:
    return person.language or batch.language


def printing_of(batch: Batch) -> Printing:
    plan = batch.census.plan
    version = plan.versions.get(number=batch.version)
    return Printing(
        batch=batch,
        plan=plan.name,
        link=plan.link,
        number=batch.version,
        since=timezone.localdate(version.published_at),
        rules=plan_rules(batch.rules),
        made_on=timezone.localdate(batch.made_at),
        digits=max(4, len(str(batch.census.people.count()))),
    )


def standings_of(batch: Batch, people: Sequence[Person]) -> Mapping[int, Standing]:
    """By person, as the finished answers have them; none for letters that only invite."""
    if batch.answers is None:
        return {}
    found = batch.answers.results.filter(person__in=[person.pk for person in people])
    standings = {result.person_id: figures.standing(result.figures) for result in found}
    if len(standings) < len(people):
        raise CannotBeMade("no_figures")
    return standings


def file_name(place: int, person: Person, digits: int) -> str:
    """As "0001-A17.pdf": what could mean something to a file system is left out of the employee number."""
    reference = NOT_IN_A_NAME.sub("-", person.reference).strip("-")
    return "-".join([f"{place:0{digits}}", *([reference] if reference else [])]) + ".pdf"


@uncollected()
def letter_of(printing: Printing, person: Person, standing: Standing | None) -> bytes:
    """One letter, in the person's language, on one page: in smaller letters if it takes them."""
    with translation.override(language_of(person, printing.batch)):
        link = link_of(printing, person)
        context, pictures = contents(printing, person, standing, link), {CODE: Code(qr.modules(link))}
        document = pdf.laid_out(render_to_string("pdf/letter.html", context), SHEET, pictures)
        if len(document.pages) > 1:
            document = pdf.laid_out(render_to_string("pdf/letter.html", context | {"tight": True}), SHEET, pictures)
        return pdf.finished(document, printing.made_on)


def link_of(printing: Printing, person: Person) -> str:
    """In the language of the letter."""
    return printing.batch.address.rstrip("/") + reverse("cohorts:letter", args=[printing.link, links.secret_of(person)])


def contents(printing: Printing, person: Person, standing: Standing | None, link: str) -> dict[str, Any]:
    assumptions = load()
    return {
        "to": tuple(map(shown, (person.name, person.reference, person.department))),
        "plan": printing.plan,
        "number": number(printing.number),
        "since": day(printing.since.isoformat()),
        "made_on": printing.made_on,
        "figures": letter.figures(household_of(person), printing.rules, standing) if standing else None,
        "allowed": letter.allowed(printing.rules),
        "notices": letter.notices(assumptions),
        "link": link,
        "code": CODE,
        "edition": assumptions.edition,
        "paths": number(assumptions.paths),
        "version": __version__,
        **pdf.in_language(),
    }


def shown(text: str) -> str:
    """Without the signs that nobody sees, as those that turn the direction of writing."""
    return "".join(sign for sign in text if sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf"))
