"""A house for a student's code, in which it can see and spend little, and who watches over it."""

import contextlib
import functools
import importlib.util
import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from grader import syscalls

MB = 1_000_000
FILES = 100  # MB of scratch space
MOST_FILES = 5000  # of them
HANDLES = 256  # open files of one process
STARTING = 30  # seconds, above what a submission may take
NOBODY = 65534
STRANGERS = range(61184, 65520)  # numbers of users that no system gives away for good
AS_NOBODY = ("root mounts", "nobody mounts")
INSIDE = Path(__file__).resolve().parent / "inside"
SYSTEM = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")
SETTINGS = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/alternatives")
PLACES = ("/tmp", "/dev/shm")
ENVIRONMENT = {
    "HOME": "/tmp",
    "IPYTHONDIR": "/tmp/.ipython",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # the same run twice gives the same answer twice
    "USER": "student",
}
WITHOUT_USERS = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]


@dataclass(frozen=True)
class House:
    """What one submission may spend, and whether there are walls round it."""

    cell_seconds: float = 10
    seconds: float = 120
    memory: int = 2000  # MB
    processes: int = 48
    walls: str = field(default_factory=lambda: found()[0])  # the way to make them; "" is none

    @property
    def sandboxed(self):
        """Whether there are walls."""
        return bool(self.walls)

    @property
    def limits(self):
        """What one process may map, write, open and compute; all together may have more memory.

        The time on the processor ends what runs on after the process that watched it was killed.
        """
        seconds = math.ceil(self.seconds) + STARTING
        return self.memory * MB * 2 // 3, FILES * MB, HANDLES, seconds

    @property
    def most_processes(self):
        """What the kernel lets a submission have, so that a bomb stays small; or 0.

        The kernel counts them by user, so it can be told only where they run as a stranger.
        """
        return 2 * self.processes if self.walls in AS_NOBODY else 0

    def open(self, copies):
        """Start an agent that can make so many copies of itself."""
        return Tenant(self, copies)


def walls():
    """Return the command that shows a program Python, the book's library and an empty folder."""
    command = ["--die-with-parent", "--new-session", "--hostname", "sandbox"]
    for path in SYSTEM:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        else:
            command += ["--ro-bind-try", path, path]
    for path in SETTINGS:
        command += ["--ro-bind-try", path, path]
    command += ["--proc", "/proc", "--dev", "/dev"]
    for place in PLACES:
        command += ["--perms", "1777", "--size", str(FILES * MB), "--tmpfs", place]
    for path in sorted(readable()):
        for parent in reversed(Path(path).parents[:-1]):  # else only root could pass through
            command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", path, path]
    for place in ("/proc", "/dev", "/"):
        command += ["--remount-ro", place]
    return [*command, "--chdir", "/tmp"]


def become_a_stranger():
    """Return the command that makes root a user of a process's own.

    The kernel counts processes by user. Under one user's number the bomb of one submission would
    leave no process for another that is graded at the same time.
    """
    user = STRANGERS[os.getpid() % len(STRANGERS)]
    return ["setpriv", f"--reuid={user}", f"--regid={NOBODY}", "--clear-groups"]


def bubblewrap(way, rules):
    """Return the whole command; `rules` is the number of a file with the kernel's filter, or none.

    Root never stays root inside. Who is root mounts as root and then becomes a stranger, or (in a
    container that does not let root mount) becomes one first, and mounts in a name space of his
    own, like any other user.
    """
    filtered = [*walls(), *(["--seccomp", str(rules)] if rules is not None else []), "--"]
    if way == "root mounts":
        privileges = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--unshare-cgroup-try"]
        drop = [*become_a_stranger(), "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
        return ["bwrap", *WITHOUT_USERS, *privileges, *filtered, *drop]
    users = ["--unshare-all", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    before = [*become_a_stranger(), "--"] if way == "nobody mounts" else []
    return [*before, "bwrap", *users, *filtered]


@contextlib.contextmanager
def filter_file():
    """Give the number of a file with the kernel's filter, where there is one for this machine."""
    if not syscalls.program():
        yield None
        return
    ours, theirs = os.pipe()
    os.write(theirs, syscalls.program())
    os.close(theirs)
    try:
        yield ours
    finally:
        os.close(ours)


def readable():
    """Return the folders that a student's code needs: Python, its packages, infolib, the agent."""
    python = Path(sys.executable).resolve().parent.parent
    folders = {"/usr", sys.prefix, sys.base_prefix, str(python), str(INSIDE)}
    library = importlib.util.find_spec("infolib")
    if library:
        folders.add(str(Path(library.origin).resolve().parent))
    return {path for path in folders if folders.isdisjoint(map(str, Path(path).parents))}


@functools.cache
def found():
    """Return the way to make a sandbox here, or else none, and why there is none."""
    if not shutil.which("bwrap"):
        return "", "bubblewrap is not installed (on Debian and Ubuntu: apt-get install bubblewrap)"
    said = ""
    for way in ("root mounts", "nobody mounts") if os.geteuid() == 0 else ("user mounts",):
        with filter_file() as rules:
            tried = subprocess.run(
                [*bubblewrap(way, rules), sys.executable, "-c", "import IPython"],
                env=ENVIRONMENT,
                capture_output=True,
                text=True,
                check=False,
                pass_fds=[] if rules is None else [rules],
            )
        if tried.returncode == 0:
            return way, ""
        said = tried.stderr.strip()
    return "", f"bubblewrap does not work here: {said}"


def why_not():
    """Return why there is no sandbox on this system, or nothing if there is one."""
    return found()[1]


class Tenant:
    """A student's code in its house: the sockets to talk to it, and somebody who watches."""

    def __init__(self, house, copies):
        self.scratch = None if house.sandboxed else tempfile.mkdtemp(prefix="grader")
        pairs = [socket.socketpair() for _ in range(copies + 1)]
        self.control, *self.copies = (ours for ours, _ in pairs)
        theirs = [their for _, their in pairs]
        handles = [their.fileno() for their in theirs]
        self.process = start(house, self.scratch, handles)
        for their in theirs:
            their.close()
        self.watch = Watch(self.process.pid, self.scratch, house)
        self.watch.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.watch.stop("")
        self.process.wait()
        self.watch.join()
        for channel in (self.control, *self.copies):
            channel.close()
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


def start(house, scratch, handles):
    """Start the agent, inside if there is a sandbox."""
    with filter_file() as rules:
        walls = bubblewrap(house.walls, rules) if house.sandboxed else []
        numbers = [*house.limits, house.most_processes, *handles]
        places = {"HOME": scratch, "IPYTHONDIR": scratch} if scratch else {}
        return subprocess.Popen(
            [*walls, sys.executable, str(INSIDE / "agent.py"), *map(str, numbers)],
            cwd=scratch,
            env=ENVIRONMENT | places,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=handles if rules is None else [*handles, rules],
            start_new_session=True,
        )


class Watch(threading.Thread):
    """Count processes, memory and files, and end all of it when there are too many."""

    def __init__(self, pid, scratch, house):
        super().__init__(daemon=True)
        self.first, self.scratch, self.house = psutil.Process(pid), scratch, house
        self.reason, self.over = "", threading.Event()

    def run(self):
        """Look ten times a second."""
        while not self.over.wait(0.1):
            with contextlib.suppress(psutil.Error, OSError):  # it ended while it was looked at
                self.look()

    def look(self):
        """Compare what is used with what is allowed."""
        family = [self.first, *self.first.children(recursive=True)]
        most = self.house.memory * MB
        if len(family) > self.house.processes:
            self.stop("took too many processes")
        elif sum(map(resident, family)) > most and sum(map(own, family)) > most:
            self.stop("took too much memory")
        elif self.files(family[-1]) > MOST_FILES:
            self.stop("wrote too many files")

    def files(self, inside):
        """Count the files where there may be some, seen by one process of those inside."""
        if self.scratch:
            return count(self.scratch)
        spaces = [os.statvfs(f"/proc/{inside.pid}/root{place}") for place in PLACES]
        ours = [one for one in spaces if one.f_blocks * one.f_frsize < 2 * FILES * MB]
        return sum(one.f_files - one.f_ffree for one in ours)  # others: it is still being built

    def stop(self, reason):
        """End everything that was started inside."""
        self.reason = self.reason or reason
        self.over.set()
        with contextlib.suppress(psutil.NoSuchProcess):
            family = [self.first, *self.first.children(recursive=True)]
            for one in family:  # the first takes the others with it, where there is a sandbox
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.kill()
        with contextlib.suppress(OSError):  # who has lost a parent is still in the group
            os.killpg(self.first.pid, 9)


def count(folder):
    """Count files; a large one counts as many."""
    files = [Path(place, name) for place, _, names in os.walk(folder) for name in names]
    return sum(1 + path.lstat().st_size * MOST_FILES // (FILES * MB) for path in files)


def resident(process):
    """Return the memory of a process, what it shares with its copies included."""
    return process.memory_info().rss


def own(process):
    """Return the memory of a process, what is shared counted in parts."""
    return getattr(process.memory_full_info(), "pss", 0) or resident(process)
