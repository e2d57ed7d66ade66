// Two distributions to drag.  One module serves the notebook, where the kernel holds the model, and
// the built site, where a plain object does: two_distributions.py.  Measures are in bits.
const WIDTH = 300, LEFT = 26, RIGHT = 297;
const ONE = 44, ZERO = 190, HEIGHT = 220;               // where a bar of 1 and a bar of 0 end
const TOP = 44, HIGHEST = 6;                            // the picture of surprise, up to 6 bits
const LONGEST = 4;                                      // bits that fill a reading's whole bar
const NAMES = { p: "p, the truth", q: "q, the model" };
const STEPS = { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.1, PageDown: -0.1 };

const sum = (p, term) => p.reduce((total, _, i) => total + term(i), 0);
const surprisal = x => -Math.log2(x) + 0;               // + 0: never a negative zero
const entropy = p => sum(p, i => p[i] > 0 ? p[i] * surprisal(p[i]) : 0);
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
  ["H(p)", "p", (p, q) => entropy(p)],
  ["H(p, q)", "q", (p, q) => crossEntropy(p, q)],
  ["D(p‖q)", "between", (p, q) => klDivergence(p, q)],
  ["D(q‖p)", "between", (p, q) => klDivergence(q, p)],
  ["JSD", "between", (p, q) => jsDivergence(p, q)],
];

// One outcome gets a new probability; the others keep their proportions, or share alike if all are 0.
function withOutcome(p, outcome, value) {
  const rest = sum(p, i => i === outcome ? 0 : p[i]);
  const others = i => (1 - value) * (rest > 0 ? p[i] / rest : 1 / (p.length - 1));
  return p.map((_, i) => i === outcome ? value : others(i));
}

const hundredth = x => Math.min(1, Math.max(0, Math.round(x * 100) / 100));

function written(bits) {
  if (bits === Infinity) return "∞";
  return bits > 0 && bits < 0.0005 ? bits.toExponential(1) : bits.toFixed(3);
}

function make(space, name, attributes, children) {
  const node = document.createElementNS(space, name);
  set(node, attributes);
  node.append(...children);
  return node;
}
const set = (node, attributes) => { for (const name in attributes) node.setAttribute(name, attributes[name]); };
const html = (name, attributes = {}, ...children) => make("http://www.w3.org/1999/xhtml", name, attributes, children);
const svg = (name, attributes = {}, ...children) => make("http://www.w3.org/2000/svg", name, attributes, children);
const label = (x, y, text, attributes = {}) => svg("text", { x, y, "aria-hidden": "true", ...attributes }, text);

function render({ model, el }) {
  const start = { p: model.get("p"), q: model.get("q") }, labels = model.get("labels");
  const parts = [dragBars(model, labels), surprisePicture(labels), readings()];
  const buttons = html("div", { class: "pair-buttons" });
  const root = html("div", { class: "pair", role: "group", "aria-label": model.get("alt") });

  function put(changes) {
    for (const name in changes) model.set(name, changes[name]);
    model.save_changes();
  }
  function button(text, changes) {
    const node = html("button", { type: "button" }, text);
    node.addEventListener("click", () => put(changes()));
    buttons.append(node);
  }
  function draw() {
    for (const part of parts) part.draw(model.get("p"), model.get("q"));
  }

  button("swap p and q", () => ({ p: model.get("q"), q: model.get("p") }));
  button("make equal", () => ({ q: model.get("p") }));
  button("reset", () => start);
  root.append(...parts.map(part => part.node), buttons);
  el.replaceChildren(root);
  model.on("change:p", draw);
  model.on("change:q", draw);
  draw();
}

// The bars that the reader drags: p on the left of each pair with a round grip, q with a square one.
function dragBars(model, labels) {
  const y = value => ZERO - value * (ZERO - ONE);
  const node = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": "Drag the bars" });
  for (const value of [0, 0.5, 1])
    node.append(
      svg("line", { class: "rule", x1: LEFT, x2: RIGHT, y1: y(value), y2: y(value) }),
      label(LEFT - 5, y(value) + 4, value, { class: "end" }),
    );
  node.append(
    svg("circle", { class: "p solid", cx: LEFT + 6, cy: 9, r: 6 }), label(LEFT + 17, 13, NAMES.p, { class: "p" }),
    svg("rect", { class: "q solid", x: 152, y: 3, width: 12, height: 12 }), label(169, 13, NAMES.q, { class: "q" }),
  );

  const share = (RIGHT - LEFT) / labels.length, width = Math.min(44, share * 0.44);
  const sliders = { p: [], q: [] };
  labels.forEach((name, i) => {
    const middle = LEFT + share * (i + 0.5);
    sliders.p.push(slider("p", i, middle - width / 2 - 1));
    sliders.q.push(slider("q", i, middle + width / 2 + 1));
    node.append(label(middle, ZERO + 25, name));
  });

  function slider(which, outcome, x) {
    const bar = svg("rect", { class: "bar", x: x - width / 2, width });
    const room = svg("rect", { class: "grip-room", x: x - width / 2, width, height: 40 });
    const grip = svg("rect", { class: "grip", x: x - 8, width: 16, height: 16, rx: which === "p" ? 8 : 2 });
    const number = label(x, 0, "");
    const group = svg("g", {
      class: which, role: "slider", tabindex: 0, "aria-label": `${which}(${labels[outcome]})`,
      "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": 1,
    }, bar, room, grip, number);
    node.append(group);

    const value = () => model.get(which)[outcome];
    function move(before, to) {
      model.set(which, withOutcome(before, outcome, hundredth(to)));
      model.save_changes();
    }
    group.addEventListener("keydown", event => {
      const to = { Home: 0, End: 1 }[event.key] ?? value() + STEPS[event.key];
      if (Number.isNaN(to) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();                          // a notebook and the site have keys of their own
      move(model.get(which), to);
    });

    // While a bar is held, the others keep the proportions that they had when it was taken.
    let held = null;
    const pointed = event => {
      const box = node.getBoundingClientRect();
      return (ZERO - (event.clientY - box.top) * HEIGHT / box.height) / (ZERO - ONE);
    };
    group.addEventListener("pointerdown", event => {
      if (event.button !== 0 || (event.pointerType === "touch" && event.target === bar)) return;
      group.setPointerCapture(event.pointerId);
      held = { before: model.get(which), from: value() - pointed(event) };
    });
    group.addEventListener("pointermove", event => held && move(held.before, held.from + pointed(event)));
    for (const part of [room, grip])                    // a browser may ignore touch-action inside SVG
      part.addEventListener("touchstart", event => event.preventDefault(), { passive: false });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      group.addEventListener(end, () => { held = null; });

    return now => {
      const top = y(now);
      set(bar, { y: top, height: ZERO - top });
      set(room, { y: top - 20 });
      set(grip, { y: top - 8 });
      set(number, { y: top - 13 });
      number.textContent = now.toFixed(2);
      set(group, { "aria-valuenow": now, "aria-valuetext": now.toFixed(2) });
    };
  }

  return {
    node,
    draw(p, q) {
      sliders.p.forEach((show, i) => show(p[i]));
      sliders.q.forEach((show, i) => show(q[i]));
    },
  };
}

// The book's picture: widths are p; blue heights are log 1/p, the orange line stands at log 1/q.
function surprisePicture(labels) {
  const x = share => LEFT + share * (RIGHT - LEFT);
  const y = bits => ZERO - Math.min(bits, HIGHEST) / HIGHEST * (ZERO - TOP);
  const hatch = `hatch-${Math.random().toString(36).slice(2)}`;
  const node = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("pattern", { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("line", { class: "between", x1: 3, x2: 3, y1: 0, y2: 6 })));
  for (const bits of [0, 2, 4, 6])
    node.append(
      svg("line", { class: "rule", x1: LEFT, x2: RIGHT, y1: y(bits), y2: y(bits) }),
      label(LEFT - 5, y(bits) + 4, bits, { class: "end" }),
    );
  node.append(label(LEFT, 13, "width: p · height: bits of surprise", { class: "unit" }));
  const outcomes = labels.map(name => {
    const parts = {
      own: svg("rect", { class: "p area" }),
      more: svg("rect", { class: "q area" }),
      less: svg("rect", { fill: `url(#${hatch})` }),
      line: svg("line", { class: "q level" }),
      over: label(0, TOP - 6, "", { class: "q over" }),
      name: label(0, ZERO + 25, name),
    };
    node.append(...Object.values(parts));
    return parts;
  });

  return {
    node,
    draw(p, q) {
      let left = 0;
      outcomes.forEach((parts, i) => {
        const own = p[i] > 0 ? surprisal(p[i]) : 0, model = p[i] > 0 ? surprisal(q[i]) : 0;
        const column = { x: x(left), width: p[i] * (RIGHT - LEFT) }, middle = x(left + p[i] / 2);
        set(parts.own, { ...column, y: y(own), height: ZERO - y(own) });
        set(parts.more, { ...column, y: y(model), height: Math.max(0, y(own) - y(model)) });
        set(parts.less, { ...column, y: y(own), height: Math.max(0, y(model) - y(own)) });
        set(parts.line, { x1: x(left), x2: x(left + p[i]), y1: y(model), y2: y(model) });
        set(parts.line, { visibility: p[i] > 0 ? "visible" : "hidden" });
        set(parts.over, { x: middle });
        set(parts.name, { x: middle, visibility: column.width > 7 * labels[i].length ? "visible" : "hidden" });
        parts.over.textContent = p[i] > 0 && model > HIGHEST ? (model === Infinity ? "∞" : model.toFixed(1)) : "";
        left += p[i];
      });
    },
  };
}

// The five numbers, each with a bar; a screen reader hears them a moment after the last change.
function readings() {
  const node = html("div", { class: "pair-readings" });
  const spoken = html("p", { class: "pair-spoken", "aria-live": "polite" });
  const rows = READINGS.map(([name, colour, measure]) => {
    const bar = html("span", { class: `reading-bar ${colour}` }), number = html("data");
    node.append(html("div", { class: "reading", "aria-hidden": "true" }, html("span", {}, name),
      html("span", { class: "reading-room" }, bar), number));
    return { name, measure, bar, number };
  });
  node.append(spoken);
  let timer;

  return {
    node,
    draw(p, q) {
      const said = rows.map(({ name, measure, bar, number }) => {
        const bits = measure(p, q);
        number.value = bits;
        number.textContent = written(bits);
        bar.style.width = `${100 * Math.min(bits / LONGEST, 1)}%`;
        bar.classList.toggle("beyond", bits > LONGEST);
        return `${name} ${bits === Infinity ? "infinite" : written(bits)}`;
      });
      clearTimeout(timer);
      const say = () => { spoken.textContent = `In bits: ${said.join(", ")}.`; };
      if (spoken.textContent) timer = setTimeout(say, 500);
      else say();
    },
  };
}

export default { render };
