"""Nobody leaves the sandbox, and nobody takes more than a share of the machine."""

import os
import textwrap

import pytest

from grader import sandbox, syscalls
from grader.inside.plain import receive, send

from .classroom import ROOT, needs_sandbox

pytestmark = needs_sandbox
SECONDS = 60
# what a cell does, and what it must see when it counts its successes into `won`
CLOSED = {
    "write a setting of the kernel": """
        for place in ("/proc/sys", "/sys", "/proc/sysrq-trigger", "/proc/self"):
            for folder, _, names in os.walk(place):
                for name in [*names, ""]:
                    try:
                        os.close(os.open(os.path.join(folder, name).rstrip("/"), os.O_WRONLY))
                        won.append(os.path.join(folder, name))
                    except OSError:
                        pass
        won = [path for path in won if path.startswith(("/proc/sys", "/sys"))]""",
    "be somebody": """
        won += [os.getuid()] if os.getuid() == 0 else []
        won += [os.getgroups()] if 0 in os.getgroups() else []
        won += [line for line in open("/proc/self/status")
                if line.startswith(("CapEff", "CapPrm", "CapBnd")) and int(line.split()[1], 16)
                and os.readlink("/proc/self/ns/user")]
        for number in (0, 1, 1000):
            try:
                os.setuid(number); won.append(number)
            except OSError:
                pass
        won = [one for one in won if not str(one).startswith("CapBnd")]""",
    "reach the network": """
        import socket
        for host in ("127.0.0.1", "1.1.1.1", "::1"):
            for port in (22, 53, 80, 8888):
                try:
                    socket.create_connection((host, port), 0.2); won.append((host, port))
                except OSError:
                    pass
        won += [name for _, name in socket.if_nameindex() if name != "lo"]""",
    "find the assignments and the grader": f"""
        import pathlib
        for place in ({str(ROOT)!r}, "/home", "/root", "/etc", "/tmp", "/var", "/mnt"):
            for folder, _, names in os.walk(place):
                won += [os.path.join(folder, n) for n in names if "hw0" in n or "judge" in n]
        for path in ("/etc/passwd", "/etc/shadow", "/var", "/home"):
            won += [path] if os.path.exists(path) else []""",
    "change a program or a library": f"""
        import infolib, numpy, sys
        for path in (infolib.__file__, numpy.__file__, sys.executable, "/usr/bin/env",
                     "/new", {str(ROOT / "new")!r}, "/dev/new", "/usr/new", "/proc/new"):
            try:
                open(path, "ab").write(b"x"); won.append(path)
            except OSError:
                pass""",
    "see another's process": """
        won = [n for n in os.listdir("/proc") if n.isdigit() and int(n) > 50]
        for number in filter(str.isdigit, os.listdir("/proc")):
            command = open(f"/proc/{number}/cmdline").read()
            won += [command] if "grader.mark" in command or "forkserver" in command else []""",
    "mount a disk of its own": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        won += ["unshare"] if libc.unshare(0x10000000) == 0 else []
        won += ["mount"] if libc.mount(b"x", b"/tmp", b"tmpfs", 0, None) == 0 else []
        won += ["clone"] if libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0) > 0 else []""",
    "make a file in memory": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        try:
            won.append(os.memfd_create("hoard"))
        except OSError:
            pass
        won += ["shmget"] if libc.shmget(0, 1 << 30, 0o1777) >= 0 else []""",
    "trace the process that started it": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        won += [n for n in (1, os.getppid()) if libc.ptrace(16, n, 0, 0) == 0]""",
    "signal what is outside": """
        for number in range(2, 5000):
            if number != os.getpid():
                try:
                    os.kill(number, 0); won.append(number)
                except OSError:
                    pass""",
    "fill the scratch space": """
        for place in ("/tmp", "/tmp/deep/er", "/dev/shm", "/dev/shm/deep"):
            os.makedirs(place, exist_ok=True)
            for number in range(30):
                try:
                    open(f"{place}/{number}", "wb").write(b"x" * 10**7)
                except OSError:
                    break
        for place in ("/tmp", "/dev/shm"):
            size = sum(os.path.getsize(os.path.join(folder, name))
                       for folder, _, names in os.walk(place) for name in names if name.isdigit())
            won += [size] if size > 101_000_000 else []""",
    "open a thousand files": """
        try:
            won = [open(os.devnull) for _ in range(1000)]
        except OSError:
            won = []""",
}  # fmt: skip
ENDED = {  # what a cell does, and for what it is ended
    "a hundred thousand files": (
        "for n in range(10**5):\n    os.makedirs(f'/tmp/{n % 10}', exist_ok=True)\n"
        "    open(f'/tmp/{n % 10}/{n}', 'w')",
        "wrote too many files",
    ),
    "as many names in shared memory": (
        "for n in range(10**5):\n    os.makedirs(f'/dev/shm/{n}')",
        "wrote too many files",
    ),
    "a fork bomb": ("while True:\n    os.fork()", "took too many processes"),
    "a greedy family": (
        "import time\nfor _ in range(6):\n    if os.fork() == 0:\n"
        "        hoard = bytearray(os.urandom(1000) * 300_000)\n"
        "        time.sleep(60)\ntime.sleep(60)",
        "took too much memory",
    ),
}


def ask(tenant, text):
    """Run a cell."""
    send(tenant.control, {"do": "run", "source": text, "own": True})
    return receive(tenant.control, SECONDS)


@pytest.fixture(scope="module")
def tenant():
    with sandbox.House(memory=1500).open(0) as tenant:
        yield tenant


@pytest.mark.parametrize("name", CLOSED)
def test_a_way_out_is_closed(tenant, name):
    said = ask(
        tenant, f"import os\nwon = []\n{textwrap.dedent(CLOSED[name])}\nraise ValueError(str(won))"
    )
    assert said["text"] == "[]", said


def test_a_way_that_is_open_would_be_seen(tenant):
    said = ask(tenant, "won = [open('/tmp/x', 'w')]\nraise ValueError(str(len(won)))")
    assert said["text"] == "1"


@pytest.mark.parametrize("name", ENDED)
def test_who_takes_too_much_is_ended(name):
    text, reason = ENDED[name]
    with sandbox.House(memory=1500).open(0) as tenant:
        with pytest.raises((EOFError, OSError)):
            ask(tenant, f"import os\n{text}")
        tenant.watch.join(10)
        assert tenant.watch.reason == reason


@pytest.mark.parametrize("walls", [sandbox.House().walls, ""], ids=["walls", "no walls"])
def test_what_nobody_watches_any_more_ends_by_itself(monkeypatch, walls):
    monkeypatch.setattr(sandbox, "STARTING", 4)
    monkeypatch.setattr(sandbox.Watch, "look", lambda watch: None)
    with sandbox.House(seconds=1, walls=walls).open(0) as tenant:
        with pytest.raises((EOFError, OSError)):
            ask(tenant, "while True:\n    pass")
        assert tenant.process.wait(SECONDS) != 0


def test_root_never_stays_root():
    for way in ("root mounts", "nobody mounts"):
        command = sandbox.bubblewrap(way, None)
        assert "setpriv" in command
        (user,) = [int(word[8:]) for word in command if word.startswith("--reuid=")]
        assert user in sandbox.STRANGERS
    assert all(way != "user mounts" for way in [sandbox.found()[0]]) or sandbox.os.geteuid() != 0


def test_two_processes_that_grade_at_a_time_use_two_users(monkeypatch):
    first = sandbox.become_a_stranger()
    monkeypatch.setattr(sandbox.os, "getpid", lambda: os.getppid())
    assert sandbox.become_a_stranger() != first


def test_the_filter_is_in_force(tenant):
    if not syscalls.program():
        pytest.skip("there is no filter for this machine")
    said = ask(
        tenant, "raise ValueError(open('/proc/self/status').read().split('Seccomp:')[1][:3])"
    )
    assert said["text"].strip() == "2"
