# One environment of its own (.venv); nothing needs to be activated. Python 3.11 or later and make are enough.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test check warm verify bench figures backcast clean
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

BIN := .venv/bin
STAMP := .venv/.stamp
WORLD ?=
ARGS ?=
STUDY ?= next-five-billion
WORKERS ?= 2
PACKAGE := sim/materiel

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## build .venv with the pinned packages and this one, once
$(STAMP): requirements.lock pyproject.toml
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  found=; \
	  for python in $$(type -ap python3.11 python3); do \
	    if "$$python" -c 'import ssl, sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "make setup: expected python3.11 or python3 >= 3.11, with ssl and venv, on the path; found none" >&2; exit 2; \
	  fi; \
	  echo "setting up .venv with $$("$$found" --version) ($$found)" >&2; \
	  "$$found" -m venv --clear .venv; \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## simulate the default world, print the table by year and draw the figures (WORLD=, ARGS=)
	$(BIN)/materiel run $(WORLD) $(ARGS)
	@result=$$($(BIN)/materiel run $(WORLD) $(ARGS) --json --quiet | $(BIN)/python -c 'import json, sys; print(json.load(sys.stdin)["result"])'); \
	$(BIN)/materiel plot "$$result"

study: setup ## run a shipped study, compare its policies and draw its figures (STUDY=next-five-billion)
	$(BIN)/materiel study run $(STUDY) $(ARGS)
	$(BIN)/materiel study compare $(STUDY)
	$(BIN)/materiel study plot $(STUDY)

test: check warm ## what every change has to pass: the linters, then the quick tests and the doctests
	$(BIN)/python -m pytest -q -n $(WORKERS) --doctest-modules tests $(PACKAGE)

check: setup ## the linters alone: ruff, mypy, import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

warm: setup
	$(BIN)/python -m materiel.warm

verify: check warm ## everything: the slow tests and many examples, then the quick tests again with bounds checks on
	$(BIN)/python -m pytest -q -n $(WORKERS) -m "" --hypothesis-profile=verify --doctest-modules tests $(PACKAGE)
	NUMBA_BOUNDSCHECK=1 $(BIN)/python -m materiel.warm
	NUMBA_BOUNDSCHECK=1 $(BIN)/python -m pytest -q -n $(WORKERS) tests

bench: warm ## speed against peers, side by side; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

figures: warm ## draw the gallery in plots/ again from the default world and shipped studies
	@result=$$($(BIN)/materiel run $(WORLD) $(ARGS) --json | $(BIN)/python -c 'import json, sys; print(json.load(sys.stdin)["result"])'); \
	$(BIN)/materiel plot "$$result" --out plots
	for study in next-five-billion local-or-imports floor-and-commitment what-matters; do $(BIN)/materiel study run $$study >/dev/null; done
	plot="$(BIN)/materiel study plot --to plots/studies --format png"; \
	$$plot next-five-billion --figure policies --figure convergence --figure difference; \
	$$plot local-or-imports --figure regret --figure best-map; \
	$$plot floor-and-commitment --figure heatmap --figure response --figure parallel --figure pareto; \
	$$plot what-matters --figure tornado --figure sensitivity

backcast: warm ## score the default world against its record and draw the pictures in plots/record/ again
	@result=$$($(BIN)/materiel backcast $(WORLD) $(ARGS) --json | $(BIN)/python -c 'import json, sys; print(json.load(sys.stdin)["summary"]["result"])'); \
	cat "$$result/table.txt"; \
	for name in overview pit allocation_us; do cp "$$result/figures/$$name".{png,svg} plots/record/; done

clean: ## remove the environment, caches and builds; results stay
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
