// A dot that is dragged along the arch of binary entropy, below the picture of its two outcomes.
const HIGHEST = 7;                                      // bits, of the picture

// Where the number of the dot stands: inside the arch.
function inside(p) {
  const aside = Math.max(-1, Math.min(1, 5 * (p - 0.5)));
  return [-26 * aside, 24 - 28 * Math.abs(aside)];
}

function render({ model, el }) {
  const state = hand.held(model, ["p"]), labels = model.get("labels");
  const both = ({ p }) => [p, 1 - p], height = p => hand.entropy([p, 1 - p]);
  const columns = hand.columns(labels, HIGHEST, "width: probability · height: bits of surprise");
  const arch = hand.axes({
    x: [0, 1], y: [0, 1], xMarks: [0, 0.25, 0.5, 0.75, 1], yMarks: [0, 0.5, 1],
    title: `entropy (bits) over the probability of ${labels[0]}`, role: "group", "aria-label": "Drag the dot",
  });
  const ends = Array.from({ length: 201 }, (_, i) => (1 - Math.cos(i * Math.PI / 200)) / 2);
  arch.node.append(hand.svg("path", { class: "curve", d: arch.path(ends.map(p => [p, height(p)])) }));
  const dot = hand.handle(arch.node, state, {
    name: `probability of ${labels[0]}`, colour: "p", step: 0.01, value: ({ p }) => p, changed: p => ({ p }),
    at: arch.value, said: p => p.toFixed(2),
  });
  const parts = [
    { node: columns.node, draw: now => columns.draw(both(now), both(now).map(hand.surprisal)) },
    { node: arch.node, draw: ({ p }) => dot(arch.x(p), arch.y(height(p)), p, inside(p)) },
    hand.readings([
      [labels[0], "p", ({ p }) => p, 1, ""],
      ["entropy", "p", ({ p }) => height(p), 1, "bits"],
    ]),
  ];
  hand.show({ model, el }, state, parts, [
    ["make fair", () => ({ p: 0.5 })],
    [`swap ${labels.join(" and ")}`, ({ p }) => ({ p: 1 - p })],
  ]);
}

export default { render };
