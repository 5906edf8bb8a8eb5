"""Run what is named, or all, and print the table: python -m tests.bench [engine] [web] [pdf] [workforce].

The figures go as JSON into var/bench, a file for each run; `python -m tests.bench.page` writes docs/performance.md from the newest.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from tests.bench import engine, pdf, web, workforce
from tests.bench.timing import Row, as_table, write

PARTS: Mapping[str, Callable[[], Iterable[Row]]] = {
    "engine": engine.rows,
    "web": web.rows,
    "pdf": pdf.rows,
    "workforce": partial(workforce.rows, [1_000]),
}


def main() -> None:
    names = sys.argv[1:] or list(PARTS)
    if unknown := set(names) - PARTS.keys():
        sys.exit(f"There is no part {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    with tempfile.TemporaryDirectory(prefix="ballast-bench-") as home:
        _prepare(home)
        for name in names:
            found = list(PARTS[name]())
            print(as_table(found))
            print(f"Written to {write(found, name)}\n", flush=True)


def _prepare(home: str) -> None:
    """A home of its own with a bank, a database and Django's static files; memory as the processes of the site have it."""
    os.environ |= {"BALLAST_HOME": home, "DJANGO_SETTINGS_MODULE": "advisor.settings"}
    import django
    from django.core.management import call_command

    from advisor import memory

    django.setup()
    call_command("prepare", verbosity=0)
    memory.keep_what_is_there()
    memory.keep_for_arrays()


if __name__ == "__main__":
    main()
