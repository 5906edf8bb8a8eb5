"""What a measurement of a whole site needs before and after: a home, the futures, Django; a table and a file of figures."""

import os
import tempfile
from collections.abc import Callable

from tests.bench.timing import Row, as_table, write


def measured(rows: Callable[[], list[Row]], part: str) -> None:
    with tempfile.TemporaryDirectory(prefix="ballast-load-") as home:
        os.environ |= {"BALLAST_HOME": home, "DJANGO_SETTINGS_MODULE": "advisor.settings"}
        import django

        django.setup()
        from scenarios import bank
        from scenarios.inputs import Beliefs

        bank.ensure(Beliefs())
        found = rows()
    print(as_table(found))
    print(f"Written to {write(found, part)}")
