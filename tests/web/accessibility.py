"""What axe-core says of a page, asked so that it takes a second and not ten.

Most of its time goes into the contrast of colours, which it looks at for each element that has
text, and again for each link.  Elements of one kind have the same colours, so that it is given the
first few of each kind.  All other rules look at the whole page.
"""

from axe_playwright_python.base import AXE_SCRIPT

CONTRAST = [
    {"id": "color-contrast", "selector": "[data-of-its-kind]"},
    {"id": "link-in-text-block", "selector": ":is(a[href], [role=link])[data-of-its-kind]"},
]
OF_A_KIND = 2
MIGHT_BE_WIDE = 10  # em: a line of the smallest phone has sixteen

# A kind is what the element and all that it stands in are called and look like.
KIND = """
  const known = new Map([[document.documentElement, '']]);
  const kind = element => {
    if (known.has(element)) return known.get(element);
    const style = getComputedStyle(element);
    const looks = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'textDecorationLine',
      'textShadow', 'filter', 'mixBlendMode'];
    const size = parseFloat(style.fontSize), isLarge = size >= (style.fontWeight < 700 ? 24 : 18);
    const own = [element.tagName, ...['class', 'style'].map(name => element.getAttribute(name)),
      isLarge, ...looks.map(name => style[name])];
    known.set(element, `${kind(element.parentElement)}/${own.join()}`);
    return known.get(element);
  };"""

# Mark the first few of each kind of element that has text of its own, or leads somewhere, unless
# its kind was marked before; return how many kinds are new.  axe-core does not judge a single
# letter.
MARK = (
    f"few => {{{KIND}"
    + """
  const seen = window.kindsSeen ??= new Set(), count = new Map();
  const SPEAKS = 'a[href], [role=link], input, select, textarea';
  const isText = node => node.nodeType === Node.TEXT_NODE;
  const words = element =>
    [...element.childNodes].filter(isText).map(node => node.data).join('').trim();
  for (const element of document.body.querySelectorAll('*')) {
    element.removeAttribute('data-of-its-kind');
    if (!element.matches(SPEAKS) && words(element).length < 2) continue;
    if (!element.checkVisibility()) continue;
    if (seen.has(kind(element))) continue;
    const number = (count.get(kind(element)) ?? 0) + 1;
    count.set(kind(element), number);
    if (number <= few) element.setAttribute('data-of-its-kind', number);
  }
  for (const kind of count.keys()) seen.add(kind);
  return count.size;
}"""
)


# Formulas first: what is measured must be measured before anything changes.
THIN_OUT = (
    f"([wide, few]) => {{{KIND}"
    + """
  const formulas = [...document.querySelectorAll('.katex')].map(katex => {
    const glyphs = katex.querySelector('.katex-html');
    const size = parseFloat(getComputedStyle(glyphs).fontSize);
    const parts = [...glyphs.querySelectorAll(':scope > .base')]
      .map(part => part.getBoundingClientRect().width / size);
    const block = katex.closest('.katex-display');
    const widest = block ? parts.reduce((a, b) => a + b, 0) : Math.max(0, ...parts);
    return { katex, glyphs, widest, stays: widest > wide || block || katex.closest('table') };
  });
  for (const { katex, glyphs, widest, stays } of formulas) {
    const math = katex.querySelector('math');
    if (!stays && katex !== formulas[0].katex) {
      katex.replaceWith(math.querySelector('semantics > *').textContent);
      continue;
    }
    const part = Object.assign(document.createElement('span'), { className: 'base' });
    part.style.width = `${widest}em`;
    glyphs.replaceChildren(part);
    math.replaceChildren(math.textContent);
  }
  const count = new Map(), seen = new Set();
  const left = [...document.querySelectorAll('span.math:not(:has(*))')]
    .map(math => [math, math.closest('.unbroken') ?? math, kind(math)]);
  for (const [math, whole, kind] of left) {
    count.set(kind, (count.get(kind) ?? 0) + 1);
    if (count.get(kind) > few && math.attributes.length === 1) whole.replaceWith(whole.textContent);
  }
  for (const token of document.querySelectorAll('pre span')) {
    const kind = token.closest('.highlight')?.parentElement.className + token.className;
    if (seen.has(kind)) token.replaceWith(token.textContent);
    seen.add(kind);
  }
}"""
)


def thin_out(page):
    """Remove what axe-core would look at again and again: thousands of tokens and glyphs.

    One token of each colour stays in each kind of code; of a formula that might be wider than its
    line stays how wide it is, and of the others what is read aloud, the first few of each kind in
    an element of their own.  Look at what needs the whole text first.
    """
    page.evaluate(THIN_OUT, [MIGHT_BE_WIDE, OF_A_KIND])


def empty_drawings(page):
    """Remove the lines and letters of drawings, whose text alternative stays."""
    page.evaluate("document.querySelectorAll('svg.plot').forEach(e => e.replaceChildren())")


def forget(page):
    """Look at all colours of a page again: what overlaps may be another thing at another width."""
    page.evaluate("window.kindsSeen = undefined")


VIOLATIONS = """async ([options, rules]) => {
  axe.configure({ rules });
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}"""


def violations(page, rules=()):
    """Return what axe-core finds, by all of its rules or by those named.

    A page that is asked again, at another width or in another theme, tells of colours only what
    looks different there; after ``forget`` it tells all.
    """
    options = {"resultTypes": ["violations"], "selectors": False, "preload": False}
    if rules:
        options["runOnly"] = list(rules)
    if not page.evaluate("Boolean(window.axe)"):  # half a megabyte
        page.evaluate("source => window.eval(source)", AXE_SCRIPT)
    marked = page.evaluate(MARK, OF_A_KIND)
    if not marked and list(rules) == ["color-contrast"]:
        return []
    return page.evaluate(VIOLATIONS, [options, CONTRAST])
