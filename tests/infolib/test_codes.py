"""Huffman's code is the best there is, and Kraft's sum tells which lengths can be had."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import distributions

import infolib as il

several = st.integers(1, 12).flatmap(distributions)


def shortest_expected_length(p):
    """Try all lengths that satisfy Kraft's inequality."""
    p = p[p > 0]
    possible = itertools.product(range(len(p)), repeat=len(p))
    return min(p @ np.array(k) for k in possible if sum(Fraction(1, 2**i) for i in k) <= 1)


@given(several)
def test_no_word_begins_another(p):
    words = sorted(w for w, x in zip(il.huffman_code(p), p, strict=True) if x > 0)
    for word, following in itertools.pairwise(words):
        assert not following.startswith(word)


@given(several)
def test_a_huffman_code_leaves_no_room(p):
    lengths = [len(w) for w, x in zip(il.huffman_code(p), p, strict=True) if x > 0]
    assert il.kraft_sum(lengths) == 1


@settings(max_examples=25)
@given(st.integers(1, 5).flatmap(distributions))
def test_no_prefix_free_code_is_shorter(p):
    best = shortest_expected_length(p)
    assert il.expected_length(p, il.huffman_code(p)) == pytest.approx(best, rel=1e-12, abs=0)


@given(several)
def test_the_expected_length_is_within_a_bit_of_the_entropy(p):
    """Shannon's source coding theorem."""
    length = il.expected_length(p, il.huffman_code(p))
    assert il.entropy(p) - 1e-12 <= length < il.entropy(p) + 1


@given(st.lists(st.integers(0, 5), max_size=8))
def test_dyadic_distributions_are_coded_at_their_entropy(splits):
    p = [1.0]
    for k in splits:
        half = p.pop(k % len(p)) / 2
        p += [half, half]
    assert il.expected_length(p, il.huffman_code(p)) == il.entropy(p)


@given(several)
def test_the_same_distribution_gives_the_same_code(p):
    assert il.huffman_code(p) == il.huffman_code(p.copy()) == il.huffman_code(p.tolist())


def test_ties_are_broken_by_age():
    assert il.huffman_code([0.25] * 4) == ["00", "01", "10", "11"]
    assert il.huffman_code([1 / 3] * 3) == ["10", "11", "0"]
    assert il.huffman_code([0.5, 0.25, 0.25]) == ["0", "10", "11"]


def test_what_never_or_always_happens_has_no_word():
    assert il.huffman_code([0, 1, 0]) == ["", "", ""]
    assert il.huffman_code([1]) == [""]
    assert il.huffman_code([0.5, 0, 0.5]) == ["0", "", "1"]
    assert il.expected_length([0, 1, 0], il.huffman_code([0, 1, 0])) == 0


def test_words_may_be_a_thousand_bits_long():
    p = np.append(2.0 ** -np.arange(1, 1001), 2.0**-1000)
    code = il.huffman_code(p)
    assert [len(word) for word in code] == [*range(1, 1001), 1000]
    assert il.expected_length(p, code) == pytest.approx(2)
    assert il.kraft_sum([len(word) for word in code]) == 1


def test_a_hundred_thousand_outcomes_are_no_trouble():
    p = np.random.default_rng(1).dirichlet(np.ones(100_000))
    assert 0 <= il.expected_length(p, il.huffman_code(p)) - il.entropy(p) < 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=20), st.integers(2, 10))
def test_kraft_sum_agrees_with_fractions(lengths, arity):
    truth = sum(Fraction(1, arity**length) for length in lengths)
    assert il.kraft_sum(lengths, arity=arity) == pytest.approx(float(truth), rel=1e-15, abs=0)


def test_whole_floats_are_lengths_as_well():
    p = [0.7, 0.2, 0.1]
    lengths = np.ceil(il.surprisal(p))
    assert il.kraft_sum(lengths) == 2**-1 + 2**-3 + 2**-4
    assert il.expected_length(p, lengths) == pytest.approx(0.7 + 0.6 + 0.4)


def test_a_length_may_be_thousands_of_symbols():
    assert il.kraft_sum([1, 100_000]) == 0.5


def test_words_and_their_lengths_cost_the_same():
    p, words = [0.5, 0.3, 0.2], ["0", "10", "11"]
    assert il.expected_length(p, words) == il.expected_length(p, [1, 2, 2]) == 1.5
    assert il.expected_length(p, np.array(words)) == il.expected_length(p, tuple(words)) == 1.5
    assert isinstance(il.expected_length(p, words), float)
