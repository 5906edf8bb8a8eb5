"""The pool: the model's arithmetic in words, in a picture and in tables, and what was typed decides it."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from scenarios.editions import load
from scenarios.pool import pool
from tests.plain_words import faults, texts

ADDRESS = reverse("learn:pool")
MODEL = load()


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def asked(client: Client, share: str, years: str) -> str:
    response = client.post(ADDRESS, {"share": share, "years": years})
    assert response.status_code == 200
    return response.text


def test_the_page_opens_with_one_percent_over_ten_years(client: Client) -> None:
    page = client.get(ADDRESS).text
    assert re.search(r'name="share" value="1"', page) and re.search(r'name="years" value="10"', page)
    words = shown(page)
    assert "On Sep 30, 2025, all 401(k) plans held about $10 trillion. 1% of that is about $100 billion." in words
    assert "about 860,000 bitcoin, or about 26 million ether." in words
    assert "Spread over 10 years it is about $10 billion a year." in words


def test_what_is_typed_decides_the_answer(client: Client) -> None:
    words = shown(asked(client, "2%", "5"))
    assert "2% of that is about $200 billion." in words
    assert "Spread over 5 years it is about $40 billion a year." in words


def test_within_one_year_nothing_is_said_of_spreading(client: Client) -> None:
    page = asked(client, "1", "1")
    assert "Spread over" not in page
    assert "Of that each year" not in page


def test_the_price_and_its_date_are_stated_and_are_of_one_day(client: Client) -> None:
    assert "One bitcoin was about $116,300 and one ether about $3,850 on Aug 7, 2025." in shown(client.get(ADDRESS).text)
    assert MODEL.pool["bitcoin_price"].as_of == MODEL.pool["ether_price"].as_of == "2025-08-07"


def test_it_is_said_to_be_no_forecast(client: Client) -> None:
    for share in ("0", "1", "100"):
        assert "This is arithmetic, not a forecast." in asked(client, share, "10")


def test_every_date_of_the_edition_has_its_row(client: Client) -> None:
    table = shown(client.get(ADDRESS).text.partition('id="by-date"')[2].partition("</table>")[0])
    assert "Mar 31, 2025 $8.7 trillion $87 billion 750,000 23 million $8.7 billion" in table
    assert table.count("2025") == len(pool(MODEL).parts)


@pytest.mark.parametrize(
    ("share", "years", "field", "message"),
    [
        ("", "10", "share", "Type a share, like 1%."),
        ("101", "10", "share", "Type a number from 0% to 100%. You gave 101%."),
        ("lots", "10", "share", "Type a number in percent, like 5 or 5%. You typed “lots”."),
        ("1", "", "years", "Type a number of years, like 10."),
        ("1", "0", "years", "Type a number from 1 to 50. You gave 0."),
        ("1", "51", "years", "Type a number from 1 to 50. You gave 51."),
        ("1", "2.5", "years", "Type a whole number of years, like 35. You typed “2.5”."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_stays(client: Client, share: str, years: str, field: str, message: str) -> None:
    response = client.post(ADDRESS, {"share": share, "years": years})
    assert response.status_code == 422
    assert "<title>Error:" in response.text
    assert re.search(rf'<a href="#{field}">[^<]*{re.escape(message)}</a>', response.text)
    assert f'id="{field}-error"><span class="hide">Error:</span> {message}</span>' in response.text
    assert f'name="share" value="{share}"' in response.text and f'name="years" value="{years}"' in response.text
    assert 'id="answer"' not in response.text


def test_figures_are_not_taken_from_the_address(client: Client) -> None:
    assert "1% of that" in client.get(ADDRESS, {"share": "5", "years": "3"}).text


@pytest.mark.parametrize(("share", "years"), [("1", "10"), ("0", "1"), ("100", "50"), ("0.5", "3")])
def test_the_page_is_easy_to_read(client: Client, share: str, years: str) -> None:
    assert [fault for text in texts(asked(client, share, years)) for fault in faults(text.words, text.level)] == []
