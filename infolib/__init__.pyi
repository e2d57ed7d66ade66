"""The types of infolib's calls: one distribution gives a float, a batch an array.

Where the type of an argument does not tell how many axes it has, as of ``np.array(...)``, the
answer's is Any, as NumPy's own sums have it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar, overload

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

__version__: str
__all__ = [
    "binary_entropy",
    "book_style",
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "entropy_estimate",
    "expected_length",
    "explore",
    "explore_binary_entropy",
    "explore_orders",
    "explore_three_outcomes",
    "explore_two_distributions",
    "explore_two_hills",
    "gaussian_entropy",
    "gaussian_kl",
    "hill_number",
    "huffman_code",
    "joint_entropy",
    "js_divergence",
    "kl_divergence",
    "kraft_sum",
    "log_loss",
    "mutual_information",
    "normalize",
    "perplexity",
    "plot_distribution",
    "plot_surprise",
    "renyi_divergence",
    "renyi_entropy",
    "show",
    "surprisal",
    "symmetric_kl",
    "total_variation",
]

_Floats: TypeAlias = NDArray[np.float64]
_One: TypeAlias = Sequence[float] | np.ndarray[tuple[int], np.dtype[np.floating | np.integer]]
_Many: TypeAlias = (
    Sequence[Sequence[float]] | np.ndarray[tuple[int, int], np.dtype[np.floating | np.integer]]
)
_Numbers: TypeAlias = _One | _Many

class _Labelled(Protocol):
    """An object of pandas or xarray."""

    def isnull(self) -> Any: ...

_LabelledT = TypeVar("_LabelledT", bound=_Labelled)

@overload
def normalize(counts: _LabelledT, *, axis: int | None = -1) -> _LabelledT: ...
@overload
def normalize(counts: ArrayLike, *, axis: int | None = -1) -> _Floats: ...
@overload
def surprisal(p: float, *, base: float = 2) -> float: ...
@overload
def surprisal(p: _Numbers, *, base: float = 2) -> _Floats: ...
@overload
def surprisal(p: ArrayLike, *, base: float = 2) -> Any: ...
@overload
def binary_entropy(p: float, *, base: float = 2) -> float: ...
@overload
def binary_entropy(p: _Numbers, *, base: float = 2) -> _Floats: ...
@overload
def binary_entropy(p: ArrayLike, *, base: float = 2) -> Any: ...
@overload
def entropy(p: _One, *, base: float = 2, axis: int = -1) -> float: ...
@overload
def entropy(p: _Many, *, base: float = 2, axis: int = -1) -> _Floats: ...
@overload
def entropy(p: ArrayLike, *, base: float = 2, axis: int = -1) -> Any: ...
@overload
def perplexity(p: _One, *, axis: int = -1) -> float: ...
@overload
def perplexity(p: _Many, *, axis: int = -1) -> _Floats: ...
@overload
def perplexity(p: ArrayLike, *, axis: int = -1) -> Any: ...
@overload
def cross_entropy(p: _One, q: _One, *, base: float = 2, axis: int = -1) -> float: ...
@overload
def cross_entropy(p: _Many, q: _Numbers, *, base: float = 2, axis: int = -1) -> _Floats: ...
@overload
def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Any: ...
@overload
def kl_divergence(p: _One, q: _One, *, base: float = 2, axis: int = -1) -> float: ...
@overload
def kl_divergence(p: _Many, q: _Numbers, *, base: float = 2, axis: int = -1) -> _Floats: ...
@overload
def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Any: ...
@overload
def symmetric_kl(p: _One, q: _One, *, base: float = 2, axis: int = -1) -> float: ...
@overload
def symmetric_kl(p: _Many, q: _Numbers, *, base: float = 2, axis: int = -1) -> _Floats: ...
@overload
def symmetric_kl(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Any: ...
@overload
def js_divergence(p: _One, q: _One, *, base: float = 2, axis: int = -1) -> float: ...
@overload
def js_divergence(p: _Many, q: _Numbers, *, base: float = 2, axis: int = -1) -> _Floats: ...
@overload
def js_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1) -> Any: ...
@overload
def total_variation(p: _One, q: _One, *, axis: int = -1) -> float: ...
@overload
def total_variation(p: _Many, q: _Numbers, *, axis: int = -1) -> _Floats: ...
@overload
def total_variation(p: ArrayLike, q: ArrayLike, *, axis: int = -1) -> Any: ...
@overload
def renyi_entropy(p: _One, alpha: float, *, base: float = 2, axis: int = -1) -> float: ...
@overload
def renyi_entropy(p: _One, alpha: _Numbers, *, base: float = 2, axis: int = -1) -> _Floats: ...
@overload
def renyi_entropy(
    p: _Many, alpha: float | _Numbers, *, base: float = 2, axis: int = -1
) -> _Floats: ...
@overload
def renyi_entropy(p: ArrayLike, alpha: ArrayLike, *, base: float = 2, axis: int = -1) -> Any: ...
@overload
def hill_number(p: _One, alpha: float, *, axis: int = -1) -> float: ...
@overload
def hill_number(p: _One, alpha: _Numbers, *, axis: int = -1) -> _Floats: ...
@overload
def hill_number(p: _Many, alpha: float | _Numbers, *, axis: int = -1) -> _Floats: ...
@overload
def hill_number(p: ArrayLike, alpha: ArrayLike, *, axis: int = -1) -> Any: ...
@overload
def renyi_divergence(
    p: _One, q: _One, alpha: float, *, base: float = 2, axis: int = -1
) -> float: ...
@overload
def renyi_divergence(
    p: _Numbers, q: _Numbers, alpha: _Numbers, *, base: float = 2, axis: int = -1
) -> _Floats: ...
@overload
def renyi_divergence(
    p: _Many, q: _Numbers, alpha: float, *, base: float = 2, axis: int = -1
) -> _Floats: ...
@overload
def renyi_divergence(
    p: ArrayLike, q: ArrayLike, alpha: ArrayLike, *, base: float = 2, axis: int = -1
) -> Any: ...
@overload
def gaussian_entropy(sigma: float, *, base: float = 2) -> float: ...
@overload
def gaussian_entropy(sigma: _Numbers, *, base: float = 2) -> _Floats: ...
@overload
def gaussian_entropy(sigma: ArrayLike, *, base: float = 2) -> Any: ...
@overload
def gaussian_kl(
    mu1: float, sigma1: float, mu2: float, sigma2: float, *, base: float = 2
) -> float: ...
@overload
def gaussian_kl(
    mu1: ArrayLike, sigma1: ArrayLike, mu2: ArrayLike, sigma2: ArrayLike, *, base: float = 2
) -> Any: ...
def joint_entropy(pxy: ArrayLike, *, base: float = 2) -> float: ...
def conditional_entropy(pxy: ArrayLike, *, base: float = 2) -> float: ...
def mutual_information(pxy: ArrayLike, *, base: float = 2) -> float: ...
def log_loss(labels: ArrayLike, q: ArrayLike, *, base: float = 2) -> float: ...
def huffman_code(p: ArrayLike) -> list[str]: ...
def kraft_sum(lengths: ArrayLike, *, arity: int = 2) -> float: ...
def expected_length(p: ArrayLike, code: Sequence[str] | ArrayLike) -> float: ...
def entropy_estimate(counts: ArrayLike, *, method: str = "plugin", base: float = 2) -> float: ...

book_style: dict[str, Any]

def plot_distribution(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    labels: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes: ...
def plot_surprise(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    labels: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes: ...
def show(fig: Figure, *, alt: str, caption: str) -> None: ...
def explore(
    draw: Callable[..., Any],
    *,
    alt: str,
    caption: str,
    labels: Mapping[str, str] | None = None,
    start: Mapping[str, Any] | None = None,
    **controls: Sequence[Any],
) -> None: ...
def explore_binary_entropy(
    p: float, *, alt: str, caption: str, labels: Sequence[str] = ("0", "1")
) -> None: ...
def explore_orders(
    p: ArrayLike,
    alpha: float,
    *,
    alt: str,
    caption: str,
    labels: Sequence[str] | None = None,
) -> None: ...
def explore_three_outcomes(
    p: ArrayLike,
    *,
    alt: str,
    caption: str,
    labels: Sequence[str] = ("0", "1", "2"),
    marks: Mapping[str, ArrayLike] | None = None,
) -> None: ...
def explore_two_distributions(
    p: ArrayLike,
    q: ArrayLike,
    *,
    alt: str,
    caption: str,
    labels: Sequence[str] | None = None,
) -> None: ...
def explore_two_hills(d: float, mu: float, sigma: float, *, alt: str, caption: str) -> None: ...
