# Two commands for a new machine that has Python: make run, make test.
# PYTHON may name another Python: make setup PYTHON=python3.13

PYTHON ?= python3
VENV := .venv/bin
export PYTHONUTF8 := 1

.PHONY: setup run test bench faults papers rosters nightly words installer

# What all others need first; next to nothing when it is done.
setup:
	@$(PYTHON) tools/setup.py --dev

# The window; without a display the demo, into ./demo-out.
run: setup
	@if [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(VENV)/python main.py; \
	else \
		echo "There is no display here, so no window: making the demo instead."; \
		QT_QPA_PLATFORM=offscreen $(VENV)/python main.py demo --out ./demo-out && \
		echo "The example school, its papers and pictures of its pages are in $$(pwd)/demo-out"; \
	fi

# Every check. The tests run beside each other on up to four cores.
test: setup
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy .
	$(VENV)/lint-imports
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

# Speed and memory against a floor measured in the same run; writes benchmarks/RESULTS.md.
bench: setup
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m benchmarks

# The kill -9 tests with 1,000 kills in place of 50.
faults: setup
	QT_QPA_PLATFORM=offscreen SKOLEKONTORET_KILLS=1000 $(VENV)/python -m pytest -m faults

# Every paper about everybody in every language and format, looked through for people who must not be on it.
papers: setup
	QT_QPA_PLATFORM=offscreen SKOLEKONTORET_ALL_PAPERS=1 $(VENV)/python -m pytest tests/privacy/test_papers.py

# The imports' tests with 500 rosters that are drawn, in place of 60, as many wheels, and 50 schools over seven years.
rosters: setup
	QT_QPA_PLATFORM=offscreen SKOLEKONTORET_ROSTERS=500 $(VENV)/python -m pytest tests/imports/test_preview_lands.py tests/yearwheel/geometry/test_properties.py tests/rollover/test_seven_years.py

# What is too slow for every change.
nightly: test faults papers rosters

# Name the texts without words and the words without a text.
words: setup
	@$(VENV)/python tools/words.py extract

# The program as one folder that needs no Python, in dist/.
installer: setup
	$(VENV)/pyinstaller --noconfirm --clean --log-level WARN installer.spec
	QT_QPA_PLATFORM=offscreen dist/skolekontoret/skolekontoret self-test
