# `make run` serves the dashboard, `make test` runs every check. `make help` lists the rest.
# Needs Python 3.11 or later; everything else goes into .venv.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
CLIENT_STAMP := $(VENV)/client/.installed
SBOM_STAMP := $(VENV)/sbom/.installed

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run dev quick test sound lint format types check-data tests unit e2e browser messages bench clients screenshots lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN_STAMP) ## serve the dashboard on http://127.0.0.1:8501 (PORT=, HOST=)
	@exec $(PY) -m streamlit run dashboard.py \
	    --server.address $(HOST) --server.port $(PORT) --server.headless true

.PHONY: curate publish
curate: $(RUN_STAMP) ## serve on 127.0.0.1 alone, where whoever sits here decides on what was sent in (PORT=)
	@VJ_CURATE_HERE=on exec $(PY) -m streamlit run dashboard.py \
	    --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

publish: $(RUN_STAMP) ## make what was accepted the next version of the data
	@$(PY) -m lib.inbox publish

# The whole process starts anew, so that no module and no table of before is left.
dev: $(DEV_STAMP) ## serve, and start anew when code, texts or data change (PORT=, HOST=)
	@exec $(PY) -m watchdog.watchmedo auto-restart --recursive --debounce-interval 0.5 \
	    --directory lib --directory pages --directory data \
	    --patterns '*.py;*.po;LINGUAS;*.html;*.xml;*.css;*.js;*.csv;*.json;*.geojson' -- \
	    $(PY) -m streamlit run dashboard.py \
	    --server.address $(HOST) --server.port $(PORT) --server.headless true

quick: $(CLIENT_STAMP) sound ## lint, types, data, and the unit tests nearest to the change
	@$(PY) -m tests.touched

test: sound tests ## everything below: lint, types, data, unit and browser tests

# mypy takes longest, with two workers of its own; the others go beside it.
sound: $(DEV_STAMP) ## lint, types and data, side by side
	@$(PY) -m mypy & types=$$!; $(MAKE) --no-print-directory lint check-data; others=$$?; wait $$types && exit $$others

lint: $(DEV_STAMP) ## ruff: rules and format; import-linter: the floors of lib/
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/lint-imports --no-logo

format: $(DEV_STAMP) ## let ruff fix and format
	@$(PY) -m ruff check --fix --exit-zero --quiet .
	@$(PY) -m ruff format .

types: $(DEV_STAMP) ## mypy
	@$(PY) -m mypy

check-data: $(DEV_STAMP) ## validate the data package in data/
	@$(PY) -m lib.checks data

.PHONY: changes check-links coverage
coverage: $(DEV_STAMP) ## compare with other lists of pairs: docs/coverage.md (LISTS=: CSV files)
	@$(PY) -m lib.upkeep coverage $(LISTS)

changes: $(DEV_STAMP) ## write data/changes.csv anew by comparing the versions
	@$(PY) -m lib.upkeep changes

check-links: $(DEV_STAMP) ## ask for each cited page: data/links.csv (ARGS=: ids of sources, --again DAYS)
	@$(PY) -m lib.upkeep links $(ARGS)

.PHONY: readme-data
readme-data: $(DEV_STAMP) ## write data/README.md anew from the data package
	@$(PY) -m lib.dictionary

.PHONY: migrate backup restore
FILE ?= var/backup.db
migrate: $(RUN_STAMP) ## bring the tables of the inbox to a revision (TO=: 0001, head, base)
	@$(PY) -m lib.inbox migrate $(TO)

backup: $(RUN_STAMP) ## keep all of the inbox in one file (FILE=), while the program goes on
	@$(PY) -m lib.inbox backup "$(FILE)"

restore: $(RUN_STAMP) ## put a backup (FILE=) in the place of all that the inbox has
	@$(PY) -m lib.inbox restore "$(FILE)"

# One after the other: a browser beside a full machine draws slowly, and waits for it get long.
tests: unit e2e ## unit and browser tests (ARGS= for pytest)

# Tests start many processes, each of which would compile the program anew.
quick unit e2e: export PYTHONDONTWRITEBYTECODE :=

# Neighbours, which share a module's fixtures, stay together for as long as both workers have work.
# Each worker of the browser tests has a server and a browser of its own.
PARALLEL := -n 2 --dist worksteal
unit: $(DEV_STAMP) $(CLIENT_STAMP) ## the tests without a browser (ARGS= for pytest)
	@sh tests/install_services.sh
	@$(PY) -m pytest $(PARALLEL) --ignore=tests/e2e $(ARGS)

e2e: $(DEV_STAMP) browser ## the browser tests (ARGS= for pytest)
	@$(PY) -m pytest $(PARALLEL) tests/e2e $(ARGS)

# English stands in the code. A language that is new in LINGUAS gets a file to be translated.
LOCALE := lib/language/locale
PYBABEL = $(PY) -m babel.messages.frontend --quiet
messages: $(DEV_STAMP) ## bring lib/language/locale/*/dashboard.po up to date with the texts in the code
	@$(PYBABEL) extract -F pyproject.toml --no-location --sort-output --width 100 \
	    --project 'Vietnam–Japan Local Partnerships' --version '' -o $(LOCALE)/messages.pot .
	@for lang in $(filter-out en,$(shell sed 's/\#.*//' $(LOCALE)/LINGUAS)); do \
	    mkdir -p $(LOCALE)/$$lang && \
	    $(PYBABEL) update -i $(LOCALE)/messages.pot -o $(LOCALE)/$$lang/dashboard.po -l $$lang --init-missing \
	        --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100 || exit 1; \
	done; rm $(LOCALE)/messages.pot

bench: $(DEV_STAMP) browser ## measure all beside a floor: a table, docs/bench.json, what moved (ARGS=--quick, --only)
	@$(PY) -m bench $(ARGS)

.PHONY: audit sbom licences soak
audit: $(DEV_STAMP) ## known holes in what requirements.txt locks; a warning where nobody can be asked
	@$(PY) -m tests.supply.audit

sbom: $(SBOM_STAMP) ## what the program is made of, as CycloneDX: sbom.json
	@$(VENV)/sbom/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-file sbom.json

licences: $(DEV_STAMP) ## the licence of each library that the program needs
	@$(PY) -m tests.supply.licences

soak: $(DEV_STAMP) ## half an hour of visitors, replicas and faults: docs/soak.md (ARGS=--quick)
	@$(PY) -m bench.soak $(ARGS)

.PHONY: bench-reading
bench-reading: $(DEV_STAMP) ## how well articles are read (ARGS=: folders with expected.json, --detail)
	@$(PY) -m bench.reading $(ARGS)

clients: $(DEV_STAMP) ## LibreOffice opens CSV, XLSX and sheets (needs soffice); the result goes to docs
	@$(PY) -m tests.clients.libreoffice > docs/clients/results.md

screenshots: $(DEV_STAMP) browser ## the pictures of the README and docs, anew
	@$(PY) -m docs.screenshots

browser:
	@sh tests/install_browser.sh

# One lock for all systems and for Python 3.11 and later; keeps what is locked unless UPGRADE=1.
UV_COMPILE = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)
lock: $(DEV_STAMP) ## write requirements*.txt anew from requirements*.in (UPGRADE=1: newest versions)
	@$(UV_COMPILE) requirements.in -o requirements.txt
	@$(UV_COMPILE) requirements-dev.in -o requirements-dev.txt
	@$(UV_COMPILE) requirements-build.in -o requirements-build.txt
	@$(UV_COMPILE) requirements-client.in -o requirements-client.txt
	@$(UV_COMPILE) requirements-sbom.in -o requirements-sbom.txt

clean: ## remove .venv and the caches
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results

# --- .venv ---------------------------------------------------------------------------------------

# pip is the last thing that venv puts in, so its file says that .venv is whole.
$(VENV)/bin/pip:
	@command -v $(PYTHON) >/dev/null || { \
	    echo "$(PYTHON) not found: install Python 3.11 or later (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 or later is needed, $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Creating $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.txt | $(VENV)/bin/pip
	@echo "Installing requirements.txt into $(VENV) (about 0.5 GB, a few minutes the first time)"
	@$(PIP) install --only-binary :all: --require-hashes -r requirements.txt
	@touch $@

# The development lock holds all of requirements.txt in the same versions.
$(DEV_STAMP): requirements-dev.txt requirements.txt | $(VENV)/bin/pip
	@echo "Installing requirements-dev.txt into $(VENV) (about 0.8 GB, a few minutes the first time)"
	@$(PIP) install --only-binary :all: --require-hashes -r requirements-dev.txt
	@touch $(RUN_STAMP) $@

# Environments of their own are within .venv, so that they go with it.
$(VENV)/%/.installed: requirements-%.txt $(DEV_STAMP)
	@$(PYTHON) -m venv --clear $(VENV)/$*
	@$(VENV)/$*/bin/python -m pip --disable-pip-version-check --quiet install --only-binary :all: --require-hashes -r requirements-$*.txt
	@touch $@
