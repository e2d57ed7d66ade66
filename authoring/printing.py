"""Print the built book as one PDF: python -m authoring.printing [folder of the site] [PDF].

The pages of the site are joined in the order of the table of contents and printed by a headless
Chromium: the same formulas, figures and fonts as on the screen, tagged for a screen reader, and
nothing to install but the browser that the tests use.  (LaTeX would need about a gigabyte of
packages, and would turn every figure into another format.)
"""

import argparse
import tempfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pypdf
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from authoring import browser as browsers
from authoring import contents
from authoring.contents import ROOT

STYLE = """
@page { size: A4; margin: 20mm 25mm 24mm; }
body { background: white; }
:is(h1, h2, h3) { line-height: 1.4 !important; }  /* lower, an outline says it twice */
section.printed-page, nav.printed-contents { break-before: page; }
.chapter h1 .section-number::before { content: none; }
.title-page { padding-top: 80mm; text-align: center; }
.title-page h1 { font-size: 32pt; }
nav.printed-contents ol { list-style: none; padding: 0; }
nav.printed-contents li { display: flex; gap: .5em; margin: .35em 0; }
nav.printed-contents li a { color: inherit; text-decoration: none; }
nav.printed-contents li::after { content: attr(data-page); order: 3; }
nav.printed-contents li span { flex: 1; border-bottom: 1px dotted #999; margin-bottom: .3em; }
nav.printed-contents li.part { font-weight: 600; margin-top: 1.2em; }
"""
FOOTER = (
    '<div style="width: 100%; text-align: center; font: 8pt Georgia, serif; color: #555">'
    '<span class="pageNumber"></span></div>'
)


def printed_page(site, name, names):
    """Return a page's article, its ids and links made unique in the joined book."""
    soup = BeautifulSoup((site / f"{name}.html").read_text("utf8"), "html.parser")
    article = soup.select_one("main > article")
    for unwanted in article.select("script, .headerlink, .toctree-wrapper"):
        unwanted.decompose()
    for plumbing in article.select("details.code:not(.computes)"):
        plumbing.decompose()  # the code of figures, folded on the screen
    for number in article.select("h1 .section-number"):
        number.insert(0, "Chapter ")  # as text, for the outline and the contents
    for words in article.select("noscript > p"):
        words.decompose()
    for still in article.select("noscript"):
        still.unwrap()
    for solution in article.select("details"):
        solution["open"] = ""
    for marked in article.select("[id]"):
        marked["id"] = anchor(name, marked["id"])
    for marked in article.find_all(True):
        for attribute, value in list(marked.attrs.items()):
            if isinstance(value, str) and "url(#" in value:
                marked[attribute] = value.replace("url(#", f"url(#{anchor(name, '')}")
    for linked in article.select("[href]"):
        linked["href"] = printed_address(site, name, linked["href"], names)
    for image in article.select("img[src]"):
        image["src"] = absolute(site, name, image["src"])
    return article


def anchor(name, inside):
    """Return the name of a place in the joined book."""
    return f"{name.replace('/', '-')}--{inside}"


def printed_address(site, name, address, names):
    """Return where a link of a page leads in the joined book."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    target = (site / name).parent.joinpath(unquote(parts.path)).resolve() if parts.path else None
    page = target.relative_to(site).with_suffix("").as_posix() if target else name
    if page not in names:
        return "#" + anchor(names[0], "top")
    return "#" + anchor(page, unquote(parts.fragment) or "top")


def joined(site, parts):
    """Return the whole book as one HTML page, and the titles of its pages."""
    names = [name for _, pages in parts for name in pages]
    first = BeautifulSoup((site / f"{names[0]}.html").read_text("utf8"), "html.parser")
    book_title = first.select_one("title").text.split(" — ")[-1]
    articles = {name: printed_page(site, name, names) for name in names}
    titles = {name: title_of(article) for name, article in articles.items()}
    head = "".join(map(str, styles(site, names[0], first.head)))
    pages = "".join(
        f'<section class="printed-page chapter" id="{anchor(name, "top")}">{article}</section>'
        for name, article in articles.items()
    )
    return (
        '<!DOCTYPE html><html lang="en" class="scripted" data-theme="light">'
        f'<head><meta charset="utf-8">'
        f"<title>{book_title}</title>{head}<style>{STYLE}</style></head>"
        f'<body><main><article><div class="title-page"><h1>{book_title}</h1></div>'
        f"{contents_page(parts, titles)}</article>{pages}</main></body></html>"
    ), titles


def styles(site, name, head):
    """Return what of a page's head the printed book needs, its addresses made absolute."""
    sheets = head.select('link[rel="stylesheet"]')
    for sheet in sheets:
        sheet["href"] = absolute(site, name, sheet["href"])
    return sheets


def absolute(site, name, address):
    """Return the whole address of what a page refers to."""
    return urljoin((site / f"{name}.html").as_uri(), address)


def title_of(article):
    """Return the title of a page."""
    return " ".join(article.select_one("h1").text.split())


def contents_page(parts, titles):
    """Return the table of contents; its page numbers are filled in after a first print."""
    lines = []
    for caption, names in parts:
        if caption:
            lines.append(f'<li class="part">{caption}</li>')
        for name in names:
            link = f'<a href="#{anchor(name, "top")}">{titles[name]}</a>'
            lines.append(f'<li data-name="{name}">{link}<span></span></li>')
    return f'<nav class="printed-contents"><h1>Contents</h1><ol>{"".join(lines)}</ol></nav>'


def page_numbers(pdf, titles):
    """Return the page on which each chapter begins, read from the outline of a printed book."""
    reader = pypdf.PdfReader(pdf)
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    found = {
        " ".join(entry.title.split()): reader.get_destination_page_number(entry)
        for entry in chapters
    }
    return {name: found[title] + 1 for name, title in titles.items()}


def print_book(browser, site, pdf, parts):
    """Print the book twice: the first print tells the second on which pages its chapters begin."""
    html, titles = joined(site, parts)
    options = {
        "path": pdf,
        "prefer_css_page_size": True,
        "print_background": True,
        "display_header_footer": True,
        "header_template": "<span></span>",
        "footer_template": FOOTER,
        "outline": True,
        "tagged": True,
    }
    with tempfile.TemporaryDirectory() as folder:
        joined_book = Path(folder, "book.html")
        joined_book.write_text(html, "utf8")
        page = browser.new_page()
        page.goto(joined_book.as_uri())
        page.evaluate("async () => { await document.fonts.ready; }")
        page.pdf(**options)
        page.evaluate(
            """numbers => document.querySelectorAll('.printed-contents [data-name]')
  .forEach(line => { line.dataset.page = numbers[line.dataset.name]; })""",
            page_numbers(pdf, titles),
        )
        page.pdf(**options)
        page.close()


def arguments():
    """Read the command line; a folder without the built book is refused."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] + ".")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "_build/html")
    parser.add_argument("pdf", nargs="?", type=Path, default=ROOT / "_build/entropy.pdf")
    given = parser.parse_args()
    if not (given.site / "chapters/index.html").exists():
        parser.error(f"{given.site} does not hold the built book: run make book first")
    return given


def main():
    """Print the book and say where it is."""
    given = arguments()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.chromium())
        parts = [(part.title, part.pages) for part in contents.parts()]
        print_book(browser, given.site.resolve(), given.pdf.resolve(), parts)
        browser.close()
    print(f"The printed book is at {given.pdf.resolve()}")


if __name__ == "__main__":
    main()
