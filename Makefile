# Two commands do everything: make book, make test.  make help lists the rest.
PYTHON ?= python3
BIN := .venv/bin
PAGE := _build/html/index.html
NB ?=
SET ?=
HW ?=
SUBMISSIONS ?= submissions
RESULTS ?= results
ROSTER ?=
NEED_SITE := tests/web chapters
BOOK_LISTS := requirements.txt constraints.txt pyproject.toml web/pyproject.toml

# A run of the tests starts some thousand processes: what is compiled once need not be in each.
unexport PYTHONDONTWRITEBYTECODE
# Both processors are busy: a second thread of linear algebra would wait in a loop for its share.
test book units: export OPENBLAS_NUM_THREADS = 1

.DEFAULT_GOAL := help
.PHONY: help book test units lab lite dev notebooks check renumber pdf serve bench mutants oldest \
	release grade clean sound

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: .venv/book  ## set up, run the chapters, build the site
	@test -e _build/html/.finished || rm -rf _build/html _build/.doctrees
	$(BIN)/jupyter-book build . -W --keep-going
	@echo "The book is at $(CURDIR)/$(PAGE)"

test: .venv/dev  ## set up, run every test
	@$(MAKE) --no-print-directory -j2 book units
	$(BIN)/python -m pytest $(NEED_SITE)

# The tests that need no site run while it is built: each leaves the processor idle now and then.
units: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest $(NEED_SITE:%='--ignore-glob=%*')

lab: .venv/book  ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. --ServerApp.contents_manager_class=authoring.opened.Notebooks --LabApp.app_settings_dir=authoring/lab --LabApp.default_url=/lab/tree/chapters

lite: .venv/lite  ## build the book with a lab that runs the chapters in the reader's browser
	@test -e _build/html/.finished || rm -rf _build/html _build/.doctrees
	BOOK_LAB=1 $(BIN)/jupyter-book build . -W --keep-going
	@echo "Show it: $(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000"

dev: .venv/dev  ## set up what authors and tests need: jupytext, ruff, pytest

notebooks: .venv/dev  ## run the notebooks, store them in normal form (NB=chapters/05_kl_divergence.ipynb for one)
	$(BIN)/python -m authoring.notebooks $(NB)

check: .venv/dev  ## say what one chapter still lacks (NB=chapters/05_kl_divergence.ipynb)
	@$(BIN)/python -m authoring.check $(NB)

renumber: .venv/book  ## number the chapters' files in the order of _toc.yml, and mend every link
	$(BIN)/python -m authoring.order

pdf: .venv/dev book  ## print the book into _build/entropy.pdf
	$(BIN)/python -m authoring.printing

serve: book  ## show the built site on http://localhost:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

bench: .venv/dev  ## measure infolib beside SciPy
	$(BIN)/python benchmarks/bench.py

mutants: .venv/dev  ## change one thing in each formula and see a test notice (an hour or two)
	$(BIN)/python tests/infolib/mutants.py

oldest: .venv/dev  ## run the chapters on the oldest versions, the newest, a hosted notebook's (SET=oldest for one)
	$(BIN)/python -m authoring.versions $(SET)

release: .venv/instructor  ## write the students' assignments (HW=hw01 for one)
	$(BIN)/python -m grader release $(HW)

grade: .venv/instructor  ## grade what students handed in (HW=hw01 SUBMISSIONS=folder-or-zip RESULTS=folder ROSTER=table)
	$(BIN)/python -m grader grade $(HW) "$(SUBMISSIONS)" -o "$(RESULTS)" $(if $(ROSTER),--roster "$(ROSTER)")

clean:  ## remove the built site and its caches (.venv stays)
	rm -rf _build .pytest_cache .ruff_cache .mypy_cache .hypothesis

# .venv is looked at whenever it is about to be used, and changed only by these four installs; the
# developers' list holds the three others.
sound:
	@sh authoring/environment.sh check

.venv/book: $(BOOK_LISTS) | sound
	$(call install,requirements.txt)

.venv/lite: requirements-lite.txt .venv/book | sound
	$(call install,requirements-lite.txt)

.venv/dev: requirements-dev.txt requirements-instructor.txt requirements-lite.txt $(BOOK_LISTS) | sound
	$(call install,requirements-dev.txt)
	@touch .venv/book .venv/instructor .venv/lite

.venv/instructor: requirements-instructor.txt .venv/book | sound
	$(call install,requirements-instructor.txt)

define install
	@PYTHON="$(PYTHON)" sh authoring/environment.sh install $(1)
	@touch $@
endef
