"""The formula sheet prints on one page."""

import io

from pypdf import PdfReader


def test_the_formula_sheet_is_one_page_of_paper(site, browser):
    page = browser.new_page()
    page.goto((site / "chapters/formula_sheet.html").as_uri())
    page.evaluate("document.fonts.ready")
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    printed = page.pdf(format="A4", margin=margin)
    page.close()
    assert len(PdfReader(io.BytesIO(printed)).pages) == 1
