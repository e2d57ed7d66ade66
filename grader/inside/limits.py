"""Limits that a process sets for itself and for all that it starts, and cannot lift again."""

import contextlib


def limit(memory, size, handles):
    """Let this process map so many bytes, write files of so many, and open so many files."""
    import resource  # not on Windows, where nothing is graded

    for kind, most in [
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_NOFILE, handles),
        (resource.RLIMIT_CORE, 0),
    ]:
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit on memory
            resource.setrlimit(kind, (most, most))
