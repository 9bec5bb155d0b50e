# `make site` and `make test` set up all that they need: Python 3.11 or newer is enough.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ORIGINALS ?= ../shared/seeds
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
EDITION ?= public
FUZZ ?= 7200
FUZZ_FIRST ?= 0

.PHONY: site full test zotero faces check serve pins bench fuzz clean distclean

site: $(VENV)/.site ## the site, the PDFs and the exports, under build/
	$(BIN)/briefing build --strict

full: $(VENV)/.site ## the internal edition, with the originals' text, under build/full/
	$(BIN)/briefing build --strict --edition full --originals $(ORIGINALS)

serve: $(VENV)/.site ## live preview
	$(BIN)/briefing serve

test: $(VENV)/.dev ## all tests; browser tests where a Chromium is found, Zotero's after `make zotero`
	$(BIN)/python -m pytest -n auto --dist worksteal

zotero: tests/zotero/node_modules/.whole ## Zotero's translators and a checker of HTML, for the tests of our pages; needs Node and npm

tests/zotero/node_modules/.whole: tests/zotero/package.json tests/zotero/package-lock.json
	cd tests/zotero && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

faces: $(VENV)/.dev ## the site's faces, cut anew from the pinned packages (CHECK=--check: only compared); needs npm
	cd .ci/faces && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python .ci/faces/cut.py $(CHECK)

check: $(VENV)/.dev ## style, types, licences and vulnerabilities of what we stand on, and the briefing's own evidence
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python .ci/supply.py
	$(BIN)/briefing check $(if $(wildcard $(ORIGINALS)),--originals $(ORIGINALS))

bench: $(VENV)/.dev ## the benchmarks, which measure ratios
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.dev ## damaged files of every format and damaged projects, for FUZZ seconds, from number FUZZ_FIRST on: none may raise or take long
	$(BIN)/python -m tests.fuzzing $(FUZZ) $(FUZZ_FIRST)

# A virtual environment is whole only when its stamp is there, so an interrupted set-up is taken up again.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/site.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.site

pins: $(VENV)/.dev ## the hashed requirements, anew from pyproject.toml
	for file in site dev; do \
	  extras=$$([ $$file = dev ] && echo --all-extras); \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --no-emit-index-url --no-emit-find-links $$extras pyproject.toml requirements/build.in -o requirements/$$file.txt || exit 1; \
	done

clean: ## what was built
	rm -rf build

distclean: clean ## what was built and set up
	rm -rf $(VENV) tests/zotero/node_modules .ci/faces/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis scripts/*.egg-info
