# `make` alone lists what can be made. Only apt and Python packages are needed, and
# `make setup` brings both.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup check test test-all test-slow fuzz test-browser test-mutation test-postgres test-spark kills proof samples bench bench-national serve lint audit lock clean

BIN := .venv/bin
READY := .venv/.ready
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
export PYTHON
# Every process of a test that compiles all modules anew takes a second longer.
unexport PYTHONDONTWRITEBYTECODE

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## Set up .venv: system packages, locked Python packages, packlaw

$(READY): requirements-build.lock requirements.lock requirements-dev.lock pyproject.toml .ci/setup
	@.ci/setup
	@touch $@

check: setup ## Check an invented fleet of 2,000 batteries; findings and PDF go to out/
	@rm -rf build/sample
	$(BIN)/packlaw dataset sample build/sample --batteries 2000 --seed 1
	$(BIN)/packlaw check build/sample --out out --fail-on never

test: setup ## Run the tests that are quick: under five minutes on two cores
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not (slow or browser or mutation or postgres or spark)"

test-all: test test-slow test-mutation test-postgres test-spark test-browser ## Run every test

test-slow: setup ## Run the tests that take long, alone or in their many cases
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "slow and not postgres"

fuzz: setup ## Feed readers and the rule loader hostile bytes for FUZZ_SECONDS (600)
	$(BIN)/python -m tests.fuzz $${FUZZ_SECONDS:-600}

test-browser: setup ## Run the portal's tests in headless Chromium
	.ci/system-packages browser
	$(BIN)/python -m pytest -m browser

test-mutation: setup ## Change every rule in every small way; an example must notice
	$(BIN)/python -m pytest -m mutation

test-postgres: setup ## Run the portal's tests on a PostgreSQL, which it installs
	.ci/system-packages postgres
	$(BIN)/python -m pytest -n 2 --dist loadfile -m postgres

test-spark: setup ## Run the tests on Spark, which it installs (450 MB) together with Java
	.ci/system-packages spark
	$(BIN)/python -m pip --disable-pip-version-check install -qq --no-build-isolation \
		--require-hashes -r requirements-spark.lock
	$(BIN)/python -m pytest -m spark

serve: setup ## Open the portal on this machine
	$(BIN)/packlaw serve

kills: setup ## Kill processes of portals KILLS times (500); DATABASE=postgresql on PostgreSQL
	@[ "$${DATABASE:-}" != postgresql ] || .ci/system-packages postgres
	nice -n 10 $(BIN)/python -m tests.portal.kills

proof: setup ## Judge 10^6 invented cases by every judge (PROOF_CASES); goes on if stopped
	nice -n 10 $(BIN)/python -m tests.engine.agreement.proof

samples: setup ## Print every kind of report in every language to build/samples, with pictures of page 1
	.ci/system-packages pictures
	$(BIN)/python -m tests.reports.make_samples build/samples

bench: setup ## Measure this machine, medians of three; BENCH="--help" lists what can be left out
	$(BIN)/python -m tests.bench $(BENCH)

bench-national: setup ## Make and sweep a national year; BENCH="--lives 100000" tries it
	$(BIN)/python -m tests.bench.national $(BENCH)

lint: setup ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

audit: setup ## Ask whether what is locked for use has known vulnerabilities
	@python3 -m venv build/audit
	@build/audit/bin/pip install --quiet pip-audit || echo "pip-audit cannot be installed."
	$(BIN)/python -m tests.audit build/audit/bin/pip-audit requirements.lock requirements-build.lock

lock: ## Write the lock files anew, from pyproject.toml
	python3 -m venv build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile $(LOCK) --extra postgres pyproject.toml -o requirements.lock
	build/lock/bin/uv pip compile $(LOCK) --extra postgres --extra dev pyproject.toml \
		--constraints requirements.lock -o requirements-dev.lock
	build/lock/bin/uv pip compile $(LOCK) requirements-build.in -o requirements-build.lock
	build/lock/bin/uv pip compile $(LOCK) requirements-spark.in -o requirements-spark.lock

clean: ## Remove what was made: .venv, out/, build/ and caches
	rm -rf .venv out build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
