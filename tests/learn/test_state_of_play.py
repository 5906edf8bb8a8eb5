"""The state of play: what happened with its date and source, newest first, and an editor is told what is wrong."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from advisor.learn import CONTENT
from advisor.learn.state_of_play import FILE, KINDS, STATUSES, Record, read, state_of_play
from scenarios.errors import EditionError
from tests.plain_words import faults, texts

STATE = state_of_play("en")


@pytest.fixture
def page(client: Client) -> str:
    response = client.get(reverse("learn:state_of_play"))
    assert response.status_code == 200
    return response.text


def test_the_page_says_on_top_as_of_when(page: str) -> None:
    assert f"As of {STATE.as_of}." in page
    assert page.index("As of ") < page.index('class="records"')


def test_the_newest_record_comes_first(page: str) -> None:
    shown = re.findall(r'<time datetime="([\d-]+)">', page)
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == "2026-03-31"
    assert shown[-1] == "2022-03-10"


@pytest.mark.parametrize("record", STATE.records, ids=lambda record: record.id)
def test_a_record_is_shown_with_kind_status_text_and_source(page: str, record: Record) -> None:
    shown = page.partition(f'<li id="{record.id}">')[2].partition("</li>")[0]
    for words in (record.shown, record.title, record.kind, record.status, record.text, f"Source: {record.source}."):
        assert words in shown


def test_the_facts_that_were_checked_are_all_there() -> None:
    dates = {record.date for record in STATE.records}
    assert dates >= {"2022-03-10", "2025-05-28", "2025-07-18", "2025-08-07", "2025-08-12", "2026-01-16", "2026-03-20", "2026-03-31"}


def test_the_order_is_said_to_change_no_law_and_to_name_managed_vehicles() -> None:
    (order,) = (record for record in STATE.records if record.date == "2025-08-07")
    assert "actively managed vehicles" in order.text
    assert "changes no law by itself" in order.text
    assert not re.search(r"bitcoin|crypto", order.title + order.text, re.IGNORECASE)


def test_the_proposed_rule_is_not_told_as_law() -> None:
    (rule,) = (record for record in STATE.records if record.date == "2026-03-31")
    assert rule.status == STATUSES["proposed"]
    assert "final rule is not known here" in rule.text


def test_the_page_is_easy_to_read(page: str) -> None:
    assert [fault for text in texts(page) for fault in faults(text.words, text.level)] == []


def test_every_kind_and_status_that_is_accepted_is_named_for_the_editor() -> None:
    head = (CONTENT / FILE).read_text().partition("as_of =")[0]
    assert re.search(r"# +kind +(.+)", head)[1].split(" | ") == [*KINDS]  # type: ignore[index]
    assert re.search(r"# +status +(.+)", head)[1].split(" | ") == [*STATUSES]  # type: ignore[index]


RECORD = '[[records]]\ndate = "2026-03-31"\nkind = "rule"\nstatus = "proposed"\ntitle = "A rule"\ntext = "It says."\nsource = "Them"\n'
GOOD = 'as_of = "2026-11-21"\n' + RECORD


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (GOOD.replace("2026-11-21", "21.11.2026"), "as_of: got '21.11.2026'; accepted: a date"),
        (RECORD, "as_of: missing key"),
        (GOOD.replace("2026-03-31", "2026-02-30"), "records[0].date: got '2026-02-30'; accepted: a date as 2026-03-31, 2026-03 or 2026"),
        (GOOD.replace("2026-03-31", "March 2026"), "records[0].date: got 'March 2026'"),
        (GOOD.replace("2026-03-31", "20260331"), "records[0].date: got '20260331'"),
        (GOOD.replace("2026-03-31", "2026-11-22"), "records[0].date: got '2026-11-22', which is after as_of, 2026-11-21"),
        (GOOD.replace('"rule"', '"bill"'), "records[0].kind: got 'bill'; accepted: order, law, rule, guidance, court"),
        (GOOD.replace('"proposed"', '"done"'), "records[0].status: got 'done'; accepted: signed, in_force"),
        (GOOD.replace('source = "Them"\n', ""), "records[0].source: missing key"),
        (GOOD.replace('"It says."', '" "'), "records[0].text: must not be empty"),
        (GOOD + "by = 1\n", "records[0].by: unknown key"),
        (GOOD + RECORD, "records[1]: 'A rule' of 2026-03-31 is there twice"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(EditionError) as refused:
        read(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path.name}/{FILE}: {message}")


@pytest.mark.parametrize(("date", "shown"), [("2026-03-31", "Mar 31, 2026"), ("2026-03", "Mar 2026"), ("2026", "2026")])
def test_a_date_may_be_a_day_a_month_or_a_year(tmp_path: Path, date: str, shown: str) -> None:
    (tmp_path / FILE).write_text(GOOD.replace("2026-03-31", date))
    assert [record.shown for record in read(tmp_path).records] == [shown]
