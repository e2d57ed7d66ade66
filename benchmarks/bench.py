"""Time infolib and SciPy side by side; print the table that stands in README.md.

Run from the top of the repository: ``.venv/bin/python benchmarks/bench.py``. Each round runs every
function for about a millisecond, one after the other, so that a busy moment strikes them all; each
one's best round counts.
"""

import platform
import subprocess
import sys
import time
import timeit
import tracemalloc
from functools import partial

import numpy as np
import scipy
from scipy import stats

import infolib as il

SECONDS = 2  # for each line of the table


def best_times(*functions):
    """Give each function's shortest time in microseconds, over many interleaved rounds."""
    timers = [timeit.Timer(function) for function in functions]
    numbers = [max(1, int(1e-3 / min(timer.repeat(3, 1)))) for timer in timers]
    rounds, start = [], time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        rounds.append([t.timeit(n) / n * 1e6 for t, n in zip(timers, numbers, strict=True)])
    return np.min(rounds, axis=0)


def extra_memory(function, *arrays):
    """Give the peak of new memory during a call, in units of one input array."""
    tracemalloc.start()
    function(*arrays)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / arrays[0].nbytes


def import_time(module):
    """Give the shortest of 20 times to import a module after NumPy, in milliseconds."""
    program = (
        f"import numpy, time; t = time.perf_counter(); import {module}; "
        "print(1000 * (time.perf_counter() - t))"
    )
    runs = [subprocess.check_output([sys.executable, "-c", program]) for _ in range(20)]
    return min(map(float, runs))


def cases():
    """Give what is measured: a label, infolib's function, SciPy's, and the bare logarithm."""
    random = np.random.default_rng(1)
    for shape in ((5,), (1000,), (1_000_000,), (100_000, 10)):
        ones, batch = np.ones(shape[-1]), shape[:-1]
        p, q = random.dirichlet(ones, batch), random.dirichlet(ones, batch)
        near = il.normalize(p * random.uniform(0.999, 1.001, p.shape))
        size = " × ".join(f"{n:,}" for n in shape)
        bare = partial(np.log, p, out=np.empty_like(p))
        entropy = partial(stats.entropy, axis=-1)
        yield f"entropy, {size}", partial(il.entropy, p), partial(entropy, p), bare
        yield f"KL, {size}", partial(il.kl_divergence, p, q), partial(entropy, p, q), bare
        yield (
            f"KL of p ≈ q, {size}",
            partial(il.kl_divergence, p, near),
            partial(entropy, p, near),
            bare,
        )


def main():
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}\n"
    )
    print(
        "| what, how many | infolib | scipy.stats.entropy | SciPy / infolib | one pass of np.log |"
    )
    print("|---|--:|--:|--:|--:|")
    for label, ours, theirs, bare in cases():
        a, b, c = best_times(ours, theirs, bare)
        print(f"| {label} | {a:,.1f} µs | {b:,.1f} µs | {b / a:.1f} × | {c:,.1f} µs |", flush=True)

    p, q = np.random.default_rng(2).dirichlet(np.ones(10_000_000), 2)
    print("\n| new memory at 10,000,000, in units of one input | infolib | SciPy |")
    print("|---|--:|--:|")
    for label, function, *arrays in (("entropy", il.entropy, p), ("KL", il.kl_divergence, p, q)):
        ours, theirs = extra_memory(function, *arrays), extra_memory(stats.entropy, *arrays)
        print(f"| {label} | {ours:.3f} | {theirs:.3f} |")

    print("\n| import, after NumPy's | time |\n|---|--:|")
    for module in ("infolib", "scipy.stats"):
        print(f"| {module} | {import_time(module):.1f} ms |")


if __name__ == "__main__":
    main()
