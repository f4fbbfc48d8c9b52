# The front door. Every target sets up what it needs on a machine that has only Python 3.11+.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= auto
# a tenth of the suite would go into compiling the same again
unexport PYTHONDONTWRITEBYTECODE
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) -q

.PHONY: demo run test check entry proof points slots figures hostile chaos burst bench format pictures messages lock clean

demo: .venv/.run
	@$(BIN)/python -m bot demo

run: .venv/.run
	@$(BIN)/python -m bot run

test: .venv/.dev              # units, stories, pages, and a sample of every proof
	@$(PYTEST) -m "not long"

check: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.catalogues
	@$(BIN)/python -m tests.dead_names

proof: .venv/.dev             # every proof whole, and the demo's story in both languages: about an hour, docs/proof.md
	@POINTS_EVERY=1 KILLS_EVERY=3 SLOTS_TURNS=$${SLOTS_TURNS:-20} FIGURES_LIVES=$${FIGURES_LIVES:-200} SAMPLE=all $(PYTEST) --timeout 1800 \
		tests/proof tests/demo

points: .venv/.dev            # a crash at every point of every story
	@POINTS_EVERY=1 KILLS_EVERY=3 $(PYTEST) --timeout 1800 tests/proof/crash

slots: .venv/.dev             # the plan cycle's weeks, with zones, hours and wishes drawn by lot
	@SLOTS_TURNS=$${SLOTS_TURNS:-20} $(PYTEST) --timeout 600 tests/proof/slots

figures: .venv/.dev           # 200 lives of a department, and every pair of screens that shows one figure
	@FIGURES_LIVES=$${FIGURES_LIVES:-200} $(PYTEST) --timeout 600 tests/proof/figures

hostile: .venv/.dev           # every hostile text, press and thing at every step
	@SAMPLE=all $(PYTEST) --timeout 600 tests/proof/hostile

chaos: .venv/.dev             # 200 kills over 5,000 updates; CHAOS="--seed 7 --database postgres"
	@$(BIN)/python -m tests.proof.chaos $(CHAOS)

burst: .venv/.dev             # 10,000 updates at once
	@$(BIN)/python -m tests.proof.burst

entry: .venv/.dev             # the corpus of lines, docs/entry.md
	@$(BIN)/python -m tests.entry_corpus --write

bench: .venv/.dev
	@$(BIN)/python -m tests.proof.bench --write

format: .venv/.dev
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format .

pictures: .venv/.dev          # of the README and the docs, taken from the demo's own page
	@$(BIN)/python -m tests.pictures

messages: .venv/.dev          # collect the sentences of the code into both catalogues
	@$(BIN)/python -m tests.catalogues --update

lock: .venv/.dev
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q pyproject.toml --extra postgres --universal --generate-hashes --no-emit-index-url \
		--no-header --python-version 3.11 -o requirements.lock
	@$(BIN)/uv pip compile -q pyproject.toml --extra postgres --group dev --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Reper needs Python 3.11 or newer; name it with make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.lock | .venv/bin/python
	@echo "Installing what Reper runs on into .venv (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	@echo "Installing what Reper is built and tested with into .venv (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/.run
