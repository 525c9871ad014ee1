# Everything starts from a bare Python (3.11 or later). `make demo` and `make test` set themselves up.
PYTHON ?= python3
UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS := never

.PHONY: bench score demo pictures play test check setup lock clean
.DEFAULT_GOAL := demo

demo: setup          ## play one booking through the whole system, on this machine
	@.venv/bin/charter demo

play: setup          ## the whole system in the browser: be the operator, the captain, the crew
	@.venv/bin/charter play

test: setup check    ## every check and every test
	@.venv/bin/pytest -n 2 --dist worksteal

bench: setup         ## what reading a paste costs
	@.venv/bin/python -m bench.reading

score: setup         ## how well the sample texts are read, folder by folder
	@.venv/bin/python -m tests.intake.scoring

pictures: setup      ## take the README's pictures anew, in a real browser
	@BROWSER_TESTS=required PICTURES=yes .venv/bin/pytest tests/browser/test_story.py tests/browser/test_guest_page.py

check: setup         ## style, types, and which part may import which
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

setup: .venv/.ready  ## prepare .venv with the `charter` command; does nothing twice

.venv/.ready: requirements-dev.txt pyproject.toml
	@PYTHON="$(PYTHON)" UV_VERSION="$(UV_VERSION)" sh scripts/setup.sh
	@touch $@

lock:                ## pin every dependency by hash, for Python 3.11 and later
	@PYTHON="$(PYTHON)" UV_VERSION="$(UV_VERSION)" sh scripts/lock.sh

clean:
	rm -rf .venv .tools .sandbox build
