"""A walk through the stops of live figures by their keys, all inside the page.

A press through the browser takes a dozen messages; this takes one for the whole walk. That a real
key does the same is looked at elsewhere, once for each figure.
"""

from dataclasses import dataclass

# Press keys on sliders, each named or numbered; return what is seen at first and after each.
WALK = """presses => {
  const sliders = [...document.querySelectorAll('.live [role="slider"]')];
  const called = name => sliders[name] ?? sliders.find(e => e.ariaLabel === name);
  const name = part => part.closest('[role="slider"]')?.ariaLabel ?? 'dot';
  const now = slider => Number(slider.getAttribute('aria-valuenow'));
  const place = grip => {
    const [box, picture] = [grip, grip.ownerSVGElement].map(e => e.getBoundingClientRect());
    return [box.left + box.width / 2 - picture.left, box.top + box.height / 2 - picture.top];
  };
  const all = (selector, look) => [...document.querySelectorAll(`.live ${selector}`)].map(look);
  const look = () => ({
    at: sliders.map(now),
    said: sliders.map(e => e.getAttribute('aria-valuetext')),
    named: Object.fromEntries(sliders.map(e => [e.ariaLabel, now(e)])),
    numbers: all('data', e => e.value),
    grips: Object.fromEntries(all('.grip', e => [name(e), place(e)])),
    columns: all('rect.area.p', e => e.getAttribute('width')),
  });
  return [look(), ...presses.map(([slider, key]) => {
    const handle = called(slider);
    handle.focus();
    if (document.activeElement !== handle) throw new Error(`${slider} cannot be focused`);
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    handle.dispatchEvent(event);
    return look();
  })];
}"""


def walk(page, presses):
    """Press each (slider, key) inside the page, and return all that is seen, from the start on."""
    return [Seen(**seen) for seen in page.evaluate(WALK, list(presses))]


@dataclass
class Seen:
    """What a page shows of its live figures; places are in pixels of their pictures."""

    at: list[float]  # each slider
    said: list[str]
    named: dict[str, float]
    numbers: list[float]
    grips: dict[str, list[float]]
    columns: list[float]

    def __post_init__(self):
        """Read the numbers of attributes, infinite ones, too."""
        self.numbers = [float(number) for number in self.numbers]
        self.columns = [float(width) for width in self.columns]
