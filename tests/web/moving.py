"""How a test moves the sliders of a page, and what it looks at."""

from . import checks
from .pages import PAGES


def pages_with_sliders(site):
    """Return the pages that hold a slider."""
    return [name for name in PAGES if has_sliders(site / name)]


def has_sliders(path):
    """Whether a page holds a slider."""
    return "data-frames" in path.read_text("utf8")


def state(figure):
    """Return what a reader sees and hears of a slider figure."""
    return figure.evaluate(
        """figure => ({
  drawing: figure.querySelector('.plot-box').innerHTML,
  values: [...figure.querySelectorAll('output')].map(e => e.textContent),
  said: [...figure.querySelectorAll('input')].map(e => e.getAttribute('aria-valuetext')),
})"""
    )


def ready(page, figure):
    """Bring a figure near, and wait for its frames."""
    figure.scroll_into_view_if_needed()
    page.wait_for_function("figure => figure.matches('.explore-ready')", arg=figure)


def faults_of(page, figure):
    """Move every slider of a figure from end to end, and return what does not follow."""
    ready(page, figure)
    faults = []
    for slider in figure.query_selector_all("input"):
        label = page.evaluate("slider => slider.labels[0]?.textContent", slider)
        if not label:
            faults.append("a slider without a label")
        drawing = figure.query_selector("svg")
        original = drawing.evaluate_handle("drawing => drawing.cloneNode(true)")
        faults += faults_of_moves(page, figure, slider, label)
        if not slider.evaluate(COMES_BACK, [drawing, original]):
            faults.append(f"{label} does not come back to where it began")
    return faults


COMES_BACK = """(slider, [drawing, original]) => {
  slider.value = slider.defaultValue;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return drawing.isEqualNode(original);
}"""


def faults_of_moves(page, figure, slider, label):
    """Press keys on a slider, and return what neither changes nor says so."""
    faults = []
    slider.focus()
    at_the_start = page.evaluate("slider => slider.value === slider.min", slider)
    for key in ("End", "Home", "ArrowRight") if at_the_start else ("Home", "End", "ArrowLeft"):
        before = state(figure)
        page.keyboard.press(key)
        after = state(figure)
        if before["values"] == after["values"]:
            faults.append(f"{key} does not change the value of {label}")
        if before["drawing"] == after["drawing"]:
            faults.append(f"{key} does not change the drawing of {label}")
        heard = [said.split(":")[0] for said in after["said"]]
        if heard != after["values"]:
            faults.append(f"{label} says {after['said']} and shows {after['values']}")
    return faults


# Move the sliders to every position; return what is not as the files say.
COMPARE = """([figure, { labels, frames }]) => {
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
    if (!svg.isEqualNode(drawn))
      faults.push(`${where}: drawn is "${text(svg)}", and should be "${text(drawn)}"`);
  });
  return faults;
}"""


def differences(visit, expected):
    """Return what the sliders of a page show otherwise than expected."""
    checks.unfold(visit.page)
    shown = visit.page.query_selector_all("figure.explore")
    if len(shown) != len(expected):
        return [f"the page has {len(shown)} slider figures, and {len(expected)} are expected"]
    faults = []
    for figure, said in zip(shown, expected, strict=True):
        ready(visit.page, figure)
        faults += visit.page.evaluate(COMPARE, [figure, said])
    return faults
