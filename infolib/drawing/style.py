"""The book's look for matplotlib: ``plt.style.use(il.book_style)``."""

from pathlib import Path
from typing import Any

from .palette import LIGHT, SERIES

FONTS = Path(__file__).with_name("letters")
SANS, ELSEWHERE = "Entropy Sans", "DejaVu Sans"

LETTERS = ("font.size", "axes.titlesize", "axes.labelsize", "legend.fontsize")
TICKS = ("xtick.labelsize", "ytick.labelsize")
INKED = (
    *("text.color", "axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "xtick.color"),
    *("ytick.color", "lines.color", "patch.edgecolor"),
)


def letters() -> dict[str, Any]:
    """Make the book's sans serif known to matplotlib, and give what sets text and formulas in it.

    Nothing where the fonts are missing: matplotlib keeps its own letters, and stays quiet.
    """
    files = sorted(FONTS.glob("*.ttf"))
    try:
        from matplotlib import font_manager
    except ModuleNotFoundError:
        return {}
    if not files:
        return {}
    for file in files:
        font_manager.fontManager.addfont(file)
    formulas = {"rm": SANS, "sf": SANS, "it": f"{SANS}:italic", "cal": f"{SANS}:italic"}
    formulas |= {"bf": f"{SANS}:bold", "bfit": f"{SANS}:bold", "tt": "DejaVu Sans Mono"}
    return {
        "font.family": [SANS, ELSEWHERE],  # the second has the signs that the first lacks
        "mathtext.fontset": "custom",
        "mathtext.fallback": "stixsans",
        **{f"mathtext.{kind}": font for kind, font in formulas.items()},
    }


book_style: dict[str, Any] = {
    **letters(),
    "figure.figsize": (4.8, 3.0),
    "figure.constrained_layout.use": True,
    **dict.fromkeys(LETTERS + TICKS, 11),
    "legend.frameon": False,
    "axes.prop_cycle": f"cycler('color', {SERIES})",
    "axes.axisbelow": True,
    "axes.labelpad": 7,  # the site shows larger letters on a small phone
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
