"""The book's look for matplotlib: ``plt.style.use(il.book_style)``."""

from typing import Any

from .palette import LIGHT, SERIES

LETTERS = ("font.size", "axes.titlesize", "axes.labelsize", "legend.fontsize")
TICKS = ("xtick.labelsize", "ytick.labelsize")
INKED = (
    *("text.color", "axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "xtick.color"),
    *("ytick.color", "lines.color", "patch.edgecolor"),
)

book_style: dict[str, Any] = {
    "figure.figsize": (4.8, 3.0),
    "figure.constrained_layout.use": True,
    **dict.fromkeys(LETTERS + TICKS, 11),
    "legend.frameon": False,
    "axes.prop_cycle": f"cycler('color', {SERIES})",
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2,
    "hatch.linewidth": 1,
    "image.cmap": "cividis",
    **dict.fromkeys(INKED, LIGHT["ink"]),
    "grid.color": LIGHT["grid"],
    "svg.fonttype": "none",  # letters stay letters
    "svg.hashsalt": "infolib",  # the same figure gives the same file
}
