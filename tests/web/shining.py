"""Whether a grid shines through what is filled, by the pixels that a reader sees."""

import io

import numpy as np
from PIL import Image

# Which of these places are in a filled shape, at least two pixels from its edge.
COVERED = """places => {
  const shapes = [...document.querySelectorAll('.live :is(.area, .bar)')]
    .map(shape => [shape, shape.getScreenCTM().inverse()]);
  const around = [[-2, 0], [2, 0], [0, -2], [0, 2]];
  const within = ([shape, inverse], x, y) =>
    shape.isPointInFill(new DOMPoint(x - scrollX, y - scrollY).matrixTransform(inverse));
  return places.filter(([x, y]) => shapes.some(shape =>
    around.every(([right, down]) => within(shape, x + right, y + down))));
}"""
EVERY = 5  # of the places that change: enough for every line, and a fifth of the time


def grid_in_fills(page):
    """Return where a grid of another colour changes what is seen in a filled shape."""
    black, red = (picture(page, colour) for colour in ("#000", "#f00"))
    places = np.argwhere((black != red).any(axis=2))[::EVERY, ::-1] + 0.5
    assert len(places) > 100  # the grid is seen elsewhere
    return page.evaluate(COVERED, places.tolist())


def picture(page, colour):
    """Return the pixels of a page whose grid has a colour."""
    style = page.add_style_tag(content=f".live .rule {{ stroke: {colour} !important; }}")
    pixels = np.asarray(Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB"))
    style.evaluate("style => style.remove()")
    return pixels
