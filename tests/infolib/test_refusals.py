"""What is no distribution is refused in words: the argument, the fault, the mend."""

import re
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import infolib as il

GOOD = [0.25, 0.75]
TABLE = [[0.25, 0.25], [0.5, 0.0]]

# Every function of p, with whatever else it needs.
OF_P = {
    "entropy": il.entropy,
    "perplexity": il.perplexity,
    "cross_entropy": lambda p, **kw: il.cross_entropy(p, GOOD, **kw),
    "kl_divergence": lambda p, **kw: il.kl_divergence(p, GOOD, **kw),
    "symmetric_kl": lambda p, **kw: il.symmetric_kl(p, GOOD, **kw),
    "js_divergence": lambda p, **kw: il.js_divergence(p, GOOD, **kw),
    "renyi_entropy": lambda p, **kw: il.renyi_entropy(p, 2, **kw),
    "renyi_divergence": lambda p, **kw: il.renyi_divergence(p, GOOD, 2, **kw),
    "hill_number": lambda p, **kw: il.hill_number(p, 2, **kw),
    "huffman_code": il.huffman_code,
    "expected_length": lambda p: il.expected_length(p, ["0", "1"]),
}
OF_Q = {
    "cross_entropy": lambda q, **kw: il.cross_entropy(GOOD, q, **kw),
    "kl_divergence": lambda q, **kw: il.kl_divergence(GOOD, q, **kw),
    "symmetric_kl": lambda q, **kw: il.symmetric_kl(GOOD, q, **kw),
    "js_divergence": lambda q, **kw: il.js_divergence(GOOD, q, **kw),
    "renyi_divergence": lambda q, **kw: il.renyi_divergence(GOOD, q, 2, **kw),
}
OF_TABLES = [il.joint_entropy, il.conditional_entropy, il.mutual_information]

NO_NUMBERS = {
    "booleans": [True, False],
    "an array of booleans": np.array([True, False]),
    "a boolean among numbers": [True, 0.0],
    "a NumPy boolean among numbers": [np.True_, 0.0],
    "strings": ["0.25", "0.75"],
    "a string among numbers": [0.25, "0.75"],
    "a string": "0.25 0.75",
    "bytes": b"01",
    "complex numbers": [0.25 + 0j, 0.75],
    "an array of complex numbers": np.array([0.25, 0.75], dtype=complex),
    "nothing": None,
    "nothing among numbers": [None, 1.0],
    "a dictionary": {"a": 0.25, "b": 0.75},
    "a set": {0.25, 0.75},
    "a generator": (x for x in GOOD),
    "dates": np.array(["2020-01-01", "2020-01-02"], dtype="M8[D]"),
    "missing values of pandas": pd.Series([0.25, None], dtype="Float64"),
    "booleans of pandas": pd.Series([True, False]),
}
MASKED = {
    "a masked array": np.ma.array([0.25, 0.75], mask=[False, True]),
    "a masked array without gaps": np.ma.array([0.25, 0.75]),
    "a list of masked arrays": [np.ma.array([0.25, 0.75], mask=[False, True])],
    "a masked number": [0.25, np.ma.masked],
    "a masked number deep in a list": [[0.25, np.ma.masked]],
}
NO_DISTRIBUTIONS = {
    "counts": ([1, 3], "sums to 4 along axis -1; counts? use normalize("),
    "too little": ([0.25, 0.74], "sums to 0.99 "),
    "just too much": ([0.25, 0.75 + 2e-9], "sums to 1.000000002 "),
    "just too little": ([0.25, 0.75 - 2e-9], "sums to 0.999999998 "),
    "one row of several": ([[0.25, 0.75], [0.5, 0.6]], "sums to 1.1 "),
    "the worst row of several": ([[0.25, 0.75], [0.5, 0.6], [0.5, 0.25]], "sums to 0.75 "),
    "a negative number": ([-0.25, 1.25], "holds -0.25, a negative number"),
    "a tiny negative number": ([-1e-300, 1.0], "holds -1e-300, a negative number"),
    "NaN": ([np.nan, 1.0], "holds NaN"),
    "infinity": ([np.inf, 0.0], "holds an infinity"),
    "both infinities": ([np.inf, -np.inf], "holds an infinity"),
    "an overflow": ([1e308, 1e308, 1e308], "sums to inf "),
    "an empty list": ([], "is empty"),
    "an empty axis": (np.empty((3, 0)), "is empty"),
    "no distributions": (np.empty((0, 3)), "is empty"),
    "a number": (1.0, "is a single number"),
    "ragged rows": ([[0.25, 0.75], [1.0]], "is ragged"),
    "ragged arrays": ([np.ones((2, 2)), np.ones((2, 3))], "is ragged"),
}
SINGLE_ONLY = {"huffman_code", "expected_length"}


def cases(functions, name):
    return [pytest.param(f, name, id=f"{label} of {name}") for label, f in functions.items()]


each_function = pytest.mark.parametrize(("function", "name"), cases(OF_P, "p") + cases(OF_Q, "q"))


@each_function
@pytest.mark.parametrize("values", NO_NUMBERS.values(), ids=NO_NUMBERS)
def test_what_is_not_made_of_real_numbers_is_refused(function, name, values):
    with pytest.raises(ValueError, match=rf"^{name} holds .*: (give real numbers|drop or fill)"):
        function(values)


@each_function
@pytest.mark.parametrize("values", MASKED.values(), ids=MASKED)
def test_masked_arrays_are_refused(function, name, values):
    with pytest.raises(ValueError, match=rf"^{name} is masked.*say what the gaps mean"):
        function(values)


@each_function
@pytest.mark.parametrize(("values", "fault"), NO_DISTRIBUTIONS.values(), ids=NO_DISTRIBUTIONS)
def test_what_is_no_distribution_is_refused(function, name, values, fault):
    with pytest.raises(ValueError, match=f"^{name} {re.escape(fault)}"):
        function(values)


@each_function
def test_the_mend_works(function, name):
    function(il.normalize([1, 3]))


@pytest.mark.parametrize("function", OF_TABLES)
@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ([0.25, 0.75], "has 1 axes: give a table"),
        (np.full((2, 2, 2), 1 / 8), "has 3 axes: give a table"),
        (
            [[0.5, 0.5], [0.5, 0.5]],
            "sums to 2 over the whole table; counts? use normalize(pxy, axis=None)",
        ),
        ([[-0.5, 0.5], [0.5, 0.5]], "holds -0.5, a negative number"),
        ([[np.nan, 0.5], [0.5, 0.0]], "holds NaN"),
        ([[1e308, 1e308], [0.0, 0.0]], "sums to inf"),
        (np.empty((0, 2)), "is empty"),
        ([[0.5], [0.25, 0.25]], "is ragged"),
        ([[True, False]], "holds a bool"),
        (np.ma.array(TABLE), "is masked"),
    ],
)
def test_what_is_no_joint_distribution_is_refused(function, table, fault):
    with pytest.raises(ValueError, match=f"^pxy {re.escape(fault)}"):
        function(table)


def callables_with_a_base():
    one = [(name, f) for name, f in OF_P.items() if name in ("entropy", "renyi_entropy")]
    two = list(OF_Q.items())
    rest = [
        ("surprisal", il.surprisal),
        ("binary_entropy", il.binary_entropy),
    ]
    return (
        [pytest.param(lambda b, f=f: f(GOOD, base=b), id=n) for n, f in one + two + rest]
        + [pytest.param(lambda b, f=f: f(TABLE, base=b), id=f.__name__) for f in OF_TABLES]
        + [
            pytest.param(lambda b: il.log_loss([0], [GOOD], base=b), id="log_loss"),
            pytest.param(lambda b: il.entropy_estimate([1, 2], base=b), id="entropy_estimate"),
            pytest.param(lambda b: il.gaussian_entropy(1, base=b), id="gaussian_entropy"),
            pytest.param(lambda b: il.gaussian_kl(0, 1, 0, 2, base=b), id="gaussian_kl"),
        ]
    )


@pytest.mark.parametrize("measure", callables_with_a_base())
@pytest.mark.parametrize("base", [1, 0, -2, np.nan, np.inf, True, "2", None, 2j, [2]], ids=str)
def test_bases_without_logarithms_are_refused(measure, base):
    with pytest.raises(ValueError, match=r"^base is .*: give a finite number > 0 other than 1"):
        measure(base)


@pytest.mark.parametrize("name", sorted(set(OF_P) - SINGLE_ONLY))
@pytest.mark.parametrize("axis", [1, 2, -2, -3])
def test_an_axis_out_of_range_is_refused(name, axis):
    with pytest.raises(ValueError, match=rf"^axis is {axis}, but p has only 1"):
        OF_P[name](GOOD, axis=axis)


@pytest.mark.parametrize("axis", [0.0, -1.0, "0", None, True, (0,)], ids=str)
def test_an_axis_that_is_no_integer_is_refused(axis):
    for measure in (il.entropy, il.perplexity):
        with pytest.raises(ValueError, match=r"^axis is .*: give an integer"):
            measure(GOOD, axis=axis)


@pytest.mark.parametrize("function", OF_Q.values())
@pytest.mark.parametrize("q", [[1.0], [0.2, 0.3, 0.5], [[1.0], [1.0]]], ids=str)
def test_distributions_of_different_length_are_refused(function, q):
    with pytest.raises(ValueError, match=r"^q has \d outcomes where p has 2: give both over"):
        function(q)


def test_one_outcome_never_broadcasts_against_several():
    with pytest.raises(ValueError, match=r"^q has 2 outcomes where p has 1"):
        il.kl_divergence([1.0], GOOD)
    with pytest.raises(ValueError, match=r"^q has 3 outcomes where p has 1"):
        il.cross_entropy(np.ones((1, 4)), np.full((3, 4), 1 / 3), axis=0)


def test_batches_that_do_not_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"^q is a batch of shape \(3,\) where p is one of \(2,\)"):
        il.kl_divergence([GOOD] * 2, [GOOD] * 3)


@pytest.mark.parametrize("name", sorted(SINGLE_ONLY))
def test_codes_are_for_one_distribution(name):
    with pytest.raises(ValueError, match=r"^p has shape \(2, 2\): give one distribution"):
        OF_P[name]([GOOD, GOOD])


@pytest.mark.parametrize(
    "alpha", [-1, -1e-300, np.nan, [0, 1, -2], [1, np.nan], -np.inf, []], ids=str
)
def test_orders_below_zero_are_refused(alpha):
    for measure in (il.renyi_entropy, il.hill_number, lambda p, a: il.renyi_divergence(p, GOOD, a)):
        with pytest.raises(ValueError, match=r"^alpha is empty, negative or NaN: give orders"):
            measure(GOOD, alpha)


@pytest.mark.parametrize("alpha", ["2", None, True, 2j, [True]], ids=str)
def test_orders_that_are_no_numbers_are_refused(alpha):
    with pytest.raises(ValueError, match=r"^alpha holds .*: give real numbers"):
        il.renyi_entropy(GOOD, alpha)


@pytest.mark.parametrize("measure", [il.surprisal, il.binary_entropy])
@pytest.mark.parametrize(
    "p", [-0.1, 1.1, 1 + 1e-15, np.nan, np.inf, [0.5, 2], True, "0.5", []], ids=str
)
def test_what_is_no_probability_is_refused(measure, p):
    with pytest.raises(ValueError, match=r"^p (holds|is empty)"):
        measure(p)


@pytest.mark.parametrize(
    ("counts", "fault"),
    [
        ([0, 0], "are all zero"),
        ([[1, 2], [0, 0]], "are all zero"),
        ([-1, 2], "holds -1, a negative number"),
        ([np.nan, 1], "holds NaN"),
        ([np.inf, 1], "holds an infinity"),
        ([], "is empty"),
        (3, "is a single number"),
        (["1", "2"], "holds a str"),
        ([True, False], "holds a bool"),
        ([[1], [1, 2]], "is ragged"),
        (np.ma.array([1, 2]), "is masked"),
    ],
)
def test_counts_that_cannot_be_normalized_are_refused(counts, fault):
    with pytest.raises(ValueError, match=f"^counts {fault}"):
        il.normalize(counts)


@pytest.mark.parametrize("method", ["plugin", "miller-madow", "grassberger", "chao-shen"])
@pytest.mark.parametrize(
    ("counts", "fault"),
    [
        ([0, 0], "are all zero"),
        ([], "is empty"),
        ([-1, 2], "holds -1, a negative number"),
        ([0.25, 0.75], "holds fractions: give whole numbers"),
        ([np.nan, 1], "holds NaN"),
        ([[1, 2]], "has 2 axes: give a flat list"),
        ([True, False], "holds a bool"),
        ("12", "holds <U2 values"),
    ],
)
def test_counts_that_are_none_are_refused(method, counts, fault):
    with pytest.raises(ValueError, match=f"^counts {fault}"):
        il.entropy_estimate(counts, method=method)


@pytest.mark.parametrize("method", ["Plugin", "", None, "mle"])
def test_an_unknown_estimate_is_refused(method):
    with pytest.raises(ValueError, match=r"^method is .*: give one of plugin, miller-madow"):
        il.entropy_estimate([1, 2], method=method)


@pytest.mark.parametrize(
    ("labels", "q", "fault"),
    [
        ([2], [GOOD], "labels holds 2: give labels below 2"),
        ([0, 2], [GOOD, GOOD], "labels holds 2: give labels below 2"),
        ([0], [[GOOD]], "q has shape (1, 1, 2): give a row for each"),
        ([-1], [GOOD], "labels holds -1, a negative number"),
        ([0.5], [GOOD], "labels holds fractions"),
        (["0"], [GOOD], "labels holds a str"),
        ([True], [GOOD], "labels holds a bool"),
        ([], np.empty((0, 2)), "labels is empty"),
        (0, [GOOD], "labels has 0 axes"),
        ([0, 1], [GOOD], "q has shape (1, 2): give a row for each of the 2 labels"),
        ([0], GOOD, "q has shape (2,): give a row for each"),
        ([0], [[0.5, 0.6]], "q sums to 1.1 along axis -1"),
        ([0], [[True, False]], "q holds a bool"),
        ([0], np.ma.array([GOOD]), "q is masked"),
        ([0, 1], [GOOD, [1.0]], "q is ragged"),
    ],
)
def test_labels_that_do_not_fit_are_refused(labels, q, fault):
    with pytest.raises(ValueError, match=f"^{re.escape(fault)}"):
        il.log_loss(labels, q)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (["0"], "has 1 words: give one for each of 2 outcomes"),
        (["0", "10", "11"], "has 3 words"),
        ("01", "is a str: give a list"),
        ({"a": "0", "b": "1"}, "is a dict: give a list"),
        ({"0", "1"}, "is a set: give a list"),
        (["0", 1], "holds a str"),
        ([1, 1.5], "holds fractions"),
        ([-1, 2], "holds -1"),
        ([], "is empty"),
        ([True, False], "holds a bool"),
        (7, "has 0 axes"),
        ([["0"], ["1", "0"]], "is ragged"),
        ([["0", "1"]], "holds a str"),
    ],
)
def test_codes_that_do_not_fit_are_refused(code, fault):
    with pytest.raises(ValueError, match=f"^code {re.escape(fault)}"):
        il.expected_length(GOOD, code)


@pytest.mark.parametrize("arity", [1, 0, -2, 2.0, True, "2", None, np.nan], ids=str)
def test_an_arity_below_two_is_refused(arity):
    with pytest.raises(ValueError, match=r"^arity is .*: give a whole number >= 2"):
        il.kraft_sum([1, 2], arity=arity)


@pytest.mark.parametrize(
    "lengths", [[-1, 2], [0.5], [np.nan], [np.inf], [], [[1, 2]], ["0", "1"], [True], 3], ids=str
)
def test_lengths_that_are_none_are_refused(lengths):
    with pytest.raises(ValueError, match=r"^lengths (holds|is empty|has)"):
        il.kraft_sum(lengths)


@pytest.mark.parametrize(
    "sigma", [0, -1, np.nan, np.inf, "1", True, [1, 0], [1, np.inf], 1j], ids=str
)
def test_standard_deviations_that_are_none_are_refused(sigma):
    with pytest.raises(ValueError, match=r"^sigma holds"):
        il.gaussian_entropy(sigma)
    with pytest.raises(ValueError, match=r"^sigma1 holds"):
        il.gaussian_kl(0, sigma, 0, 1)
    with pytest.raises(ValueError, match=r"^sigma2 holds"):
        il.gaussian_kl(0, 1, 0, sigma)


@pytest.mark.parametrize("mu", [np.nan, np.inf, [0, np.nan], "0", True, 1j], ids=str)
def test_means_that_are_none_are_refused(mu):
    with pytest.raises(ValueError, match=r"^mu1 holds"):
        il.gaussian_kl(mu, 1, 0, 1)
    with pytest.raises(ValueError, match=r"^mu2 holds"):
        il.gaussian_kl(0, 1, mu, 1)


def test_base_and_axis_are_given_by_name():
    for call in (
        lambda: il.entropy(GOOD, 2),
        lambda: il.kl_divergence(GOOD, GOOD, 2),
        lambda: il.surprisal(0.5, 2),
        lambda: il.renyi_entropy(GOOD, 2, 2),
        lambda: il.normalize([1, 2], 0),
        lambda: il.kraft_sum([1, 2], 2),
        lambda: il.entropy_estimate([1, 2], "plugin"),
        lambda: il.gaussian_entropy(1, 2),
    ):
        with pytest.raises(TypeError, match="positional argument"):
            call()


@pytest.mark.parametrize(
    ("values", "cause"),
    [
        ([2, 2], "counts?"),
        ([0.333, 0.333, 0.333], "rounded?"),
        (np.full(3, 1 / 3, np.float32), "rounded to float32?"),
        (np.full(3, 1 / 3, np.float16), "rounded to float16?"),
    ],
)
def test_the_sum_tells_counts_from_rounding(values, cause):
    with pytest.raises(ValueError, match=rf"^p sums to .*; {re.escape(cause)} use normalize\(p\)$"):
        il.entropy(values)
    il.entropy(il.normalize(values))


def test_the_mend_keeps_to_the_axis():
    counts = np.array([[1, 2, 3], [3, 2, 2]])
    with pytest.raises(ValueError, match=r"use normalize\(p, axis=0\)$"):
        il.entropy(counts, axis=0)
    assert il.entropy(il.normalize(counts, axis=0), axis=0).shape == (3,)


def test_distributions_along_the_other_axis_are_told_so():
    columns = np.array([[0.5, 0.25, 1.0], [0.5, 0.75, 0.0]])
    with pytest.raises(ValueError, match=r"^p sums to .* along axis -1, but to 1 along axis 0: "):
        il.entropy(columns)
    assert il.entropy(columns, axis=0).shape == (3,)
    with pytest.raises(ValueError, match=r"along axis 0, but to 1 along axis 1: give axis=1$"):
        il.entropy(columns.T, axis=0)
    with pytest.raises(ValueError, match=r"but to 1 along axis 0: give np\.transpose\(q\)$"):
        il.log_loss([0, 1], [[0.5, 0.75], [0.5, 0.25]])
    with pytest.raises(ValueError, match=r"give one distribution, e\.g\. p\[:, 0\]$"):
        il.huffman_code(columns)


def test_one_column_that_sums_to_1_does_not_make_the_others_distributions():
    with pytest.raises(ValueError, match=r"along axis -1; counts\? use normalize\(p\)$"):
        il.entropy([[0.5, 0.2], [0.5, 0.2]])


def test_the_last_axis_by_its_number_needs_no_word_in_the_mend():
    with pytest.raises(ValueError, match=r"along axis 1; counts\? use normalize\(p\)$"):
        il.entropy([[1, 2], [3, 2]], axis=1)


def test_the_mend_for_a_table_of_counts_is_one():
    counts = pd.crosstab(pd.Series([1, 1, 2, 2]), pd.Series([1, 2, 1, 1]))
    with pytest.raises(ValueError, match=r"use normalize\(pxy, axis=None\)$"):
        il.mutual_information(counts)
    table = il.normalize(counts, axis=None)
    assert table.to_numpy().tolist() == [[0.25, 0.25], [0.5, 0]]
    il.mutual_information(table)


def test_class_labels_in_place_of_a_distribution_are_told_of_log_loss():
    q = [[0.5, 0.5], [0.25, 0.75], [0.5, 0.5]]
    with pytest.raises(
        ValueError, match=r"^p holds whole numbers, one for each row of q: labels\?"
    ):
        il.cross_entropy([0, 1, 1], q)
    assert il.log_loss([0, 1, 1], q) == pytest.approx((2 - np.log2(0.75)) / 3)
    with pytest.raises(ValueError, match=r"counts\? use normalize\(p\)$"):
        il.cross_entropy([1, 3], [0.5, 0.5])


@pytest.mark.parametrize("measure", [il.cross_entropy, il.kl_divergence])
def test_class_labels_beside_one_distribution_are_told_to_be_counted(measure):
    labels, q = [0, 2, 1, 0], [0.5, 0.25, 0.25]
    mend = r"each below q's 3: labels\? use normalize\(np\.bincount\(.*, minlength=3\)\)$"
    for p in (labels, np.array(labels, dtype=float)):
        with pytest.raises(ValueError, match=mend):
            measure(p, q)
        shares = il.normalize(np.bincount(np.asarray(p, int), minlength=3))
        assert measure(shares, q) == measure([0.5, 0.25, 0.25], q)
    with pytest.raises(ValueError, match=r"counts\? use normalize\(p\)$"):
        measure([0, 3, 1, 0], q)  # there is no outcome 3
    with pytest.raises(ValueError, match=r"counts\? use normalize\(p\)$"):
        measure([1, 2, 1], q)
    with pytest.raises(ValueError, match=r"^p holds -1, a negative number"):
        measure([1, -1, 2, 1], q)


def test_class_labels_beside_the_probability_of_1_are_told_of_log_loss():
    labels, q = [1, 0, 1], np.array([0.5, 0.5, 0.25])
    with pytest.raises(ValueError, match=r"use log_loss\(p, np\.stack\(\[1 - q, q\], axis=-1\)\)$"):
        il.cross_entropy(labels, q)
    assert il.log_loss(labels, np.stack([1 - q, q], axis=-1)) == pytest.approx(4 / 3)
    for p, q in ([1, 0, 2], [0.5, 0.5, 0.25]), ([1, 0, 1], [0.5, 1.5, 0.25]):
        with pytest.raises(ValueError, match=r"^p sums to .*counts\? use normalize\(p\)$"):
            il.cross_entropy(p, q)


@pytest.mark.parametrize(("p", "rows"), [([1, 3], 3), ([0, 0.7], 2)])
def test_other_numbers_beside_rows_are_no_class_labels(p, rows):
    with pytest.raises(ValueError, match=r"^p sums to .*; counts\? use normalize\(p\)$"):
        il.cross_entropy(p, [GOOD] * rows)


def test_one_probability_for_each_label_is_refused():
    with pytest.raises(ValueError, match=r"^q has shape \(3,\): give a row .*np\.stack\(\[1"):
        il.log_loss([0, 1, 1], [0.2, 0.9, 0.8])
    q = np.array([0.5, 0.5, 0.25])
    assert il.log_loss([0, 1, 1], np.stack([1 - q, q], axis=-1)) == pytest.approx(4 / 3)


def test_one_forecast_for_all_labels_is_repeated_by_the_mend():
    q = [0.5, 0.25, 0.25]
    with pytest.raises(ValueError, match=r"e\.g\. np\.broadcast_to\(q, \(4, 3\)\)$"):
        il.log_loss([0, 2, 1, 0], q)
    assert il.log_loss([0, 2, 1, 0], np.broadcast_to(q, (4, 3))) == 1.5
    with pytest.raises(ValueError, match=r"give a row for each of the 4 labels$"):
        il.log_loss([0, 2, 1, 0], [0.5, 0.25])


def test_truth_values_become_numbers_by_the_mend():
    for values in (np.array([True, False]), [True, False], [True, 0.0]):
        with pytest.raises(ValueError, match=r"e\.g\. np\.asarray\(labels\) \+ 0$"):
            il.log_loss(values, [GOOD, GOOD])
        assert il.log_loss(np.asarray(values) + 0, [GOOD, GOOD]) == pytest.approx(1.2075, abs=1e-4)


def test_numbers_past_the_largest_float_are_refused():
    for function in (il.normalize, il.entropy_estimate, lambda n: il.renyi_entropy(GOOD, n)):
        with pytest.raises(ValueError, match=r"holds a number past 1\.8e308"):
            function([10**400, 1])
    with pytest.raises(ValueError, match=r"^counts sum to more than 1\.8e308"):
        il.entropy_estimate([1.7e308, 1.7e308])
    with pytest.raises(ValueError, match=r"^arity is past 1\.8e308"):
        il.kraft_sum([1, 2], arity=10**400)
    for base in (10**400, Fraction(10) ** 400, Fraction(1, 10**400), 1 + Fraction(1, 10**30)):
        with pytest.raises(ValueError, match=r"^base is .*: give a finite number"):
            il.entropy(GOOD, base=base)


@pytest.mark.parametrize("kind", [RuntimeError, ValueError])
def test_what_an_object_raises_of_its_own_is_a_refusal(kind):
    class Unwilling:
        def __array__(self, dtype=None, copy=None):
            raise kind("call detach() first")

    with pytest.raises(ValueError, match=r"^p gives no array \(call detach\(\) first\): give real"):
        il.entropy(Unwilling())


def test_a_code_that_runs_out_is_refused():
    with pytest.raises(ValueError, match=r"^code is a generator: give a list"):
        il.expected_length(GOOD, (word for word in ["0", "1"]))


def test_no_gaussians_are_refused():
    for call in (lambda: il.gaussian_entropy([]), lambda: il.gaussian_kl(0, 1, 0, [])):
        with pytest.raises(ValueError, match=r"^sigma2? is empty: give at least one"):
            call()
