"""The colours stand in one file, and can be read on both papers."""

import re
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

import infolib as il
from infolib.drawing.palette import DARK, LIGHT, SERIES, custom_properties

PACKAGE = Path(il.__file__).parent


def luminance(colour):
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(a, b):
    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_has_a_partner_on_the_other_paper():
    assert list(LIGHT) == list(DARK)
    assert all(re.fullmatch("#[0-9a-f]{6}", c) for c in [*LIGHT.values(), *DARK.values()])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_letters_can_be_read(colours):
    for name in set(colours) - {"paper", "grid"}:
        assert contrast(colours[name], colours["paper"]) >= 4.5, name


def test_no_other_file_of_infolib_names_a_colour():
    for path in PACKAGE.rglob("*"):
        if path.suffix in {".py", ".js", ".css"} and path.name != "palette.py":
            assert re.findall("#[0-9a-fA-F]{6}", path.read_text("utf8")) == [], path.name


def test_matplotlib_draws_in_the_books_colours():
    with plt.style.context(il.book_style):
        style = mpl.rcParams
        assert style["axes.prop_cycle"].by_key()["color"] == SERIES
        assert mpl.colors.to_hex(style["text.color"]) == LIGHT["ink"]
        assert mpl.colors.to_hex(style["grid.color"]) == LIGHT["grid"]


def test_style_sheets_can_be_made_of_them():
    sheet = custom_properties(DARK)
    found = dict(re.findall(r"--plot-(\w+): (#[0-9a-f]{6});", sheet))
    assert found == DARK


def test_colours_need_no_matplotlib():
    program = "import sys, infolib.drawing.palette; print('matplotlib' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"
