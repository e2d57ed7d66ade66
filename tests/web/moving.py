"""How a test moves the sliders of a page, and what it looks at."""

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
