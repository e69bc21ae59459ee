# make run: sets everything up and starts the chat.  make test: sets everything up and runs every check.
.PHONY: run test coverage setup ask build eval eval-gate eval-peers clean

PYTHON ?= python3
# Imports are cached: without their bytecode the page takes twice as long to start.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
GUIDANCE ?= ../shared/bronnen/vng-handreiking-raadsleden-digitale-veiligheid.txt
PIP_INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt

run: $(VENV)/run.stamp
	$(BIN)/raadsvraag build
	$(BIN)/raadsvraag serve

setup: $(VENV)/test.stamp

ask: $(VENV)/run.stamp
	@$(BIN)/raadsvraag ask "$(V)"

build: $(VENV)/run.stamp
	$(BIN)/raadsvraag build

test: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	tests/with_chromium $(BIN)/pytest --numprocesses auto --dist worksteal

# Counting the lines that run takes half as long again: not with each test run.
coverage: $(VENV)/test.stamp
	tests/with_chromium $(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report=term:skip-covered --cov-fail-under=90

# An index of its own, with the real guidance where its text is at hand: the figures of the README.
eval: export RAADSVRAAG_DATA = $(VENV)/eval
eval: $(VENV)/test.stamp
	$(BIN)/raadsvraag build --quiet $(if $(wildcard $(GUIDANCE)),--local vng-handreiking=$(GUIDANCE))
	$(BIN)/python -m evals.run

# What the check on a chat model's sentences lets through and drops, and hostile passages with an obedient model.
eval-gate: export RAADSVRAAG_DATA = $(VENV)/eval
eval-gate: $(VENV)/test.stamp
	$(BIN)/raadsvraag build --quiet $(if $(wildcard $(GUIDANCE)),--local vng-handreiking=$(GUIDANCE))
	$(BIN)/python -m evals.gate
	$(BIN)/python -m evals.injection
	$(BIN)/python -m evals.model_run

# The same questions and documents through other projects' pipelines; needs `make eval` first.
eval-peers: export RAADSVRAAG_DATA = $(VENV)/eval
eval-peers: $(VENV)/test.stamp
	$(PIP_INSTALL) --editable ".[peers]"
	$(BIN)/python -m evals.peers

# An old pip takes ten minutes over these packages, a new one half a minute: it comes first.
$(VENV)/pip.stamp:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade pip
	touch $@

$(VENV)/run.stamp: $(VENV)/pip.stamp pyproject.toml constraints.txt
	$(PIP_INSTALL) --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/pip.stamp pyproject.toml constraints.txt
	$(PIP_INSTALL) --editable ".[dev]"
	touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
