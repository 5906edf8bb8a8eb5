"""One changed digit of a report is found wherever it is, and so is whatever else somebody may do to its pages."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from advisor.reports import checking, verdicts
from scenarios.bank import Bank
from scenarios.errors import NotAnAnswer
from scenarios.pdf_text import _letters
from scenarios.verify import Verdict
from scenarios.verify_pdf import ANSWER, FIGURES, INPUTS
from tests.reports.made import Edit, attached, edited, made, put

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db]

RUN = re.compile(rb"<([0-9a-fA-F]+)>")
FONT = re.compile(rb"/(\S+) [\d.]+ Tf")
AWAY = b"q 1 1 1 rg 0 0 400 400 re f Q "  # a white box


def found(edit: Edit, **order: Any) -> Verdict:
    verdict = checking.checked(edited(made(**order), edit))
    assert not verdict.same
    return verdict


def altered(edit: Edit, **order: Any) -> list[str]:
    return [str(one) for one in found(edit, **order).altered]


def pages() -> int:
    return len(json.loads(attached(made(), FIGURES))["pages"])


def _fonts(page: pikepdf.Page) -> Iterator[tuple[str, dict[str, bytes]]]:
    for name, font in page.Resources.Font.items():
        yield name, {letter: format(code, "04x").encode() for code, letter in _letters(font)[0].items()}


def codes(page: pikepdf.Page, wanted: str) -> tuple[str, dict[str, bytes]]:
    """A font of the page that has these letters, by its name, and the code of each of its letters."""
    for name, letters in _fonts(page):
        if set(wanted) <= set(letters):
            return name, letters
    raise AssertionError(f"no font has all of {wanted}")


def on_page(number: int, change: Callable[[pikepdf.Page, bytes], bytes]) -> Edit:
    def edit(opened: pikepdf.Pdf) -> None:
        page = opened.pages[number]
        page.Contents.write(change(page, page.Contents.read_bytes()))

    return edit


def another_digit(old: str, new: str, where: Callable[[bytes], int] = lambda drawn: 0) -> Callable[[pikepdf.Page, bytes], bytes]:
    """The first `old` at or behind a place becomes `new`."""

    def change(page: pikepdf.Page, drawn: bytes) -> bytes:
        fonts = {name: letters for name, letters in _fonts(page) if {old, new} <= set(letters)}
        for run in RUN.finditer(drawn, where(drawn)):
            letters = fonts.get("/" + FONT.findall(drawn[: run.start()])[-1].decode())
            if letters is None:
                continue
            at = next((at for at in range(run.start(1), run.end(1), 4) if drawn[at : at + 4].lower() == letters[old]), None)
            if at is not None:
                return drawn[:at] + letters[new] + drawn[at + 4 :]
        raise AssertionError(f"no {old} on the page")

    return change


def drawn_as(page: pikepdf.Page, text: str) -> bytes:
    name, letters = codes(page, text)
    return f" BT {name} 20 Tf 1 0 0 1 60 400 Tm <".encode() + b"".join(letters[letter] for letter in text) + b"> Tj ET "


def in_attachment(name: str, change: Callable[[Any], None]) -> Edit:
    def edit(opened: pikepdf.Pdf) -> None:
        document = json.loads(opened.attachments[name].get_file().read_bytes())
        change(document)
        put(opened, name, json.dumps(document).encode())

    return edit


def test_an_untouched_report_has_the_same_numbers() -> None:
    verdict = checking.checked(made())
    assert verdict.same, verdict.lines
    assert verdict.compared > 2_000


def test_one_digit_of_a_page_is_found_and_named() -> None:
    [said] = altered(on_page(0, another_digit("3", "8")))
    assert re.fullmatch(r"page 1, number \d+: .*8.* in figures.json", said)


def test_one_digit_of_a_chart_is_found() -> None:
    """A chart begins with a drawing of its own; its letters come after lines and before the next paragraph."""
    content = made()
    with pikepdf.open(BytesIO(content)) as opened:
        page = next(at for at, page in enumerate(opened.pages) if b" re" in page.Contents.read_bytes())
    last_line = on_page(page, another_digit("1", "4", lambda drawn: drawn.index(b" l\n") if b" l\n" in drawn else 0))
    assert len(altered(last_line)) == 1


def test_one_digit_of_the_answer_is_found_by_working_it_out_again() -> None:
    def change(answer: Any) -> None:
        answer["sweep"][3]["balance"]["sd"]["value"] += 500

    verdict = found(in_attachment(ANSWER, change))
    assert [one.of for one in verdict.deviations] == ["sweep[3].balance.sd.value"]
    assert verdict.altered == ()


def test_a_number_of_the_answer_that_a_page_shows_is_named_with_its_place_there() -> None:
    path = "baseline.at_retirement.income_monthly.p50.value"

    def change(answer: Any) -> None:
        answer["baseline"]["at_retirement"]["income_monthly"]["p50"]["value"] += 1

    [moved] = found(in_attachment(ANSWER, change)).deviations
    assert moved.of == path
    listed = json.loads(attached(made(), FIGURES))["pages"]
    assert listed[moved.page - 1][moved.place - 1]["of"] == path


@pytest.mark.parametrize("key", ["text", "number"])
def test_one_digit_of_the_list_is_found(key: str) -> None:
    def change(figures: Any) -> None:
        entry = next(entry for page in figures["pages"] for entry in page if "of" in entry and entry["text"].isdecimal())
        entry[key] = str(int(entry[key]) + 1) if key == "text" else entry[key] + 1

    assert altered(in_attachment(FIGURES, change))


def test_one_digit_of_the_inputs_is_found() -> None:
    def change(asked: Any) -> None:
        asked["household"]["balance"] += 1

    verdict = found(in_attachment(INPUTS, change))
    assert {"question.household.balance", "run.id"} <= {one.of for one in verdict.deviations}


def test_a_number_of_another_place_is_found_though_it_is_written_alike() -> None:
    """The list names, for a number, one of the answer that is shown with the same digits but is another."""

    def change(figures: Any) -> None:
        entries = [entry for page in figures["pages"] for entry in page if "of" in entry]
        one, other = next(
            (one, other)
            for one in entries
            for other in entries
            if one["text"] == other["text"] and one["number"] != other["number"] and one["of"] != other["of"]
        )
        one["of"] = other["of"]

    assert "in answer.json" in altered(in_attachment(FIGURES, change))[0]


def test_two_numbers_that_changed_places_are_found() -> None:
    def change(figures: Any) -> None:
        page = figures["pages"][0]
        one, other = [at for at, entry in enumerate(page) if "of" in entry][:2]
        page[one], page[other] = page[other], page[one]

    assert len(altered(in_attachment(FIGURES, change))) == 2


@pytest.mark.parametrize(("old", "new"), [("0", "o"), ("1", "l")])
def test_a_letter_that_looks_like_a_digit_is_no_digit(old: str, new: str) -> None:
    assert altered(on_page(0, another_digit(old, new)))


def test_a_page_that_was_taken_away_is_found() -> None:
    assert altered(lambda opened: opened.pages.__delitem__(1))[0] == f"pages: {pages() - 1}, {pages()} in figures.json (-1)"


def test_a_page_that_was_added_is_found_though_it_has_no_number() -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        opened.add_blank_page()

    said = altered(edit)
    assert f"pages: {pages() + 1}, {pages()} in figures.json (+1)" in said
    assert said[0].startswith(f"page {pages() + 1}, run code: nothing")


def test_a_page_of_another_report_is_found() -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        with pikepdf.open(BytesIO(made("Theo"))) as other:
            opened.pages[1] = other.pages[0]

    assert any(line.startswith("page 2, run code: nothing") for line in altered(edit))


def test_a_number_under_a_white_box_with_another_above_it_is_found() -> None:
    assert altered(on_page(0, lambda page, drawn: drawn + AWAY + drawn_as(page, "100")))


def test_a_number_that_is_drawn_so_that_nobody_sees_it_is_not_there() -> None:
    """The way to hide a number from readers and not from programs."""
    assert altered(on_page(0, lambda page, drawn: b"3 Tr " + drawn.replace(b"0 Tr", b"3 Tr")))


@pytest.mark.parametrize("kind", ["FreeText", "Stamp", "Square"])
def test_what_lies_over_a_page_is_named(kind: str) -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[0, 0, 99, 99], Contents="9,900")
        page = opened.pages[1]
        page.Annots = pikepdf.Array([*page.get("/Annots", []), note])

    assert altered(edit) == [f"page 2, laid over it: {kind}, nothing in a report"]


def test_pages_in_layers_that_can_be_hidden_are_named() -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        opened.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array())

    assert altered(edit) == ["page 1, laid over it: layers, nothing in a report"]


def test_a_change_that_is_written_behind_the_end_of_the_file_is_found() -> None:
    """An incremental update: the old page is still in the file, and no reader shows it."""
    content = made()
    with pikepdf.open(BytesIO(content)) as opened:
        page = opened.pages[0]
        number, drawn = page.Contents.objgen[0], page.Contents.read_bytes()
        changed = another_digit("3", "8")(page, drawn)
        size, root = int(opened.trailer.Size), opened.Root.objgen[0]
    assert number
    at = len(content)
    written = f"{number} 0 obj\n<</Length {len(changed)}>>\nstream\n".encode() + changed + b"\nendstream\nendobj\n"
    before = int(content.rsplit(b"startxref", 1)[1].split()[0])
    table = f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<</Size {size}/Root {root} 0 R/Prev {before}>>\n".encode()
    verdict = checking.checked(content + written + table + f"startxref\n{at + len(written)}\n%%EOF\n".encode())
    assert len(verdict.altered) == 1
    assert str(verdict.altered[0]).startswith("page 1, number ")


def test_a_file_that_was_only_saved_anew_is_still_the_same() -> None:
    assert checking.checked(edited(made(), lambda opened: None)).same


def test_a_password_that_is_not_needed_to_read_changes_nothing_and_one_that_is_locks() -> None:
    for user, same in (("", True), ("secret", False)):
        saved = BytesIO()
        with pikepdf.open(BytesIO(made())) as opened:
            opened.save(saved, encryption=pikepdf.Encryption(owner="owner", user=user))
        if same:
            assert checking.checked(saved.getvalue()).same
        else:
            with pytest.raises(NotAnAnswer) as refused:
                checking.checked(saved.getvalue())
            assert refused.value.reason == "locked"


def test_another_version_s_report_says_what_moved_and_that_nobody_can_tell_why(bank: Bank) -> None:
    def change(answer: Any) -> None:
        answer["run"]["engine"] = "0.0.9"
        answer["sweep"][3]["balance"]["sd"]["value"] += 500

    verdict = found(in_attachment(ANSWER, change))
    words = verdicts.told(verdict)
    assert (words.sign, words.heading) == ("open", "Other numbers, from another version")
    assert "It names version 0.0.9 of the model" in words.sentences[0]
    assert [row.what for row in words.differences] == ["sweep[3].balance.sd.value"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("baseline.at_retirement.income_monthly.p50.value", "Without a sleeve, Income a month, Middle"),
        ("difference.at_retirement.balance.p5.value", "Change, Balance, 5 of 100 get less than"),
        ("sweep[3].balance.sd.value", "sweep[3].balance.sd.value"),
        ("baseline.x", "baseline.x"),
        ("", ""),
    ],
)
def test_a_place_has_a_name_as_far_as_there_are_words(path: str, name: str) -> None:
    assert verdicts.name_of(path) == name
