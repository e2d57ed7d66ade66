"""Whatever a call is given, it answers rightly or refuses in words, and the mend then mends.

Inputs are drawn: how the numbers lie (near each other, zero, subnormal, uniform), what holds them
(lists, fractions, short floats, strides, frames), and what is wrong with them. INFOLIB_FUZZ=100000
draws more than the suite has time for.
"""

import os
import re
from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import oracles
import pandas as pd
import pytest

import infolib as il

CASES = int(os.environ.get("INFOLIB_FUZZ", "1500"))
MP = mpmath.workdps(60)


# What the numbers are


def draw_rows(rng, rows, n):
    """Draw distributions of one kind."""
    kind = rng.integers(7)
    if kind == 0:
        p = rng.dirichlet(np.full(n, 0.05), rows)
    elif kind == 1:
        p = np.full((rows, n), 1 / n)
    elif kind == 2:
        p = np.eye(n)[rng.integers(n, size=rows)]
    elif kind == 3:
        p = 10.0 ** -rng.uniform(0, 320, (rows, n))
    elif kind == 4:
        z = rng.normal(size=(rows, n)) * 10
        p = np.exp(z - z.max(axis=1, keepdims=True))
    else:
        p = rng.dirichlet(np.ones(n), rows)
        p[rng.random(p.shape) < 0.3] *= rng.choice([0.0, -0.0, 1.0])
    return rescaled(p)


def rescaled(p):
    """Bring rows to a sum of 1, without infolib; a row of zeros becomes a certain outcome."""
    p[p.sum(axis=1) == 0, 0] = 1
    p = p / p.sum(axis=1, keepdims=True)
    return p / p.sum(axis=1, keepdims=True)


def draw_pair(rng, rows, n):
    """Draw truths and models, now and then next to each other."""
    p = draw_rows(rng, rows, n)
    if rng.random() < 0.5:
        return p, draw_rows(rng, rows, n)
    apart = 10.0 ** -rng.uniform(0, 8)
    return p, rescaled(p * (1 + apart * rng.uniform(-0.5, 0.5, p.shape)))


# What holds them


def strided(p):
    return np.repeat(p, 2, axis=-1)[..., ::2]


def read_only(p):
    p = p.copy()
    p.flags.writeable = False
    return p


def objects(kind):
    return lambda p: np.array([kind(x) for x in p.ravel().tolist()], object).reshape(p.shape)


HOLDERS = {
    "array": lambda p: p,
    "list": np.ndarray.tolist,
    "tuple": lambda p: tuple(map(tuple, p.tolist())) if p.ndim == 2 else tuple(p.tolist()),
    "list of arrays": list,
    "Fortran order": np.asfortranarray,
    "strides": strided,
    "backwards": lambda p: p[..., ::-1].copy()[..., ::-1],
    "read-only": read_only,
    "long double": lambda p: p.astype(np.longdouble),
    "big end": lambda p: p.astype(">f8"),
    "fractions": objects(Fraction),
    "decimals": objects(Decimal),
    "memoryview": lambda p: memoryview(np.ascontiguousarray(p)),
    "pandas": lambda p: pd.Series(p) if p.ndim == 1 else pd.DataFrame(p),
}


def draw_holder(rng):
    return HOLDERS[rng.choice(list(HOLDERS))]


# What is asked of them, and what the answer is in many digits

ORDERS = [0, 1e-9, 0.3, 0.5, 0.99999, 1, 1.00001, 2, 7.5, 300, np.inf]


def perplexity(p):
    return 2 ** oracles.entropy(p)


def total_variation(p, q):
    pairs = zip(oracles.floats(p), oracles.floats(q), strict=True)
    return mpmath.fsum(abs(a - b) for a, b in pairs) / 2


def symmetric_kl(p, q):
    return (oracles.kl_divergence(p, q) + oracles.kl_divergence(q, p)) / 2


OF_P = [
    (il.entropy, oracles.entropy),
    (il.perplexity, perplexity),
    *[
        (
            lambda p, a=a, **kw: il.renyi_entropy(p, a, **kw),
            lambda p, a=a: oracles.renyi_entropy(p, a),
        )
        for a in ORDERS
    ],
]
OF_PQ = [
    (il.cross_entropy, oracles.cross_entropy),
    (il.kl_divergence, oracles.kl_divergence),
    (il.symmetric_kl, symmetric_kl),
    (il.js_divergence, oracles.js_divergence),
    (il.total_variation, total_variation),
    *[
        (
            lambda p, q, a=a, **kw: il.renyi_divergence(p, q, a, **kw),
            lambda p, q, a=a: oracles.renyi_divergence(p, q, a),
        )
        for a in ORDERS
    ],
]
OF_TABLES = [
    (il.joint_entropy, oracles.entropy),
    (il.conditional_entropy, oracles.conditional_entropy),
    (il.mutual_information, oracles.mutual_information),
]


def right(answer, truth, slack=0.0):
    """Whether an answer is the truth to twelve digits, or but for what no float sum can tell."""
    return oracles.relative_error(answer, truth) < 1e-12 or abs(answer - truth) <= slack


def draw_layout(rng, *arrays):
    """Lay distributions along an axis, in a holder; one row may come by itself."""
    single, axis = len(arrays[0]) == 1 and rng.random() < 0.7, rng.choice([-1, 0, 1, -2])
    if single:
        return [draw_holder(rng)(a[0]) for a in arrays], {}
    turned = [a.T if axis in (0, -2) else a for a in arrays]
    holder = draw_holder(rng)
    return [holder(a) for a in turned], {"axis": int(axis)}


@pytest.mark.parametrize("part", range(4))
def test_answers_are_right(part):
    rng = np.random.default_rng([1, part])
    for case in range(CASES // 4):
        rows, n = int(rng.choice([1, 1, 3])), int(rng.integers(1, 7))
        if rng.random() < 0.4:
            arrays, (ask, oracle) = [draw_rows(rng, rows, n)], OF_P[rng.integers(len(OF_P))]
        else:
            arrays, (ask, oracle) = draw_pair(rng, rows, n), OF_PQ[rng.integers(len(OF_PQ))]
        given, options = draw_layout(rng, *arrays)
        answers = np.ravel(ask(*given, **options))
        with MP:
            for answer, *row in zip(answers, *arrays, strict=True):
                truth = oracle(*row)
                # Sums that rounding left at 1 + a and 1 + b give a divergence of α (a - b)².
                slack = 1e-15 if len(arrays) == 1 else 1e-28
                assert right(answer, truth, slack), (
                    part,
                    case,
                    row,
                    answer,
                    mpmath.nstr(truth, 17),
                )


def test_answers_about_tables_are_right():
    rng = np.random.default_rng(2)
    for case in range(CASES // 5):
        n, m = rng.integers(1, 5, 2)
        table = draw_rows(rng, 1, n * m).reshape(n, m)
        ask, oracle = OF_TABLES[rng.integers(3)]
        with MP:
            truth = oracle(table)
            answer = ask(draw_holder(rng)(table))
            assert right(answer, truth, 1e-15), (case, table, answer, mpmath.nstr(truth, 17))


# What is wrong with them


def scaled(p, rng):
    return p * rng.choice([2.0, 0.99, 1 + 1e-7, 1e308, 1e-300])


def counted(p, rng):
    return np.rint(p * 100) + np.eye(*p.shape) if p.ndim == 2 else np.rint(p * 100) + 1


def with_a(value):
    def put(p, rng):
        p = p.copy()
        p[..., rng.integers(p.shape[-1])] = value
        return p

    return put


FAULTS = {
    "scaled": scaled,
    "counted": counted,
    "short": lambda p, rng: (p * (1 + 1e-3)).astype(rng.choice([np.float16, np.float32])),
    "NaN": with_a(np.nan),
    "infinite": with_a(np.inf),
    "negative": with_a(-0.25),
    "truth values": lambda p, rng: p > 0,
    "strings": lambda p, rng: p.astype(str),
    "complex": lambda p, rng: p + 0j,
    "masked": lambda p, rng: np.ma.array(p),
    "empty": lambda p, rng: p[..., :0],
    "huge": lambda p, rng: [10**400, *[0] * (p.shape[-1] - 1)],
    "nothing": lambda p, rng: None,
    "a mapping": lambda p, rng: dict(enumerate(np.ravel(p))),
}


def mended(message, p):
    """Give what a refusal's mend makes of `p`, and the options that it asks for."""
    if found := re.search(r"use (normalize\(\w+(, axis=\w+)?\))", message):
        return eval(found[1], {"normalize": il.normalize, "p": p, "q": p, "pxy": p}), {}
    if found := re.search(r"give axis=(\d)", message):
        return p, {"axis": int(found[1])}
    return None


@pytest.mark.parametrize("part", range(4))
def test_refusals_name_the_argument_and_their_mends_mend(part):
    rng = np.random.default_rng([3, part])
    names, mends = list(FAULTS), 0
    for case in range(CASES // 4):
        rows, n = int(rng.choice([1, 3])), int(rng.integers(2, 6))
        p = draw_rows(rng, rows, n)
        fault = names[rng.integers(len(names))]
        good = p[0] if rows == 1 else p
        bad = FAULTS[fault](good, rng)
        ask, _ = OF_P[rng.integers(len(OF_P))] if rng.random() < 0.5 else (one_of_two(rng, good), 0)
        message = refusal(ask, bad)
        if message is None:
            assert fault in {"short", "counted", "truth values", "negative"}, (case, fault, bad)
            assert np.abs(np.asarray(bad, float).sum(axis=-1) - 1).max() <= 1e-9, (case, fault)
            continue
        assert re.fullmatch(r"[pq] .*(: (give|say|drop) |; .*use ).*", message), message
        if mend := mended(message, bad):
            mends += 1
            assert np.size(ask(mend[0], **mend[1])) == rows, (case, message)
    assert mends > CASES // 80


def refusal(ask, bad):
    """Give the words in which a call refuses its argument, or None if it answers."""
    try:
        ask(bad)
    except ValueError as error:
        return str(error)


def one_of_two(rng, good):
    """Give a measure of two distributions in which one is drawn already."""
    ask, _ = OF_PQ[rng.integers(len(OF_PQ))]
    if rng.random() < 0.5:
        return lambda p, **kw: ask(p, good, **kw)
    return lambda q, **kw: ask(good, q, **kw)
