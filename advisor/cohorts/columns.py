"""What a column of a census may mean, and which column means what: guessed from the header, corrected by whoever uploads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from advisor.cohorts.refused import letters


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """`aliases` are usual headers of record-keepers and payrolls, beside the label in every language of the site."""

    key: str
    label: str | Promise
    aliases: str = ""


MEANINGS = (
    Meaning(
        key="reference",
        label=_("Employee number"),
        aliases="employee id, emp id, emp no, employee no, id, id number, employee code, worker id, person id, personnel number, "
        "badge, file number, clock number, participant id, payroll id, employee #, emp #",
    ),
    Meaning(
        key="name",
        label=pgettext_lazy("of a person", "Name"),
        aliases="full name, employee name, participant name, worker name, legal name, display name",
    ),
    Meaning(
        key="age",
        label=_("Age"),
        aliases="current age, age in years, attained age, years old, edad actual",
    ),
    Meaning(
        key="born",
        label=_("Birth date or year"),
        aliases="birth date, birthdate, date of birth, dob, d.o.b., birthday, birth year, year of birth, birth, born, birth dt, "
        "yob, fecha de nacimiento, 出生日期, 生日",
    ),
    Meaning(
        key="pay",
        label=_("Yearly pay"),
        aliases="pay, annual pay, salary, annual salary, base salary, base pay, compensation, annual compensation, annual comp, "
        "comp, wages, annual wages, gross pay, gross annual pay, plan compensation, eligible compensation, eligible pay, "
        "annual rate, sueldo",
    ),
    Meaning(
        key="balance",
        label=_("Balance of the account"),
        aliases="balance, account balance, 401k balance, 401(k) balance, total balance, current balance, vested balance, "
        "plan balance, pre tax balance, pretax balance, market value, saldo",
    ),
    Meaning(
        key="share",
        label=_("Pays in, percent of pay"),
        aliases="percent of pay, % of pay, deferral %, deferral percent, deferral rate, deferral pct, deferral, contribution %, "
        "contribution percent, contribution rate, contribution pct, contribution, employee contribution %, "
        "employee deferral %, elective deferral %, salary deferral, savings rate, pre tax %, employee rate",
    ),
    Meaning(
        key="dollars",
        label=_("Pays in, dollars a year"),
        aliases="dollars a year, deferral $, deferral amount, annual deferral, contribution $, contribution amount, "
        "annual contribution, annual contributions, employee contribution amount, employee contribution $, "
        "elective deferral amount, deferral dollars",
    ),
    Meaning(
        key="roth_balance",
        label=_("Roth balance"),
        aliases="roth account balance, roth 401k balance, roth account, roth source balance",
    ),
    Meaning(
        key="roth_share",
        label=_("Roth share of what is paid in"),
        aliases="roth share, roth %, roth percent, roth pct, roth portion, roth deferral share",
    ),
    Meaning(
        key="retirement_age",
        label=_("Retirement age"),
        aliases="retire age, retires at, planned retirement age, expected retirement age, target retirement age, normal retirement age",
    ),
    Meaning(
        key="department",
        label=_("Department"),
        aliases="dept, division, team, unit, cost center, department name, org, organization, business unit",
    ),
    Meaning(
        key="location",
        label=_("Location"),
        aliases="site, office, work location, city, plant, branch, work site, facility",
    ),
    Meaning(
        key="language",
        label=_("Language of the letter"),
        aliases="language, preferred language, lang, language preference, letter language, correspondence language",
    ),
    Meaning(
        key="sleeve_share",
        label=_("Share of the account in a sleeve"),
        aliases="sleeve share, sleeve %, sleeve, sleeve percent, brokerage window %, alternatives %, crypto %",
    ),
)
KEYS = tuple(meaning.key for meaning in MEANINGS)
REQUIRED = ("reference", "pay", "balance")
AGES, PAID_IN = ("age", "born"), ("share", "dollars")
ONE_OF = (AGES, PAID_IN)  # of each one column at least; of AGES no more

Columns = tuple[str, ...]  # for each column of the file a key, or "" where it is not used


def guessed(header: Sequence[str]) -> Columns:
    """The first column that fits a meaning has it. Of age and birth date the birth date is used: it stays right."""
    known, taken = _known(), set[str]()
    found = []
    for name in header:
        key = known.get(normal(name), "")
        found.append("" if key in taken else key)
        taken.add(key)
    return tuple("" if key == "age" and "born" in taken else key for key in found)


def sent(header: Sequence[str], texts: Mapping[str, str]) -> Columns:
    """As whoever uploads has picked them; a column that was not sent, or with a key that there is not, is not used."""
    picked = (texts.get(field(place), "") for place in range(len(header)))
    return tuple(key if key in KEYS else "" for key in picked)


def field(place: int) -> str:
    """The name of the select of a column."""
    return f"column-{place}"


def label(key: str) -> str:
    return str(next(meaning.label for meaning in MEANINGS if meaning.key == key))


def name_of(header: Sequence[str], place: int) -> str:
    """What a column is called in the file; one without a name as a spreadsheet calls it."""
    return header[place] if place < len(header) and header[place] else letters(place)


def normal(header: str) -> str:
    """Without case, spaces and punctuation; signs that mean something are words."""
    worded = header.casefold().replace("%", " percent").replace("$", " dollars").replace("#", " number")
    return "".join(letter for letter in worded if letter.isalnum())


@cache
def _known() -> Mapping[str, str]:
    """Keys by normal header."""
    known: dict[str, str] = {}
    for meaning in MEANINGS:
        for text in (*meaning.aliases.split(","), *_labels(meaning)):
            known.setdefault(normal(text), meaning.key)
    return known


def _labels(meaning: Meaning) -> Iterator[str]:
    for code, _own in settings.LANGUAGES:
        with override(code):
            yield str(meaning.label)
