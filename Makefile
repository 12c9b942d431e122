# Two commands are the whole set-up: `make run` and `make test`. `make help` names the rest.

PORT ?= 8000
DEMO ?= 1
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
OF_DISTRICT := $(if $(DISTRICT),env PORTAL_DISTRICT=$(abspath $(DISTRICT)))

.DEFAULT_GOAL := help
.PHONY: help run dev test quick bare drill coverage test-office contract lint format bench axe shots schema words lock clean
.PHONY: audit sbom release chaos bundle
# Compiled Python is what makes the second start quick.
unexport PYTHONDONTWRITEBYTECODE

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: .venv/.run ## serve on http://localhost:8000 with demo content; DEMO=0 for the empty portal, PORT=8001 another port, DISTRICT=folder another district
	@exec $(OF_DISTRICT) $(BIN)/python -m portal.serve --port $(PORT) $(if $(filter 0,$(DEMO)),--no-demo)

dev: .venv/.test ## as run, for who changes the source: a change is served at once
	@exec $(BIN)/python -m portal.serve --port $(PORT) $(if $(filter 0,$(DEMO)),--no-demo) --reload

test: .venv/.test ## the whole suite: units, both databases, journeys in a real browser; T=tests/cells a part of it
	@exec $(BIN)/python -m tools.suite $(T)

quick: .venv/.test ## what your change can touch, in a minute: SQLite, no browser
	@exec $(BIN)/python -m tools.quick

bare: ## what README promises, on a machine with nothing on it, made for it (root on Debian); C='make lint' another command
	@exec tools/bare $(if $(C),'$(C)')

drill: .venv/.test ## docs/deploy.md as it stands on a bare machine, upgrade, roll-back, backup, restore (root on Debian, ten minutes; SMALL=1 without the 200,000 answers)
	@exec $(BIN)/python -m tools.drill $(if $(SMALL),--small)

coverage: .venv/.test ## how much of every file the unit tests reach, on SQLite (ten minutes)
	DATABASE_URL= $(BIN)/coverage run -m pytest -q -m "not journey and not office"
	@$(BIN)/python -m tools.coverage

test-office: .venv/.test ## the report pack opened and rendered by LibreOffice, which apt brings
	@exec $(BIN)/python -m tools.office

contract: .venv/.test .venv-contract/.made ## the open data against its OpenAPI document and its data package's own description
	@exec $(BIN)/python -m tools.contract

lint: .venv/.test ## style, layers, types, budgets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/oxlint --quiet portal cells campaigns surveys
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -q tests/test_house.py tests/test_words.py tests/test_docs.py tests/test_papers.py
	$(BIN)/python -m tools.audit

format: .venv/.test ## let the tools set the form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: .venv/.test ## a new portal's tables in one file, from the migrations; after every new migration
	@exec $(BIN)/python -m tools.schema

words: .venv/.test ## new message ids into the catalogues, then compile them
	$(BIN)/python manage.py messages
	$(BIN)/python manage.py compile_catalogues

bench: .venv/.test ## speed and memory, as ratios to a bare view in the same run
	@exec $(BIN)/python -m bench

chaos: .venv/.test ## three nodes while things go wrong: killed, switched over, away, an hour off, of two versions (ten minutes)
	@exec $(BIN)/python -m bench.chaos

axe: .venv/.test ## axe over every page of every role in four looks (a quarter of an hour)
	$(BIN)/pytest -q -m crawl tests/journeys

shots: .venv/.test ## pictures of every page into build/shots
	@exec $(BIN)/python -m tools.shots

audit: .venv/.test ## known vulnerabilities of what requirements.txt locks; lint asks too
	@$(BIN)/python -m tools.audit

sbom: .venv/.test ## the bill of materials (CycloneDX) into build/sbom.json
	@$(BIN)/python -m tools.sbom

bundle: .venv/.test ## everything for an installation without internet, into build/; KEY=signing.pem signs it
	@KEY='$(KEY)' $(BIN)/python -m tools.bundle

release: .venv/.test ## tag the version that CHANGELOG.md tells of; nothing is pushed
	@$(BIN)/python -m tools.release

lock: ## the lock files from requirements*.in (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-c requirements.txt requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements-contract.in -o requirements-contract.txt

.venv-contract/.made: requirements-contract.txt
	@$(PYTHON) -m venv .venv-contract
	@.venv-contract/bin/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

clean: ## throw away the virtual environment and what was built (data in var/ stays)
	rm -rf .venv .venv-contract build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .coverage*

.venv/.run: requirements.txt
.venv/.test: requirements-dev.txt
.venv/.run .venv/.test:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found."; exit 1; }
	@test -x $(BIN)/pip || { echo "Making a virtual environment in .venv …"; $(PYTHON) -m venv .venv || \
		{ echo "python3 -m venv failed; on Debian: apt-get install python3-venv"; rm -rf .venv; exit 1; }; }
	@echo "Installing $$(grep -c '^[a-z0-9].*==' $<) packages, pinned and hashed, from $< (half a minute to two) …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@
