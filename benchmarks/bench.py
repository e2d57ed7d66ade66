"""Time infolib beside its peers and beside one bare pass of np.log; print the tables of README.md.

Run from the top of the repository: ``make bench``. Each round runs every function of a line for
about a millisecond, one after the other, so that a busy moment strikes them all; each one's best
round counts, in the processor's own time. Ratios can be compared between machines, times cannot.
"""

import platform
import subprocess
import sys
import time
import timeit
import tracemalloc
from functools import partial
from importlib.util import find_spec

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon
from sklearn import metrics

import infolib as il

SECONDS = 2  # for each line of a table
ALPHA = np.linspace(0, 10, 50)


def best_times(*functions):
    """Give each function's shortest time in microseconds, over many interleaved rounds."""
    timers = [timeit.Timer(function, timer=time.process_time) for function in functions]
    numbers = [max(1, int(1e-3 / min(timer.repeat(3, 1)))) for timer in timers]
    rounds, start = [], time.perf_counter()
    while len(rounds) < 5 or time.perf_counter() - start < SECONDS:
        rounds.append([t.timeit(n) / n * 1e6 for t, n in zip(timers, numbers, strict=True)])
    return np.min(rounds, axis=0)


def head(*columns):
    print("\n| " + " | ".join(columns) + " |\n|---" + "|--:" * (len(columns) - 1) + "|")


def dirichlet(*shape):
    """Give two batches of distributions."""
    random = np.random.default_rng(1)
    return [random.dirichlet(np.ones(shape[-1]), shape[:-1]) for _ in range(2)]


def against_scipy():
    """Compare with scipy.stats.entropy, from a few numbers to a million."""
    head("what, how many", "infolib", "scipy.stats.entropy", "SciPy / infolib")
    theirs = partial(stats.entropy, axis=-1)
    for shape in ((5,), (1000,), (1_000_000,), (100_000, 10)):
        p, q = dirichlet(*shape)
        near = il.normalize(p * np.random.default_rng(2).uniform(0.999, 1.001, p.shape))
        size = " × ".join(f"{n:,}" for n in shape)
        for name, ours, *args in (
            ("entropy", il.entropy, p),
            ("KL", il.kl_divergence, p, q),
            ("KL of p ≈ q", il.kl_divergence, p, near),
        ):
            a, b = best_times(partial(ours, *args), partial(theirs, *args))
            print(f"| {name}, {size} | {a:,.1f} µs | {b:,.1f} µs | {b / a:.1f} × |", flush=True)


def layouts(p):
    """Give the same rows in the orders in which a program may hold them."""
    short = np.round(p * 2.0**23) / 2.0**23  # float32 holds these, and their sums are still 1
    short[np.arange(len(p)), p.argmax(axis=1)] += 1 - short.sum(axis=1)
    return {
        "C order": (p, -1),
        "Fortran order": (np.asfortranarray(p), -1),
        "axis=0": (np.ascontiguousarray(p.T), 0),
        "float32": (short.astype(np.float32), -1),
    }


def rows_against_log():
    """Compare a million numbers in rows with the least that must be done, their logarithms."""
    kinds = list(layouts(np.eye(1)))
    head("in units of one np.log", *(f"{what}, {kind}" for what in ("H", "KL") for kind in kinds))
    for n in (3, 10, 100, 1000):
        p, q = dirichlet(1_000_000 // n, n)
        pairs = zip(layouts(p).values(), layouts(q).values(), strict=True)
        calls = [(a, b, axis) for (a, axis), (b, _) in pairs]
        bare, *times = best_times(
            partial(np.log, p, out=np.empty_like(p)),
            *(partial(il.entropy, a, axis=axis) for a, _, axis in calls),
            *(partial(il.kl_divergence, a, b, axis=axis) for a, b, axis in calls),
        )
        print(
            f"| rows of {n:,} | " + " | ".join(f"{t / bare:.1f}" for t in times) + " |", flush=True
        )


def textbook_renyi(p):
    return [np.log2(np.sum(p**a)) / (1 - a) for a in ALPHA]


def textbook_divergence(p, q):
    return [np.log2(np.sum(p**a * q ** (1 - a))) / (a - 1) for a in ALPHA]


def bitarray_huffman(p):
    """Give the Huffman code of bitarray, if it is installed; of what the book needs nothing is."""
    if find_spec("bitarray"):
        from bitarray.util import huffman_code

        return partial(huffman_code, dict(enumerate(p.tolist())))


def others():
    """Give what else is measured: its name, infolib's call, the peer's name and call."""
    random = np.random.default_rng(1)
    for n in (5, 100_000):
        pair = dirichlet(n)
        js = partial(il.js_divergence, *pair)
        yield f"Jensen-Shannon, {n:,}", js, "jensenshannon of SciPy", partial(jensenshannon, *pair)
    p, q = pair
    renyi = partial(il.renyi_entropy, p, ALPHA), "the formula", partial(textbook_renyi, p)
    yield "Rényi entropy, 50 orders of 100,000", *renyi
    renyi = partial(il.renyi_divergence, p, q, ALPHA), "the formula"
    yield "Rényi divergence, 50 orders of 100,000", *renyi, partial(textbook_divergence, p, q)
    counts = random.integers(1, 100, (1000, 1000))
    theirs = partial(metrics.mutual_info_score, None, None, contingency=counts)
    table = il.normalize(counts, axis=None)
    ours = partial(il.mutual_information, table)
    yield "mutual information, 1000 × 1000", ours, "scikit-learn", theirs
    labels, said = random.integers(0, 10, 1_000_000), dirichlet(1_000_000, 10)[0]
    theirs = partial(metrics.log_loss, labels, said)
    yield "log loss, 1,000,000 × 10", partial(il.log_loss, labels, said), "scikit-learn", theirs
    yield "Huffman code, 100,000", partial(il.huffman_code, p), "bitarray", bitarray_huffman(p)


def the_rest():
    """Compare the others, each with what a user would reach for."""
    head("what, how many", "infolib", "peer", "peer / infolib")
    for name, ours, peer, theirs in others():
        a, *b = best_times(ours, *([theirs] if theirs else []))
        beside = f"{b[0]:,.0f} µs ({peer}) | {b[0] / a:.1f} ×" if b else f"({peer}) |"
        print(f"| {name} | {a:,.0f} µs | {beside} |", flush=True)


def extra_memory(function, *arrays):
    """Give the peak of new memory during a call, in units of one input array."""
    tracemalloc.start()
    function(*arrays)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / arrays[0].nbytes


def memory():
    head("new memory at 10,000,000, in units of one input", "infolib", "SciPy")
    p, q = dirichlet(10_000_000)
    for label, function, *arrays in (("entropy", il.entropy, p), ("KL", il.kl_divergence, p, q)):
        ours, theirs = extra_memory(function, *arrays), extra_memory(stats.entropy, *arrays)
        print(f"| {label} | {ours:.3f} | {theirs:.3f} |")


def imports():
    head("import, after NumPy's", "time")
    for module in ("infolib", "scipy.stats"):
        program = (
            f"import numpy, time; t = time.process_time(); import {module}; "
            "print(1000 * (time.process_time() - t))"
        )
        runs = [subprocess.check_output([sys.executable, "-c", program]) for _ in range(20)]
        print(f"| {module} | {min(map(float, runs)):.1f} ms |")


def main():
    versions = f"NumPy {np.__version__}, SciPy {scipy.__version__}"
    print(f"Python {platform.python_version()}, {versions}")
    for part in (against_scipy, rows_against_log, the_rest, memory, imports):
        part()


if __name__ == "__main__":
    main()
