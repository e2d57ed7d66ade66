"""A kernel that is a copy has the libraries, and nothing of what another has run."""

import subprocess
import sys

from jupyter_client.manager import start_new_kernel

from authoring.contents import ROOT
from tests import copied_kernels

KILLED = """
import os
from jupyter_client.manager import start_new_kernel
from tests import copied_kernels
with copied_kernels.in_use():
    start_new_kernel()
os.kill(os.getpid(), 9)
"""


def told(client, source):
    """Run a cell, and return what it printed."""
    printed = []

    def hear(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    client.execute_interactive(source, output_hook=hear, timeout=60)
    return "".join(printed).split()


def test_each_copy_begins_with_the_libraries_and_no_names():
    look = "import sys; print('scipy.stats' in sys.modules, 'found' in globals())"
    for _ in range(2):
        with copied_kernels.in_use():
            manager, client = start_new_kernel()
        assert told(client, f"{look}; found = 1") == ["True", "False"]
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        assert not manager.is_alive()


def test_other_kernels_begin_with_nothing():
    manager, client = start_new_kernel()
    assert told(client, "import sys; print('scipy.stats' in sys.modules)") == ["False"]
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_copy_ends_when_the_tests_are_killed():
    """What they say comes to an end when nobody is left who could say more."""
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
    assert done.returncode == -9, done.stderr
