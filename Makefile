# What people and CI run. Each target installs what it needs into .venv, and can be run again.

PYTHON ?= python3
BIN := .venv/bin
MINUTES ?= 5
YEARS ?= 5

.PHONY: feed test check lint fuzz year bench quality train expected clean

feed: .venv/installed
	$(BIN)/publish build

test: .venv/installed-dev
	$(BIN)/pytest -n auto --dist loadfile

check: lint test

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/installed-dev
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_online.py
	$(BIN)/python tools/bench_tags.py

fuzz: .venv/installed-dev
	$(BIN)/python tools/fuzz_tags.py --minutes $(MINUTES)

year: .venv/installed-dev
	YEARS=$(YEARS) $(BIN)/pytest -q tests/test_year.py

quality: .venv/installed-dev
	$(BIN)/python tools/quality.py

train: .venv/installed-dev
	$(BIN)/python tools/train_chapters.py
	$(BIN)/python tools/train_titles.py

expected: .venv/installed-dev
	UPDATE_EXPECTED=1 $(BIN)/pytest -q tests/test_shows.py tests/test_docs.py
	$(BIN)/publish build

clean:
	rm -rf .venv

.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/installed: pyproject.toml .venv/bin/python
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/installed-dev: pyproject.toml .venv/bin/python
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ .venv/installed
