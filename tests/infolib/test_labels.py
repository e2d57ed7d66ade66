"""Labelled numbers are paired by their labels or not at all."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import infolib as il

ABC = pd.Series({"a": 0.5, "b": 0.25, "c": 0.25})
CBA = pd.Series({"c": 0.5, "b": 0.25, "a": 0.25})
BATCH = pd.DataFrame([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25]], columns=ABC.index, index=["u", "v"])

MEASURES = [
    il.cross_entropy,
    il.kl_divergence,
    il.symmetric_kl,
    il.js_divergence,
    il.total_variation,
    lambda p, q, **kw: il.renyi_divergence(p, q, 2, **kw),
]


class Labelled:
    """As much of an xarray.DataArray as infolib may rely on."""

    def __init__(self, values, **labels):
        self.values, self.dims = np.asarray(values), tuple(labels)
        self.labels = {name: pd.Index(index) for name, index in labels.items()}

    def get_index(self, name):
        return self.labels[name]

    def __array__(self, dtype=None, copy=None):
        return self.values

    def isnull(self):
        return Labelled(np.isnan(self.values), **self.labels)

    def __add__(self, values):
        return Labelled(self.values + values, **self.labels)

    def transpose(self, *dims):
        return Labelled(self.values.T, **{name: self.labels[name] for name in dims})


class Polars:
    """As much of a polars.DataFrame: columns have names, rows have none."""

    def __init__(self, columns):
        self.values, self.columns = np.array(list(columns.values())).T, list(columns)

    def __len__(self):
        return len(self.values)

    def __array__(self, dtype=None, copy=None):
        return self.values


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("p", "q"),
    [([ABC], [CBA]), ([ABC, ABC], CBA), (ABC, (ABC, CBA)), ([ABC, CBA], [ABC, ABC])],
)
def test_labels_inside_a_list_are_seen(measure, p, q):
    with pytest.raises(ValueError, match=r"give np\.asarray\(q\) if the order is right$"):
        measure(p, q)
    assert measure(p, np.asarray(q)).shape in {(1,), (2,)}
    assert measure([ABC, CBA], [ABC, CBA]).shape == (2,)  # row by row alike


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("p", "q", "axis"),
    [
        (ABC, CBA, -1),
        (ABC, ABC.set_axis(["x", "b", "c"]), -1),
        (ABC, ABC.reset_index(drop=True), -1),
        (ABC, BATCH[["c", "b", "a"]], -1),
        (BATCH[["c", "b", "a"]], ABC, -1),
        (ABC, BATCH[["c", "b", "a"]].T, 0),
        (BATCH, BATCH[::-1], -1),
        (BATCH, BATCH[["c", "b", "a"]], -1),
        (Labelled(ABC, x=list("abc")), Labelled(ABC, x=list("cba")), -1),
        (Labelled(ABC, x=list("abc")), Labelled(ABC, y=list("abc")), -1),
        (Labelled(ABC, x=list("abc")), CBA, -1),
        (Polars({"a": [0.5], "b": [0.5]}), Polars({"b": [0.5], "a": [0.5]}), -1),
    ],
)
def test_outcomes_labelled_otherwise_are_refused(measure, p, q, axis):
    with pytest.raises(ValueError, match=r"^q has other labels than p.*if the order is right$"):
        measure(p, q, axis=axis)
    measure(np.asarray(p), np.asarray(q), axis=axis)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("p", "q"),
    [
        (ABC, ABC / 2 + ABC.to_numpy()[::-1] / 2),
        (ABC, BATCH),
        (BATCH, BATCH),
        (BATCH, BATCH[:1]),
        (ABC, CBA.to_numpy()),
        (ABC.to_list(), CBA),
        (ABC, Labelled(ABC, x=list("abc"))),
        (Labelled(BATCH, n=[1, 2], x=list("abc")), ABC),
        (pd.Series([0.5, 0.5]), pd.Series([0.25, 0.75], index=[0, 1])),
        (Polars({"a": [0.5], "b": [0.5]}), Polars({"a": [0.25], "b": [0.75]})),
    ],
)
def test_outcomes_labelled_alike_are_paired(measure, p, q):
    assert np.array_equal(measure(p, q), measure(np.asarray(p), np.asarray(q)))


def test_two_samples_counted_by_pandas_are_not_paired_by_frequency():
    p, q = (pd.Series(list(text)).value_counts(normalize=True) for text in ("aaab", "bbba"))
    with pytest.raises(ValueError, match=r"give q\.reindex_like\(p\), or np\.asarray\(q\) if"):
        il.kl_divergence(p, q)
    assert il.kl_divergence(p, q.reindex_like(p)) == pytest.approx(0.792481, abs=1e-6)


def test_samples_of_different_letters_are_aligned_by_the_mend():
    p, q = (pd.Series(list(text)).value_counts(normalize=True) for text in ("aaab", "bbcc"))
    with pytest.raises(ValueError, match=r"give both of p\.align\(q, fill_value=0\), or"):
        il.js_divergence(p, q)
    truth = il.js_divergence([0.75, 0.25, 0], [0, 0.5, 0.5])
    assert il.js_divergence(*p.align(q, fill_value=0)) == truth


def test_rows_and_columns_are_exchanged_by_the_mend():
    p = Labelled(BATCH, n=[1, 2], x=list("abc"))
    with pytest.raises(ValueError, match=r"give q\.transpose\(\*p\.dims\), or"):
        il.kl_divergence(p, Labelled(np.full((3, 3), 1 / 3)[:2], x=[1, 2], n=list("abc")))
    q = Labelled(BATCH.to_numpy().T, x=list("abc"), n=[1, 2])
    assert il.kl_divergence(p, q.transpose(*p.dims)).tolist() == [0, 0]


def test_labels_of_two_libraries_are_compared_by_what_they_say():
    frame, other = pd.DataFrame({"a": [0.5], "b": [0.5]}), Polars({"a": [0.5], "b": [0.5]})
    assert il.kl_divergence(frame, other).tolist() == [0]
    assert il.kl_divergence(other, frame).tolist() == [0]
    assert il.kl_divergence(Labelled(ABC, x=list("abc")), ABC) == 0
    with pytest.raises(ValueError, match=r"or in another order: give np\.asarray\(q\) if the"):
        il.kl_divergence(Labelled(ABC, x=list("abc")), CBA)


def test_an_array_of_another_library_has_no_labels():
    class Tensor:
        dims = ("x",)  # by which alone it is none of xarray's

        def __array__(self, dtype=None, copy=None):
            return ABC.to_numpy()

    assert il.kl_divergence(Tensor(), CBA) == il.kl_divergence(CBA, Tensor()) == 0
    assert il.kl_divergence(ABC, Tensor()) == 0


def test_code_words_labelled_otherwise_are_refused():
    code = pd.Series({"c": "0", "b": "10", "a": "11"})
    with pytest.raises(ValueError, match=r"^code has other labels than p.*code\.reindex_like\(p\)"):
        il.expected_length(ABC, code)
    assert il.expected_length(ABC, code.reindex_like(ABC)) == 1.75
    assert il.expected_length(ABC, code.str.len().reindex_like(ABC)) == 1.75


def test_labels_and_forecasts_of_other_rows_are_refused():
    happened = pd.Series([0, 1], index=["mon", "tue"])
    said = pd.DataFrame([[0.25, 0.75], [0.5, 0.5]], index=["tue", "mon"])
    with pytest.raises(ValueError, match=r"^q has other labels than labels"):
        il.log_loss(happened, said)
    assert il.log_loss(happened, said.loc[happened.index]) == pytest.approx(
        1 - np.log2(0.75) / 2 - 0.5
    )


def test_forecasts_whose_columns_are_numbered_otherwise_are_refused():
    said = pd.DataFrame({1: [0.25], 0: [0.75]})
    with pytest.raises(ValueError, match=r"^q has columns other than 0, 1, 2"):
        il.log_loss([0], said)
    assert il.log_loss([0], said[[0, 1]]) == il.surprisal(0.75)
    assert il.log_loss([0], said.set_axis(["rain", "sun"], axis=1)) == 2
    with pytest.raises(ValueError, match=r"^q has columns other than 0, 1, 2"):
        il.log_loss([0], said.set_axis(["1", "0"], axis=1))
    assert il.log_loss([0], said[[0, 1]].set_axis(["0", "1"], axis=1)) == il.surprisal(0.75)


@pytest.mark.parametrize("kind", [list, pd.Series, pd.Categorical, np.array])
def test_labels_that_name_columns_are_numbered_by_the_mend(kind):
    said = pd.DataFrame({"sun": [0.25, 0.5], "rain": [0.75, 0.5]})
    happened = kind(["sun", "rain"])
    with pytest.raises(ValueError, match=r"give q\.columns\.get_indexer\(labels\)$"):
        il.log_loss(happened, said)
    assert il.log_loss(said.columns.get_indexer(happened), said) == 1.5


@pytest.mark.parametrize("plot", [il.plot_distribution, il.plot_surprise])
def test_outcomes_labelled_otherwise_are_not_drawn_side_by_side(plot):
    with pytest.raises(ValueError, match=r"^q has other labels than p"):
        plot(ABC, CBA)


def test_a_frame_is_no_code():
    with pytest.raises(ValueError, match=r"^code has 2 axes: give a flat list"):
        il.expected_length([0.5, 0.5], pd.DataFrame({"a": [1, 1], "b": [2, 2]}))


def test_counts_of_words_may_be_normalized_in_one_order():
    counts = Counter("abracadabra")
    assert il.normalize([counts[letter] for letter in sorted(counts)])[0] == 5 / 11


@pytest.mark.parametrize("place", [1, 2, 3])
def test_gaussians_labelled_otherwise_are_refused(place):
    given = [ABC, ABC, ABC, ABC]
    given[place] = CBA
    with pytest.raises(ValueError, match=r"has other labels than mu1, .*reindex_like\(mu1\)"):
        il.gaussian_kl(*given)
    arrays = [np.asarray(x) for x in given]
    given[place] = CBA.reindex_like(ABC)
    assert il.gaussian_kl(*given).tolist() != il.gaussian_kl(*arrays).tolist()
    assert il.gaussian_kl(*given).tolist() == il.gaussian_kl(*map(np.asarray, given)).tolist()


def test_two_widths_labelled_otherwise_are_refused():
    with pytest.raises(ValueError, match=r"^sigma2 has other labels than sigma1"):
        il.gaussian_kl(0, ABC, 0, CBA)
    assert il.gaussian_kl(0, ABC, 0, ABC).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "counts",
    [
        pd.Series({"b": 3, "a": 1}, name="letters"),
        pd.Series({"b": 3, "a": 1}, dtype="Int64"),
        pd.Series({"b": Fraction(3), "a": Fraction(1)}),
        pd.Series([3, 1], index=pd.MultiIndex.from_tuples([("x", 1), ("x", 2)])),
        pd.Series([3, 1], index=pd.Categorical(["b", "a"])),
    ],
)
def test_normalized_counts_keep_their_labels(counts):
    expected = pd.Series([0.75, 0.25], index=counts.index, name=counts.name)
    pd.testing.assert_series_equal(il.normalize(counts), expected)
    frame = counts.to_frame("n")
    assert il.normalize(frame, axis=0).equals(expected.to_frame("n"))
    assert il.normalize(frame, axis=None).equals(expected.to_frame("n"))
    assert (il.normalize(frame) == 1).all(axis=None)


def test_normalized_counts_of_xarray_keep_their_labels():
    counts = Labelled([[1, 3], [2, 2]], n=["u", "v"], x=["a", "b"])
    p = il.normalize(counts, axis=0)
    assert {name: list(labels) for name, labels in p.labels.items()} == {
        "n": ["u", "v"],
        "x": ["a", "b"],
    }
    assert p.values.tolist() == [[1 / 3, 0.6], [2 / 3, 0.4]]


def test_two_samples_that_were_normalized_are_not_paired_by_frequency():
    p, q = (il.normalize(pd.Series(list(text)).value_counts()) for text in ("aaab", "bbba"))
    with pytest.raises(ValueError, match=r"give q\.reindex_like\(p\), or np\.asarray\(q\) if"):
        il.kl_divergence(p, q)
    assert il.kl_divergence(p, q.reindex_like(p)) == pytest.approx(0.792481, abs=1e-6)


def test_what_has_no_labels_is_normalized_to_an_array():
    for counts in ([3, 1], np.array([3, 1]), Polars({"a": [3], "b": [1]}), [ABC, CBA]):
        assert type(il.normalize(counts)) is np.ndarray
