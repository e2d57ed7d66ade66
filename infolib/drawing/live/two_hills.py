"""A truth of two hills, and a Gaussian model that the reader moves and widens under it."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ...sums import LN2, Floats
from .. import required
from ..showing import require_words
from . import show_live

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LIMITS = {"d": (0.5, 4), "mu": (-4.5, 4.5), "sigma": (0.8, 4.5)}  # where the handles end
STEP = 0.1  # of the grid of sums
GRID = np.linspace(-40, 40, 801)
FIELD = 9  # what is drawn of it, on either side
MEANS = np.linspace(-4.5, 4.5, 91)
WIDTHS = np.geomspace(0.8, 4.5, 24)[:, None]
DEAREST = 2.5  # bits that the picture of costs shows


def explore_two_hills(d: float, mu: float, sigma: float, *, alt: str, caption: str) -> None:
    """Show a truth of two hills and a Gaussian model, all of which the reader can drag.

    The truth p is the even mixture of N(−d, 1) and N(d, 1), the model q is N(μ, σ²). The hills are
    pulled apart, the model is moved and widened by mouse, finger or arrow keys, while D(p‖q) and
    D(q‖p) are counted. A second picture shows what each mean costs at its best width.

    Parameters
    ----------
    d : float
        How far from 0 the hills stand at first: from 0.5 to 4.
    mu, sigma : float
        Mean and standard deviation of the model at first: from −4.5 to 4.5, and from 0.8 to 4.5.
    alt : str
        What the picture shows and how it changes, in words.
    caption : str
        What there is to be found by moving it.

    Raises
    ------
    ValueError
        If a number lies outside its limits, or a text is empty.

    Examples
    --------
    ::

        il.explore_two_hills(
            2.6, 1, 2, alt="Two hills and a model ...", caption="Pull the hills apart ..."
        )
    """
    require_words(alt=alt, caption=caption)
    state = {"d": d, "mu": mu, "sigma": sigma}
    for name, value in state.items():
        low, high = LIMITS[name]
        if np.ndim(value) > 0 or not low <= value <= high:
            raise ValueError(f"{name} is {value}: give one number from {low} to {high}")
    p, q = log_truth(d), log_gaussian(mu, sigma)
    costs = f"D(p‖q) = {divergence(p, q):.3f}, D(q‖p) = {divergence(q, p):.3f}"
    said = f"At d = {d:.2f} and q = {mu:.2f} ± {sigma:.2f}, in bits: {costs}."
    state = {name: float(value) for name, value in state.items()}
    show_live("two_hills", still(**state), state, alt=alt, caption=caption, said=said)


def log_gaussian(mu: Any, sigma: Any) -> Floats:
    """Give ln q on the grid, along a last axis."""
    away = (GRID - np.asarray(mu)[..., None]) / np.asarray(sigma)[..., None]
    logs: Floats = -(away**2) / 2 - np.log(sigma)[..., None] - np.log(2 * np.pi) / 2
    return logs


def log_truth(d: float) -> Floats:
    """Give ln p on the grid."""
    logs: Floats = np.logaddexp(log_gaussian(-d, 1.0), log_gaussian(d, 1.0)) - LN2
    return logs


def divergence(logs: Floats, others: Floats) -> Any:
    """Give a divergence in bits from two logarithms, by the trapezoid rule."""
    return (np.exp(logs) * (logs - others)).sum(axis=-1) * STEP / LN2


def still(d: float, mu: float, sigma: float) -> "Figure":
    """Draw what a reader sees who can run nothing: the densities, and what each mean costs."""
    figure: Figure
    figure, (above, below) = required("matplotlib.pyplot").subplots(2, figsize=(4.8, 5.2))
    p, q = log_truth(d), log_gaussian(mu, sigma)
    seen = abs(GRID) <= FIELD
    above.fill_between(GRID[seen], np.exp(p)[seen], alpha=0.35, linewidth=0, label="p, the truth")
    above.plot(GRID[seen], np.exp(q)[seen], color="C1", label="q, the model")
    above.set(xlim=(-FIELD, FIELD), ylim=(0, 0.55), xlabel="x", ylabel="density")
    above.legend(ncols=2, loc="upper left")
    every = log_gaussian(MEANS + 0 * WIDTHS, WIDTHS + 0 * MEANS)
    draw_cost(below, divergence(p, every), (mu, divergence(p, q)), "C2", "D(p‖q), forward")
    draw_cost(below, divergence(every, p), (mu, divergence(q, p)), "C4", "D(q‖p), reverse")
    below.set(xlim=(-4.5, 4.5), ylim=(0, DEAREST), ylabel="bits, at the best width")
    below.set_xlabel("mean of q")
    below.legend(ncols=2, loc="upper left")
    return figure


def draw_cost(
    ax: "Axes", costs: Floats, here: tuple[float, float], colour: str, label: str
) -> None:
    """Draw what each mean costs at its best width, the lowest points, and the model's own cost."""
    least = costs.min(axis=0)
    ax.plot(MEANS, least, color=colour, label=label)
    lowest = MEANS[least < least.min() + 1e-9]
    ax.plot(lowest, 0 * lowest + least.min(), "o", color=colour, fillstyle="none", clip_on=False)
    ax.plot(here[0], min(here[1], DEAREST), "o", color=colour, clip_on=False)
