// A point that is dragged in the triangle of all distributions on three outcomes.
const { entropy, sum, svg, set, label } = hand;
const SIDE = 236, FOOT = 240, WIDE = 150;               // the triangle; WIDE is its middle
const CORNERS = [[WIDE - SIDE / 2, FOOT], [WIDE + SIDE / 2, FOOT], [WIDE, FOOT - SIDE * Math.sqrt(3) / 2]];
const LEVELS = [0.5, 0.75, 1, 1.25, 1.5], RAYS = 360, UP = 2 * Math.PI / 3;
const HIGHEST = 6;                                      // bits, of the picture of surprise

const spot = p => [0, 1].map(axis => sum(p, i => p[i] * CORNERS[i][axis]));

// The distribution of a place, or of the nearest place in the triangle, to a hundredth.
function nearest([x, y]) {
  const top = (FOOT - y) / (FOOT - CORNERS[2][1]);
  const right = (x - CORNERS[0][0]) / SIDE - top / 2;
  return ontoTriangle([1 - top - right, right, top]);
}

// Whatever is below 0 goes up to 0, at the cost of the others alike, by the shortest way.
function ontoTriangle(p) {
  const kept = p.map(x => x > 0), count = kept.filter(Boolean).length;
  const over = (sum(p, i => kept[i] ? p[i] : 0) - 1) / count;
  const moved = p.map((x, i) => kept[i] ? x - over : 0);
  return moved.some(x => x < 0) ? ontoTriangle(moved) : inHundredths(moved);
}

function inHundredths(p) {
  const [a, b] = p.map(x => Math.round(x * 100));
  const rest = Math.max(0, 100 - a - b);
  return [a, 100 - a - rest, rest].map(x => x / 100);
}

// Where a ray from the middle falls to an entropy, if it does: along a ray it only falls.
function reached(level, turn) {
  const ray = [0, 2, 4].map(k => Math.cos(turn + k * Math.PI / 3));
  const at = r => ray.map(x => Math.max(0, 1 / 3 + r * x));
  let low = 0, high = -1 / 3 / Math.min(...ray);
  if (entropy(at(high)) > level) return null;
  for (let halving = 0; halving < 20; halving++) {
    const middle = (low + high) / 2;
    if (entropy(at(middle)) > level) low = middle;
    else high = middle;
  }
  return spot(at(low));
}

// A line of one entropy, in pieces where it meets the sides.
function contour(level) {
  const places = Array.from({ length: RAYS + 1 }, (_, i) => reached(level, 2 * Math.PI * i / RAYS));
  return places.map((to, i) => to && `${places[i - 1] ? "L" : "M"}${to.map(x => x.toFixed(1)).join(" ")}`).join("");
}

function render({ model, el }) {
  const state = hand.held(model, ["p"]), labels = model.get("labels");
  const columns = hand.columns(labels, HIGHEST, "width: probability · height: bits of surprise");
  hand.show({ model, el }, state, [
    triangle(state, labels, model.get("marks")),
    { node: columns.node, draw: ({ p }) => columns.draw(p, p.map(hand.surprisal)) },
    hand.readings([
      ["H(p)", "p", ({ p }) => entropy(p), Math.log2(3), "bits"],
      ["equal ways", "p", ({ p }) => 2 ** entropy(p), 3, ""],
    ]),
  ], [["all alike", () => ({ p: [1 / 3, 1 / 3, 1 / 3] })]]);
}

// Three sliders, one in each corner, serve the keys; the dot between them serves the hand.
function triangle(state, labels, marks) {
  const node = svg("svg", { viewBox: `0 0 ${hand.WIDTH} ${FOOT + 40}`, role: "group", "aria-label": "Drag the dot" });
  node.append(svg("path", { class: "outline", d: `M${CORNERS.join("L")}Z` }));
  for (const level of LEVELS) node.append(svg("path", { class: "contour", d: contour(level) }));
  const corners = labels.map((name, i) => corner(node, state, name, i));
  const levels = [[1, "1 bit"], [1.5, "1.5 bits"]].map(([level, name]) => word(node, reached(level, UP), name, -0.5, ""));
  const names = marks.map(([name, p]) => {
    const [x, y] = spot(p);
    node.append(svg("circle", { class: "mark", cx: x, cy: y, r: 4 }));
    return word(node, [x + 11, y], name, 0, "unit ");
  });
  const space = svg("circle", { class: "grip-room", r: 22 }), grip = svg("circle", { class: "grip", r: 8 });
  const dot = svg("g", { class: "p dot" }, space, grip);
  node.append(dot);
  hand.drag(dot, node, state, (place, { p }) => {
    const from = spot(p).map((x, i) => x - place[i]);
    return to => state.put({ p: nearest(to.map((x, i) => x + from[i])) });
  });

  return {
    node,
    draw({ p }) {
      const [cx, cy] = spot(p);
      for (const part of [space, grip]) set(part, { cx, cy });
      corners.forEach((show, i) => show(p[i], [cx, cy]));
      [...levels, ...names].forEach(giveWay => giveWay([cx, cy]));
    },
  };
}

// A word in the triangle, which is not seen while the dot stands on it.
function word(node, [x, y], text, shift, kind) {
  const written = label(x, y + 4, text, { class: `${kind}over-lines` }), width = 7 * text.length, left = x + shift * width;
  node.append(written);
  return ([cx, cy]) => {
    const free = cx < left - 10 || cx > left + width + 10 || Math.abs(cy - y) > 14;
    set(written, { visibility: free ? "visible" : "hidden" });
  };
}

// A corner, where one outcome is certain: keys go towards it and away, and a tap goes all the way.
function corner(node, state, name, i) {
  const [x, y] = CORNERS[i], number = label(x, i === 2 ? y - 10 : y + 33, "", { class: "number" });
  const ray = svg("path", { class: "ray" });
  const group = svg("g", { class: "p corner" }, ray, svg("circle", { class: "grip-room", cx: x, cy: y, r: 20 }),
    svg("circle", { class: "grip end", cx: x, cy: y, r: 4 }), label(x, i === 2 ? y - 24 : y + 19, name), number);
  const { show, move } = hand.slider(group, state, {
    name, step: 0.01, value: ({ p }) => p[i], said: to => to.toFixed(2),
    changed: (to, { p }) => ({ p: hand.withOutcome(p, i, to) }),
  });
  group.addEventListener("click", () => move(1, state.now()));
  node.append(group);
  return (value, dot) => {
    set(ray, { d: `M${x} ${y}L${dot}` });
    number.textContent = value.toFixed(2);
    show(value);
  };
}

export default { render };
