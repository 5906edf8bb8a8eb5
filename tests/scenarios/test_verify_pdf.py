"""Whether one changed number in a report is found: on a page, in the list of figures, in the answer or in the inputs."""

import json
from typing import Any

import pytest

from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.document import to_document
from scenarios.errors import NotAnAnswer
from scenarios.pdf_text import numbers
from scenarios.printed_number import rounds
from scenarios.verify import Verdict
from scenarios.verify_pdf import Figure, _document, _in_list, _listed, _on_pages, at, is_pdf, verify_pdf
from tests.banks import question, small_bank
from tests.scenarios.test_pdf_text import made

BANK = small_bank(paths=100)
ASKED = question(household={"age": 64}, sleeve={"weight": 0.05})
ANSWERED = answer_document(answer(ASKED.household, ASKED.plan, ASKED.sleeve, ASKED.beliefs, bank=BANK))
BALANCE = "question.household.balance"
RUN = ANSWERED["run"]["id"]
IN_RUN = len(numbers(RUN))  # it begins each page, and digits are numbers
CODES = {"3": b"0001", ",": b"0102", "4": b"0010", "5": b"0011", "6": b"0012"}


def page(*texts: str) -> bytes:
    """A page that shows the run code, then these numbers; their font has the digits 3 to 6 and a comma."""
    return f"BT /F4 9 Tf ({RUN}) Tj ET ".encode() + b"".join(
        b"BT /F2 9 Tf <" + b"".join(CODES[letter] for letter in text) + b"> Tj ET " for text in texts
    )


def listed(*pages: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """As figures.json has them."""
    return [[figure(text) for text in numbers(RUN)] + page for page in pages]


def figure(text: str, number: object = None, of: str = "") -> dict[str, Any]:
    return {"text": text, **({"of": of, "number": number} if of else {})}


LISTED = listed([figure("45", 45_000, BALANCE), figure("3")], [figure("64", 64, "question.household.age")])


def verified(
    *,
    pages: tuple[bytes, ...] | None = None,
    figures: object = LISTED,
    answered: object = ANSWERED,
    inputs: object = None,
    without: str = "",
) -> Verdict:
    drawn = pages if pages is not None else (page("45", "3"), page("64"))
    parts = {"inputs.json": to_document(ASKED) if inputs is None else inputs, "answer.json": answered, "figures.json": {"pages": figures}}
    attached = {name: part if isinstance(part, bytes) else json.dumps(part).encode() for name, part in parts.items() if name != without}
    return verify_pdf(made(*drawn, attached=attached), bank=BANK)


def test_a_report_whose_numbers_agree_is_the_same() -> None:
    verdict = verified()
    assert verdict.same, verdict.lines
    assert verdict.compared == verified(figures=[[], []], pages=(b"", b"")).compared + 3 + 2 * IN_RUN


FIRST, SECOND = IN_RUN + 1, IN_RUN + 2


@pytest.mark.parametrize(
    ("pages", "figures", "places"),
    [
        ((page("45", "4"), page("64")), LISTED, [f"page 1, number {SECOND}: 4, 3 in figures.json"]),
        ((page("45", "3"), page("65")), LISTED, [f"page 2, number {FIRST}: 65, 64 in figures.json"]),
        ((page("45", "3"), page("64", "6")), LISTED, [f"page 2, number {SECOND}: 6, nothing in figures.json"]),
        ((page("4", "45", "3"), page("64")), LISTED, [f"page 1, number {FIRST}: 4, 45 in figures.json"]),  # what follows is not told again
        ((page("45", "3"),), LISTED, ["pages: 1, 2 in figures.json", f"page 2, number 1: nothing, {numbers(RUN)[0]} in figures.json"]),
        ((page("45", "3"), page("64"), b"BT /F4 9 Tf (a word) Tj ET"), LISTED,
         [f"page 3, run code: nothing, {RUN} in answer.json", "pages: 3, 2 in figures.json"]),
        ((page("45"),), listed([figure("45", 45_001, BALANCE)]), [f"page 1, number {FIRST} ({BALANCE}): 45001, 45000 in answer.json"]),
        ((page("46"),), listed([figure("46", 45_000, BALANCE)]), [f"page 1, number {FIRST} ({BALANCE}): 46, 45000 before rounding"]),
        ((page("3"),), listed([figure("3", 3, "no.such.number")]),
         [f"page 1, number {FIRST} (no.such.number): 3, nothing in answer.json"]),
        ((page("45", "3") + b" 3 Tr " + page("6"), page("64")), LISTED, []),  # what nobody sees is not told
        ((page("45").replace(RUN.encode(), RUN.encode()[:-1] + b"_"),), listed([figure("45")]),
         [f"page 1, run code: nothing, {RUN} in answer.json"]),
    ],
)  # fmt: skip
def test_a_changed_number_is_named_with_its_place(pages: tuple[bytes, ...], figures: object, places: list[str]) -> None:
    verdict = verified(pages=pages, figures=figures)
    assert [str(place).split(" (+")[0].split(" (-")[0] for place in verdict.altered] == places
    assert verdict.deviations == ()


def test_a_changed_answer_is_found_by_answering_again() -> None:
    answered = json.loads(json.dumps(ANSWERED))
    answered["baseline"]["at_retirement"]["balance"]["p50"]["value"] += 900
    verdict = verified(answered=answered)
    assert [one.where for one in verdict.deviations] == ["baseline.at_retirement.balance.p50.value"]
    assert verdict.altered == ()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"without": "inputs.json"}, "not a report of this model, or of a version that cannot be verified: inputs.json is not attached"),
        ({"without": "answer.json"}, "not a report of this model, or of a version that cannot be verified: answer.json is not attached"),
        ({"without": "figures.json"}, "not a report of this model, or of a version that cannot be verified: figures.json is not attached"),
        ({"figures": {}}, "figures.json does not list the pages' figures"),
        ({"answered": b"{"}, "answer.json: not JSON: "),
        ({"figures": [[{"text": 3}]]}, "figures.json has an entry that is no figure"),
        ({"figures": [[{"text": "3", "of": BALANCE}]]}, "figures.json has an entry that is no figure"),
        ({"figures": [{"text": "3"}]}, "figures.json does not list the pages' figures"),
        ({"inputs": b"[1]"}, "inputs.json: not a document"),
    ],
)
def test_what_is_no_report_is_refused_with_these_words(parts: dict[str, Any], said: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        verified(**parts)
    assert str(refused.value).startswith(said)
    assert said.endswith(": ") or str(refused.value) == said


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    assert is_pdf(b"%PDF-1.7")
    assert not is_pdf(b' {"schema": 1}')


@pytest.mark.parametrize(
    ("path", "value"),
    [("a.b", 1), ("list[1].c", 3), ("list[0]", None), ("a.x", None), ("list[7]", None), ("a[0]", None), ("list.c", None), ("a.b.c", None)],
)
def test_a_path_leads_to_its_value_or_to_nothing(path: str, value: object) -> None:
    assert at({"a": {"b": 1}, "list": [None, {"c": 3}]}, path) == value


@pytest.mark.parametrize(
    ("text", "number", "same"),
    [
        ("0", 0.0, True), ("1", 0.0, False), ("0", 0.4, True), ("0", 3_300.0, False), ("0", 400_000.0, False),
        ("1", 0.4, False),
        ("12.3", 12.345, True), ("12.4", 12.345, False),  # to its own last place
        ("99", 98.6, True), ("150", 151.4, True), ("160", 157.0, True), ("2", 157.0, False),  # two figures, three after a leading 1
        ("1,910", 1_912.0, True), ("1,900", 1_912.0, False), ("23,000", 23_400.0, True), ("24,000", 23_400.0, False),
        ("30", 26.4, True), ("20", 26.4, False),  # two figures, then to ten dollars
        ("45", 45_000.0, True), ("1.2", 1_200_000.0, True), ("7", 0.07, True), ("8", 0.07, False),  # thousands, millions, hundredths
        ("1\u00a0234", 1_234.0, True), ("1.234,5", 1_234.5, True), ("1,234.5", 1_234.5, True),
    ],
)  # fmt: skip
def test_a_written_number_is_another_rounded_or_it_is_not(text: str, number: float, same: bool) -> None:
    assert rounds(text, number) is same
    assert rounds(text, -number) is same


# --- the words, and what counts as rounded ---


@pytest.mark.parametrize(
    ("attached", "says"),
    [
        ({}, "not a report of this model, or of a version that cannot be verified: inputs.json is not attached"),
        ({"inputs.json": b"[1]"}, "inputs.json: not a document"),
        ({"inputs.json": b"{"}, "inputs.json: not JSON: Expecting"),
    ],
)
def test_what_is_not_attached_as_it_must_be_is_named(attached: dict[str, bytes], says: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        _document(attached, "inputs.json")
    assert str(refused.value).startswith(says)
    assert says.endswith("Expecting") or str(refused.value) == says


PAGES: list[list[dict[str, Any]]] = [
    [{"text": "1,234", "of": "a.value", "number": 1_234.4}, {"text": "5"}],
    [{"text": "0.5", "of": "b[1]", "number": 0.51}],
]
STATED = {"a": {"value": 1_234.4}, "b": [0, 0.51]}


def said(pages: list[Any], stated: Any) -> list[str]:
    return [str(one) for one in _in_list(_listed({"pages": pages}), stated)]


def test_a_list_that_names_and_rounds_the_answer_s_numbers_is_in_order() -> None:
    assert said(PAGES, STATED) == []


def test_a_number_that_the_answer_does_not_have_is_named_with_its_place() -> None:
    assert said(PAGES, STATED | {"b": [0]}) == ["page 2, number 1 (b[1]): 0.51, nothing in answer.json"]
    assert said(PAGES, STATED | {"a": {"value": 1_300.0}}) == ["page 1, number 1 (a.value): 1,234.4, 1,300.0 in answer.json (-65.6)"]


def test_a_text_that_rounds_another_number_is_named_with_its_place() -> None:
    wrong = [[PAGES[0][0] | {"text": "1,299"}], PAGES[1]]
    assert said(wrong, STATED) == ["page 1, number 1 (a.value): 1,299, 1,234.4 before rounding"]


def on_pages(texts: list[str], listed: list[list[str]]) -> list[str]:
    return [str(one) for one in _on_pages(texts, [[Figure(text=text) for text in page] for page in listed])]


def test_numbers_on_the_pages_stand_in_the_order_of_the_list() -> None:
    assert on_pages(["7 of 100", "none"], [["7", "100"], []]) == []
    assert on_pages(["7 of 99", "8"], [["7", "100"], ["9"]]) == [
        "page 1, number 2: 99, 100 in figures.json",
        "page 2, number 1: 8, 9 in figures.json",
    ]
    assert on_pages(["1 and 2 and 3"], [["1", "3"]]) == ["page 1, number 2: 2, 3 in figures.json"]  # one more moves all that follow
    assert on_pages([], [["4"]]) == ["pages: 0, 1 in figures.json (-1)", "page 1, number 1: nothing, 4 in figures.json"]


@pytest.mark.parametrize(
    ("text", "number", "same"),
    [
        ("190", 186.0, True), ("190", 184.0, False), ("186", 186.4, True), ("123", 123.4, True),
        ("1,230", 1_234.0, True),  # three after a 1
        ("1,200", 1_234.0, False), ("2,300", 2_345.0, True), ("2,350", 2_345.0, False), ("200", 199.6, True), ("2", 1.96, True),
        ("0", 0.0, True), ("1", 0.0, False), ("0", 0.4, True), ("0", 3_300.0, False), ("0", 400_000.0, False),
        ("1.2", 1_240.0, True), ("1.2", 1_260.0, False), ("45", 0.4549, True),
        ("45", 0.4551, False), ("0.25", 0.254, True), ("0.25", 0.256, False), ("10", 5.1, True), ("10", 15.1, False),
        ("1 234", 1_234.0, True),
    ],
)  # fmt: skip
def test_a_text_rounds_a_number_to_its_own_place_or_to_two_figures(text: str, number: float, same: bool) -> None:
    assert rounds(text, number) is same
