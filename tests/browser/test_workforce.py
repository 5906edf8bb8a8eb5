"""A benefits lead from an empty account to the letters of a workforce, in a real browser; and somebody who opens their letter."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage, answer_three_fields
from tests.browser.test_plans import publish, sign_in_with_passkey
from tests.cohorts.workforce import as_csv, rows
from tests.whole_site import Site

PEOPLE = 25
MINUTES = 4 * 60_000  # milliseconds, for what workers do on a machine that does other things too


def started_plan(site: Site, page: Page) -> None:
    sign_in_with_passkey(site, page, "nora@example.org")
    page.get_by_label("Name of the plan").fill("Harbor Mills 401(k)")
    page.get_by_role("button", name="Start a plan").click()
    page.get_by_role("link", name="Edit the draft").click()
    publish(page)


def upload(page: Page, census: bytes) -> None:
    page.get_by_label("File").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": census})
    page.get_by_role("button", name="Upload").click()


def letters(page: Page) -> list[tuple[str, PdfReader]]:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=f"1 to {PEOPLE}").click()
    with zipfile.ZipFile(Path(waiting.value.path())) as archive:
        return [(name, PdfReader(io.BytesIO(archive.read(name)))) for name in archive.namelist()]


def link_in(letter: PdfReader) -> str:
    """The one that can be followed. What is printed may go over two lines."""
    notes = [note.get_object() for note in letter.pages[0].annotations or ()]
    (link,) = {str(note["/A"]["/URI"]) for note in notes if "/A" in note}
    assert link.replace("-", "") in "".join(letter.pages[0].extract_text().split()).replace("-", "")
    return link


def test_from_an_empty_account_to_the_letters_of_a_workforce(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url)
    started_plan(site, page)
    page.get_by_role("link", name="Workforce").click()
    page.get_by_role("link", name="Upload a census").first.click()

    people = rows(PEOPLE)
    wrong = [*people[:-1], people[-1] | {"Age": "12"}]
    upload(page, as_csv(wrong))
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("cell", name="Age").or_(page.get_by_role("rowheader", name="Age")).first).to_be_visible()
    expect(page.get_by_role("button", name="Save these people")).to_have_count(0)

    page.get_by_role("link", name="Upload another file").click()
    upload(page, as_csv(people))
    page.get_by_role("button", name="Save these people").click()
    expect(page.get_by_text("There are too few people for counts.").first).to_be_visible(timeout=MINUTES)

    page.get_by_role("link", name="Harbor Mills 401(k)").click()
    page.get_by_role("link", name="Invite people or change roles").click()
    page.get_by_role("button", name="Let them print letters").click()
    page.get_by_role("link", name="Harbor Mills 401(k)").click()
    page.get_by_role("link", name="Workforce").click()
    page.get_by_role("link", name="Letters").click()
    page.get_by_label("Print order").select_option("name")
    page.get_by_role("button", name="Make them").click()
    page.get_by_role("link", name=f"1 to {PEOPLE}").wait_for(timeout=MINUTES)

    printed = letters(page)
    assert [name[:4] for name, _ in printed] == [f"{number:04d}" for number in range(1, PEOPLE + 1)]
    assert [len(letter.pages) for _, letter in printed] == [1] * PEOPLE
    in_order = [next(row["Name"] for row in people if row["Employee number"] in name) for name, _ in printed]
    assert in_order == sorted(in_order)
    assert all(name in letter.pages[0].extract_text() for name, (_, letter) in zip(in_order, printed, strict=True))

    in_english = next(letter for _, letter in printed if "Your own link" in letter.pages[0].extract_text())
    participant = open_page(link_in(in_english))
    participant.get_by_role("button", name="Use these rules").click()
    answer_three_fields(participant)
    counts = site.rows("SELECT SUM(opened), SUM(finished), COUNT(*) FROM cohorts_invited")
    assert counts == [(1, 1, PEOPLE)]
