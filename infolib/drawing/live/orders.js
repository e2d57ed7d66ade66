// A dial: a dot that is dragged along the Rényi entropies of one distribution, over all orders.
const { sum, surprisal, svg, set } = hand;
const STOPS = 120;                                      // order n/(120 - n): 60 is 1, 80 is 2, 120 is infinite
const MARKS = [[0, "0"], [40, "½"], [60, "1"], [80, "2"], [96, "4"], [120, "∞"]];

const order = stop => stop / (STOPS - stop);

// With the largest probability taken out, no power underflows to nothing but zeros.
function powers(p, alpha) {
  const most = Math.max(...p);
  return p.map(x => alpha === Infinity ? Number(x === most) : x > 0 ? (x / most) ** alpha : 0);
}

function renyiEntropy(p, alpha) {
  const most = surprisal(Math.max(...p));
  if (alpha === 1) return hand.entropy(p);
  if (alpha === Infinity) return most;
  const raised = powers(p, alpha);
  return (alpha * most - Math.log2(sum(raised, i => raised[i]))) / (alpha - 1) + 0;
}

// The widths of the bars: the probabilities to the power α, shared out anew.
function escort(p, alpha) {
  const raised = powers(p, alpha), total = sum(raised, i => raised[i]);
  return raised.map(x => x / total);
}

function written(alpha) {
  if (alpha === Infinity) return "∞";
  return Number.isInteger(alpha) ? String(alpha) : alpha.toFixed(2);
}

function render({ model, el }) {
  const state = hand.held(model, ["stop"]), p = model.get("p"), labels = model.get("labels");
  const heights = p.map(x => x > 0 ? surprisal(x) : 0), alphaOf = ({ stop }) => order(stop);
  const columns = hand.columns(labels, 1.1 * Math.max(...heights) || 1, "width: share in the escort · height: bits of surprise");
  const level = svg("line", { class: "curve dashed", x1: columns.x(0), x2: columns.x(1) });
  columns.node.append(level);
  const area = alpha => escort(p, alpha).reduce((total, width, i) => total + width * heights[i], 0);
  hand.show({ model, el }, state, [
    {
      node: columns.node,
      draw(now) {
        const y = columns.y(renyiEntropy(p, alphaOf(now)));
        columns.draw(escort(p, alphaOf(now)), heights);
        set(level, { y1: y, y2: y });
      },
    },
    dial(state, p, alphaOf),
    hand.readings([
      ["entropy", "p", now => renyiEntropy(p, alphaOf(now)), Math.log2(p.length), "bits"],
      ["area", "p", now => area(alphaOf(now)), Math.log2(p.length), "bits"],
      ["equal ways", "p", now => 2 ** renyiEntropy(p, alphaOf(now)), p.length, ""],
    ]),
  ], MARKS.filter(([, name]) => "012∞".includes(name)).map(([stop, name]) => [`order ${name}`, () => ({ stop })]));
}

// The curve that falls from order 0 to infinity, drawn on an axis that holds them all.
function dial(state, p, alphaOf) {
  const ends = [renyiEntropy(p, Infinity), renyiEntropy(p, 0)], room = Math.max(0.1, 0.2 * (ends[1] - ends[0]));
  const step = ends[1] - ends[0] > 2 ? 1 : ends[1] - ends[0] > 0.8 ? 0.5 : 0.2;
  const low = Math.max(0, ends[0] - room), high = ends[1] + room;
  const first = Math.ceil(low / step), count = Math.floor(high / step) - first + 1;
  const curve = hand.axes({
    x: [0, STOPS], y: [low, high], xMarks: MARKS,
    yMarks: Array.from({ length: count }, (_, i) => Math.round((first + i) * step * 10) / 10),
    title: "Rényi entropy (bits) over the order α", role: "group", "aria-label": "Drag the dot",
  });
  const places = Array.from({ length: STOPS + 1 }, (_, stop) => [stop, renyiEntropy(p, order(stop))]);
  curve.node.append(svg("path", { class: "curve", d: curve.path(places) }));
  const dot = hand.handle(curve.node, state, {
    name: "order α", colour: "p", low: 0, high: STOPS, step: 1, value: ({ stop }) => stop, changed: stop => ({ stop }),
    at: curve.value, said: stop => written(order(stop)),
  });
  return { node: curve.node, draw: now => dot(curve.x(now.stop), curve.y(renyiEntropy(p, alphaOf(now))), now.stop, [14, -12]) };
}

export default { render };
