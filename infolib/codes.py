"""Codes: Huffman's, and what Kraft's inequality allows."""

import heapq
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .arguments import distribution, quietly, whole_numbers


@quietly
def huffman_code(p: ArrayLike) -> list[str]:
    """Find a prefix-free binary code of the least expected length."""
    p = flat_distribution(p)
    heap = [(weight, leaf) for leaf, weight in enumerate(p.tolist()) if weight > 0]
    heapq.heapify(heap)
    branches = []
    while len(heap) > 1:
        (light, zero), (heavy, one) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (light + heavy, len(p) + len(branches)))
        branches.append((zero, one))
    words = [""] * (len(p) + len(branches))
    for node in range(len(branches) - 1, -1, -1):
        zero, one = branches[node]
        words[zero], words[one] = words[len(p) + node] + "0", words[len(p) + node] + "1"
    return words[: len(p)]


def flat_distribution(p: ArrayLike) -> np.ndarray:
    """Give one distribution, not a batch."""
    p = distribution(p, "p")
    if p.ndim != 1:
        raise ValueError(f"p has {p.ndim} dimensions: give one distribution")
    return p


@quietly
def kraft_sum(lengths: ArrayLike, *, arity: int = 2) -> float:
    """Sum arity^−length, which is at most 1 for every prefix-free code."""
    if isinstance(arity, bool) or not isinstance(arity, (int, np.integer)) or arity < 2:
        raise ValueError(f"arity is {arity!r}: give the number of code symbols, an integer >= 2")
    return math.fsum(float(arity) ** -whole_numbers(lengths, "lengths"))


@quietly
def expected_length(p: ArrayLike, code: Sequence[str] | ArrayLike) -> float:
    """Average the length of the code words, in symbols."""
    p = flat_distribution(p)
    if isinstance(code, str):
        raise ValueError("code is one string: give a list of code words")
    words = all(isinstance(word, str) for word in code)
    lengths = whole_numbers([len(word) for word in code] if words else code, "code")
    if len(lengths) != len(p):
        raise ValueError(f"code has {len(lengths)} words: give one for each of {len(p)} outcomes")
    return np.add.reduce(p * lengths)
