# What people run here. Needs make (GNU, 3.81 or newer) and a Python 3.11 or newer with venv; it finds that itself.
# Another Python: make site PYTHON=/path/to/python

PYTHON =
PYTHONS = $(if $(PYTHON),'$(PYTHON)',python3.14 python3.13 python3.12 python3.11 python python3)
OURS = .venv/bin/python
INSTALL = $(OURS) -m pip install --quiet --disable-pip-version-check
TRIED = tests/faults/results.jsonl
FIT = import sys; sys.exit(sys.version_info < (3, 11))

.PHONY: help site serve test check bench torture lock audit sbom clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

site: .venv/for-site ## take in what is new in seeds/ and build the site into public/
	@$(OURS) build.py

serve: .venv/for-site ## build the site and show it on this machine
	@$(OURS) build.py serve

test: .venv/for-test ## run the tests
	@$(OURS) -m pytest -q --numprocesses auto --dist loadfile --no-loadscope-reorder

check: .venv/for-check ## look at format, style and types
	@$(OURS) -m ruff format --check
	@$(OURS) -m ruff check
	@$(OURS) -m mypy

bench: .venv/for-bench ## measure builds beside other generators; also SIZES=, ONLY=, STEPS=, STORAGE=, RUNS=, DISK=
	@$(OURS) -m bench run $(if $(SIZES),--sizes $(SIZES)) $(if $(STORAGE),--storage $(STORAGE)) $(if $(ONLY),--only $(ONLY)) \
	    $(if $(STEPS),--steps $(STEPS)) $(if $(RUNS),--runs $(RUNS)) $(if $(DISK),--disk '$(DISK)')

torture: .venv/for-torture ## try for long what may break a site, and write docs/reliability.md; also MINUTES=, SEED=
	@rm -f $(TRIED); lost=0; \
	$(OURS) -m tests.faults --results $(TRIED) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) || lost=1; \
	$(OURS) -m tests.fuzz --results $(TRIED) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) || lost=1; \
	$(OURS) tools/reliability.py $(TRIED) && exit $$lost

lock: .venv/for-audit ## fix the versions that deployments install, with their hashes, in requirements.lock
	@$(OURS) -m tools.supply lock

audit: .venv/for-audit ## ask what is known against the versions in requirements.lock
	@$(OURS) -m tools.supply audit

sbom: .venv/for-audit ## write broadsheet.cdx.json: what requirements.lock installs, as a CycloneDX list
	@$(OURS) -m tools.supply sbom

clean: ## take away .venv, the caches, and the site where Broadsheet built it
	@if [ -e public/.broadsheet-manifest ]; then rm -rf public; fi
	@rm -rf .venv .vnu .broadsheet .bench .mypy_cache .pytest_cache .ruff_cache .hypothesis broadsheet.cdx.json
	@find $(wildcard bench broadsheet tests) -name __pycache__ -prune -exec rm -rf {} +

# The packages are installed again when pyproject.toml changes, and when the Python under .venv does.
.venv/for-site: pyproject.toml $(OURS)
	@$(INSTALL) -e .
	@touch $@

.venv/for-test: pyproject.toml $(OURS)
	@$(INSTALL) -e '.[test]'
	@touch $@

.venv/for-check: pyproject.toml $(OURS)
	@$(INSTALL) -e '.[check,test]'
	@touch $@

# The others are installed beside Broadsheet; where one can't be had here, the benchmark says so and goes on without it.
.venv/for-bench: pyproject.toml $(OURS)
	@$(INSTALL) -e '.[bench]' || $(INSTALL) -e . pelican || $(INSTALL) -e .
	@touch $@

.venv/for-audit: pyproject.toml $(OURS)
	@$(INSTALL) -e '.[audit]'
	@touch $@

# Atheris, which leads the fuzzing, isn't there for every Python and machine; inputs are chosen by chance without it.
.venv/for-torture: pyproject.toml $(OURS)
	@$(INSTALL) -e '.[test,torture]' || $(INSTALL) -e '.[test]'
	@touch $@

# Debian's and Ubuntu's Python comes without ensurepip; venv fails there only after it has begun, so it's asked first.
$(OURS):
	@bare=; \
	for python in $(PYTHONS); do \
	    "$$python" -c '$(FIT)' >/dev/null 2>&1 || continue; \
	    if "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	        echo "Installing Broadsheet's packages into .venv with $$python (once)"; \
	        exec "$$python" -m venv --clear .venv; \
	    fi; \
	    bare=$$python; \
	done; \
	case "$$bare" in \
	    '') echo "Broadsheet needs Python 3.11 or newer: sudo apt install python3-venv (Debian, Ubuntu)," \
	             "brew install python (macOS)";; \
	    python) echo "Your Python has no venv: sudo apt install python3-venv";; \
	    *) echo "Your Python has no venv: sudo apt install $${bare##*/}-venv";; \
	esac >&2; \
	exit 1
