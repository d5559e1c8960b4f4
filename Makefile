# Everything a clone needs. `make demo` and `make test` set up their own environment; see docs/install.md
# for the same steps without make. Nothing here needs more than python3 (3.11 or later) with its venv module.

PYTHON ?= python3
VENV ?= .venv
UV ?= uv
PYTEST_ARGS ?=
TEST_PROCESSES ?= 2
BENCH_ARGS ?=
SERVE_ARGS ?=
PY := $(VENV)/bin/python
PIP := $(PY) -m pip
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
BENCH := $(VENV)/.bench-installed
PAGE := $(VENV)/.page-installed
INTEROP_VENV := $(VENV)-interop
INTEROP := $(INTEROP_VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test browser pictures verify nightly interop bench lint docs verification wheels lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1  /p' Makefile | awk '{ name = $$1; $$1 = ""; printf "make %-13s%s\n", name, $$0 }'

setup: $(DEV)  ## environment for runs, tests and checks

demo: $(RUNTIME)  ## the Huzhou network and two what-ifs, with charts in results/demo
	$(PY) run.py demo

serve: $(PAGE)  ## the planner's page on this machine; SERVE_ARGS="--port 8080 --open" for another port
	$(PY) run.py serve $(SERVE_ARGS)

test: $(DEV)  ## the quick tests
	$(PY) -m pytest -q -n $(TEST_PROCESSES) --dist loadfile -m "not statistics and not browser" $(PYTEST_ARGS) tests

browser: $(DEV)  ## the page and the report in Chromium (Debian: apt install chromium fonts-noto-cjk)
	$(PY) -m pytest -q -n $(TEST_PROCESSES) --dist loadfile -m browser $(PYTEST_ARGS) tests

pictures: $(DEV)  ## the pictures of README and docs anew, in Chromium, from runs of their own (5 minutes)
	$(PY) -m tests.browser.pictures .cache/pictures --docs

verify: $(DEV)  ## the long tests against queueing theory
	$(PY) -m pytest -q -m statistics $(PYTEST_ARGS) tests

nightly: $(DEV)  ## both engines on 2,000 random networks
	NETWORKS=2000 $(PY) -m pytest -q $(PYTEST_ARGS) tests/engine/test_equality.py

interop: $(DEV) $(INTEROP)  ## the event log, read back by a process-mining tool in an environment of its own
	$(PY) tests/interop/make_logs.py $(INTEROP_VENV)/logs
	INTEROP_LOGS=$(abspath $(INTEROP_VENV))/logs $(INTEROP_VENV)/bin/python -m pytest -q -p no:cacheprovider \
	  -c tests/interop/pytest.ini tests/interop

bench: $(BENCH)  ## the benchmark, into benchmarks/results.md; BENCH_ARGS=--quick for a short one
	$(PY) run.py bench $(BENCH_ARGS)

lint: $(DEV)  ## ruff, its formatter in check mode, and strict types on sim/ and calibration/
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --strict sim calibration

# Each generated page is a target of its own in this list, with its rule below.
docs: $(DEV)  ## write the generated pages of docs/ anew
	$(PY) -m sim.scenario.page docs/scenario-fields.md
	$(PY) -m sim.kpi.page docs/kpis.md
	$(PY) -m sim.experiment.page docs/outputs.md
	$(PY) -m calibration.structure_page

verification: $(DEV)  ## write docs/verification.md anew: every system, and coverage by 1,000 seeds (10 minutes or so)
	$(PY) -m sim.verification.page docs/verification.md

wheels:  ## fetch every pinned wheel into wheels/, for a machine without a network
	$(environment)
	$(PIP) download --quiet --require-hashes -d wheels -r requirements/dev.txt

lock:  ## resolve requirements/*.in anew (needs uv; UPGRADE=--upgrade for newer versions)
	for name in runtime analysis cluster page dev bench interop; do \
	  $(UV) pip compile --quiet --no-config --universal --generate-hashes --python-version 3.11 \
	    --no-emit-index-url --custom-compile-command "make lock" $(UPGRADE) \
	    requirements/$$name.in -o requirements/$$name.txt >/dev/null || exit 1; \
	done

clean:  ## remove the environment, caches and unpublished results
	rm -rf $(VENV) $(INTEROP_VENV) wheels .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	if [ -d results ]; then find results -mindepth 1 -maxdepth 1 ! -name published ! -name '.git*' -exec rm -rf {} +; fi

# The environment. A stamp per lock: an unchanged lock is installed once. The dev lock contains the
# locks of runs and of the page.
define environment
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || { echo "Python 3.11 or later is needed: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) \
  || { echo "python3 -m venv failed; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
endef

$(RUNTIME): requirements/runtime.txt
	$(environment)
	$(PIP) install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@touch $@

$(DEV): requirements/dev.txt
	$(environment)
	$(PIP) install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $(RUNTIME) $(PAGE) $@

$(PAGE): requirements/page.txt
	$(environment)
	$(PIP) install --quiet --disable-pip-version-check --require-hashes -r requirements/page.txt
	@touch $(RUNTIME) $@

$(BENCH): requirements/bench.txt
	$(environment)
	$(PIP) install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $(RUNTIME) $@

$(INTEROP): requirements/interop.txt
	$(PYTHON) -m venv --clear $(INTEROP_VENV)
	$(INTEROP_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/interop.txt
	@touch $@
