# The way in: `make help` lists the targets. Needs GNU make, git and Python 3.11 to 3.14; all else goes into .venv from the lock files.
#
# Paths are relative throughout, so that a clone may lie in a folder with spaces in its name.

SHELL = /bin/sh
.DEFAULT_GOAL = help
MAKEFLAGS += --no-print-directory

BIN = .venv/bin
PYTHON_OF_OURS = $(BIN)/python
PIP = $(PYTHON_OF_OURS) -m pip --disable-pip-version-check
INSTALL = $(PIP) install --quiet --require-hashes --no-deps
UV = 0.13.9

# With PLANVERK_CONFORMANCE set (.ci/run sets it), `make test` runs the conformance tests too, and these need more.
DEV = .venv/dev$(if $(PLANVERK_CONFORMANCE),-conformance)

# A virtual environment holds its own path and that of its Python. One that was moved or copied here, or has lost its Python, is made anew.
STALE := $(shell [ ! -e .venv/place ] || { [ "$$(cat .venv/place)" = "$$(pwd -P)" ] && [ -x $(PYTHON_OF_OURS) ]; } || echo yes)

# --- outputs ---------------------------------------------------------------------------------------------------------

.PHONY: pdf html docx all
pdf: ## the official PDF: build/plan.pdf
html: ## the web site: build/html/index.html
docx: ## the Word file: build/plan.docx
all: ## all three
pdf html docx all: .venv/runtime
	@$(BIN)/planverk build $@ $(ARGS)

# --- preview ---------------------------------------------------------------------------------------------------------

.PHONY: serve
serve: .venv/runtime ## the site on this machine, up to date while you write; ARGS="--open" opens it
	@$(BIN)/planverk serve $(ARGS)

# --- checks ----------------------------------------------------------------------------------------------------------

.PHONY: check test test-fast lint types layers plan-check bench
check: lint types layers test docs plan-check ## everything that CI holds the code and the plan to

plan-check: .venv/runtime ## the plan in plan/ alone, as `make check` in a plan's own repository
	@$(BIN)/planverk check $(ARGS)

test: $(DEV) ## the tests; ARGS="-k word" passes options to pytest
	@$(PYTHON_OF_OURS) -m pytest --numprocesses auto --dist worksteal $(ARGS)

test-fast: .venv/dev ## the tests that need no Typst and no program but Git, for while you write
	@$(PYTHON_OF_OURS) -m pytest --fast --numprocesses auto --dist worksteal $(ARGS)

lint: $(DEV) ## format and lint
	@echo "Format and lint …"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .

types: $(DEV) ## types, strictly
	@echo "Types …"
	@$(BIN)/mypy

layers: $(DEV) ## which package may import which
	@echo "Layers …"
	@$(BIN)/lint-imports --no-logo

bench: $(DEV) ## how fast, against limits in the same run
	@$(PYTHON_OF_OURS) -m bench $(ARGS)

# --- writing ---------------------------------------------------------------------------------------------------------

.PHONY: docs fmt lock
docs: $(DEV) ## the handbook, docs/_build/html/index.html
	@echo "Handbook …"
	@$(PYTHON_OF_OURS) -m sphinx --jobs auto --quiet --nitpicky --fail-on-warning --keep-going -d docs/_build/doctrees docs docs/_build/html

fmt: $(DEV) ## format the Python code
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

LOCK = .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--only-binary :all: --no-emit-index-url --custom-compile-command "make lock" $(ARGS)

lock: .venv/made ## remake requirements/*.txt; ARGS=--upgrade takes newer versions
	@$(PYTHON_OF_OURS) -m venv .venv/lock
	@.venv/lock/bin/python -m pip --disable-pip-version-check install --quiet "uv==$(UV)"
	@$(LOCK) pyproject.toml --group build --output-file tools/planverk/requirements.txt
	@$(LOCK) pyproject.toml --group build --extra dev --extra portfolio --constraint tools/planverk/requirements.txt --output-file requirements/dev.txt
	@$(LOCK) --group conformance --constraint requirements/dev.txt --output-file requirements/conformance.txt

.PHONY: package
package: .venv/made .venv/runtime ## planverk as a wheel and an sdist, in dist/, made of what Git has
	@rm -rf dist .venv/package && mkdir -p .venv/package
	@git archive HEAD pyproject.toml README.md LICENSE tools | tar -x -C .venv/package
	@cd .venv/package && ../bin/python -c 'from setuptools import build_meta; [make("../../dist") for make in (build_meta.build_sdist, build_meta.build_wheel)]' > build.log 2>&1
	@ls dist

# --- tidying ---------------------------------------------------------------------------------------------------------

.PHONY: help clean distclean
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

clean: ## remove what was built
	@rm -rf build dist docs/_build

distclean: clean ## remove .venv, tools of CI and caches as well
	@rm -rf .venv .ci/parts .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# --- the virtual environment -----------------------------------------------------------------------------------------
# Each file is written when its step has succeeded; a step runs again when a lock file has changed.

.PHONY: stale
ifeq ($(STALE),yes)
.venv/made: stale
endif

# Candidates in order; the first one of a supported version that can make virtual environments is taken. `make PYTHON=…` names another.
.venv/made:
	@found=; bare=; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python); do \
	  "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue; \
	  if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then found=$$candidate; break; fi; \
	  bare=$$candidate; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	  echo "$$bare cannot make virtual environments: its parts venv and ensurepip are missing." >&2; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv. Then run make again." >&2; exit 1; \
	elif [ -z "$$found" ]; then \
	  echo "planverk needs Python 3.11, 3.12, 3.13 or 3.14, and none was found on the path." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.12 …" >&2; exit 1; \
	fi; \
	echo "Setting up .venv with $$("$$found" --version), once …"; \
	"$$found" -m venv --clear .venv
	@pwd -P > .venv/place
	@touch $@

.venv/runtime: .venv/made tools/planverk/requirements.txt pyproject.toml
	@echo "Installing what planverk needs …"
	@$(INSTALL) --requirement tools/planverk/requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	@echo "Installing what the tests and the handbook need …"
	@$(INSTALL) --requirement requirements/dev.txt
	@touch $@

.venv/dev-conformance: .venv/dev requirements/conformance.txt
	@echo "Installing what the browser tests need …"
	@$(INSTALL) --requirement requirements/conformance.txt
	@touch $@
