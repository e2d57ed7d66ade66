"""The command of the build machine: what is missing is installed, then the README's test runs."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from authoring.contents import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason=".ci/run is for bash")
BARE = ("bash", "dirname", "env", "id")
FAKE = '#!/usr/bin/env bash\necho "{name} $*"\nexit {status}\n'


def run(folder, programs, apt_get=0):
    """Run .ci/run where only some programs are installed, and return its last lines."""
    for name in BARE:
        (folder / name).symlink_to(shutil.which(name))
    for name in (*programs, "make", "apt-get", "sudo"):
        path = folder / name
        path.write_text(FAKE.format(name=name, status=apt_get if name == "apt-get" else 0))
        path.chmod(0o755)
    (folder / "sudo").write_text('#!/usr/bin/env bash\n"${@:2}"\n')
    environment = {**os.environ, "PATH": str(folder)}
    done = subprocess.run([ROOT / ".ci/run"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_complete_machine_installs_nothing(tmp_path):
    assert run(tmp_path, ["google-chrome", "firefox", "bwrap"]) == ["make test"]


def test_only_what_is_missing_is_installed(tmp_path):
    assert run(tmp_path, ["chromium", "bwrap"]) == [
        "Installing firefox-esr",
        "apt-get update -qq",
        "make test",
    ]


def test_the_tests_run_even_if_nothing_can_be_installed(tmp_path):
    lines = run(tmp_path, [], apt_get=100)
    assert lines.count("apt-get update -qq") == 1
    assert [line for line in lines if "could not be installed" in line] == [
        f"{name} could not be installed; the tests that need it will say so"
        for name in ("chromium", "firefox-esr", "bubblewrap")
    ]
    assert lines[-1] == "make test"


def test_the_workflow_runs_the_same_command():
    workflow = (ROOT / ".github/workflows/book.yml").read_text("utf8")
    assert "- run: .ci/run\n" in workflow
    assert "make test" not in workflow


def test_what_needs_the_site_is_not_run_before_it_too():
    shown = subprocess.run(["make", "-n", "units"], cwd=ROOT, capture_output=True, text=True)
    (options,) = re.findall(r"-m pytest (.+)", shown.stdout)
    needs_site = re.search("(?m)^NEED_SITE := (.+)", (ROOT / "Makefile").read_text())[1]
    asked = [*shlex.split(options), *shlex.split(needs_site), "-n0", "--collect-only", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, done.stdout + done.stderr
