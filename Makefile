# The only door: make demo | run | test | lint | bench | soak | mutants
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo

# What Debian must provide: Qt's libraries, a screen for the tests, and the stock
# tools that the tests verify against.
RUN_PACKAGES := python3-venv libglib2.0-0 libgl1 libegl1 libfontconfig1 \
  libxkbcommon0 libdbus-1-3 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 \
  libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-randr0 \
  libxcb-xinerama0
TOKEN_PACKAGES := softhsm2 opensc
WINDOWS_PACKAGES := wine wine64 xvfb xauth nsis osslsigncode openssl gcc-mingw-w64-x86-64
TEST_PACKAGES := xvfb xauth openssl age unzip strace poppler-utils \
  exfat-fuse exfatprogs e2fsprogs

.PHONY: help demo run test conformance race stock bouncy token many bulk mutants hostile cctv checks lint bench soak system-run system-test clean installer installer-test test-windows

help:
	@echo "make demo   the main job, without a screen: two desks, a hand-over, a report"
	@echo "make run    open the desk on the demo's profile"
	@echo "make test   all tests        make lint   style, types, architecture"
	@echo "make conformance   the form engine against public tables (TABLES=DIR: others)"
	@echo "make race   the form engine against two others (needs node, java; TABLES=DIR)"
	@echo "make stock   pyxform, ODK Validate (needs java), web-forms (node) take our forms"
	@echo "make bouncy   Bouncy Castle (java, libbcpkix-java) verifies what we signed"
	@echo "make many   94 bundles on one stick, 7 of them bad (make test: 20)"
	@echo "make bulk   10,000 rows with 300 bad ones taken in (make test: 1,000)"
	@echo "make token   keys on a token, tried on one in software (needs softhsm2, opensc)"
	@echo "make mutants   do the tests hold a package? (PKG=xforms N=600 SEED=0 ONLY=; N=0: all)"
	@echo "make hostile   forms made to hurt are refused by name, or bounded"
	@echo "make checks   each check of the reader, taken out, makes a vector fail"
	@echo "make cctv   the envelope against age's public test vectors (needs npm)"
	@echo "make installer   the program for Windows, below dist/ (needs wine, nsis: it says)"
	@echo "make installer-test   installs it with Wine, tries it, upgrades, takes it away"
	@echo "make test-windows   the tests inside Windows' Python (Wine; PATHS=: others)"
	@echo "make bench  speed against the floor    make soak  the long runs"

demo: $(VENV)/ready
	$(BIN)/sophoihop demo --dir $(DEMO)

run: $(VENV)/ready
	@test -f $(DEMO)/summary.json || $(BIN)/sophoihop demo --dir $(DEMO)
	$(BIN)/sophoihop --dir $(DEMO)/commune

test: system-test $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist loadfile

conformance: $(VENV)/ready
	TABLES=$(TABLES) $(BIN)/python -W ignore -m tests.conformance

race: $(VENV)/ready
	TABLES=$(TABLES) $(BIN)/python -m tests.race

many: $(VENV)/ready
	GOOD=87 $(BIN)/python -m pytest tests/desk/test_many.py -k seven_are_bad

bulk: $(VENV)/ready
	ROWS=10000 BAD=300 $(BIN)/python -m pytest tests/desk/test_bulk.py -k keep_all_out

token: $(VENV)/ready
	@./.ci/system-packages $(TOKEN_PACKAGES)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-token.lock
	$(BIN)/python -m pytest tests/signing/test_token.py tests/desk/test_token.py \
	    tests/gui/test_token.py

stock: $(VENV)/ready
	$(BIN)/python -m tests.conformance.stock

bouncy: $(VENV)/ready
	$(BIN)/python -m tests.bouncy

mutants: $(VENV)/ready
	PKG=$(PKG) N=$(N) ONLY=$(ONLY) $(BIN)/python -W ignore -m tests.mutants

cctv: $(VENV)/ready
	$(BIN)/python -m tests.vectors.cctv

checks: $(VENV)/ready
	$(BIN)/python -W ignore -m tests.vectors.checks

test-windows: $(VENV)/ready
	PATHS="$(PATHS)" $(BIN)/python -m tests.windows.tried

hostile: $(VENV)/ready
	$(BIN)/python -W ignore -m tests.hostile

installer: $(VENV)/ready
	@./.ci/system-packages $(WINDOWS_PACKAGES)
	$(BIN)/python -m tests.windows dist

installer-test: $(VENV)/ready
	@test -f dist/SHA256SUMS || $(MAKE) installer
	$(BIN)/python -m pytest -v -s tests/windows/installed.py tests/windows/waiting.py
	$(BIN)/python -m tests.windows.starting

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/lint-imports

bench: system-test $(VENV)/ready
	$(BIN)/python -m tests.benchmarks

soak: system-test $(VENV)/ready
	$(BIN)/python -m tests.soak

$(VENV)/ready: requirements-dev.lock pyproject.toml | system-run
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

system-run:
	@./.ci/system-packages $(RUN_PACKAGES)

system-test:
	@./.ci/system-packages $(RUN_PACKAGES) $(TEST_PACKAGES)

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
