"""infolib: every formula of the book, once.

>>> import infolib as il
>>> il.entropy([0.5, 0.25, 0.25])
1.5

Distributions lie along ``axis=-1``, logarithms are to ``base=2``, and nothing is silently
rescaled, clipped or smoothed. The numerics need NumPy alone; what draws is loaded when first
asked for.
"""

from importlib import import_module

from .codes import expected_length, huffman_code, kraft_sum
from .estimate import entropy_estimate
from .gaussian import gaussian_entropy, gaussian_kl
from .measures import (
    binary_entropy,
    conditional_entropy,
    cross_entropy,
    entropy,
    joint_entropy,
    js_divergence,
    kl_divergence,
    log_loss,
    mutual_information,
    normalize,
    perplexity,
    surprisal,
    symmetric_kl,
)
from .renyi import hill_number, renyi_divergence, renyi_entropy

__version__ = "1.0.0"

__all__ = [
    "binary_entropy",
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "entropy_estimate",
    "expected_length",
    "explore",
    "explore_two_distributions",
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
]

_DRAWING = {
    "plot_distribution": ".pictures",
    "plot_surprise": ".pictures",
    "show": ".figures",
    "explore": ".sliders",
    "explore_two_distributions": ".explorable",
}


def __getattr__(name: str) -> object:
    if name in _DRAWING:
        return getattr(import_module(_DRAWING[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
