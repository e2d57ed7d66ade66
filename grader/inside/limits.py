"""Limits that a process sets for itself and for all that it starts, and cannot lift again."""

import contextlib


def limit(memory, size, handles, seconds, processes=0):
    """Let this process map so many bytes, write files of so many, and open so many files.

    And let it compute for so many seconds, and its user have so many processes, if that user has
    no others.
    """
    import resource  # not on Windows, where nothing is graded

    kinds = [(resource.RLIMIT_NPROC, processes)] if processes else []
    for kind, most in [
        *kinds,
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_NOFILE, handles),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ]:
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit on memory
            resource.setrlimit(kind, (most, most))
