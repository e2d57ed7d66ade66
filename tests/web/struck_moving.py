"""Whether a moving figure can be read wherever it stops: nothing strikes a label or cuts it off.

A slider figure is looked at in every one of its frames. A live figure is looked at after each of
its buttons and with each handle at its end, and from each of these with every other handle taken
from end to end by its large steps, a tenth of the way or less.
"""

from . import struck
from .moving import ready

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


def struck_on_the_way(page, figure):
    """Return what is struck in a figure wherever it stops, and how many stops were looked at."""
    if figure.evaluate("figure => figure.matches('.explore')"):
        ready(page, figure)
    found = page.evaluate(FAULTS, figure)
    name = figure.get_attribute("id")
    return [f"{name}: {fault}" for fault in found["faults"]], found["stops"]
