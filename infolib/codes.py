"""Codes: the best there is, what Kraft's inequality allows, and what a code costs."""

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np
from numpy.typing import ArrayLike

from .arguments import quietly, single_distribution, whole_numbers
from .labels import refuse_other_labels
from .sums import Floats


@quietly
def huffman_code(p: ArrayLike) -> list[str]:
    """Find a prefix-free binary code of the least expected length.

    The two least likely outcomes are joined into one, again and again, until one is left; then
    the words are read from the root. Ties are broken by age: an outcome before what is joined,
    and either in the order of coming. So the same `p` always gives the same code.

    Parameters
    ----------
    p : array_like, shape (n,)
        A distribution, of sum 1 within 1e-9, also in float32.

    Returns
    -------
    list of str
        A code word of 0s and 1s for each outcome; ``""`` for one that never happens (which has no
        word) and for one that always does (which needs none).

    Raises
    ------
    ValueError
        If `p` is not one distribution.

    Examples
    --------
    >>> import infolib as il
    >>> il.huffman_code([0.5, 0.25, 0.25])
    ['0', '10', '11']

    References
    ----------
    * D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes", Proceedings
      of the IRE 40(9), 1098-1101, 1952.
    """
    weights = single_distribution(p).tolist()
    heap = [(weight, outcome) for outcome, weight in enumerate(weights) if weight > 0]
    heapq.heapify(heap)
    joined: list[tuple[int, int]] = []
    while len(heap) > 1:
        (light, zero), (heavy, one) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (light + heavy, len(weights) + len(joined)))
        joined.append((zero, one))
    return read_words(len(weights), joined)


def read_words(outcomes: int, joined: list[tuple[int, int]]) -> list[str]:
    """Extend each node's word to its two branches, from the root, which was joined last."""
    words = [""] * (outcomes + len(joined))
    for node in reversed(range(len(joined))):
        word, (zero, one) = words.pop(), joined[node]
        words[zero], words[one] = word + "0", word + "1"
    return words


@quietly
def kraft_sum(lengths: ArrayLike, *, arity: int = 2) -> float:
    """Add up what code words of these lengths take of the space of all words.

    ::

        K = Σᵢ arity^−lengthᵢ

    A prefix-free code, and indeed any uniquely decodable one, has K <= 1; and wherever K <= 1,
    there is a prefix-free code of these lengths.

    Parameters
    ----------
    lengths : array_like of int, shape (n,)
        Lengths of code words.
    arity : int
        The number of symbols words are made of.

    Returns
    -------
    float
        Their share of the space: 1 if the code is complete.

    Raises
    ------
    ValueError
        If a length is not a whole number >= 0, or `arity` not one >= 2.

    Examples
    --------
    >>> import infolib as il
    >>> il.kraft_sum([1, 2, 2])
    1.0

    References
    ----------
    * L. G. Kraft, "A Device for Quantizing, Grouping, and Coding Amplitude-Modulated
      Pulses", Master's thesis, Massachusetts Institute of Technology, 1949.
    """
    if isinstance(arity, bool) or not isinstance(arity, (int, np.integer)) or arity < 2:
        raise ValueError(f"arity is {arity!r}: give a whole number >= 2")
    try:
        symbols = float(arity)
    except OverflowError as error:
        raise ValueError("arity is past 1.8e308: give a smaller one") from error
    return math.fsum(symbols ** -whole_numbers(lengths, "lengths"))


@quietly
def expected_length(p: ArrayLike, code: Sequence[str] | ArrayLike) -> float:
    """Average the length of a code's words.

    ::

        L = Σᵢ pᵢ · lengthᵢ

    Parameters
    ----------
    p : array_like, shape (n,)
        A distribution, of sum 1 within 1e-9, also in float32.
    code : sequence of str, or array_like of int, shape (n,)
        Code words, or their lengths.

    Returns
    -------
    float
        Symbols an outcome: for a binary code, bits.

    Raises
    ------
    ValueError
        If `p` is not one distribution, or `code` not one word or length for each outcome.

    Examples
    --------
    >>> import infolib as il
    >>> il.expected_length([0.5, 0.25, 0.25], ["0", "10", "11"])
    1.5
    """
    refuse_other_labels(p, code, "p code")
    p, lengths = single_distribution(p), code_lengths(code)
    if lengths.size != p.size:
        raise ValueError(f"code has {lengths.size} words: give one for each of {p.size} outcomes")
    return np.add.reduce(p * lengths).item()


def code_lengths(code: Sequence[str] | ArrayLike) -> Floats:
    """Give the lengths of code words, or lengths as they are."""
    if isinstance(code, (str, Mapping, Set, Iterator)):
        raise ValueError(f"code is a {type(code).__name__}: give a list, in the order of p")
    one_row = getattr(code, "ndim", 1) == 1  # over a data frame one would meet its columns' names
    if one_row and np.iterable(code) and all(isinstance(word, str) for word in code):
        return whole_numbers([len(str(word)) for word in code], "code")
    return whole_numbers(code, "code")
