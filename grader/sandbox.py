"""A kernel that can see and spend little, and somebody who watches what it spends."""

import contextlib
import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import psutil
from jupyter_client.manager import AsyncKernelManager
from traitlets import List

MB = 1_000_000
FILES = 100  # MB of scratch space
SYSTEM = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")
SETTINGS = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/alternatives")
ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # the same run twice gives the same answer twice
    "USER": "student",
}


@dataclass(frozen=True)
class Limits:
    """What one submission may spend."""

    cell_seconds: float = 10
    seconds: float = 120
    memory: int = 2000  # MB
    processes: int = 32
    output: int = 1  # MB


def bubblewrap(scratch):
    """Return the command that shows a program Python, the book's library and an empty folder."""
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--uid", "65534", "--gid", "65534", "--hostname", "sandbox"]
    for path in SYSTEM:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        else:
            command += ["--ro-bind-try", path, path]
    for path in SETTINGS:
        command += ["--ro-bind-try", path, path]
    command += ["--proc", "/proc", "--dev", "/dev"]
    for place in ("/dev/shm", "/tmp"):
        command += ["--size", str(FILES * MB), "--tmpfs", place]
    for path in sorted(readable()):
        command += ["--ro-bind", path, path]
    command += ["--bind", scratch, scratch, "--remount-ro", "/dev", "--remount-ro", "/"]
    return [*command, "--unsetenv", "JPY_PARENT_PID", "--chdir", "/tmp", "--"]


def readable():
    """Return the folders that a student's code needs: Python, its packages, and infolib."""
    python = Path(sys.executable).resolve().parent.parent
    folders = {"/usr", sys.prefix, sys.base_prefix, str(python)}
    library = importlib.util.find_spec("infolib")
    if library:
        folders.add(str(Path(library.origin).resolve().parent))
    return folders


@functools.cache
def why_not():
    """Return why there is no sandbox on this system, or nothing if there is one."""
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed (on Debian and Ubuntu: apt-get install bubblewrap)"
    probe = [*bubblewrap("/tmp"), sys.executable, "-c", "import ipykernel"]
    tried = subprocess.run(probe, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"bubblewrap does not work here: {tried.stderr.strip()}"


def limit_this_process(limits):
    """Let this process and its children map and write no more than allowed (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in [
        (resource.RLIMIT_AS, limits.memory * MB),
        (resource.RLIMIT_FSIZE, FILES * MB),
        (resource.RLIMIT_CORE, 0),
    ]:
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit on memory
            resource.setrlimit(kind, (most, most))


class Kernel(AsyncKernelManager):
    """An ordinary IPython kernel behind a prefix that confines it."""

    confinement = List()

    def format_kernel_cmd(self, extra_arguments=None):
        """Return the command that starts it."""
        kernel = [sys.executable, "-m", "ipykernel_launcher", "-f", self.connection_file]
        return [*self.confinement, *kernel, "--HistoryManager.enabled=False"]


class Watch(threading.Thread):
    """Count a kernel's processes, memory and files, and end all of it when there are too many."""

    def __init__(self, pid, scratch, limits):
        super().__init__(daemon=True)
        self.kernel, self.scratch, self.limits = psutil.Process(pid), scratch, limits
        self.reason, self.over = "", threading.Event()

    def run(self):
        """Look ten times a second."""
        while not self.over.wait(0.1):
            try:
                self.look()
            except (psutil.Error, OSError):
                continue  # a process ended while it was looked at

    def look(self):
        """Compare what is used with what is allowed."""
        family = [self.kernel, *self.kernel.children(recursive=True)]
        memory = sum(one.memory_info().rss for one in family)
        if len(family) > self.limits.processes or memory > self.limits.memory * MB:
            self.stop("took too many processes or too much memory")
        elif sum(entry.stat().st_size for entry in os.scandir(self.scratch)) > MB:
            self.stop("wrote too many files")

    def stop(self, reason):
        """End the sandbox, and with it everything that was started inside."""
        self.reason = self.reason or reason
        self.over.set()
        with contextlib.suppress(psutil.NoSuchProcess):
            family = [self.kernel, *self.kernel.children(recursive=True)]
            for one in family:  # the first takes the others with it, where there is a sandbox
                one.kill()
