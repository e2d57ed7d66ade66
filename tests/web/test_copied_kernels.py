"""A kernel that is a copy has the libraries, and nothing of what another has run."""

import subprocess
import sys

from authoring.contents import ROOT

BEGIN = """
import os
from jupyter_client.manager import start_new_kernel
from tests import copied_kernels

def told(manager, client):
    look = "import sys; print('scipy.stats' in sys.modules, 'found' in globals()); found = 1"
    hear = lambda message: print(message["content"].get("text", ""), end="")
    client.execute_interactive(look, output_hook=hear, timeout=60)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    assert not manager.is_alive()
"""
TWO_COPIES = """
for _ in range(2):
    with copied_kernels.in_use():
        kernel = start_new_kernel()
    told(*kernel)
told(*start_new_kernel())
"""
KILLED = """
with copied_kernels.in_use():
    start_new_kernel()
os.kill(os.getpid(), 9)
"""


def run(script):
    """Run a script in a process that has no server yet which copies itself; the grader has one."""
    command = [sys.executable, "-c", BEGIN + script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_each_copy_begins_with_the_libraries_and_no_names_and_others_with_nothing():
    done = run(TWO_COPIES)
    assert done.stdout.splitlines() == ["True False", "True False", "False False"], done.stderr


def test_a_copy_ends_when_the_tests_are_killed():
    """What they say comes to an end when nobody is left who could say more."""
    done = run(KILLED)
    assert done.returncode == -9, done.stderr
