# Each target does all its own set-up. `make help` lists them.
SHELL := /bin/sh
# A python3 that refuses to run here (pyenv without the version in .python-version) is passed over.
PYTHON3 ?= $(shell python3 -c "" 2>/dev/null && echo python3 || echo /usr/bin/python3)
BIN := .venv/bin
ARGS ?=

FRONT_END := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
CATALOGUES := $(wildcard src/brobygger/*/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help install demo serve test check acceptance bench load endurance messages requirements wheel clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 14

# What is installed is remembered in .stamps, so that a second run starts at once.
.stamps/environment: requirements/dev.txt requirements/uv.txt .python-version scripts/install.py
	@$(PYTHON3) scripts/install.py environment
	@mkdir -p .stamps && touch $@

.stamps/package: .stamps/environment pyproject.toml $(wildcard hatch_build.py) $(FRONT_END) $(CATALOGUES)
	@$(PYTHON3) scripts/install.py package
	@touch $@

install: .stamps/package ## everything Brobygger needs, in .venv
	@test -x $(BIN)/brobygger || { rm -rf .stamps && $(MAKE) --no-print-directory .stamps/package; }

demo: install ## an example workspace, served here; prints the address and how to log in
	@exec $(BIN)/brobygger demo $(ARGS)

serve: install ## the production server on the data folder
	@exec $(BIN)/brobygger serve $(ARGS)

test: install ## the whole suite, on SQLite and, where found, PostgreSQL and Chromium
	@exec $(BIN)/python scripts/run_tests.py $(ARGS)

acceptance: install ## the real cases named in issues, a line for each
	@exec $(BIN)/python scripts/run_tests.py --acceptance $(ARGS)

check: install ## format, lint, types, import contracts, templates, translations, migrations
	@exec $(BIN)/python scripts/check.py $(ARGS)

bench: install ## speed, each figure beside its floor; ARGS="--scale library"
	@exec $(BIN)/brobygger bench $(ARGS)

load: install ## two hundred people at once, on both databases; ARGS="--people 50 --seconds 20"
	@exec $(BIN)/brobygger bench load $(ARGS)

endurance: install ## the long runs: kill -9, fuzz, load, on both databases; ARGS=--sample, ARGS="--only files"
	@exec $(BIN)/python scripts/endurance.py $(ARGS)

messages: install ## extract the texts to translate
	@$(BIN)/python scripts/messages.py $(ARGS) && $(BIN)/python scripts/messages.py --compile $(ARGS)

UV_COMPILE := .uv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make requirements" $(ARGS)
requirements: .stamps/environment ## the hashed requirement files, after a change in pyproject.toml (ARGS=--upgrade)
	@$(UV_COMPILE) --group dev pyproject.toml --output-file requirements/dev.txt
	@$(UV_COMPILE) --constraint requirements/dev.txt pyproject.toml --output-file requirements/runtime.txt
	@echo uv | $(UV_COMPILE) - --output-file requirements/uv.txt

wheel: install ## dist/*.whl: works without node and without the repository
	@.uv/bin/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python

clean: ## forget what was installed and built
	@rm -rf .venv .uv .stamps dist build src/brobygger/static/brobygger frontend/node_modules
