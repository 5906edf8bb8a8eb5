"""A letter: one page for one person, with the figures that the page of an answer has, and nothing that anybody chose."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
import qrcode
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pdfua import validate

from advisor.cohorts import figures, letters, links
from advisor.cohorts.models import Batch, Census, Invited, Slice
from advisor.cohorts.people import household_of
from advisor.jobs.work import CannotBeMade
from advisor.plans import qr
from advisor.plans.models import Plan
from advisor.present import letter
from advisor.present.charts import pen
from advisor.present.figures import share_whole
from advisor.present.sections.notices import VERBATIM
from advisor.reports import pdf
from advisor.reports.code import CODE, Code
from scenarios.answer import answer
from scenarios.inputs import Beliefs, Sleeve
from scenarios.pdf_text import page_texts
from scenarios.results import Statistic
from tests.cohorts.answered import answered, finished, standing
from tests.cohorts.letters_made import SITE, census_of, published_plan, slice_of, truly_answered
from tests.plain_words import faults

pytestmark = pytest.mark.django_db

LONGEST = {"name": "Maximiliana " * 10, "department": "Research and development " * 3, "reference": "W" * 40}
HOSTILE = '<img src="file:///etc/passwd">\u202eevil<script>'
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def nothing(_done: int, _total: int) -> None:
    """A worker who is not asked."""


def files(part: Slice) -> dict[str, bytes]:
    with ZipFile(BytesIO(letters.make(part, nothing))) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def only(part: Slice) -> bytes:
    (made,) = files(part).values()
    return made


def text_of(made: bytes) -> str:
    with pikepdf.open(BytesIO(made)) as opened:
        (page,) = page_texts(opened)
    return page


def words(text: str) -> str:
    """Without the spaces, which a line's end takes away."""
    return "".join(unescape(text).split())


@pytest.fixture
def plan() -> Plan:
    return published_plan()


@pytest.fixture
def census(plan: Plan) -> Census:
    return census_of(plan, {"reference": "A7", "name": "Ana Silva", "department": "Finishing"})


# ---------- What stands in it ----------


def test_a_letter_says_to_whom_it_is_and_which_rules_it_rests_on(census: Census) -> None:
    text = words(text_of(only(slice_of(census, answered(census)))))
    for said in ("Ana Silva", "Employee number A7", "Finishing", "Rules of Harbor Mills 401(k), version 1, from", "Letter of"):
        assert words(said) in text, said
    for said in ("From your employer’s records", "Age 40", "$80,000 saved", "3% of $72,000 pay", VERBATIM, "It is not advice"):
        assert words(said) in text, said


def test_a_letter_tells_nothing_that_anybody_chose_opened_or_holds(census: Census) -> None:
    part = slice_of(census, answered(census))
    before = files(part)
    census.people.update(sleeve_share=0.0775, location="Secret wing")
    links.invite(census)
    Invited.objects.update(opened=True, finished=True)
    assert files(part) == before


@pytest.mark.usefixtures("bank")
def test_every_figure_of_a_letter_is_the_one_on_the_page_for_the_same_person(census: Census, client: Client) -> None:
    shown, page = figures_of(census), words(page_of(census, client))
    assert "would add" in shown.paid_in[1]
    more = re.findall(r"\$[\d,]+", shown.paid_in[1])
    told = [*shown.known, *(figure for _, figure, _ in shown.incomes), shown.lasts, shown.paid_in[0], *more]
    assert shown.short
    told += [f"{shown.short.figure} {shown.short.unit}", *shown.short.sentences]
    assert [one for one in told if words(one) not in page] == []


@pytest.mark.usefixtures("bank")
def test_every_figure_of_the_model_stands_on_the_paper(census: Census) -> None:
    shown, text = figures_of(census), words(text_of(only(slice_of(census, truly_answered(census)))))
    assert shown.last_pay and shown.short
    told = [*shown.known, *(figure for _, figure, _ in shown.incomes), *shown.paid_in, *shown.short.sentences, shown.last_pay.sentence]
    assert [one for one in told if words(one) not in text] == []


@pytest.mark.usefixtures("bank")
def test_the_share_of_the_last_pay_is_that_of_a_single_answer(census: Census) -> None:
    (person,) = census.people.all()
    printing = letters.printing_of(slice_of(census, None).batch)
    alone = answer(household_of(person), printing.rules, Sleeve(), Beliefs()).baseline.income_replaced_with_social_security
    pay = figures_of(census).last_pay
    assert alone and pay
    assert re.findall(r"\d+%", pay.sentence) == [share_whole(part.value) for part in (alone.p5, alone.p95, alone.p50)]


def test_who_claims_the_whole_match_is_told_so_and_a_plan_may_have_none() -> None:
    for rules, told in (({"match_own": "100% of 3%"}, "You get the whole match."), ({"match_own": "none"}, "Your plan has no match.")):
        plan = published_plan(**rules)
        text = text_of(only(slice_of(census := census_of(plan, {}), claiming_all(census))))
        assert words(told) in words(text)


def test_a_plan_says_how_large_a_sleeve_may_be_or_that_there_is_none() -> None:
    for rules, told in (({"cap": "7"}, "up to 7% of the account"), ({"cap": "0"}, "allows no sleeve"), ({"menu": []}, "allows no sleeve")):
        plan = published_plan(**rules)
        text = text_of(only(slice_of(census_of(plan, {}), None)))
        assert words(told) in words(text)
        assert ("first what it could cost" in " ".join(text.split())) == ("7%" in told)


def test_who_has_no_pay_and_no_goal_gets_a_letter_too(plan: Plan) -> None:
    told = {"household": {"age": 70, "retirement_age": 70, "pay": 0.0, "contribution": 0.0}}
    census = census_of(plan, told)
    answers = answered(census)
    result = answers.results.get()
    result.figures |= {"income_replaced": None, "income_replaced_with_social_security": None}
    result.save()
    text = words(text_of(only(slice_of(census, answers))))
    assert words("You stop work now") in text
    assert words("Beside your last pay") not in text
    assert words("runs short") not in text


def test_letters_without_answers_only_invite(census: Census) -> None:
    text = text_of(only(slice_of(census, None)))
    assert words("Your own link") in words(text)
    assert "$" not in text
    assert words("Age 40") not in words(text)


def figures_of(census: Census) -> letter.Figures:
    (person,) = census.people.all()
    part = slice_of(census, truly_answered(census))
    told = letters.standings_of(part.batch, [person])[person.pk]
    return letter.figures(household_of(person), letters.printing_of(part.batch).rules, told)


def page_of(census: Census, client: Client) -> str:
    """As the person sees it who comes by the letter's link and types what the records say."""
    (person,) = census.people.all()
    links.invite(census)
    client.post(reverse("cohorts:letter", args=[census.plan.link, links.secret_of(person)]))
    page = client.post(reverse("planner:answer"), {"age": "40", "balance": "80,000", "contribution": "3%", "pay": "72,000"})
    return re.sub(r"<[^>]+>", "", page.text)


def claiming_all(census: Census) -> Batch:
    return finished(census, {person: figures.kept(standing(unclaimed=0.0)) for person in census.people.all()})


# ---------- How it is printed ----------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_names_fit_on_one_accessible_page_in_every_language(language: str, tmp_path: Path) -> None:
    plan = published_plan(name="A plan with the longest name " * 2 + "of the whole land", match_own="100% of 3%, 50% of 2%, 25% of 1%")
    made = only(slice_of(census := census_of(plan, {**LONGEST}), answered(census), language=language))
    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.pages) == 1
        assert [float(side) for side in opened.pages[0].MediaBox] == [0, 0, 612, 792]
        assert str(opened.Root.Lang).lower() == language
        assert opened.Root.MarkInfo.Marked
    path = tmp_path / "letter.pdf"
    path.write_bytes(made)
    assert [str(finding) for finding in validate(str(path)).findings] == []


def test_what_would_take_a_second_page_is_set_in_smaller_letters(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    finished = pdf.finished

    def noted(document: Any, made_on: Any) -> bytes:
        drawn.append(len(document.pages))
        return finished(document, made_on)

    monkeypatch.setattr(pdf, "finished", noted)
    monkeypatch.setattr(letter, "allowed", lambda plan: "There is much to say about this plan. " * 24)
    part = slice_of(census, answered(census))
    pictures = {CODE: Code(qr.modules(SITE))}
    usual, tight = (pdf.laid_out(page, letters.SHEET, pictures) for page in pages_of(part))
    assert (len(usual.pages), len(tight.pages)) == (2, 1)
    only(part)
    assert drawn == [1]


def pages_of(part: Slice) -> list[str]:
    """The page as it is first tried, and in smaller letters."""
    (person,) = part.batch.census.people.all()
    printing, told = letters.printing_of(part.batch), letters.standings_of(part.batch, [person])[person.pk]
    about = letters.contents(printing, person, told, SITE)
    return [render_to_string("pdf/letter.html", about | {"tight": tight}) for tight in (False, True)]


def test_a_letter_is_in_the_language_of_its_person(plan: Plan) -> None:
    census = census_of(plan, {"language": "es"}, {})
    first, second = files(slice_of(census, None, language="zh-hans")).values()
    with pikepdf.open(BytesIO(first)) as one, pikepdf.open(BytesIO(second)) as other:
        assert (str(one.Root.Lang), str(other.Root.Lang)) == ("es", "zh-Hans")
    assert words(f"{SITE}es/p/{plan.link}/") in words(text_of(first))


def test_names_that_mean_something_to_a_machine_are_only_printed(plan: Plan) -> None:
    census = census_of(plan, {"name": HOSTILE, "department": "file:///etc/passwd", "reference": "../../=cmd|'/c'"})
    ((name, made),) = files(slice_of(census, None)).items()
    assert name == "0001-cmd-c.pdf"
    text = text_of(made)
    assert words('<img src="file:///etc/passwd">evil<script>') in words(text)
    assert "\u202e" not in text
    with pikepdf.open(BytesIO(made)) as opened:
        links_in = [str(note.A.URI) for note in opened.pages[0].get("/Annots", [])]
        assert all(link.startswith(SITE) for link in links_in) and links_in
        assert not opened.attachments


def test_the_files_stand_in_print_order_over_all_slices(plan: Plan) -> None:
    census = census_of(plan, *({"name": name, "reference": f"R{9 - place}"} for place, name in enumerate(("Cleo", "Abe", "Bea"))))
    part = slice_of(census, None, order="name")
    part.first = 1
    part.save()
    assert list(files(part)) == ["0002-R7.pdf", "0003-R9.pdf"]


def test_the_same_batch_gives_the_same_bytes(census: Census) -> None:
    part = slice_of(census, answered(census))
    assert letters.make(part, nothing) == letters.make(part, nothing)


def test_the_code_on_the_paper_is_the_one_of_the_link() -> None:
    link = f"{SITE}p/{'a' * 22}/{'b' * 22}/"
    code = qrcode.QRCode(border=qr.QUIET_ZONE)
    code.add_data(link)
    rows = code.get_matrix()
    shown = qr.modules(link)
    dark = {(x + step, y) for x, y, across in shown.dark for step in range(across)}
    assert dark == {(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}
    assert shown.size == len(rows)


def test_the_code_is_drawn_on_the_paper(census: Census) -> None:
    part = slice_of(census, None)
    (person,) = census.people.all()
    modules = qr.modules(letters.link_of(letters.printing_of(part.batch), person))
    with pikepdf.open(BytesIO(only(part))) as opened:
        drawing = opened.pages[0].Contents.read_bytes()
    assert all(f"{x} {y} {across} 1 re".encode() in drawing for x, y, across in modules.dark)


def test_each_letter_is_a_step_so_that_the_lease_lasts(plan: Plan) -> None:
    steps: list[tuple[int, int]] = []
    letters.make(slice_of(census_of(plan, {}, {}, {}), None), lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_what_cannot_be_printed_says_why(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = answered(census)
    answers.results.all().delete()
    with pytest.raises(CannotBeMade, match="no_figures"):
        letters.make(slice_of(census, answers), nothing)
    monkeypatch.setattr(pdf, "has_letters", lambda language: language == "en")
    with pytest.raises(CannotBeMade, match="no_chinese"):
        letters.make(slice_of(census, None, language="zh-hant"), nothing)
    monkeypatch.setattr(pdf, "weasyprint_problem", lambda: "no Pango")
    with pytest.raises(CannotBeMade, match="no_pango"):
        letters.make(slice_of(census, None), nothing)


def test_a_letter_is_easy_to_read(census: Census) -> None:
    part = slice_of(census, answered(census))
    (person,) = census.people.all()
    told = letters.standings_of(part.batch, [person])[person.pk]
    with translation.override("en"):
        shown = letter.figures(household_of(person), letters.printing_of(part.batch).rules, told)
    assert shown.last_pay
    texts = [shown.last_pay.sentence, " ".join(shown.paid_in), letter.allowed(letters.printing_of(part.batch).rules)]
    assert [fault for text in texts for fault in faults(text)] == []


@pytest.mark.parametrize("middle", [0.62, 0.68, 0.7, 0.72, 0.745, 0.75, 0.76])
def test_the_line_of_the_goal_goes_through_no_number(middle: float) -> None:
    cases = [Statistic(value=value, se=0.001) for value in (0.4, middle, 0.9)]
    drawing = letter._bars(0.75, 0.2, cases)
    (goal,) = [shape for shape in drawing.shapes if isinstance(shape, pen.Path) and shape.stroke == "ink"]
    line = float(re.findall(r"[\d.]+", goal.d)[0])
    words = [shape for shape in drawing.shapes if isinstance(shape, pen.Text) and shape.words.endswith("%")]
    assert len(words) == 3
    assert not [each.words for each in words if each.x - 2 < line < each.x + pen.length(each.words, letter.TEXT, pen.BOLD) + 2]
