# Jobløft. `make help` lists what there is; Python >= 3.11 is all that it needs.

VENV := .venv
PY := $(VENV)/bin/python
APP_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

HOST ?= 127.0.0.1
PORT ?= 5000
PYTEST_ARGS ?=

# Exact versions, also for what builds the package (newer pip reads the second name for that).
# Relative, because pip takes a space in this value for a second file.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo demo-reset test check lint types format catalogue bench

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(DEV_STAMP) ## Make .venv with everything that developing needs

demo: $(APP_STAMP) ## Serve with demonstration data (HOST=, PORT=)
	@exec $(VENV)/bin/jobloft demo --host $(HOST) --port $(PORT)

demo-reset: $(APP_STAMP) ## Throw the demonstration data away, make it anew and serve
	@exec $(VENV)/bin/jobloft demo --reset --host $(HOST) --port $(PORT)

test: $(DEV_STAMP) ## Run the tests (PYTEST_ARGS="-n 2 tests/matching")
	$(PY) -m pytest $(PYTEST_ARGS)

check: lint types test ## Lint, types and tests

lint: $(DEV_STAMP) ## Lint and format, looked at only
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(DEV_STAMP) ## Types
	$(PY) -m mypy

format: $(DEV_STAMP) ## Format the code and mend what lint can mend
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

catalogue: $(DEV_STAMP) ## Gather the texts that the Danish catalogue translates
	$(PY) -m app.translations.update

bench: $(DEV_STAMP) ## Measure the pages (benchmarks/)
	$(PY) -m benchmarks.pages

# A half-made environment is removed again: it would pass for a whole one the next time.
$(PY):
	@rm -f $(APP_STAMP) $(DEV_STAMP)
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$python could not make an environment (Debian: apt-get install python3-venv)"; exit 1; \
	  fi; \
	done; \
	echo "Jobløft needs Python 3.11 or newer (make PYTHON=/path/to/python ...)"; exit 1

$(APP_STAMP): pyproject.toml constraints.txt | $(PY)
	@echo "Installing Jobløft into $(VENV); the first time takes about a minute"
	@$(PY) -m pip install --quiet --editable .
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(PY)
	@echo "Installing Jobløft and its tools into $(VENV); the first time takes about a minute"
	@$(PY) -m pip install --quiet --editable '.[dev,postgres]'
	@touch $(APP_STAMP) $@
