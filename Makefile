# Two commands matter: `make up` runs the site, `make test` tests it. Both first set up what is missing.
PY := .venv/bin/python
WORKERS := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help up test postgres check bench load soak faults proof golden validation messages lock sbom audit
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## run the site at http://localhost:8000 (another port: PORT=8001 make up)
	@docker/setup.sh run
	@$(PY) manage.py prepare
	@exec $(PY) manage.py up

test: ## the tests, a quarter of an hour on two cores
	@docker/setup.sh test
	$(PY) -m pytest $(WORKERS)

postgres: ## the tests of all that asks the database, on a real Postgres in place of SQLite
	@docker/setup.sh test
	BALLAST_TESTS_ON=postgres $(PY) -m pytest $(WORKERS) --ignore=tests/browser --ignore=tests/golden --ignore=tests/mutation --ignore=tests/scenarios

check: ## lint, format and types
	@docker/setup.sh test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: ## how long an answer takes, beside a plain month-by-month model
	@docker/setup.sh run
	$(PY) -m tests.bench

load: ## a site as in production at 1, 20 and 100 requests a second, and while 50 PDFs are made (five minutes)
	@docker/setup.sh run
	$(PY) -m tests.load

soak: ## whether memory grows: twenty minutes of answers and PDFs on a site as in production (other times: make soak MINUTES=5)
	@docker/setup.sh run
	$(PY) -m tests.load.soak $(MINUTES)

faults: ## parts of a production site are killed, frozen, slowed and filled; ends with a table of what was measured (twenty minutes)
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

lock: ## requirements.lock anew from pyproject.toml: hashes, no addresses
	.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --generate-hashes --no-header --upgrade --quiet -o requirements.lock

SUPPLY := build/supply

$(SUPPLY): pyproject.toml
	@docker/setup.sh run
	@.venv/bin/uv venv --quiet --clear $(SUPPLY)
	@.venv/bin/uv pip install --quiet --python $(SUPPLY) --group supply

sbom: $(SUPPLY) ## build/sbom.json: every package of requirements.lock with its hashes and licence, as CycloneDX
	$(SUPPLY)/bin/python tests/security/sbom.py build/sbom.json

audit: $(SUPPLY) ## is a weakness known of a package of requirements.lock? asks a database on the network
	$(SUPPLY)/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict
