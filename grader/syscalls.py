"""What a program in the sandbox may not ask of the kernel, as a filter that bubblewrap installs.

A file system of its own, a file in memory without a name, a look into another process: each would
be a way round the limits. Who asks is told that it is not permitted; nothing else changes.
"""

import errno
import platform
import struct

# the kernel's name of the architecture, the numbers of its calls, and that of `clone`
INTEL = "29 101 155 165 166 248 249 250 272 298 304 308 310 311 319 321 323"
ARM = "39 40 41 97 117 194 217 218 219 241 265 268 270 271 279 280 282"
NEWER = "425 428 429 430 432 442 447"  # the same everywhere
KINDS = {"x86_64": (0xC000003E, INTEL, 56), "aarch64": (0xC00000B7, ARM, 220)}
# shmget, ptrace, pivot_root, mount, umount, keys, unshare, perf events, handles, setns, other
# processes' memory, memfd_create, bpf, userfaultfd, io_uring, the new mount calls, memfd_secret
CLONE3 = 435  # hides its flags, so it is said not to exist; then libraries use `clone`
NEW_SPACES = 0x7E020080  # the flags of `clone` that make name spaces
OTHER_ABI = 0x40000000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # places in what the filter looks at


def program():
    """Return the filter as bytes, or nothing where the calls have other numbers."""
    if platform.machine() not in KINDS:
        return b""
    architecture, calls, clone = KINDS[platform.machine()]
    tests = [(EQUAL, int(number), REFUSE) for number in f"{calls} {NEWER}".split()]
    tests += [(EQUAL, CLONE3, UNKNOWN), (AT_LEAST, OTHER_ABI, REFUSE)]
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, REFUSE)]
    lines += [(LOAD, 0, 0, NUMBER)]
    for test, number, answer in tests:
        lines += [(test, 0, 1, number), (RETURN, 0, 0, answer)]
    lines += [(EQUAL, 0, 3, clone), (LOAD, 0, 0, FIRST_ARGUMENT)]
    lines += [(ANY_BIT, 0, 1, NEW_SPACES), (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
