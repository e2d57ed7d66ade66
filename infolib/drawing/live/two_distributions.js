// Two distributions whose bars are dragged, with every measure between them: two_distributions.py.
const { LEFT, RIGHT, ZERO, sum, surprisal, entropy, set, svg, label } = hand;
const HIGHEST = 6, LONGEST = 4;                         // bits: of the picture, and of a reading's bar

const crossEntropy = (p, q) => sum(p, i => p[i] > 0 ? p[i] * surprisal(q[i]) : 0);

// The sum of p·log(p/q) - p + q: no term is negative, so nothing cancels when p and q are close.
const klDivergence = (p, q) => sum(p, i => p[i] > 0 ? excess(p[i], q[i]) : q[i]) / Math.LN2;

function excess(p, q) {
  const x = (q - p) / p;
  return Math.abs(x) < 0.5 ? p * (x - Math.log1p(x)) : p * (Math.log(p) - Math.log(q)) - p + q;
}

function jsDivergence(p, q) {
  const m = p.map((x, i) => (x + q[i]) / 2);
  return (klDivergence(p, m) + klDivergence(q, m)) / 2;
}

const READINGS = [
  ["H(p)", "p", ({ p }) => entropy(p)],
  ["H(p, q)", "q", ({ p, q }) => crossEntropy(p, q)],
  ["D(p‖q)", "between", ({ p, q }) => klDivergence(p, q)],
  ["D(q‖p)", "between", ({ p, q }) => klDivergence(q, p)],
  ["JSD", "between", ({ p, q }) => jsDivergence(p, q)],
].map(row => [...row, LONGEST, "bits"]);

function render({ model, el }) {
  const state = hand.held(model, ["p", "q"]), labels = model.get("labels");
  const picture = hand.columns(labels, HIGHEST, "width: p · height: bits of surprise");
  const surprises = p => p.map(surprisal);
  const parts = [
    dragBars(state, labels),
    { node: picture.node, draw: ({ p, q }) => picture.draw(p, surprises(p), surprises(q)) },
    hand.readings(READINGS),
  ];
  hand.show({ model, el }, state, parts, [
    ["swap p and q", ({ p, q }) => ({ p: q, q: p })],
    ["make equal", ({ p }) => ({ q: p })],
  ]);
}

// The bars that the reader drags: p on the left of each pair with a round grip, q with a square one.
function dragBars(state, labels) {
  const { node, y } = hand.axes({
    x: [0, 1], y: [0, 1], yMarks: [0, 0.5, 1], title: "", role: "group", "aria-label": "Drag the bars",
  });
  hand.legend(node);
  const share = (RIGHT - LEFT) / labels.length, width = Math.min(44, share * 0.44);
  const sliders = labels.map((name, i) => {
    const middle = LEFT + share * (i + 0.5);
    node.append(label(middle, ZERO + 25, name));
    return [slider("p", i, middle - width / 2 - 1), slider("q", i, middle + width / 2 + 1)];
  });

  function slider(which, outcome, x) {
    const bar = svg("rect", { class: "bar", x: x - width / 2, width });
    const show = hand.handle(node, state, {
      name: `${which}(${labels[outcome]})`, colour: which, step: 0.01, upright: true, room: width, bar: [bar],
      value: now => now[which][outcome],
      // While a bar is held, the others keep the proportions that they had when it was taken.
      changed: (to, before) => ({ [which]: hand.withOutcome(before[which], outcome, to) }),
      at: place => (ZERO - place[1]) / (ZERO - y(1)),
      said: to => to.toFixed(2),
    });
    return now => {
      const value = now[which][outcome], top = y(value);
      set(bar, { y: top, height: ZERO - top });
      show(x, top, value);
    };
  }

  return { node, draw: now => sliders.flat().forEach(draw => draw(now)) };
}

export default { render };
