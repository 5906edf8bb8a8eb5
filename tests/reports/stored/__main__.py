"""python -m tests.reports.stored: make the stored reports anew."""

import os

import django
from django.core.management import call_command

from tests.reports.stored import STORED, file


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.reports.made import made

    for person, language, kind, paper in STORED:
        path = file(person, language, kind, paper)
        path.write_bytes(made(person, language=language, kind=kind, paper=paper, address="https://ballast.example"))
        print(path.name, path.stat().st_size)
    print("name in CHANGELOG.md which numbers changed, and why")


if __name__ == "__main__":
    main()
