"""Every figure that moves can be read wherever it stops: nothing strikes a label or cuts it off.

A slider figure is looked at in every one of its frames. A live figure is looked at after each of
its buttons and with each handle at its end, and from each of these with every other handle taken
from end to end by its large steps, a tenth of the way or less.
"""

import pytest

from authoring import contents

from . import checks, struck
from .moving import has_sliders, ready
from .pages import PAGES, on_each

pytestmark = pytest.mark.browser
SMALL_PHONE, DESK = 320, 1440
MOVES = ("data-frames=", "const widget = ")

FAULTS = f"""figure => {{
{struck.SCRIPT}
const found = new Map(), inside = selector => [...figure.querySelectorAll(selector)];

// A fault is told once, with the first place where it is seen and how often it is.
function look(where) {{
  for (const [words, fault] of faultsOf(figure)) {{
    const said = fault.startsWith('runs') ? 'runs into another' : fault;
    const key = /\\d/.test(words) ? `a number ${{said}}` : `${{words}}: ${{fault}}`;
    const known = found.get(key);
    if (known) known.times += 1;
    else found.set(key, {{ first: `${{words}} ${{fault}} at ${{where}}`, times: 1 }});
  }}
}}

function sliders(inputs) {{
  const positions = inputs.reduce((n, input) => n * (Number(input.max) + 1), 1);
  for (let at = 0; at < positions; at++) {{
    let rest = at;
    for (const input of [...inputs].reverse()) {{
      input.value = rest % (Number(input.max) + 1);
      rest = Math.floor(rest / (Number(input.max) + 1));
    }}
    inputs[0].dispatchEvent(new Event('input', {{ bubbles: true }}));
    look(inside('output').map(output => output.textContent).join(', '));
  }}
  return positions;
}}

function handles(all) {{
  let stops = 0;
  const reset = inside('button').find(button => button.textContent === 'reset');
  const press = (handle, key) => {{
    handle.focus({{ preventScroll: true }});
    handle.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));
  }};
  const starts = [
    ...inside('button').map(button => [button.textContent, () => button.click()]),
    ...all.map(handle => [`${{handle.ariaLabel}} at its end`, () => press(handle, 'End'), handle]),
  ];
  for (const [from, start, own] of starts) {{
    reset.click();
    start();
    look(from);
    for (const handle of all.filter(other => other !== own)) {{
      reset.click();
      start();
      const name = handle.ariaLabel;
      press(handle, 'Home');
      for (let before = null; handle.ariaValueNow !== before; stops++) {{
        look(`${{from}}, ${{name}} = ${{handle.ariaValueText}}`);
        before = handle.ariaValueNow;
        press(handle, 'PageUp');
      }}
    }}
  }}
  reset.click();
  return stops;
}}

const stops = figure.matches('.explore') ? sliders(inside('input'))
  : handles(inside('[role="slider"]'));
const faults = [...found.values()].map(({{ first, times }}) => `${{first}} (${{times}} times)`);
return {{ stops, faults }};
}}"""


def has_moving_figures(site, name):
    """Whether a page holds a slider figure or a live one."""
    return any(mark in (site / name).read_text("utf8") for mark in MOVES)


def struck_on_the_way(page, figure):
    """Return what is struck in a figure wherever it stops, and how many stops were looked at."""
    if figure.evaluate("figure => figure.matches('.explore')"):
        ready(page, figure)
    found = page.evaluate(FAULTS, figure)
    name = figure.get_attribute("id")
    return [f"{name}: {fault}" for fault in found["faults"]], found["stops"]


@on_each([f"{name}.html" for name in contents.pages()])
def test_every_label_can_be_read_wherever_a_figure_stops(window, site, name):
    if not has_moving_figures(site, name):
        return
    window.open(site / name)
    checks.unfold(window.page)
    figures = window.page.query_selector_all("figure.explore, figure:has(.live)")
    assert figures
    for width in (SMALL_PHONE, DESK):
        window.widen(width)
        for figure in figures:
            faults, stops = struck_on_the_way(window.page, figure)
            assert faults == [], width
            assert stops > 4


# ---- That a fault at one stop only is found ----

LAST_FRAME = """figure => {
  const elements = [...figure.querySelectorAll('.plot-box svg, .plot-box svg *')];
  const [one, other] = elements.filter(e => e.tagName === 'text' && e.textContent.trim());
  const place = Object.fromEntries(['x', 'y', 'transform'].map(n => [n, one.getAttribute(n)]));
  exploreFrames[figure.dataset.name].frames.at(-1).push([elements.indexOf(other), place]);
}"""
BESIDE_THE_AXIS = """figure => figure.querySelector('.live > svg:has(.grip)').insertAdjacentHTML(
  'afterbegin', '<text class="CLASS" x="32" y="194">here</text>')"""


def test_labels_that_meet_in_the_last_frame_are_found(window, site):
    window.open(site / next(name for name in PAGES if has_sliders(site / name)))
    checks.unfold(window.page)
    figure = window.page.query_selector("figure.explore")
    ready(window.page, figure)
    assert struck_on_the_way(window.page, figure)[0] == []
    window.page.evaluate(LAST_FRAME, figure)
    faults = struck_on_the_way(window.page, figure)[0]
    assert any("runs into" in fault and "(1 times)" in fault for fault in faults)


@pytest.mark.parametrize("kind", ["", "over-lines"])
def test_a_label_that_a_handle_covers_at_one_end_is_found(window, site, kind):
    """A ground of its own is no help to it: the handle is drawn later."""
    names = (name for name in PAGES if '"Drag the dot"' in (site / name).read_text("utf8"))
    window.open(site / next(names))
    checks.unfold(window.page)
    figure = window.page.query_selector("figure:has(.live)")
    window.page.evaluate(BESIDE_THE_AXIS.replace("CLASS", kind), figure)
    faults = struck_on_the_way(window.page, figure)[0]
    assert any("here is struck by a line at" in fault for fault in faults)
