"""python -m tests.cohorts.attack [seed]: try to work out, from all that may be seen of workforces over time, between versions of the
rules and in the files, anything about ten people or fewer. It ends with 1 if that succeeds."""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is tried."""

    workforces: int
    times: int
    most_people: int
    pairs: int
    letters: int


SAMPLE = Size(workforces=4, times=25, most_people=400, pairs=40, letters=6)
WHOLE = Size(workforces=24, times=80, most_people=1200, pairs=1000, letters=40)


def attack(size: Size, seed: int) -> tuple[list[str], Counter[str]]:
    """What could be derived, in words; and how much was looked at."""
    looked: Counter[str] = Counter()
    found: list[str] = []
    for name, attempt in ATTEMPTS.items():
        for said in attempt(size, random.Random(f"{seed} {name}"), looked):
            found.append(f"{name}: {said}")
    return found, looked


def censuses(size: Size, chance: random.Random, looked: Counter[str]) -> Iterator[str]:
    """Each census by itself, and each two of them: people come, leave and change one by one."""
    from tests.cohorts.derive import cells, over_time
    from tests.cohorts.releases import one_by_one, started

    for _ in range(size.workforces):
        people = chance.randint(30, size.most_people)
        releases = list(one_by_one(started(chance, people), size.times))
        looked["censuses"] += len(releases)
        looked["pairs of censuses"] += len(releases) * (len(releases) - 1) // 2
        for one in releases:
            yield from cells(one)
        yield from over_time(releases)


def versions(size: Size, chance: random.Random, looked: Counter[str]) -> Iterator[str]:
    """Pairs of versions, half of which concern ten people or fewer whom one knows; and the page of the draft between them."""
    from tests.cohorts import derive
    from tests.cohorts.releases import effect_of, started
    from tests.cohorts.releases import versions as under

    workforce = started(chance, size.most_people)
    for number in range(size.pairs):
        if number % 50 == 49:
            workforce = started(chance, chance.randint(100, size.most_people))
        people = len(workforce.workers)
        affected = chance.randint(1, derive.FEW) if number % 2 else chance.randint(1, people)
        _, effects = under(workforce, affected)
        told = effect_of(workforce, effects, number)
        looked["pairs of versions"] += 1
        now, then = told.on_course_now, told.on_course_then
        assert now and then and told.more and told.less
        if derive.change_told(now, then, people):
            yield f"pair {number}: how many changed"
        (low, high), (then_low, then_high) = derive.of_all(now, people), derive.of_all(then, people)
        few = min(affected, derive.FEW)
        if affected <= derive.FEW and (then_low - high > -few or then_high - low < few):
            yield f"pair {number}: something of the {affected} whom it concerns"
        yield from (f"pair {number}: {said}" for said in more_or_less(told.more, told.less, people))


def more_or_less(more: object, less: object, people: int) -> Iterator[str]:
    """Who gets more, who gets less and the rest are everybody."""
    from advisor.cohorts.disclosure import Range, rest
    from tests.cohorts import derive

    assert isinstance(more, Range)
    assert isinstance(less, Range)
    low, high = derive.of_all(more, people)
    at_least, at_most = derive.of_all(rest(less), people)  # who does not get less
    parts = {"more": (low, min(high, at_most)), "not less": (max(at_least, low), at_most), "the rest": (at_least - high, at_most - low)}
    yield from (f"{name}: {ends}" for name, ends in parts.items() if derive.is_cell(*ends, people))


def letters(size: Size, chance: random.Random, looked: Counter[str]) -> Iterator[str]:
    """Letters that are opened and used to the end, looked at after each single one."""
    from advisor.cohorts import dashboard
    from advisor.cohorts.links import Counts
    from advisor.cohorts.models import Census
    from tests.cohorts import derive

    for _ in range(size.letters):
        people, opened, finished = chance.randint(75, size.most_people), 0, 0
        census, before = Census(), None
        while opened < people:
            opened += 1
            finished += finished < opened and chance.random() < 0.6
            told = dashboard.letters(census, Counts(invited=people, opened=opened, finished=finished))
            assert told.opened and told.finished
            looked["looks at letters"] += 1
            low, high = derive.of_all(told.opened, people)
            last_low, last_high = derive.of_all(told.finished, people)
            for name, ends in {
                "opened": (low, high),
                "finished": (last_low, last_high),
                "not finished": (low - last_high, high - last_low),
            }.items():
                if derive.is_cell(*ends, people):
                    yield f"{name}: {ends} of {people}"
            if before and any(derive.change_told(*pair, people) for pair in zip(before, (told.opened, told.finished), strict=True)):
                yield f"how many of {people} opened or finished meanwhile"
            before = told.opened, told.finished


def alike(size: Size, chance: random.Random, looked: Counter[str]) -> Iterator[str]:
    """The known limit (docs/decisions/0012): when all who leave are alike, that they are shows in the end. It takes more of them than a
    part of the scale holds."""
    from advisor.cohorts.disclosure import PART
    from tests.cohorts.derive import over_time
    from tests.cohorts.releases import leaving, started

    for _ in range(size.workforces):
        workforce = started(chance, chance.randint(size.most_people // 2, size.most_people))
        yield from over_time(list(leaving(workforce, PART)))
        looked["runs of people who are alike"] += 1


ATTEMPTS: dict[str, Callable[[Size, random.Random, Counter[str]], Iterator[str]]] = {
    "censuses": censuses,
    "versions": versions,
    "letters": letters,
    "alike": alike,
}


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
    os.environ.setdefault("BALLAST_HOME", mkdtemp(prefix="ballast-attack-"))
    django.setup()
    found, looked = attack(WHOLE, int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    print("\n".join(f"{count:,} {what}" for what, count in looked.items()))
    print("\n".join(found) or "Nothing was derived about ten people or fewer.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.exit(main())
