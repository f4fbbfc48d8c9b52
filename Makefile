# The front door. Every target sets up what it needs on a machine that has only Python 3.11+; uv does it faster.
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
WORKERS ?= auto
# a tenth of the suite would go into compiling the same again
unexport PYTHONDONTWRITEBYTECODE
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) -q $(if $(SAMPLE),--hypothesis-seed=$(SAMPLE))

.PHONY: demo run test samples check entry proof points slots figures hostile chaos burst bench pythons drill format \
	pictures messages settings lock clean

demo: .venv/.run
	@$(BIN)/python -m bot demo

run: .venv/.run
	@$(BIN)/python -m bot run

test: .venv/.dev              # units, stories, pages, and a sample of every proof: minutes
	@$(BIN)/python -m compileall -q -j 0 bot handlers reports sales scheduler simulator storage || true
	@PART=1 $(PYTEST)

samples: .venv/.dev           # more of what `make test` takes a part of: what lands has passed both
	@$(PYTEST) -m "(samples or part) and not long"

check: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.catalogues
	@$(BIN)/python -m tests.dead_names

proof: .venv/.dev             # every proof whole, and the demo's story in both languages: about an hour, docs/proof.md
	@POINTS_EVERY=1 KILLS_EVERY=3 SLOTS_TURNS=$${SLOTS_TURNS:-20} FIGURES_LIVES=$${FIGURES_LIVES:-60} SAMPLE=all $(PYTEST) --timeout 1800 \
		tests/proof tests/demo tests/test_running.py

points: .venv/.dev            # a crash at every point of every story
	@POINTS_EVERY=1 KILLS_EVERY=3 $(PYTEST) --timeout 1800 tests/proof/crash

slots: .venv/.dev             # the plan cycle's weeks, with zones, hours and wishes drawn by lot
	@SLOTS_TURNS=$${SLOTS_TURNS:-20} $(PYTEST) --timeout 600 tests/proof/slots

figures: .venv/.dev           # 60 lives of two departments, and every pair of screens that shows one figure
	@FIGURES_LIVES=$${FIGURES_LIVES:-60} $(PYTEST) --timeout 600 tests/proof/figures

hostile: .venv/.dev           # every hostile text, press and thing at every step
	@SAMPLE=all $(PYTEST) --timeout 600 tests/proof/hostile

chaos: .venv/.dev             # 200 kills over 5,000 updates; CHAOS="--database postgres --processes 3"
	@$(BIN)/python -m tests.proof.chaos $(CHAOS)

burst: .venv/.dev             # 10,000 updates at once
	@$(BIN)/python -m tests.proof.burst

entry: .venv/.dev             # the corpus of lines, docs/entry.md
	@$(BIN)/python -m tests.entry_corpus --write

bench: .venv/.dev
	@$(BIN)/python -m tests.proof.bench --write

pythons:                      # the suite on each Python that this machine or uv has: PYTHONS="3.13" TESTS="tests/sales"
	@$(PYTHON) -m tests.pythons $(PYTHONS)

drill: .venv/.dev             # an operator's year in two minutes: install, upgrade, restore, move to PostgreSQL, take over
	@$(PYTEST) -n 0 --timeout 600 tests/proof/drill

format: .venv/.dev
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format .

pictures: .venv/.dev          # of the README and the docs, taken from the demo's own page
	@$(BIN)/python -m tests.pictures

messages: .venv/.dev          # collect the sentences of the code into both catalogues
	@$(BIN)/python -m tests.catalogues --update

settings: .venv/.dev          # docs/settings.md out of the settings themselves
	@$(BIN)/python -m tests.settings_page --write

lock: .venv/.dev
	@test -n "$(UV)" || $(BIN)/python -m pip install -q uv
	@PATH="$(BIN):$$PATH" uv pip compile -q pyproject.toml --extra postgres --universal --generate-hashes --no-emit-index-url \
		--no-header --python-version 3.11 -o requirements.lock
	@PATH="$(BIN):$$PATH" uv pip compile -q pyproject.toml --extra postgres --group dev --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 -o requirements-dev.lock

clean:
	rm -rf .venv .pythons .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Reper needs Python 3.11 or newer; name it with make PYTHON=python3.11"; exit 1; }
	@$(if $(UV),$(UV) venv -q --no-project --python $(PYTHON) .venv,$(PYTHON) -m venv .venv)

INSTALL = $(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q --disable-pip-version-check)

.venv/.run: requirements.lock | .venv/bin/python
	@echo "Installing what Reper runs on into .venv (once) …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	@echo "Installing what Reper is built and tested with into .venv (once) …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@ .venv/.run
