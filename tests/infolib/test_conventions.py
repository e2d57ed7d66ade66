"""What holds for every function alike: axes, batches, kinds of input, and leaving no trace."""

import doctest
import inspect
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import infolib as il

P = np.random.default_rng(1).dirichlet(np.ones(5), (2, 3))
Q = np.random.default_rng(2).dirichlet(np.ones(5), (2, 3))
TABLE = P[0] / 3

OF_P = [il.entropy, il.perplexity, il.renyi_entropy, il.hill_number]
OF_PQ = [il.cross_entropy, il.kl_divergence, il.symmetric_kl, il.js_divergence]
OF_PQ += [il.total_variation, il.renyi_divergence]


def of_one(measure, p, **kwargs):
    return (
        measure(p, 2, **kwargs)
        if measure in (il.renyi_entropy, il.hill_number)
        else measure(p, **kwargs)
    )


def of_two(measure, p, q, **kwargs):
    return measure(p, q, *([2] if measure is il.renyi_divergence else []), **kwargs)


def every_call(p, q, table):
    """Call everything once."""
    return [
        *(of_one(measure, p) for measure in OF_P),
        *(of_two(measure, p, q) for measure in OF_PQ),
        *(il.renyi_divergence(p, q, alpha) for alpha in (0, 0.2, 1, np.inf)),
        *(il.renyi_entropy(p, alpha) for alpha in (0, 0.2, 1, np.inf)),
        il.joint_entropy(table),
        il.conditional_entropy(table),
        il.mutual_information(table),
        il.surprisal(p),
        il.binary_entropy(p),
        il.normalize(p),
        il.log_loss(np.zeros(len(table), int), il.normalize(np.asarray(table) + 0.1)),
        il.expected_length(p, il.huffman_code(p)),
        il.kraft_sum([1, 2, 3000]),
        *(il.entropy_estimate([1, 1, 2, 0, 5], method=m) for m in ("plugin", "miller-madow")),
        *(il.entropy_estimate([1, 1, 2, 0, 5], method=m) for m in ("grassberger", "chao-shen")),
        il.gaussian_entropy(p + 1),
        il.gaussian_kl(p, 1, q, 2),
    ]


@pytest.mark.parametrize("measure", OF_P)
def test_distributions_lie_along_any_axis(measure):
    expected = of_one(measure, P)
    assert expected.shape == (2, 3)
    for axis in (-3, -2, -1, 0, 1, 2, np.int64(1)):
        moved = np.moveaxis(P, -1, axis)
        assert np.allclose(of_one(measure, moved, axis=axis), expected, rtol=1e-14)


@pytest.mark.parametrize("measure", OF_PQ)
def test_pairs_of_distributions_lie_along_any_axis(measure):
    expected = of_two(measure, P, Q)
    for axis in (-3, -2, -1, 0, 1, 2):
        p, q = np.moveaxis(P, -1, axis), np.moveaxis(Q, -1, axis)
        assert np.allclose(of_two(measure, p, q, axis=axis), expected, rtol=1e-14)


@pytest.mark.parametrize("measure", OF_PQ)
def test_batches_broadcast(measure):
    every = of_two(measure, P[:, :, None], Q[0])
    assert every.shape == (2, 3, 3)
    assert every[1, 2, 0] == pytest.approx(of_two(measure, P[1, 2], Q[0, 0]), rel=1e-14, abs=0)
    assert of_two(measure, P[0, 0], Q).shape == of_two(measure, Q, P[0, 0]).shape == (2, 3)


@pytest.mark.parametrize("measure", OF_P)
def test_a_batch_is_its_single_answers(measure):
    singles = [[of_one(measure, row) for row in rows] for rows in P]
    assert np.allclose(of_one(measure, P), singles, rtol=1e-14)


def test_normalize_keeps_the_shape():
    counts = np.arange(1, 25).reshape(2, 3, 4)
    for axis in (0, 1, 2, -1, -2):
        p = il.normalize(counts, axis=axis)
        assert p.shape == counts.shape
        assert np.allclose(p.sum(axis=axis), 1, atol=1e-15)
        assert np.allclose(p, counts / counts.sum(axis=axis, keepdims=True), rtol=1e-15)


def test_one_distribution_gives_a_plain_float():
    p, q = P[0, 0], Q[0, 0]
    for measure in OF_P:
        assert type(of_one(measure, p)) is float
    for measure in OF_PQ:
        assert type(of_two(measure, p, q)) is float
    for answer in (
        il.joint_entropy(TABLE),
        il.conditional_entropy(TABLE),
        il.mutual_information(TABLE),
        il.surprisal(0.5),
        il.binary_entropy(0.5),
        il.log_loss([0], [p]),
        il.kraft_sum([1]),
        il.expected_length(p, [1] * 5),
        il.entropy_estimate([1, 2]),
    ):
        assert type(answer) is float


@pytest.mark.parametrize("size", [32_767, 32_768, 32_769, 100_000])
def test_long_distributions_are_summed_in_blocks_to_the_same_answer(size):
    p, q = np.random.default_rng(3).dirichlet(np.full(size, 0.5), 2)
    assert il.entropy(p) == pytest.approx(-np.sum(p * np.log2(p)), rel=1e-13, abs=0)
    assert il.kl_divergence(p, q) == pytest.approx(np.sum(p * np.log2(p / q)), rel=1e-12, abs=0)
    assert il.renyi_entropy(p, 2) == pytest.approx(-np.log2(np.sum(p**2)), rel=1e-13, abs=0)
    bhattacharyya = -2 * np.log2(np.sum(np.sqrt(p * q)))
    assert il.renyi_divergence(p, q, 0.5) == pytest.approx(bhattacharyya, rel=1e-12, abs=0)


SHAPES = [(3, 50_000), (50_000, 3), (2, 2, 9000), (2, 20_000, 2), (90_000, 1), (1, 90_000)]


@pytest.mark.parametrize("shape", [*SHAPES, (5000, 30), (500, 2000), (40_000, 66)])
def test_large_batches_are_summed_in_blocks_to_the_same_answer(shape):
    p = np.random.default_rng(4).random(shape) + 0.01
    p /= p.sum(axis=-1, keepdims=True)
    q = p[..., ::-1]
    assert np.allclose(il.entropy(p), -np.sum(p * np.log2(p), axis=-1), rtol=1e-13, atol=1e-15)
    turned = np.asfortranarray(p)
    assert np.allclose(il.entropy(turned), il.entropy(p), rtol=1e-13, atol=1e-15)
    assert np.allclose(
        il.kl_divergence(turned, np.asfortranarray(q)), il.kl_divergence(p, q), rtol=1e-12
    )
    expected = np.sum(p * np.log2(p / q), axis=-1)
    assert np.allclose(il.kl_divergence(p, q), expected, rtol=1e-11, atol=1e-14)
    assert il.renyi_divergence(p, q, [0.5, 2]).shape == (*shape[:-1], 2)


@pytest.mark.parametrize(
    "make",
    [
        list,
        tuple,
        lambda p: p.astype(np.longdouble),
        lambda p: p.astype(np.float32),
        lambda p: p.astype(np.float16),
        lambda p: p.astype(">f8"),
        lambda p: p.astype(object),
        lambda p: [Fraction(x) for x in p.tolist()],
        lambda p: [np.float64(x) for x in p],
        pd.Series,
        lambda p: pd.Series(p, index=list("abc")),
        lambda p: pd.Series(p, dtype="Float64"),
        lambda p: np.repeat(p, 2)[::2],
        lambda p: p[::-1][::-1],
        np.matrix if hasattr(np, "matrix") else list,
    ],
)
@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_any_kind_of_real_numbers_will_do(make):
    p = make(np.array([0.5, 0.25, 0.25]))
    assert np.ravel(il.entropy(p)).tolist() == [1.5]
    assert np.ravel(il.kl_divergence(p, [0.25, 0.5, 0.25])).tolist() == [0.25]


def test_whole_numbers_may_be_probabilities():
    for kind in (np.int8, np.uint64, np.int64):
        assert il.entropy(np.array([0, 1], dtype=kind)) == 0
    assert il.entropy(range(2)) == 0
    assert il.normalize(np.array([200, 100], dtype=np.uint8)).tolist() == [2 / 3, 1 / 3]


def test_a_data_frame_is_a_batch():
    frame = pd.DataFrame({"sun": [0.5, 1.0], "rain": [0.5, 0.0]})
    assert il.entropy(frame).tolist() == [1, 0]
    assert il.entropy(il.normalize(frame, axis=0), axis=0).shape == (2,)


def test_inputs_are_never_changed():
    p, q, table = P[0, 0].copy(), P[0, 0] * (1 + 1e-9 * np.array([1, -1, 0, 0, 0])), TABLE.copy()
    q /= q.sum()
    kept = [a.copy() for a in (p, q, table)]
    for array in (p, q, table):
        array.flags.writeable = False
    every_call(p, q, table)
    assert all(map(np.array_equal, (p, q, table), kept))


def test_any_base_that_has_a_logarithm_will_do():
    for base in (5e-324, 0.5, Fraction(1, 4), np.e, 10, 1.7e308):
        expected = np.log(2) / np.log(float(base))
        assert il.entropy([0.5, 0.5], base=base) == pytest.approx(expected, rel=1e-15, abs=0)


def test_an_answer_never_shares_memory_with_its_input():
    p = np.array([0.5, 0.5])
    for answer in (il.normalize(p), il.surprisal(p)):
        assert not np.shares_memory(answer, p)


HARD = [
    np.array([1.0, 0, 0, 0]),
    np.array([0, 0.5, 0.5, 0]),
    np.array([1e-300, 1e-310, 5e-324, 1.0]),
    np.array([1.0, 5e-324, 1e-17, 0]),
    np.array([0.25, 0.25, 0.25, 0.25]),
]


@pytest.mark.parametrize("p", HARD, ids=str)
@pytest.mark.parametrize("q", HARD, ids=str)
def test_no_warning_and_no_trace_even_where_numpy_raises(p, q):
    table = p.reshape(2, 2)
    with np.errstate(all="raise"):
        before = np.geterr()
        for answer in every_call(p, q, table):
            assert not np.isnan(answer).any()
        for alpha in (5e-324, 1e-12, 0.5, 1 + 1e-12, 1e300):
            assert il.renyi_entropy(p, alpha) >= 0
            assert il.renyi_divergence(p, q, alpha) >= 0
        assert np.geterr() == before


def test_a_refusal_leaves_the_error_state_as_it_was():
    with np.errstate(divide="raise", over="print", under="call", invalid="ignore"):
        before = np.geterr()
        with pytest.raises(ValueError, match="negative"):
            il.entropy([-1, 2])
        assert np.geterr() == before


def test_importing_loads_numpy_alone():
    program = "import sys, infolib; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    heavy = {"matplotlib", "ipywidgets", "IPython", "scipy", "pandas", "traitlets"}
    assert not heavy & set(loaded.stdout.split())


def test_every_public_name_is_there_and_documented():
    assert set(il.__all__) <= set(dir(il))
    assert sorted(il.__all__) == il.__all__
    for name in il.__all__:
        assert inspect.getdoc(getattr(il, name)), name
    with pytest.raises(AttributeError, match="no attribute 'entropie'"):
        _ = il.entropie


def test_every_numeric_function_has_types_parameters_returns_and_an_example():
    ideas = (il.entropies, il.divergences, il.joint, il.renyi, il.codes, il.estimates, il.gaussians)
    public = [f for name, f in vars(il).items() if name in il.__all__]
    assert len(public) == 23
    for function in public:
        name = function.__name__
        assert function.__module__ in {idea.__name__ for idea in ideas}
        documentation = inspect.getdoc(function)
        for section in ("Parameters", "Returns", "Raises", "Examples"):
            assert f"\n{section}\n---" in documentation, (name, section)
        assert doctest.DocTestParser().get_examples(documentation), name
        signature = inspect.signature(function)
        assert signature.return_annotation is not signature.empty, name
        for parameter in signature.parameters.values():
            assert parameter.annotation is not parameter.empty, (name, parameter)
            assert parameter.name in documentation, (name, parameter)
