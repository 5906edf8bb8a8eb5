"""Named episodes on the person's own middle balance, the largest loss first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext, ngettext

from advisor.present import names
from advisor.present.charts.bars import ACROSS, NARROW, WIDE, Bar, Row, bars
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import change_short, money, money_short, number, rounded_change
from advisor.present.punctuation import bracketed, comma_joined, sentences
from advisor.present.tables import Table
from scenarios.assumptions import CORE_CLASSES, CRYPTO_CLASSES
from scenarios.results import Answer, Episode, Fall

OF_CRYPTO = "bitcoin_", "crypto_"  # how the keys of episodes begin that are about crypto
USUAL = "stocks_2022"  # the episode that the finding names first: the last one


def stress(answer: Answer) -> Exhibit:
    with_sleeve = answer.choice.weight > 0
    stories = _stories(answer)
    nearest = [story[0] for story in stories]
    age = {"age": number(answer.household.retirement_age - nearest[0].years_before)}
    finding = sentences(*_finding(nearest, age["age"], with_sleeve))
    rows = [_row(episode, with_sleeve) for episode in nearest]
    return Exhibit(
        heading=gettext("A fall just before you stop work"),
        short=gettext("Past falls"),
        finding=finding,
        note=sentences(*_note(nearest, age["age"], with_sleeve)),
        picture=Picture(
            key="stress",
            title=sentences(gettext("Past falls on your own balance at %(age)s.") % age, finding),
            description=gettext("Bars from zero, for each episode, the largest loss on top. Losses run to the left, gains to the right."),
            wide=bars(rows, change_short, WIDE),
            narrow=bars(rows, change_short, NARROW),
            printed=lambda: bars([replace(row, detail="") for row in rows], change_short, ACROSS),
        ),
        table=Table(
            caption=gettext("Change of the middle balance. Without the sleeve, then with it.")
            if with_sleeve
            else gettext("Change of the middle balance"),
            head=(gettext("What happens"), *(_head(episode.years_before) for episode in stories[0])),
            rows=tuple(
                (_with_detail(story[0]), *(comma_joined(*map(change_short, _losses(episode, with_sleeve))) for episode in story))
                for story in stories
            ),
        ),
    )


def _stories(answer: Answer) -> list[list[Episode]]:
    """The episodes that are about what is held, each at every distance from retirement, the nearest first."""
    held = {key for key, part in answer.choice.mix.items() if part > 0} if answer.choice.weight else set()
    told = [
        episode
        for episode in answer.stress
        if (held & set(CRYPTO_CLASSES) or not episode.key.startswith(OF_CRYPTO)) and (held or episode.key != "gated_fund")
    ]
    stories = [list(group) for _, group in groupby(told, key=lambda episode: episode.key)]
    return sorted(stories, key=lambda story: min(_losses(story[0], bool(held))))


def _losses(episode: Episode, with_sleeve: bool) -> list[float]:
    """What it takes from each side, as a change: below zero for a loss."""
    return [fall.after - fall.before for fall in _sides(episode, with_sleeve)]


def _sides(episode: Episode, with_sleeve: bool) -> list[Fall]:
    return [episode.baseline, episode.sleeve] if with_sleeve else [episode.baseline]


def _head(years: int) -> str:
    return ngettext("%(years)s year before", "%(years)s years before", years) % {"years": number(years)}


def _finding(nearest: Sequence[Episode], age: str, with_sleeve: bool) -> Iterator[str]:
    usual = next((episode for episode in nearest if episode.key == USUAL), nearest[0])
    for episode, words in ((usual, gettext("%(what)s at %(age)s")), (nearest[0], gettext("The largest, %(what)s,"))):
        what = names.episode(episode.key)
        subject = words % {"what": what if episode is usual else names.first_small(what), "age": age}
        yield _taken(subject, _losses(episode, with_sleeve))
        if nearest[0] is usual:
            return


def _taken(subject: str, losses: Sequence[float]) -> str:
    sizes = [money(abs(loss)) for loss in losses]
    if max(rounded_change(loss) for loss in losses) > 0:
        words = {"subject": subject, "changes": names.listed([change_short(loss) for loss in losses])}
        return gettext("%(subject)s would change it by about %(changes)s.") % words
    if len(sizes) == 1:
        return gettext("%(subject)s would take about %(size)s.") % {"subject": subject, "size": sizes[0]}
    words = {"subject": subject, "without": sizes[0], "with": sizes[1]}
    return gettext("%(subject)s would take about %(without)s without the sleeve, %(with)s with it.") % words


def _note(nearest: Sequence[Episode], age: str, with_sleeve: bool) -> Iterator[str]:
    before = list(dict.fromkeys(money(fall.before) for fall in _sides(nearest[0], with_sleeve)))
    words = {"age": age, "balance": before[0], "other": before[-1]}
    if len(before) == 1:
        yield gettext("From the middle balance at %(age)s, about %(balance)s.") % words
    else:
        yield gettext("From the middle balance at %(age)s: about %(balance)s without the sleeve, %(other)s with it.") % words
    yield gettext("Nothing is paid in or sold meanwhile. The rise of prices is counted.")
    assumed = list(dict.fromkeys(key for episode in nearest for key in episode.estimated))
    if assumed:
        words = {"assets": names.listed([names.asset(key) for key in assumed])}
        yield gettext("Some prices are assumed from market risk: %(assets)s.") % words


def _row(episode: Episode, with_sleeve: bool) -> Row:
    losses = [(loss, change_short(loss)) for loss in _losses(episode, with_sleeve)]
    drawn = [Bar(end=loss, words=words, short=words, sleeve=side > 0) for side, (loss, words) in enumerate(losses)]
    return Row(name=names.first_capital(names.episode(episode.key)), detail=_detail(episode), bars=drawn)


def _detail(episode: Episode) -> str:
    """What is assumed, and what could not be sold."""
    if episode.locked:
        return gettext("%(locked)s could not be sold") % {"locked": money_short(episode.locked)}
    of_fund = any(key in CORE_CLASSES for key in episode.estimated)
    of_sleeve = [key for key in episode.estimated if key not in CORE_CLASSES]
    if not episode.estimated:
        return ""
    if not of_sleeve:
        return gettext("assumed: part of the fund")
    if len(of_sleeve) > 1:
        return gettext("assumed: part of the sleeve and fund") if of_fund else gettext("assumed: part of the sleeve")
    words = {"asset": names.asset(of_sleeve[0])}
    return (gettext("assumed: %(asset)s and part of the fund") if of_fund else gettext("assumed: %(asset)s")) % words


def _with_detail(episode: Episode) -> str:
    name, detail = names.first_capital(names.episode(episode.key)), _detail(episode)
    return bracketed(name, detail) if detail else name
