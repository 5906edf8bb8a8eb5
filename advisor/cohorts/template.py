"""The file to begin with: a header that we know, in the language of the page, and two people who are not there."""

from advisor.cohorts import columns

_ANA = {
    "reference": "E-1001", "name": "Ana Silva", "born": "1985", "pay": "67000", "balance": "45000", "share": "6", "department": "Dock",
    "location": "Harbor", "language": "es", "sleeve_share": "0",
}  # fmt: skip
_BEN = {
    "reference": "E-1002", "name": "Ben Park", "born": "1969-11-30", "pay": "82000", "balance": "210000.50", "dollars": "9000",
    "roth_balance": "12000", "roth_share": "50%", "retirement_age": "66", "department": "Office", "location": "North", "language": "en",
    "sleeve_share": "5",
}  # fmt: skip


def template_rows() -> list[list[str]]:
    meanings = [meaning for meaning in columns.MEANINGS if meaning.key != "age"]  # a birth year stays right
    return [[str(meaning.label) for meaning in meanings], *([person.get(one.key, "") for one in meanings] for person in (_ANA, _BEN))]
