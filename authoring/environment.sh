#!/bin/sh
# The book's virtual environment, .venv: called by make, from the top of the repository.
#
#   sh authoring/environment.sh check                 is what is there sound?  Changes nothing.
#   sh authoring/environment.sh install REQUIREMENTS  install a list, into a new .venv if need be
#
# An .venv is removed only by the install that began it, if it is cut off; should that install be
# killed, its mark stays and the next install begins again.  An .venv made by hand is used as it is.
set -eu
python=${PYTHON:-python3}
mark=.venv/begun # holds the number of the process that is making .venv

stop() {
  echo "$1" >&2
  exit 1
}

# Whether another make is making .venv just now.
busy() {
  [ -e $mark ] && [ "$(cat $mark)" != $$ ] && kill -0 "$(cat $mark)" 2>/dev/null
}

check() {
  [ -w . ] || stop "This folder cannot be written to: copy the book to a folder of your own, and run make there."
  [ -e .venv ] || return 0
  ! busy || stop "Another make is installing into .venv (process $(cat $mark)): wait until it is done, then run this again."
  [ ! -e $mark ] || return 0
  [ ! -e .venv/place ] || [ "$(cat .venv/place)" = "$PWD" ] ||
    stop "This folder was called $(cat .venv/place) when .venv was made: run rm -rf .venv, then this again."
  .venv/bin/python -c "" 2>/dev/null ||
    stop "The Python that .venv was made with is gone: run rm -rf .venv, then this again."
}

begin() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    stop "This book needs Python 3.11 or newer; try: make PYTHON=python3.12 (found: $("$python" --version 2>&1 || true))"
  rm -rf .venv # there is none, or one that was never finished
  mkdir .venv
  echo $$ >$mark
  trap 'rm -rf .venv' EXIT
  trap 'exit 1' HUP INT TERM
  "$python" -m venv .venv ||
    stop "No virtual environment could be made. On Debian or Ubuntu: apt-get install python3-venv"
}

finish() {
  [ -e $mark ] || return 0
  echo "$PWD" >.venv/place
  rm $mark
  trap - EXIT
}

fetch() {
  .venv/bin/python -m pip install --quiet --no-compile "$@"
}

install() {
  [ -e .venv ] && [ ! -e $mark ] || begin
  echo "Installing $1 into .venv (once; a minute or two)"
  # The pip that comes with an older Python takes twice as long; it does where there is no other.
  [ ! -e $mark ] || fetch --constraint constraints.txt pip 2>/dev/null || true
  fetch --requirement "$1" ||
    stop "The install did not finish. Is there a network? Then run the same command again."
  # pip would do this, too, but on one processor, and for the packages' own tests; what cannot be
  # compiled is never imported.
  .venv/bin/python -m compileall -q -j 0 -x '/tests/' .venv/lib >/dev/null 2>&1 || true
  finish
}

check
case $1 in
check) ;;
install) install "$2" ;;
*) stop "usage: sh authoring/environment.sh check, or install REQUIREMENTS" ;;
esac
