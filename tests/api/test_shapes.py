"""The OpenAPI document says of questions and answers what the model reads and writes: neither can change without the other."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given

from advisor.api.bounds import ALONE, TOGETHER, bounded_question
from advisor.api.described import shapes
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.document import parse, to_document
from scenarios.edition_text import as_document
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import ASKS
from tests.documents import documents
from tests.people import PEOPLE, question_of

# What only two keys together make wrong: no shape of one key can say it.
TOGETHER_WRONG = {
    "above_cap", "above_asset_cap", "not_on_menu", "mix_sum", "view_missing", "escalation_needs_share", "band_missing", "band_unused",
}  # fmt: skip
OF_ANOTHER = {  # ranges whose end is another key's value
    "household.retirement_age", "household.plan_to_age", "plan.taper_floor", "plan.match[1].upto",
}  # fmt: skip
RETIRED = {"household": {"age": 70, "retirement_age": 70, "balance": 400_000, "contribution": 0, "pay": 0}}
OWN: dict[str, Any] = {
    "household": {"age": 40, "balance": 1e5, "contribution": 0.1, "longevity": "life_table", "social_security": 1200},
    "plan": {
        "nonelective": 0.03, "pause": {"fall": 0.3, "years": 2}, "asset_caps": {"private_credit": 0.1}, "rebalance": "band", "band": 0.02,
    },
    "sleeve": {"weight": 0.1, "mix": {"private_credit": 1}},
    "beliefs": {"classes": {"private_credit": {"return": 0.07, "fee": 0.02}}},
}  # fmt: skip
LIMITED = {"household": {"age": 52, "balance": 1e6, "contribution": 0.9, "pay": 500_000, "roth_share": 0.5, "retirement_age": 54}}


# --- The description, walked ---------------------------------------------------------------------------------------------


def resolved(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    return shapes()[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape


def parts_of(shape: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The parts under a shape: the keys of a table, "*" for any key, and what a list or a choice holds under ""."""
    yield from shape.get("properties", {}).items()
    if isinstance(shape.get("additionalProperties"), Mapping):
        yield "*", shape["additionalProperties"]
    if "items" in shape:
        yield "", shape["items"]
    yield from (("", one) for one in shape.get("anyOf", ()))


def keys_of(shape: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The path of every key that a shape names; lists are not counted."""
    for key, part in parts_of(resolved(shape)):
        here = f"{before}.{key}".strip(".") if key else before
        if key and key != "*":
            yield here
        if part.get("type") != "null":
            yield from keys_of(part, here)


BY_NAME = ("fees", "outlook", "views", "break_even", "classes", "asset_caps", "mix", "correlations")  # tables whose keys are names


def stated(before: str, value: Any) -> Iterator[str]:
    """The path of every key of a document, in the same writing."""
    if isinstance(value, Mapping):
        named = before.rpartition(".")[2] in BY_NAME
        for key, part in value.items():
            here = f"{before}.{'*' if named else key}".strip(".")
            if not named:
                yield here
            yield from stated(here, part)
    elif isinstance(value, list):
        for part in value:
            yield from stated(before, part)


def numbers_of(shape: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    shape = resolved(shape)
    if "minimum" in shape:
        yield before, shape
    for key, part in parts_of(shape):
        if shape.get("type") != "array" and key:
            yield from numbers_of(part, f"{before}.{key}".strip("."))


NUMBERS = list(numbers_of({"$ref": "#/components/schemas/Question"}))


@cache
def judge(name: str) -> Any:
    """Draft 2020-12, which OpenAPI 3.1 means."""
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": dict(shapes())}}
    return jsonschema_rs.Draft202012Validator(json.loads(json.dumps(whole)))


def faults(name: str, document: Any) -> list[str]:
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message}"[:200] for error in judge(name).iter_errors(plain(document))]


def plain(document: Any) -> Any:
    return json.loads(json.dumps(document))


@cache
def answered() -> tuple[Any, ...]:
    """The people with all that may be asked, and questions with what none of them has."""
    asked = [to_document(question_of(name)) | {"ask": [*TOGETHER]} for name in PEOPLE]
    asked += [one | {"ask": [*ask]} for one in (RETIRED, OWN, LIMITED) for ask in (TOGETHER, *([name] for name in ALONE))]
    found = []
    for document in asked:
        question = bounded_question(document)
        found.append(answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask))
    return tuple(plain(answer_document(one)) for one in found)


@pytest.mark.usefixtures("bank")
def test_every_answer_has_the_shape_that_is_described() -> None:
    assert [fault for document in answered() for fault in faults("Answer", document)] == []


@pytest.mark.usefixtures("bank")
def test_every_key_that_is_described_stands_in_some_answer() -> None:
    """Of the two sides, only the one with a sleeve has some of them."""
    described = set(keys_of({"$ref": "#/components/schemas/Answer"}))
    found = {key for document in answered() for key in stated("", document)}
    assert {key.replace("baseline.", "sleeve.") for key in described} - found == set()


def test_the_edition_has_the_shape_that_is_described() -> None:
    assert faults("Edition", as_document(load())) == []


def test_what_may_be_asked_is_what_the_model_knows() -> None:
    assert {*TOGETHER, *ALONE} == {*ASKS}


def test_the_keys_of_a_question_are_those_that_the_model_reads() -> None:
    """By the canonical document, in which none is left out but the year of birth."""
    question = parse(OWN | {"beliefs": OWN["beliefs"] | {"correlations": {"us_stocks/bitcoin": 0.3}}})
    named = ("sleeve.mix.", "plan.asset_caps.", "beliefs.c")  # tables whose keys are names
    canonical = {key for key in stated("", plain(to_document(question))) if not key.startswith(named)}
    described = {key for key in keys_of({"$ref": "#/components/schemas/Question"}) if not key.startswith(named)}
    assert described == canonical | {"household.birth_year"}


@given(documents())
def test_what_the_model_reads_is_taken_exactly_if_the_description_allows_it(document: dict[str, Any]) -> None:
    question = parse(document)
    document = document | {"ask": list(question.ask)}
    not_taken = {fault.code for fault in refused(document)}
    assert not_taken <= {"not_offered", "asked_alone"}
    assert bool(faults("Question", document)) == bool(not_taken)


@pytest.mark.parametrize(("path", "shape"), NUMBERS, ids=[path for path, _ in NUMBERS])
def test_a_number_is_taken_up_to_its_ends_and_not_beyond(path: str, shape: Mapping[str, Any]) -> None:
    for value in (shape["minimum"], shape["maximum"]):
        document = placed(path, value)
        assert codes(path, document) <= TOGETHER_WRONG | ({"out_of_range"} if path in OF_ANOTHER else set())
        assert not [fault for fault in faults("Question", document) if fault.startswith(path.replace(".", "/"))]
    for value in (shape["minimum"] - 1, shape["maximum"] + 1):
        document = placed(path, value)
        assert codes(path, document)
        assert faults("Question", document)


@pytest.mark.parametrize("contribution", [0, 0.9999, 0.99995, 1, 1e9, -0.1, 1e9 + 1])
def test_a_contribution_is_a_share_or_dollars(contribution: float) -> None:
    document = placed("household.contribution", contribution)
    assert bool(codes("household.contribution", document)) == bool(faults("Question", document))


def codes(path: str, document: Any) -> set[str]:
    """Of the faults about this path; a year of birth is judged as the age that it gives."""
    about = (path, "household.age") if path == "household.birth_year" else (path,)
    return {fault.code for fault in refused(document) if fault.key in about}


def refused(document: Any) -> tuple[Any, ...]:
    try:
        bounded_question(document)
    except InputError as error:
        return error.faults
    return ()


def placed(path: str, value: float) -> dict[str, Any]:
    """A small question with this value at its path."""
    document: dict[str, Any] = {"household": {"age": 35, "balance": 0, "contribution": 0.05}}
    if path == "household.birth_year":
        del document["household"]["age"]
    if path.startswith("plan.pause."):
        document["plan"] = {"pause": {"fall": 0.5, "years": 2}}
    if path == "plan.band":
        document["plan"] = {"rebalance": "band"}
    *parts, last = path.split(".")
    table = document
    for part in parts:
        table = table.setdefault(part, {})
    table[last] = value
    return document


def test_there_are_numbers_to_look_at() -> None:
    assert {"household.age", "plan.cap", "sleeve.mix.bitcoin", "beliefs.classes.ether.fee", "within"} <= {path for path, _ in NUMBERS}
    assert len(NUMBERS) > 40
