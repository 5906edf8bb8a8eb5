"""The browser that tests and benchmarks drive."""

import shutil

# Without windows it lays a page out in a third of the time; where it is missing, the whole one does the same.
EXECUTABLE = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
