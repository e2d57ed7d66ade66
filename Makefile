# Two commands do everything: make book, make test.  make help lists the rest.
PYTHON ?= python3
BIN := .venv/bin
PAGE := _build/html/index.html
NB ?=
HW ?=
SUBMISSIONS ?= submissions
RESULTS ?= results
ROSTER ?=

# An install that was cut off leaves this mark; then the environment is begun again from nothing.
HALF_MADE := .venv/half-made
ifneq ($(wildcard $(HALF_MADE)),)
$(shell rm -rf .venv)
endif

.DEFAULT_GOAL := help
.PHONY: help book test lab notebooks pdf serve bench release grade clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: .venv/book  ## set up, run the chapters, build the site
	@test -e _build/complete || rm -rf _build/html _build/.doctrees
	@rm -f _build/complete
	$(BIN)/jupyter-book build . -W --keep-going
	@touch _build/complete
	@echo "The book is at $(CURDIR)/$(PAGE)"

test: .venv/dev book  ## set up, run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest

lab: .venv/book  ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.app_settings_dir=tools/lab --LabApp.default_url=/lab/tree/chapters

notebooks: .venv/dev  ## run the notebooks and store them in normal form (NB=chapters/05_kl_divergence.ipynb for one)
	$(BIN)/python tools/notebooks.py $(NB)

pdf: .venv/dev book  ## print the book into _build/entropy.pdf
	$(BIN)/python tools/print_book.py

serve: book  ## show the built site on http://localhost:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

bench: .venv/dev  ## measure infolib beside SciPy
	$(BIN)/python benchmarks/bench.py

release: .venv/instructor  ## write the students' assignments (HW=hw01 for one)
	$(BIN)/python -m grader release $(HW)

grade: .venv/instructor  ## grade what students handed in (HW=hw01 SUBMISSIONS=folder-or-zip RESULTS=folder ROSTER=table)
	$(BIN)/python -m grader grade $(HW) "$(SUBMISSIONS)" -o "$(RESULTS)" $(if $(ROSTER),--roster "$(ROSTER)")

clean:  ## remove the built site and its caches (.venv stays)
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "This book needs Python 3.11 or newer; try: make PYTHON=python3.12 (found: $$($(PYTHON) --version 2>&1))"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || \
	  { echo "No virtual environment could be made. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/book: requirements.txt constraints.txt pyproject.toml | .venv/python
	$(call install,requirements.txt)

.venv/dev: requirements-dev.txt requirements-instructor.txt .venv/book
	$(call install,requirements-dev.txt)

.venv/instructor: requirements-instructor.txt .venv/book
	$(call install,requirements-instructor.txt)

define install
	@echo "Installing $(1) into .venv (once; a minute or two)"
	@touch $(HALF_MADE)
	@$(BIN)/python -m pip install --quiet --requirement $(1) || \
	  { echo "The install did not finish. Is there a network? Then run the same command again."; exit 1; }
	@rm $(HALF_MADE)
	@touch $@
endef
