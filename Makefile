# Ruta: `make help` tells what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
UV_VERSION := 0.13.8
# The first interpreter that is new enough and makes environments; that of the system before others, for distributions build theirs with
# profile-guided optimisation (ADR 0304). The check below says so when there is none.
SYSTEM_PYTHON ?= /usr/bin/python3
PYTHON ?= $(shell for p in $(SYSTEM_PYTHON) python3 python3.13 python3.12 python3.11; do $$p -c "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$p && break; done)

messages: $(VENV)/.ready ## Bring the English .po up to the sources, keeping what is translated
	@$(PY) -m ruta.config.translations update

.PHONY: help run setup test check bench pictures messages lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: setup ## Start everything on http://localhost:8000 (PORT= changes it); Ctrl-C stops it cleanly
	@$(VENV)/bin/ruta serve --port $(PORT) --demo

setup: $(VENV)/.ready $(VENV)/.messages frontend/.ready ## Prepare .venv and the front end, start nothing

test: setup $(VENV)/.peers ## Everything: lint, types, contracts, unit to real browser
	@$(PY) -m tests.everything

check: $(VENV)/.ready ## Fast checks: lint, types, architecture contracts, drift
	@$(PY) -m tests.checks

bench: setup $(VENV)/.peers ## Measure: linkage, matching, search, pages, writes, import, demo, row security
	@$(PY) -m bench

pictures: setup ## Every page, per role, 360 and 1366 px, light and dark, into var/pictures
	@$(PY) -m tests.pictures

lock: ## Write requirements.lock anew from pyproject.toml
	@$(VENV)/bin/uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --group dev pyproject.toml -o requirements.lock
	@$(VENV)/bin/uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --group bench -c requirements.lock pyproject.toml -o requirements-bench.lock

clean: ## Remove what was built (not var/, where the data live)
	@rm -rf $(VENV) frontend/node_modules frontend/.ready ruta/base/static/build

$(VENV)/.ready: requirements.lock pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Ruta necesita Python 3.11 o posterior; encontrado: $$(python3 --version 2>/dev/null || echo ninguno). Instálelo y repita."; exit 1; }
	@echo "Python: entorno en $(VENV) …"
	@[ -x $(PY) ] || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION) 2>/dev/null
	@$(VENV)/bin/uv pip sync -q requirements.lock
	@$(VENV)/bin/uv pip install -q --no-deps --no-build-isolation -e .
	@touch $@

# Libraries that only stand beside ours in a measurement, or run on a cluster: never installed by `make run`.
$(VENV)/.peers: $(VENV)/.ready requirements-bench.lock
	@$(VENV)/bin/uv pip install -q -r requirements-bench.lock
	@touch $@

# Translations are compiled when a .po is newer.
# SIGINT (2) does its default (0), also while modules are read: Ctrl-C in `make run` shows no traceback.
$(VENV)/.messages: $(VENV)/.ready $(wildcard ruta/base/locale/*/LC_MESSAGES/*.po)
	@$(PY) -c "import signal; signal.signal(2, 0); import runpy; runpy.run_module('ruta.config.translations', run_name='__main__')"
	@touch $@

frontend/.ready: $(wildcard frontend/package-lock.json frontend/build.mjs frontend/needed.mjs frontend/src/*.ts frontend/src/*/*.ts frontend/styles/*.css ruta/base/icons.txt) $(shell find ruta -name "*.html" -not -path "*/tests/*" 2>/dev/null)
	@command -v node >/dev/null || { echo "Ruta necesita Node 20 o posterior y no lo encuentra. Instálelo y repita."; exit 1; }
	@node -e 'if (+process.versions.node.split(".")[0] < 20) { console.error("Ruta necesita Node 20 o posterior; aquí hay " + process.version + ". Instálelo y repita."); process.exit(1) }'
	@echo "Pantallas: compilando …"
	@[ ! -f frontend/package-lock.json ] || { cd frontend && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; } && npm run --silent build; }
	@touch $@
