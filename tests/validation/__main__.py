"""python -m tests.validation: measure, and write docs/validation.md."""

from tests.validation.page import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.name}")
