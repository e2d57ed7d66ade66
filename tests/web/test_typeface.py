"""The book is set in letters of its own, on every machine."""

import os
import re
import shutil

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from infolib.drawing import style
from web import formulas, typeface

FONTS = sorted(typeface.LETTERS.glob("*.woff2"))
FIGURES = sorted(style.FONTS.glob("*.ttf"))


@pytest.mark.parametrize("path", FONTS + FIGURES, ids=lambda path: path.name)
def test_a_font_carries_the_books_name_and_its_licence(path):
    names = TTFont(path)["name"]
    for number in (1, 3, 4, 6, 16, 25):  # what a font is called
        called = names.getDebugName(number) or ""
        assert not {"source", "katex"} & set(called.lower().replace("_", " ").split())
    assert names.getDebugName(1).startswith("Entropy ")
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "Reserved Font Name" in (path.parent / "OFL.txt").read_text("utf8")


def test_all_fonts_of_text_are_as_high():
    heights = set()
    for path in FONTS:
        font = TTFont(path)
        unit, line = font["head"].unitsPerEm, font["hhea"]
        heights.add((round(line.ascent / unit, 2), round(line.descent / unit, 2), line.lineGap))
    assert len(heights) == 1


def test_fonts_are_cut_to_the_letters_in_use(lettered):
    served = lettered / "_static/letters/serif.woff2"
    letters = TTFont(served).getBestCmap()
    assert ord("é") in letters  # of Rényi
    assert ord("ő") in TTFont(typeface.LETTERS / "serif.woff2").getBestCmap()
    assert ord("ő") not in letters  # on no page
    assert served.stat().st_size < 30_000
    assert (served.parent / "OFL.txt").exists()


def test_a_font_is_cut_anew_when_its_letters_or_its_source_change(tmp_path):
    source, target = tmp_path / "mono.woff2", tmp_path / "cut.woff2"
    shutil.copyfile(typeface.LETTERS / source.name, source)
    letters = set(map(ord, "pq=1"))
    assert not typeface.is_cut(source, letters, target)
    typeface.cut(source, letters, target)
    assert typeface.is_cut(source, letters, target)
    assert not typeface.is_cut(source, letters | {ord("α")}, target)
    assert not typeface.is_cut(source, letters - {ord("p")}, target)
    os.utime(source, (later := target.stat().st_mtime + 1, later))
    assert not typeface.is_cut(source, letters, target)


def fonts_used(page, selector):
    """Return the fonts in which Chromium draws an element: whether the page brought them."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    assert node, selector
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"]: font["isCustomFont"] for font in fonts}


PLACES = {
    "article section > p": "Entropy Serif",
    "article h1": "Entropy Display",
    "article h2 .mathnormal": "Entropy Serif",
    "article .highlight pre": "Entropy Mono",
    "figure.plot svg text": "Entropy Sans",
    "article div.math .mathnormal.q": "Entropy Serif",
    "article div.math .mrel": "Entropy signs-main",
}


@pytest.mark.browser
@pytest.mark.parametrize("place", PLACES)
def test_every_letter_is_the_books_own(window, lettered, place):
    window.open(lettered / "chapter.html")
    window.page.evaluate("document.fonts.ready")
    used = fonts_used(window.page, place)
    assert all(used.values()), used
    assert any(name.startswith(PLACES[place]) for name in used), used


@pytest.mark.browser
def test_a_letter_of_another_font_is_found(window, lettered):
    window.open(lettered / "chapter.html")
    window.page.evaluate("document.querySelector('article section > p').textContent = 'ő'")
    window.page.evaluate("document.fonts.ready")
    assert not all(fonts_used(window.page, "article section > p").values())


@pytest.mark.browser
def test_numbers_in_tables_are_equally_wide(window, lettered):
    window.open(lettered / "index.html")
    window.page.evaluate("document.fonts.ready")
    widths = window.page.evaluate(
        """() => ["1111", "0000", "8888"].map(digits => {
  const cell = document.querySelector("article td");
  cell.innerHTML = `<span>${digits}</span>`;
  return cell.firstChild.getBoundingClientRect().width;
})"""
    )
    assert max(widths) - min(widths) < 0.01


def test_figures_find_the_books_letters():
    from matplotlib import font_manager

    for family, name in (("Entropy Sans", "sans"), ("Entropy Sans:bold", "sans-bold")):
        found = font_manager.findfont(family, fallback_to_default=False)
        assert found == str(style.FONTS / f"{name}.ttf")


def test_a_tilde_stands_above_its_letter():
    """Its ink, lifted as KaTeX lifts it, is as high as that of an accent of the same font."""
    font = TTFont(typeface.LETTERS / "signs-main.woff2")
    glyphs, cmap, unit = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    bottoms = []
    for sign in "~˜":
        pen = BoundsPen(glyphs)
        glyphs[cmap[ord(sign)]].draw(pen)
        bottoms.append(pen.bounds[1] / unit)
    markup = formulas.typeset(r"\tilde p")
    body, accent = (float(top) for top in re.findall(r"top:(-[\d.]+)em", markup))
    low = typeface.metrics()["Math-Italic"][ord("p")][1]
    assert body - accent + bottoms[0] > low
    assert typeface.metrics()["Main-Regular"][ord("~")][0] == pytest.approx(bottoms[1] - bottoms[0])
