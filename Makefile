# make demo    the main job: build the graph of the shipped cases, report, picture
# make test    lint and tests
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
JOBS ?= 2

.PHONY: bench demo test generated screenshots clean

demo: .venv/installed
	$(BIN)/tairyu demo

test: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -n $(JOBS)

# Times of the main jobs, with their floors and goals; nothing is tested.
bench: .venv/installed-bench
	$(BIN)/python tests/benchmarks/shipped.py
	$(BIN)/python tests/benchmarks/networks.py
	$(BIN)/python tests/benchmarks/questions.py
	$(BIN)/python tests/benchmarks/api.py

# Files made from the schema and the shipped cases; a test fails when they have drifted.
generated: .venv/installed
	$(BIN)/python -m graph.schema.reference > docs/schema.md
	$(BIN)/python -m graph.export.shapes > docs/shapes.ttl
	$(BIN)/python -m ingest.formats
	$(BIN)/python -m ingest.build > docs/cases.md
	$(BIN)/python -c "import tairyu; from queries.page import queries_page; print(queries_page(tairyu.build()), end='')" > docs/queries.md

# The pictures of docs/explorer.md; a test fails when the page has changed since.
screenshots: .venv/installed-test
	TAIRYU_SCREENSHOTS=docs/explorer $(BIN)/pytest tests/api/explorer/test_tour.py
	$(BIN)/python tests/api/explorer/pictures.py

.venv/installed: pyproject.toml constraints.txt setup.py graph/kernels/loops.c
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/installed-test: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@

.venv/installed-bench: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	touch $@

clean:
	rm -rf .venv build dist *.egg-info
