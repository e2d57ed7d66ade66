"""Whether every letter of a figure can be read: nothing strikes it, nothing cuts it off.

A figure's drawing is SVG, so a browser knows where each of its texts and lines stands. What is
looked at is the box of a text's small letters, which its ascents and descents stick out of: a line
that runs just above or below a word does not strike it.
"""

SCRIPT = r"""
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

// What a path would have to say to be another shape; a circle has sixteen corners here.
const number = (shape, name) => parseFloat(shape.getAttribute(name) ?? 0);
const SHAPES = {
  path: shape => shape.getAttribute('d') ?? '',
  use: shape => document.querySelector(shape.getAttribute('href')).getAttribute('d'),
  line(shape) {
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map(name => number(shape, name));
    return `M${x1},${y1}L${x2},${y2}`;
  },
  rect(shape) {
    const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(name => number(shape, name));
    return w > 0 && h > 0 ? `M${x},${y}L${x + w},${y}L${x + w},${y + h}L${x},${y + h}Z` : '';
  },
  circle(shape) {
    const [x, y, r] = ['cx', 'cy', 'r'].map(name => number(shape, name));
    const corners = Array.from({ length: 16 }, (_, i) => i * Math.PI / 8)
      .map(turn => [x + r * Math.cos(turn), y + r * Math.sin(turn)]);
    return `M${corners.join('L')}Z`;
  },
};

// The straight pieces of a shape, on the screen; curves as eight pieces each.
function pieces(shape) {
  const matrix = shape.getScreenCTM(), found = [];
  const [dx, dy] = shape.tagName === 'use' ? ['x', 'y'].map(name => number(shape, name)) : [0, 0];
  const shown = (x, y) => [matrix.a * (x + dx) + matrix.c * (y + dy) + matrix.e,
    matrix.b * (x + dx) + matrix.d * (y + dy) + matrix.f];
  let here = [0, 0], start = here;
  const steps = SHAPES[shape.tagName](shape).matchAll(/([MLQCZ])([^MLQCZ]*)/gi);
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
  const drawn = [...svg.querySelectorAll(Object.keys(SHAPES))];
  return drawn.filter(e => !e.closest('defs, clipPath, pattern') && isShown(e)).map(shape => {
    const style = getComputedStyle(shape);
    const seen = kind => !/none|rgba\(.*, 0\)/.test(style[kind])
      && style.opacity * style[kind + 'Opacity'] > .05;
    if (!seen('stroke') && !seen('fill')) return null;
    const name = style.stroke === grid ? 'the grid' : seen('stroke') ? 'a line' : 'an edge';
    const own = pieces(shape);
    return { name, shape, clip: clipOf(shape), pieces: own, room: roomOf(own) };
  }).filter(Boolean);
}

const isShown = part => part.checkVisibility({ visibilityProperty: true });

// A label that brings its own ground hides what was drawn before it.
const hasGround = text => getComputedStyle(text).paintOrder.startsWith('stroke')
  && getComputedStyle(text).stroke !== 'none';
const isBelow = (shape, text) =>
  Boolean(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);

function roomOf(pieces) {
  const [x, y] = [0, 1].map(axis => pieces.flatMap(ends => ends.map(end => end[axis])));
  return rectangle(Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y));
}

function strikes(line, letters) {
  const { room } = line, box = cut(letters, line.clip);
  if (box.left > room.right || box.right < room.left) return false;
  if (box.top > room.bottom || box.bottom < room.top) return false;
  if (box.left >= box.right || box.top >= box.bottom) return false;
  return line.pieces.some(piece => enters(piece, box));
}

let grid;
function colourOfTheGrid(figure) {
  const probe = figure.appendChild(document.createElement('i'));
  probe.style.color = 'var(--plot-grid)';
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

// What strikes, covers or cuts off the texts of a figure, as [text, fault].
function faultsOf(figure) {
  grid ??= colourOfTheGrid(figure);
  return [...figure.querySelectorAll('svg.plot, .live > svg')].filter(isShown).flatMap(faultsIn);
}

function faultsIn(svg) {
  const edge = svg.getBoundingClientRect(), shapes = lines(svg), found = [];
  const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && isShown(t))
    .map(text => ({ text, words: text.textContent.trim(), ground: hasGround(text),
      letters: lettersOf(text, 0), near: lettersOf(text, BESIDE) }));
  texts.forEach(({ text, words, ground, letters, near }, n) => {
    const say = fault => found.push([words, fault]);
    if (letters.left < edge.left - 1 || letters.right > edge.right + 1) say('is cut off');
    if (letters.top < edge.top - 1 || letters.bottom > edge.bottom + 1) say('is cut off');
    for (const other of texts.slice(n + 1))
      if (meets(letters, other.letters)) say(`runs into ${other.words}`);
    const open = shapes.filter(({ shape }) => !(ground && isBelow(shape, text)));
    for (const name of new Set(open.filter(s => strikes(s, near)).map(s => s.name)))
      say(`is struck by ${name}`);
  });
  return found;
}
"""

FAULTS = f"""() => {{
{SCRIPT}
return [...document.querySelectorAll('figure.plot')].flatMap((figure, number) =>
  faultsOf(figure).map(([words, fault]) => `figure ${{number + 1}}: ${{words}}: ${{fault}}`));
}}"""


def unreadable_labels(page):
    """Return what strikes, covers or cuts off the texts of a page's figures."""
    return page.evaluate(FAULTS)
