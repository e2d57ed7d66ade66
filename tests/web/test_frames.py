"""Whatever a slider of the site shows is what the chapter's function draws for these values."""

import json

import pytest

from authoring import contents
from web.figures import with_own_ids

from . import checks, redrawn
from .moving import ready

pytestmark = pytest.mark.browser
# Move the sliders to every position; return what is not as it was drawn anew.  Coordinates may
# differ by the hundredth to which they are rounded: a layout is solved to a millionth or so.
COMPARE = """([figure, { labels, frames }]) => {
  const numbers = /-?\\d+(\\.\\d+)?/g;
  const alike = (a, b) => a === b || (a !== null && b !== null
    && a.replace(numbers, '#') === b.replace(numbers, '#')
    && a.match(numbers).every((n, i) => Math.abs(n - b.match(numbers)[i]) < 0.015));
  const same = (a, b) => a.tagName === b.tagName && a.childNodes.length === b.childNodes.length
    && a.getAttributeNames().every(name => b.hasAttribute(name))
    && b.getAttributeNames().every(name => alike(a.getAttribute(name), b.getAttribute(name)))
    && [...a.childNodes].every((child, i) => child.nodeType === Node.TEXT_NODE
      ? child.isEqualNode(b.childNodes[i]) : same(child, b.childNodes[i]));
  const inputs = [...figure.querySelectorAll('input')], faults = [];
  const outputs = [...figure.querySelectorAll('output')], svg = figure.querySelector('svg.plot');
  const still = figure.querySelector('.explore-still');
  const expected = document.createElement('div');
  const positions = inputs.reduce((n, input) => n * (Number(input.max) + 1), 1);
  if (positions !== frames.length) return [`${positions} positions, ${frames.length} drawings`];
  frames.forEach((frame, n) => {
    for (const input of [...inputs].reverse()) {
      input.value = n % (Number(input.max) + 1);
      n = Math.floor(n / (Number(input.max) + 1));
    }
    inputs[0].dispatchEvent(new Event('input', { bubbles: true }));
    const where = labels.map((label, i) => `${label} = ${frame.values[i]}`).join(', ');
    const differs = (what, shown, right) => {
      if (shown !== right) faults.push(`${where}: the ${what} is ${shown}, and should be ${right}`);
    };
    outputs.forEach((output, i) => differs('value', output.textContent, frame.values[i]));
    inputs.forEach((input, i) => differs('spoken title', input.getAttribute('aria-valuetext'),
      frame.title ? `${frame.values[i]}: ${frame.title}` : frame.values[i]));
    differs('setting', still.textContent, `Shown for ${where}.`);
    expected.innerHTML = frame.svg;
    const drawn = expected.firstElementChild, text = e => e.textContent.slice(0, 200);
    for (const name of ['style', 'class', 'aria-hidden'])
      drawn.setAttribute(name, svg.getAttribute(name));
    if (!same(svg, drawn))
      faults.push(`${where}: drawn is "${text(svg)}", and should be "${text(drawn)}"`);
  });
  return faults;
}"""


def faults_of(visit, chapter):
    """Return what the sliders of a chapter's page show wrongly, and how many figures there are."""
    checks.unfold(visit.page)
    shown, drawn = visit.page.query_selector_all("figure.explore"), redrawn.sliders(chapter)
    if len(shown) != len(drawn):
        return [f"the page has {len(shown)} slider figures, and the chapter {len(drawn)}"]
    faults = []
    for figure, anew in zip(shown, drawn, strict=True):
        ready(visit.page, figure)
        prefix = figure.get_attribute("id").replace("figure-", "f") + "-"
        frames = [{**f, "svg": with_own_ids(f["svg"], prefix)} for f in anew["frames"]]
        faults += visit.page.evaluate(COMPARE, [figure, {**anew, "frames": frames}])
    return faults


@pytest.mark.parametrize("chapter", contents.chapters())
def test_every_position_of_every_slider_is_what_is_drawn_for_it(browser, site, chapter):
    with checks.Visit(browser, site / f"{chapter}.html") as visit:
        assert faults_of(visit, chapter) == []


def test_two_frames_exchanged_are_found(browser, copied_site):
    chapter = next(name for name in contents.chapters() if redrawn.sliders(name))
    with checks.Visit(browser, copied_site / f"{chapter}.html") as visit:
        name = visit.page.locator("figure.explore").first.get_attribute("data-name")
    path = copied_site / f"_static/frames/{name}.js"
    before, _, frames = path.read_text("utf8").partition(" = ")
    data = json.loads(frames.rstrip(";\n"))
    data["frames"][0], data["frames"][-1] = data["frames"][-1], data["frames"][0]
    path.write_text(f"{before} = {json.dumps(data)};\n", "utf8")
    with checks.Visit(browser, copied_site / f"{chapter}.html") as visit:
        assert len([fault for fault in faults_of(visit, chapter) if "drawn is" in fault]) == 2
