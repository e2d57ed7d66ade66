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
from .divergences import (
    cross_entropy,
    js_divergence,
    kl_divergence,
    log_loss,
    symmetric_kl,
    total_variation,
)
from .entropies import binary_entropy, entropy, perplexity, surprisal
from .estimates import entropy_estimate, normalize
from .gaussians import gaussian_entropy, gaussian_kl
from .joint import conditional_entropy, joint_entropy, mutual_information
from .renyi import hill_number, renyi_divergence, renyi_entropy

__version__ = "1.1.0"

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

# Where the names are that draw.
DRAWING = {
    "book_style": ".drawing.style",
    "plot_distribution": ".drawing.plots",
    "plot_surprise": ".drawing.plots",
    "show": ".drawing.showing",
    "explore": ".drawing.sliders",
    "explore_binary_entropy": ".drawing.live.binary_entropy",
    "explore_orders": ".drawing.live.orders",
    "explore_three_outcomes": ".drawing.live.three_outcomes",
    "explore_two_distributions": ".drawing.live.two_distributions",
    "explore_two_hills": ".drawing.live.two_hills",
}


def __getattr__(name: str) -> object:
    if name in DRAWING:
        return getattr(import_module(DRAWING[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
