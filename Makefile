# Two commands matter: `make up` runs the site, `make test` tests it. Both first set up what is missing.
PY := .venv/bin/python
WORKERS := -n 2 --dist loadfile --no-loadscope-reorder
LOCKS := tests/accounts tests/jobs tests/plans  # what waits for rows, claims them or is refused by triggers

.PHONY: help up test postgres check bench bench-peers load soak faults proof golden validation messages lock sbom audit
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## run the site at http://localhost:8000 (another port: PORT=8001 make up)
	@docker/setup.sh run
	@$(PY) manage.py prepare
	@exec $(PY) manage.py up

test: ## the tests, on SQLite, and those of locks and claims once more on a real Postgres (some ten minutes on two cores)
	@docker/setup.sh test
	$(PY) -m pytest $(WORKERS)
	BALLAST_TESTS_ON=postgres $(PY) -m pytest $(WORKERS) $(LOCKS)

postgres: ## the tests of all that asks the database, on a real Postgres in place of SQLite
	@docker/setup.sh test
	BALLAST_TESTS_ON=postgres $(PY) -m pytest $(WORKERS) --ignore=tests/browser --ignore=tests/golden --ignore=tests/mutation --ignore=tests/scenarios

check: ## lint, format and types
	@docker/setup.sh test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: ## how long answers, pages, PDFs and a workforce of 1,000 take (a quarter of an hour; some of it: make bench PARTS="engine pdf")
	@docker/setup.sh test
	$(PY) -m tests.bench $(PARTS)
	$(PY) -m tests.bench.page

bench-peers: ## other open planners, each in an environment of its own, beside ours (a quarter of an hour; needs a package registry)
	@docker/setup.sh test
	$(PY) -m tests.bench.peers
	$(PY) -m tests.bench.page

load: ## a site as in production at 1, 20 and 100 requests a second, and while 50 PDFs are made (five minutes)
	@docker/setup.sh test
	$(PY) -m tests.load

soak: ## whether memory grows: twenty minutes of answers and PDFs on a site as in production (other times: make soak MINUTES=5)
	@docker/setup.sh test
	$(PY) -m tests.load.soak $(MINUTES)

faults: ## parts of a production site are killed, frozen, slowed and filled; ends with a table of what was measured (a quarter of an hour)
	@docker/setup.sh test
	$(PY) -m pytest tests/faults

proof: ## everything `make test` samples, in full, and mutants of the model (before an issue is closed)
	@docker/setup.sh test
	PROOF=1 $(PY) -m pytest $(WORKERS)
	$(PY) -m tests.mutation

golden: ## the answers of 200 recorded households anew; CHANGELOG.md must say what changed and why
	@docker/setup.sh test
	$(PY) -m tests.golden

validation: ## docs/validation.md anew: every check, and what was measured (some minutes)
	@docker/setup.sh test
	$(PY) -m tests.validation

messages: ## the catalogues of all languages anew: takes in new texts, drops old ones, compiles (docs/translating.md)
	@docker/setup.sh test
	$(PY) manage.py makemessages
	@docker/setup.sh test

COMPILE := .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet

lock: ## requirements.lock anew from pyproject.toml, and of it what the site runs on: hashes, no addresses
	@docker/setup.sh test
	$(COMPILE) --all-extras --upgrade -o requirements.lock
	$(COMPILE) --extra web --extra pdf --constraint requirements.lock --no-annotate --upgrade -o requirements-site.lock

SUPPLY := build/supply

$(SUPPLY): pyproject.toml
	@docker/setup.sh test
	@.venv/bin/uv venv --quiet --clear $(SUPPLY)
	@.venv/bin/uv pip install --quiet --python $(SUPPLY) --group supply

sbom: $(SUPPLY) ## build/sbom.json: every package the site runs on with its hashes and licence, as CycloneDX
	$(SUPPLY)/bin/python tests/security/sbom.py build/sbom.json

audit: $(SUPPLY) ## is a weakness known of a package of requirements.lock? asks a database on the network
	$(SUPPLY)/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict
