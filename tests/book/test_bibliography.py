"""The bibliography is that of its source, and every work can be cited."""

import pytest
from pybtex.database import parse_string

from authoring import bibliography, contents, links


@pytest.fixture(scope="module")
def page():
    return bibliography.page()


def test_the_page_is_written_from_its_source(page):
    path = contents.ROOT / bibliography.PAGE
    assert path.read_text("utf8") == page, "run: python -m authoring.bibliography"


def test_a_page_that_stays_is_not_touched(tmp_path):
    for name in (bibliography.SOURCE, bibliography.PAGE):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((contents.ROOT / name).read_bytes())
    before = (tmp_path / bibliography.PAGE).stat().st_mtime_ns
    bibliography.write(tmp_path)
    assert (tmp_path / bibliography.PAGE).stat().st_mtime_ns == before


def test_every_work_has_its_place(page):
    assert sorted(links.ANCHOR.findall(page)) == sorted(bibliography.works())


def work(fields):
    """Return a work with these fields."""
    return parse_string(f"@misc{{one, {fields}}}", "bibtex").entries["one"]


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ("author={Shannon, Claude}, year={1948}", "Shannon (1948)"),
        ("author={Kullback, S. and Leibler, R.}, year={1951}", "Kullback and Leibler (1951)"),
        ("author={A, X. and B, Y. and C, Z.}, year={2001}", "A et al. (2001)"),
        (r"author={R{\'e}nyi, Alfr{\'e}d}, year={1961}", "Rényi (1961)"),
        ("author={van Erven, Tim}, year={2014}", "van Erven (2014)"),
        ("editor={Jordan, Michael}, year={1998}", "Jordan (1998)"),
        ("organization={National Weather Service}, year={2020}", "National Weather Service (2020)"),
    ],
)
def test_a_work_is_cited_by_family_names_and_year(fields, citation):
    in_brackets = citation.replace(" (", ", ").rstrip(")")
    assert bibliography.citations(work(fields)) == (citation, in_brackets)


def test_what_markdown_would_read_as_its_own_is_escaped(tmp_path):
    (tmp_path / "chapters").mkdir()
    entry = "@book{one, author={A, B}, title={The {[x]} $2$ and {a_b*c}}, year={1999},\n"
    url = "doi={10.1/a<b>c}, publisher={P}}"
    (tmp_path / bibliography.SOURCE).write_text(entry + url, "utf8")
    text = bibliography.page(tmp_path)
    assert r"\[x\] \$2\$ and a\_b\*c" in text
    assert "(https://doi.org/10.1/a%3Cb%3Ec)" in text
