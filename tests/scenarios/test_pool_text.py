"""The pool written out, whole: every word and every digit."""

from scenarios.editions import load
from scenarios.pool import STATEMENT, pool
from scenarios.pool_text import as_document, as_lines

PRICES = "At $116,300 (2025-08-07) a bitcoin and $3,850 (2025-08-07) an ether."


def test_a_share_spread_over_years_is_told_in_these_lines() -> None:
    assert as_lines(pool(load(), 0.01, 10)) == (
        "1 % of all 401(k) assets",
        "2025-03-31, of $8.7 trillion (ici_2025_q1): $87 billion = 748,065 bitcoin or 22,597,403 ether",
        "    evenly over 10 years: $8.7 billion = 74,807 bitcoin or 2,259,740 ether a year",
        "2025-06-30, of $9.3 trillion (ici_2025_q2): $93 billion = 799,656 bitcoin or 24,155,844 ether",
        "    evenly over 10 years: $9.3 billion = 79,966 bitcoin or 2,415,584 ether a year",
        "2025-09-30, of $10 trillion (ici_2025_q3): $100 billion = 859,845 bitcoin or 25,974,026 ether",
        "    evenly over 10 years: $10 billion = 85,985 bitcoin or 2,597,403 ether a year",
        PRICES,
        STATEMENT,
    )


def test_at_once_it_is_told_in_one_line_a_date_and_less_than_a_billion_in_dollars() -> None:
    assert as_lines(pool(load(), 0.0001)) == (
        "0.01 % of all 401(k) assets",
        "2025-03-31, of $8.7 trillion (ici_2025_q1): $870,000,000 = 7,481 bitcoin or 225,974 ether",
        "2025-06-30, of $9.3 trillion (ici_2025_q2): $930,000,000 = 7,997 bitcoin or 241,558 ether",
        "2025-09-30, of $10 trillion (ici_2025_q3): $1 billion = 8,598 bitcoin or 259,740 ether",
        PRICES,
        STATEMENT,
    )


def test_the_document_has_dollars_to_the_cent_and_coins_to_the_thousandth() -> None:
    document = as_document(pool(load(), 0.0123456789, 7))
    assert {key: document[key] for key in ("share", "years", "prices", "statement")} == {
        "share": 0.0123456789,
        "years": 7,
        "prices": {
            "bitcoin": {"value": 116_300.0, "as_of": "2025-08-07", "source": "crypto_prices"},
            "ether": {"value": 3_850.0, "as_of": "2025-08-07", "source": "crypto_prices"},
        },
        "statement": STATEMENT,
    }
    assert len(document["parts"]) == 3
    assert document["parts"][1] == {
        "assets": {"value": 9.3e12, "as_of": "2025-06-30", "source": "ici_2025_q2"},
        "at_once": {"dollars": 114_814_813_770.0, "bitcoin": 987_229.697, "ether": 29_822_029.551},
        "a_year": {"dollars": 16_402_116_252.86, "bitcoin": 141_032.814, "ether": 4_260_289.936},
    }
