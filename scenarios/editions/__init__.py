"""The editions: dated folders of TOML files, read strictly. A draft may change, a published edition never does."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, cast

from scenarios.assumptions import Assumptions, Figure, Source
from scenarios.editions import markets, rules, what_if
from scenarios.editions.law import read_law
from scenarios.editions.reading import read_file, read_sources
from scenarios.errors import EditionError

DEFAULT = "2026-11"
SHIPPED = Path(__file__).parent


def available(folder: Path | None = None) -> tuple[str, ...]:
    """The editions in a folder, oldest first; without one, those that come with the model."""
    return tuple(sorted(path.parent.name for path in (folder or SHIPPED).glob("*/edition.toml")))


def load(edition: str = DEFAULT, folder: Path | None = None) -> Assumptions:
    """One edition, whole, from the model's own or from another folder of editions. Raises EditionError naming file and key."""
    return _shipped(edition) if folder is None else _read(edition, folder)


@cache
def _shipped(edition: str) -> Assumptions:
    return _read(edition, SHIPPED)


def _read(edition: str, folder: Path) -> Assumptions:
    known = available(folder)
    if edition not in known:
        raise EditionError(f"{edition!r} is not an edition; accepted: {', '.join(known) or 'none found'}")
    files = folder / edition
    sources = read_sources(read_file(files, "sources.toml", {}))
    about = read_file(files, "edition.toml", sources)
    if about.text("id") != edition:
        about.fault("id", f"must be the folder's name, {edition}")
    year = about.whole("year", 2020, 2200)
    core_funds, match_presets = rules.read_plans(read_file(files, "plans.toml", sources))
    assumptions = Assumptions(
        edition=edition,
        year=year,
        status=cast(Literal["draft", "published"], about.text("status", ("draft", "published"))),
        seed=about.whole("seed", 0, 2**32 - 1),
        paths=about.whole("paths", 100, 100_000),
        years=about.whole("years", 80, 80),
        classes=markets.read_classes(read_file(files, "classes.toml", sources)),
        correlations=markets.read_correlations(read_file(files, "correlations.toml", sources)),
        regimes=markets.read_regimes(read_file(files, "regimes.toml", sources)),
        private=markets.read_private(read_file(files, "private.toml", sources)),
        inflation=markets.read_inflation(read_file(files, "inflation.toml", sources)),
        history=markets.read_history(read_file(files, "history.toml", sources), files),
        limits=rules.read_limits(read_file(files, "limits.toml", sources), year),
        law=read_law(files, sources, year),
        glide_path=rules.read_glide_path(read_file(files, "glide_path.toml", sources)),
        core_funds=core_funds,
        match_presets=match_presets,
        notices=rules.read_notices(read_file(files, "notices.toml", sources)),
        pool=rules.read_pool(read_file(files, "pool.toml", sources)),
        episodes=what_if.read_episodes(read_file(files, "episodes.toml", sources)),
        ranges=what_if.read_ranges(read_file(files, "ranges.toml", sources)),
        defaults=rules.read_people(read_file(files, "people.toml", sources), core_funds, match_presets),
        sources=sources,
    )
    about.close()
    return assumptions


def figures(assumptions: Assumptions) -> Iterator[tuple[str, Figure]]:
    """Every figure of an edition with its key, as ("limits.2027.catch_up", Figure)."""
    for field in fields(assumptions):
        yield from _figures(field.name, getattr(assumptions, field.name))


def _figures(key: str, value: object) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Figure):
        yield key, value
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _figures(f"{key}.{'/'.join(name) if isinstance(name, tuple) else name}", entry)
    elif is_dataclass(value) and not isinstance(value, Source):
        for field in fields(value):
            yield from _figures(f"{key}.{field.name}", getattr(value, field.name))


def due(assumptions: Assumptions, today: date) -> tuple[tuple[str, str], ...]:
    """The figures to look at again: (key, review_by) of each whose day has come, oldest first."""
    dated = [(key, figure.review_by) for key, figure in figures(assumptions) if figure.review_by is not None]
    return tuple(sorted(((key, day) for key, day in dated if date.fromisoformat(day) <= today), key=lambda pair: (pair[1], pair[0])))


def fingerprint(edition: str, folder: Path | None = None) -> str:
    """SHA-256 over the names and bytes of an edition's files; a published edition keeps it for good."""
    return _shipped_fingerprint(edition) if folder is None else _fingerprint(folder / edition)


@cache
def _shipped_fingerprint(edition: str) -> str:
    return _fingerprint(SHIPPED / edition)


def _fingerprint(files: Path) -> str:
    digest = sha256()
    for path in sorted([*files.glob("*.toml"), *files.glob("*.csv")]):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
