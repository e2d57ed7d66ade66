"""make never takes a working .venv away, and says in one line what is wrong with a broken one."""

import os
import shutil
import subprocess
import sys

import pytest

from authoring.contents import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="these tests are about make")
DEV = "requirements-dev.txt"
HELD = [f"requirements{kind}.txt" for kind in ("", "-instructor", "-lite")]  # by DEV
LISTS = [DEV, *HELD]


def write_book(folder):
    """Write a book whose requirements are empty, so that an install needs no network."""
    for name in ("authoring", "web"):
        (folder / name).mkdir(parents=True)
    for name in ("Makefile", "authoring/environment.sh"):
        shutil.copy(ROOT / name, folder / name)
    for name in (*LISTS, "constraints.txt", "pyproject.toml", "web/pyproject.toml"):
        (folder / name).write_text("# nothing\n")
    (folder / DEV).write_text("".join(f"-r {name}\n" for name in HELD))
    return folder


@pytest.fixture
def book(tmp_path):
    """A book, not yet set up."""
    return write_book(tmp_path / "book [2nd copy]")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A fresh clone that make has set up, to be looked at only, and what make said."""
    folder = write_book(tmp_path_factory.mktemp("fresh") / "book [2nd copy]")
    return folder, make(folder, ".venv/dev")


@pytest.fixture
def environment(fresh):
    """A virtual environment to copy, without make's marks: making one takes seconds.

    A file is linked rather than copied: what is installed in these tests changes none of them.
    """
    marks = shutil.ignore_patterns("place", "begun")
    return lambda target: shutil.copytree(
        fresh[0] / ".venv", target, symlinks=True, ignore=marks, copy_function=os.link
    )


@pytest.fixture
def quick_python(tmp_path, environment):
    """A Python that copies a virtual environment where another would make one."""
    environment(tmp_path / "made")
    python = tmp_path / "python"
    copies = f'[ "$1 $2" = "-m venv" ] && mkdir -p "$3" && exec cp -a "{tmp_path}/made/." "$3"'
    python.write_text(f'#!/bin/sh\n{copies}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return python


@pytest.fixture
def kept(book, environment):
    """A file in an .venv that a reader made by hand, as the README says, and works with."""
    environment(book / ".venv")
    mine = book / ".venv/mine"
    mine.write_text("keep me")
    return mine


def make(book, *arguments):
    """Run make as a reader would."""
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}  # of the make that runs the tests
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    environment |= {"PYTHON": sys.executable, "PIP_NO_INDEX": "1"}
    return subprocess.run(
        ["make", *arguments], cwd=book, env=environment, capture_output=True, text=True
    )


def break_list(book, name):
    (book / name).write_text("no-such-package\n")


def ended_process():
    """Return the number of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def begun(book, process):
    """Leave an .venv as an install leaves it that was killed, or is at work."""
    half = book / ".venv"
    half.mkdir()
    (half / "begun").write_text(f"{process}\n")
    (half / "half").write_text("an unpacked package")
    return half / "half"


def test_a_fresh_clone_gets_an_environment(fresh):
    book, result = fresh
    assert result.returncode == 0, result.stderr
    assert (book / ".venv/bin/python").exists()
    assert not (book / ".venv/begun").exists()
    assert (book / ".venv/place").read_text() == f"{book}\n"
    assert make(book, ".venv/dev").stdout == ""


def test_where_the_newer_pip_is_not_to_be_had_the_old_one_installs(book, quick_python):
    (book / "constraints.txt").write_text("pip==0.0.1\n")
    result = make(book, ".venv/book", f"PYTHON={quick_python}")
    assert result.returncode == 0, result.stderr
    assert (book / ".venv/place").exists()


def test_the_developers_list_holds_the_others_so_they_are_installed_with_it(fresh):
    words = [line.split() for line in (ROOT / DEV).read_text("utf8").splitlines()]
    assert {line[1] for line in words if line and line[0] == "-r"} == {*HELD}
    book, result = fresh
    assert result.returncode == 0
    done = make(book, ".venv/book", ".venv/instructor", ".venv/lite")
    assert "Installing" not in done.stdout


def test_an_environment_made_by_hand_is_used(book, kept):
    assert make(book, ".venv/book").returncode == 0
    assert kept.exists()


@pytest.mark.parametrize("broken", LISTS)
def test_an_install_that_fails_takes_nothing_away(book, kept, broken):
    break_list(book, broken)
    result = make(book, ".venv/dev", ".venv/instructor", ".venv/lite")
    assert result.returncode != 0
    assert "The install did not finish." in result.stderr
    assert kept.exists()


def test_what_an_install_began_and_could_not_finish_is_cleared_away(book, quick_python):
    break_list(book, "requirements.txt")
    result = make(book, ".venv/book", f"PYTHON={quick_python}")
    assert "The install did not finish." in result.stderr
    assert not (book / ".venv").exists()


def test_an_install_that_was_killed_is_begun_again(book, quick_python):
    half = begun(book, ended_process())
    assert make(book, ".venv/book", f"PYTHON={quick_python}").returncode == 0
    assert (book / ".venv/bin/python").exists()
    assert not half.exists()


@pytest.mark.parametrize("command", [["help"], ["-n", "clean"], ["-n", "book"], ["clean"]])
def test_looking_changes_nothing(book, command):
    half = begun(book, ended_process())
    assert make(book, *command).returncode == 0
    assert half.exists()


def test_a_second_terminal_waits(book):
    half = begun(book, os.getpid())
    result = make(book, ".venv/book")
    assert result.returncode != 0
    assert f"Another make is installing into .venv (process {os.getpid()})" in result.stderr
    assert half.exists()


def test_a_renamed_folder_is_named(book, kept):
    (book / ".venv/place").write_text(f"{book}\n")  # as every install of make leaves it
    assert make(book, ".venv/book").returncode == 0
    moved = book.rename(book.with_name("moved"))
    result = make(moved, ".venv/book")
    assert result.returncode != 0
    assert f"This folder was called {book} when .venv was made: run rm -rf .venv" in result.stderr
    assert (moved / ".venv" / kept.name).exists()


def test_a_vanished_python_is_named(book, kept):
    python = book / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    result = make(book, ".venv/book")
    assert result.returncode != 0
    assert "The Python that .venv was made with is gone: run rm -rf .venv" in result.stderr
    assert kept.exists()


def test_an_old_python_is_named_and_nothing_is_begun(book):
    old = book / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)
    result = make(book, ".venv/book", f"PYTHON={old}")
    assert "needs Python 3.11 or newer" in result.stderr
    assert "(found: Python 3.9.2" in result.stderr
    assert not (book / ".venv").exists()


def test_a_read_only_folder_is_named(book):
    book.chmod(0o555)
    read_only = "sh", "authoring/environment.sh", "check"
    if os.geteuid() == 0:  # root may write anywhere but on a read-only mount
        if not shutil.which("bwrap"):
            pytest.skip("root needs bubblewrap to be kept from writing")
        bind = ["--ro-bind", "/", "/", "--ro-bind", str(book), str(book)]
        read_only = "bwrap", *bind, "--chdir", str(book), *read_only
    result = subprocess.run(read_only, cwd=book, capture_output=True, text=True)
    book.chmod(0o755)
    assert "This folder cannot be written to" in result.stderr
    assert result.returncode == 1
