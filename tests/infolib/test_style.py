"""The book's look for matplotlib: its own letters where they are, silence where they are not."""

import shutil
import subprocess
import sys
from pathlib import Path

import infolib

DRAW = """
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import infolib as il
plt.style.use(il.book_style)
ax = il.plot_surprise([0.5, 0.5])
ax.set_title(r"$H(p) \\leq \\log_2 n$", weight="bold")
ax.set_xlabel("Rényi’s α → ∞, D(p‖q)")
ax.figure.savefig("figure.svg")
print(plt.rcParams["font.family"][0])
"""


def drawn(folder):
    """Draw with the infolib of a folder: what is printed, what stderr says, the figure."""
    run = subprocess.run(
        [sys.executable, "-c", DRAW], cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip(), run.stderr, (folder / "figure.svg").read_text("utf8")


def copied(folder):
    """Copy infolib, as an installation would."""
    return shutil.copytree(Path(infolib.__file__).parent, folder / "infolib")


def test_figures_are_set_in_the_books_letters(tmp_path):
    copied(tmp_path)
    family, said, figure = drawn(tmp_path)
    assert family == "Entropy Sans"
    assert "Entropy Sans" in figure
    assert said == ""


def test_without_the_fonts_figures_are_drawn_and_nothing_is_said(tmp_path):
    shutil.rmtree(copied(tmp_path) / "drawing/letters")
    family, said, _ = drawn(tmp_path)
    assert family == "sans-serif"
    assert said == ""
