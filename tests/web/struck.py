"""Whether every letter of a figure can be read: nothing strikes it, nothing cuts it off.

A figure's drawing is SVG, so a browser knows where each of its texts and lines stands. What is
looked at is the box of a text's small letters, which its ascents and descents stick out of: a line
that runs just above or below a word does not strike it.
"""

FAULTS = r"""() => {
const LETTERS = { above: .28, below: .25 };  // shares of the height that are no small letters
const BESIDE = .12;  // of the height: a line that is nearer to a word strikes it
const rectangle = (left, top, right, bottom) => ({ left, top, right, bottom });
const meets = (a, b) => a.left < b.right && b.left < a.right
  && a.top < b.bottom && b.top < a.bottom;
const upright = text => Math.abs(text.getCTM().b) < .1;

function lettersOf(text, beside) {
  const box = text.getBoundingClientRect(), { above, below } = LETTERS;
  if (upright(text))
    return rectangle(box.left - beside * box.height, box.top + above * box.height,
      box.right + beside * box.height, box.bottom - below * box.height);
  return rectangle(box.left + above * box.width, box.top - beside * box.width,
    box.right - below * box.width, box.bottom + beside * box.width);
}

// The straight pieces of a path, on the screen; curves as eight pieces each.
function pieces(shape) {
  const matrix = shape.getScreenCTM(), found = [];
  const path = shape.tagName === 'use' ? document.querySelector(shape.getAttribute('href')) : shape;
  const [dx, dy] = ['x', 'y'].map(name => parseFloat(shape.getAttribute(name) ?? 0));
  const shown = (x, y) => [matrix.a * (x + dx) + matrix.c * (y + dy) + matrix.e,
    matrix.b * (x + dx) + matrix.d * (y + dy) + matrix.f];
  let here = [0, 0], start = here;
  const steps = (path.getAttribute('d') ?? '').matchAll(/([MLQCZ])([^MLQCZ]*)/gi);
  for (const [, command, rest] of steps) {
    const numbers = (rest.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    const step = { M: 2, L: 2, Q: 4, C: 6 }[command] ?? 0;
    if (/[Zz]/.test(command)) { found.push([shown(...here), shown(...start)]); here = start; }
    for (let i = 0; step && i + step <= numbers.length; i += step) {
      const points = [here];
      for (let j = 0; j < step; j += 2) points.push([numbers[i + j], numbers[i + j + 1]]);
      if (command === 'M' && i === 0) { here = start = points[1]; continue; }
      let before = here;
      for (let k = 1, n = step > 2 ? 8 : 1; k <= n; k++) {
        const at = bezier(points, k / n);
        found.push([shown(...before), shown(...at)]);
        before = at;
      }
      here = before;
    }
  }
  return found;
}

function bezier(points, t) {
  while (points.length > 1)
    points = points.slice(1).map(([x, y], i) =>
      [points[i][0] * (1 - t) + x * t, points[i][1] * (1 - t) + y * t]);
  return points[0];
}

// Liang and Barsky: whether a piece enters a rectangle.
function enters([[x0, y0], [x1, y1]], box) {
  let first = 0, last = 1;
  for (const [step, room] of [[x0 - x1, x0 - box.left], [x1 - x0, box.right - x0],
                              [y0 - y1, y0 - box.top], [y1 - y0, box.bottom - y0]]) {
    if (step === 0 && room < 0) return false;
    if (step < 0) first = Math.max(first, room / step);
    if (step > 0) last = Math.min(last, room / step);
  }
  return first < last;
}

function clipOf(shape) {
  const name = shape.closest('[clip-path]')?.getAttribute('clip-path').match(/#([^)]+)/)?.[1];
  const clip = name && document.getElementById(name)?.querySelector('rect');
  if (!clip) return null;
  const matrix = shape.closest('[clip-path]').getScreenCTM();
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(n => parseFloat(clip.getAttribute(n)));
  const a = new DOMPoint(x, y).matrixTransform(matrix);
  const b = new DOMPoint(x + w, y + h).matrixTransform(matrix);
  return rectangle(a.x - 1, a.y - 1, b.x + 1, b.y + 1);
}

const cut = (a, b) => b ? rectangle(Math.max(a.left, b.left), Math.max(a.top, b.top),
  Math.min(a.right, b.right), Math.min(a.bottom, b.bottom)) : a;

function lines(svg) {
  const drawn = [...svg.querySelectorAll('path, use')].filter(e => !e.closest('defs, clipPath'));
  return drawn.map(shape => {
    const style = getComputedStyle(shape);
    const seen = (kind) => style[kind] !== 'none' && style.opacity * style[kind + 'Opacity'] > .05;
    if (!seen('stroke') && !seen('fill')) return null;
        const name = style.stroke === grid ? 'the grid' : seen('stroke') ? 'a line' : 'an edge';
    return { name, clip: clipOf(shape), pieces: pieces(shape) };
  }).filter(Boolean);
}

function strikes(line, letters) {
  const box = cut(letters, line.clip);
  if (box.left >= box.right || box.top >= box.bottom) return false;
  return line.pieces.some(piece => enters(piece, box));
}

let grid;
return [...document.querySelectorAll('figure.plot')].flatMap((figure, number) => {
  grid = (() => {
    const probe = figure.appendChild(document.createElement('i'));
    probe.style.color = 'var(--plot-grid)';
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  })();
  return [...figure.querySelectorAll('svg.plot')].flatMap(svg => {
    if (!svg.checkVisibility()) return [];
    const edge = svg.getBoundingClientRect(), shapes = lines(svg), found = [];
    const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim())
      .map(text => ({ words: text.textContent.trim(), letters: lettersOf(text, 0),
        near: lettersOf(text, BESIDE) }));
    const say = (text, fault) => found.push(`figure ${number + 1}: ${text.words}: ${fault}`);
    for (const text of texts) {
      const { left, top, right, bottom } = text.letters;
      if (left < edge.left - 1 || right > edge.right + 1) say(text, 'is cut off');
      if (top < edge.top - 1 || bottom > edge.bottom + 1) say(text, 'is cut off');
      for (const other of texts)
        if (texts.indexOf(other) > texts.indexOf(text) && meets(text.letters, other.letters))
          say(text, `runs into ${other.words}`);
      for (const name of new Set(shapes.filter(s => strikes(s, text.near)).map(s => s.name)))
        say(text, `is struck by ${name}`);
    }
    return found;
  });
});
}"""


def unreadable_labels(page):
    """Return what strikes, covers or cuts off the texts of a page's figures."""
    return page.evaluate(FAULTS)
