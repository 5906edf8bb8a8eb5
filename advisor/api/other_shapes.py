"""Shapes of what stands around questions and answers: comparisons, an edition, the questions of the check, verdicts, reports and jobs."""

from collections.abc import Iterable
from dataclasses import fields

from advisor.api.shapes import NUMBER, TEXT, TRUTH, WHOLE, Shape, by_key, listed, maybe, one_of, ref, table
from advisor.jobs.models import Job
from advisor.reports.models import Kind, Paper
from scenarios.answer_document import SCHEMA
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.edition_text import DERIVED, Row
from scenarios.figure import Source
from scenarios.verify import LISTED

MOST_COMPARED = 4


def shapes(languages: Iterable[tuple[str, str]]) -> dict[str, Shape]:
    """By the name under which the OpenAPI document has them."""
    tongue, confirmed = one_of(*(code for code, _ in languages)), {"check_passed": maybe(TRUTH)}
    return {
        "Comparison": table(("questions",), questions=listed(ref("Compared"), minItems=1, maxItems=MOST_COMPARED), **confirmed),
        "Answers": table(schema=one_of(SCHEMA), answers=listed(ref("Answer"), minItems=1, maxItems=MOST_COMPARED)),
        "Edition": edition(),
        "Check": table(assets=listed(one_of(*SLEEVE_CLASSES)), language=tongue, questions=listed(check_question())),
        "ToVerify": to_verify(),
        "Verdict": verdict(),
        "ReportAsked": table(
            ("question",), question=ref("Question"), kind=maybe(one_of(*Kind.values)), paper=maybe(one_of(*Paper.values)),
            language=maybe(tongue), **confirmed,
        ),
        "Job": job(tongue),
    }  # fmt: skip


def edition() -> Shape:
    texts = dict.fromkeys(("unit", "as_of", "status", "source", "note"), TEXT)
    rows = listed(table(**{field.name: TEXT for field in fields(Row)}))
    derived = table(tuple(name for name in DERIVED if name != "survivors_average"), **dict.fromkeys(DERIVED, NUMBER))
    return table(
        edition=TEXT,
        year=WHOLE,
        status=TEXT,
        seed=WHOLE,
        paths=WHOLE,
        years=WHOLE,
        figures=by_key(table(value=NUMBER, **texts, review_by=maybe(TEXT))),
        derived=by_key(derived, SLEEVE_CLASSES),
        sections=listed(table(title=TEXT, about=TEXT, rows=rows)),
        sources=by_key(table(**{field.name: TEXT for field in fields(Source)})),
    )


def check_question() -> Shape:
    return table(id=TEXT, asked=TEXT, answers=listed(table(key=TEXT, text=TEXT, why=TEXT)), right=TEXT, dated=TEXT)


def to_verify() -> Shape:
    """An answer, or a part of one: whatever numbers it states are compared."""
    parts = {"schema": one_of(SCHEMA), "run": {"type": "object"}, "question": ref("Question"), "baseline": {"type": "object"}}
    return {"type": "object", "properties": parts, "required": [*parts]}


def verdict() -> Shape:
    """Of both kinds of differences the number, and the first of them."""
    found = listed(table(where=TEXT, stated={}, found={}), maxItems=LISTED)
    return table(
        same=TRUTH, run=TEXT, made_by=TEXT, engine=TEXT, compared=WHOLE, differ=WHOLE, differences=found, altered=WHOLE, alterations=found
    )


def job(tongue: Shape) -> Shape:
    """`file` is the address of the PDF once it is ready, `failure` a fixed word when it could not be made."""
    return table(
        id=TEXT,
        state=one_of(*Job.State.values),
        steps_done=WHOLE,
        steps_total=WHOLE,
        failure=TEXT,
        kind=one_of(*Kind.values),
        paper=one_of(*Paper.values),
        language=tongue,
        run=TEXT,
        pages=WHOLE,
        file=maybe(TEXT),
    )
