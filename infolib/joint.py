"""Two things at once: a table of joint probabilities, X down the rows, Y along the columns."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import in_base, joint_table, quietly
from .divergences import total_divergence
from .entropies import entropy
from .sums import LARGEST, LN2, blockwise


@quietly
def joint_entropy(pxy: ArrayLike, *, base: float = 2) -> float:
    """Measure the entropy of two things together.

    ::

        H(X, Y) = Σₓᵧ p(x,y) log 1/p(x,y)

    Parameters
    ----------
    pxy : array_like, shape (n, m)
        A joint distribution: X down the rows, Y along the columns. Its sum must be 1 within
        1e-9, also in float32.
    base : float
        The base of the logarithm.

    Returns
    -------
    float
        Bits (in base 2).

    Raises
    ------
    ValueError
        If `pxy` is not a joint distribution.

    Examples
    --------
    >>> import infolib as il
    >>> il.joint_entropy([[0.5, 0], [0.25, 0.25]])
    1.5

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    bits: Any = entropy(joint_table(pxy).reshape(-1), base=base)
    return bits


@quietly
def conditional_entropy(pxy: ArrayLike, *, base: float = 2) -> float:
    """Measure the entropy left in Y when X is known.

    ::

        H(Y|X) = Σₓᵧ p(x,y) log p(x)/p(x,y) = H(X, Y) − H(X)

    Parameters
    ----------
    pxy : array_like, shape (n, m)
        A joint distribution: X down the rows, Y along the columns. Its sum must be 1 within
        1e-9, also in float32.
        Transpose it for H(X|Y).
    base : float
        The base of the logarithm.

    Returns
    -------
    float
        Bits (in base 2), never negative.

    Raises
    ------
    ValueError
        If `pxy` is not a joint distribution.

    Examples
    --------
    >>> import infolib as il
    >>> il.conditional_entropy([[0.5, 0], [0.25, 0.25]])
    0.5

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    rows = np.sort(joint_table(pxy), axis=1)
    small, large = rows[:, :-1], rows[:, -1:]
    rest = np.add.reduce(small, axis=1, keepdims=True)
    # A sum of terms >= 0, unlike H(X, Y) − H(X). A large p(x,y) is nearly p(x), and its part in
    # the answer is in the little they differ by. fmin settles 0/0, and p(x)/p(x,y) overflowing.
    bits = small * np.log2(np.fmin((rest + large) / small, LARGEST))
    last = large * np.log1p(np.fmin(rest / large, LARGEST)) / LN2
    return in_base(np.add.reduce(bits, axis=None) + np.add.reduce(last, axis=None), base)


@quietly
def mutual_information(pxy: ArrayLike, *, base: float = 2) -> float:
    """Measure what X tells about Y, and as much Y about X.

    ::

        I(X; Y) = D(p(x,y) ‖ p(x)p(y)) = Σₓ p(x) D(p(y|x) ‖ p(y))

    Parameters
    ----------
    pxy : array_like, shape (n, m)
        A joint distribution: X down the rows, Y along the columns. Its sum must be 1 within
        1e-9, also in float32.
    base : float
        The base of the logarithm.

    Returns
    -------
    float
        Bits (in base 2), never negative.

    Raises
    ------
    ValueError
        If `pxy` is not a joint distribution.

    Examples
    --------
    >>> import infolib as il
    >>> il.mutual_information([[0.5, 0], [0, 0.5]])
    1.0

    References
    ----------
    * C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical
      Journal 27, 379-423 and 623-656, 1948.
    """
    pxy = joint_table(pxy)
    pxy = pxy[pxy.any(axis=1)]
    px, py = np.add.reduce(pxy, axis=1), np.add.reduce(pxy, axis=0)
    # Row by row, as the product p(x)p(y) of two small numbers may underflow.
    rows, columns = np.broadcast_arrays(pxy / px[:, None], py)
    return in_base(np.vecdot(px, blockwise(total_divergence, rows, columns)), base)
