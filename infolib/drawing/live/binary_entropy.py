"""The arch of binary entropy, and a dot that the reader drags along it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...arguments import distribution
from ...entropies import binary_entropy
from .. import required
from ..plots import outcome_names, plot_surprise
from ..showing import require_words
from . import show_live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIGHEST = 7  # bits, of the picture of the two outcomes


def explore_binary_entropy(
    p: float, *, alt: str, caption: str, labels: Sequence[str] = ("0", "1")
) -> None:
    """Show the arch of binary entropy, with a dot that the reader can drag along it.

    The dot moves by mouse, finger or arrow keys, from exactly 0 to exactly 1. Beside the arch the
    two outcomes stand as bars, as wide as probable and as high as surprising.

    Parameters
    ----------
    p : float
        The probability of the first outcome to begin with.
    alt : str
        What the picture shows and how it changes, in words.
    caption : str
        What there is to be found by moving it.
    labels : sequence of 2 str, optional
        Names of the outcomes.

    Raises
    ------
    ValueError
        If `p` is not a probability, `labels` has another length, or a text is empty.

    Examples
    --------
    ::

        il.explore_binary_entropy(
            0.8, labels=["heads", "tails"],
            alt="An arch with a dot ...", caption="Drag the dot to the top ...",
        )
    """
    require_words(alt=alt, caption=caption)
    height = binary_entropy(p)
    if np.ndim(p) > 0:
        raise ValueError(f"p has shape {np.shape(p)}: give one probability")
    names = outcome_names(labels, 2)
    said = f"At {names[0]} = {p:.2f} the entropy is {height:.3f} bits."
    state = {"p": float(p), "labels": names}
    show_live("binary_entropy", still(p, names), state, alt=alt, caption=caption, said=said)


def still(p: float, labels: Sequence[str]) -> "Figure":
    """Draw what a reader sees who can run nothing: the bars, and the arch with its dot."""
    pyplot, t = required("matplotlib.pyplot"), np.linspace(0, 1, 201)
    figure: Figure
    figure, (bars, arch) = pyplot.subplots(2, figsize=(4.8, 5))
    plot_surprise(distribution([p, 1 - p], "p"), labels=labels, ax=bars)
    bars.set_ylim(0, HIGHEST)
    arch.plot(t, binary_entropy(t), color=pyplot.rcParams["text.color"])
    arch.plot(p, binary_entropy(p), "o", markersize=9, clip_on=False)
    arch.set(xlim=(0, 1), ylim=(0, 1.1), ylabel="entropy (bits)")
    arch.set_xlabel(f"probability of {labels[0]}", parse_math=False)
    figure.align_ylabels()
    return figure
