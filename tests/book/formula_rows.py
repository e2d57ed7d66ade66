"""The rows of the book's tables of formulas, and what tests draw to try them on."""

import numpy as np

from authoring import contents

SHEET = contents.ROOT / "chapters/formula_sheet.md"
PROOFS = contents.ROOT / "chapters/proofs.md"


def rows(path):
    """Return the rows of a page's tables but for their heads: the texts of the cells."""
    lines = [line for line in path.read_text("utf8").splitlines() if line.startswith("|")]
    rules = [number for number, line in enumerate(lines) if line.startswith("|---")]
    heads = {*rules, *(number - 1 for number in rules)}
    return [cells(line) for number, line in enumerate(lines) if number not in heads]


def cells(line):
    """Return the cells of one row."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def formulas(text):
    """Return the formulas in a text."""
    return text.split("$")[1::2]


def distribution(rng, n=4):
    """Return a random distribution of n outcomes, none of them certain or impossible."""
    return rng.dirichlet(np.full(n, 2.0)) * 0.99 + 0.01 / n


def rows_of(rng, m=3, n=4):
    """Return m random distributions, as the rows of a table."""
    return np.array([distribution(rng, n) for _ in range(m)])


def joint(rng, *shape):
    """Return a random joint table."""
    return distribution(rng, int(np.prod(shape))).reshape(shape)


def same(*values):
    """Assert that all values are one, to the last digits."""
    for value in values[1:]:
        np.testing.assert_allclose(value, values[0], rtol=1e-9, atol=1e-12)


def phi(u):
    """Return what stands under the sum of a divergence in nats."""
    return u - np.log(1 + u)
