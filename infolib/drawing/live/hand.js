// What every figure that answers the hand is made of: pictures, handles, numbers.  The figures'
// own scripts stand behind this one and say what is drawn and what the handles move.  The same text
// serves the notebook, where a kernel holds the model, and the built site, where a plain object does.
const hand = (() => {
  const WIDTH = 300, LEFT = 32, RIGHT = 290, TOP = 44, ZERO = 190, HEIGHT = 220;
  const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };

  // ---- Measures, in bits ----

  const sum = (p, term) => p.reduce((total, _, i) => total + term(i), 0);
  const surprisal = x => -Math.log2(x) + 0;             // + 0: never a negative zero
  const entropy = p => sum(p, i => p[i] > 0 ? p[i] * surprisal(p[i]) : 0);

  // One outcome gets a new probability; the others keep their proportions, or share alike if all are 0.
  function withOutcome(p, outcome, value) {
    const rest = sum(p, i => i === outcome ? 0 : p[i]);
    const others = i => (1 - value) * (rest > 0 ? p[i] / rest : 1 / (p.length - 1));
    return p.map((_, i) => i === outcome ? value : others(i));
  }

  function written(number) {
    if (number === Infinity) return "∞";
    return number > 0 && number < 0.0005 ? number.toExponential(1) : number.toFixed(3);
  }

  const signed = (number, digits) => (digits === undefined ? String(number) : number.toFixed(digits)).replace("-", "−");

  // ---- Elements ----

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
  const ownId = name => `${name}-${Math.random().toString(36).slice(2)}`;

  // ---- Pictures ----

  // Axes: `x` and `y` are [from, to]; marks are numbers, or [number, what to write there].
  function axes({ x: [left, right], y: [low, high], xMarks = [], yMarks = [], title, ...attributes }) {
    const x = value => LEFT + (value - left) / (right - left) * (RIGHT - LEFT);
    const y = value => ZERO - (value - low) / (high - low) * (ZERO - TOP);
    const node = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, ...attributes }, label(2, 13, title, { class: "unit" }));
    for (const mark of yMarks)
      node.append(
        svg("line", { class: "rule", x1: LEFT, x2: RIGHT, y1: y(mark), y2: y(mark) }),
        label(LEFT - 14, y(mark) + 4, mark, { class: "end" }), // beside a grip on the axis
      );
    for (const [value, text = signed(value)] of xMarks.map(mark => [mark].flat()))
      node.append(label(x(value) + (value === right ? 3 : 0), ZERO + 22, text, value === right ? { class: "end" } : {}));
    // A line through places; it is broken where one is null.
    const step = (place, before) => place && `${before ? "L" : "M"}${x(place[0]).toFixed(1)} ${y(place[1]).toFixed(1)}`;
    const path = places => places.map((place, i) => step(place, places[i - 1])).join("");
    const value = place => left + (place[0] - LEFT) / (RIGHT - LEFT) * (right - left);
    return { node, x, y, path, value };
  }

  // Who is who, by shape as well as by colour.
  function legend(node) {
    node.append(
      svg("circle", { class: "p solid", cx: LEFT + 6, cy: 9, r: 6 }), label(LEFT + 17, 13, "p, the truth", { class: "p" }),
      svg("rect", { class: "q solid", x: 152, y: 3, width: 12, height: 12 }), label(169, 13, "q, the model", { class: "q" }),
    );
  }

  // The book's picture: a column for each outcome, as wide as its share and as high as its surprise.
  // Where there is a model, an orange line stands at its surprises.
  function columns(labels, highest, title) {
    const step = highest > 4 ? 2 : 1;
    const yMarks = Array.from({ length: Math.floor(highest / step) + 1 }, (_, i) => i * step);
    const picture = axes({ x: [0, 1], y: [0, highest], yMarks, title, "aria-hidden": "true" }), { node, x } = picture;
    const y = bits => picture.y(Math.min(bits, highest));
    const hatch = ownId("hatch");
    node.prepend(svg("pattern", { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("line", { class: "between", x1: 3, x2: 3, y1: 0, y2: 6 })));
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

    function draw(widths, heights, model) {
      let left = 0, free = 0;                           // where the last word over a column ends
      outcomes.forEach((parts, i) => {
        const own = widths[i] > 0 ? heights[i] : 0, other = model && widths[i] > 0 ? model[i] : own;
        const column = { x: x(left), width: widths[i] * (RIGHT - LEFT) }, middle = x(left + widths[i] / 2);
        set(parts.own, { ...column, y: y(own), height: ZERO - y(own) });
        set(parts.more, { ...column, y: y(other), height: Math.max(0, y(own) - y(other)) });
        set(parts.less, { ...column, y: y(own), height: Math.max(0, y(other) - y(own)) });
        set(parts.line, { x1: x(left), x2: x(left + widths[i]), y1: y(other), y2: y(other) });
        set(parts.line, { visibility: model && widths[i] > 0 ? "visible" : "hidden" });
        set(parts.over, { x: middle });
        set(parts.name, { x: middle, visibility: column.width > 7 * labels[i].length ? "visible" : "hidden" });
        const over = other > highest ? (other === Infinity ? "∞" : other.toFixed(1)) : "";
        const half = Math.max(9, 5 * over.length);      // narrow columns share the word of the first
        parts.over.textContent = middle - half >= free ? over : "";
        if (parts.over.textContent) free = middle + half;
        left += widths[i];
      });
    }
    return { ...picture, draw };
  }

  // ---- Handles ----

  // Something that is dragged: `begin` gets the place where it is taken and gives what each further
  // place does.  A finger moves the grip alone; elsewhere, and across what only moves sideways, it
  // scrolls the page, and what it had begun to move goes back.
  function drag(group, picture, state, begin) {
    let moved = null, before;
    const grips = ".grip, .grip-room";
    const place = event => {
      const box = picture.getBoundingClientRect(), unit = WIDTH / box.width;
      return [(event.clientX - box.left) * unit, (event.clientY - box.top) * unit];
    };
    group.addEventListener("pointerdown", event => {
      if (event.button !== 0 || (event.pointerType === "touch" && !event.target.matches(grips))) return;
      group.setPointerCapture(event.pointerId);
      before = state.now();
      moved = begin(place(event), before);
    });
    group.addEventListener("pointermove", event => moved?.(place(event)));
    group.addEventListener("pointercancel", () => moved && state.put(before));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      group.addEventListener(end, () => { moved = null; });
    if (!picture.matches(".sideways"))
      for (const part of group.querySelectorAll(grips)) // a browser may ignore touch-action inside SVG
        part.addEventListener("touchstart", event => event.preventDefault(), { passive: false });
  }

  // What a slider must know of keys and of those who hear it.  `value` reads the state, and `changed`
  // gives what a new value changes of the state before.
  function slider(group, state, { name, low = 0, high = 1, step, upright = false, value, changed, said }) {
    set(group, {
      role: "slider", tabindex: 0, "aria-label": name, "aria-orientation": upright ? "vertical" : "horizontal",
      "aria-valuemin": low, "aria-valuemax": high,
    });
    const stepped = to => Math.min(high, Math.max(low, Math.round(to / step) / Math.round(1 / step)));
    const move = (to, before) => state.put(changed(stepped(to), before));
    group.addEventListener("keydown", event => {
      const to = { Home: low, End: high }[event.key] ?? value(state.now()) + STEPS[event.key] * step;
      if (Number.isNaN(to) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();                          // a notebook and the site have keys of their own
      move(to, state.now());
    });
    const show = now => set(group, { "aria-valuenow": now, "aria-valuetext": said(now) });
    return { move, show };
  }

  // A grip that is a slider: round for what belongs to p, square for q.  `at` reads a value off a place.
  function handle(picture, state, { colour, at, bar = [], room = 40, ...how }) {
    const number = label(0, 0, "", { class: "over-lines" });
    const space = svg("rect", { class: "grip-room", width: room, height: 40 });
    const grip = svg("rect", { class: "grip", width: 16, height: 16, rx: colour === "q" ? 2 : 8 });
    const group = svg("g", { class: colour }, ...bar, space, grip, number);
    const { move, show } = slider(group, state, how);
    if (!how.upright) picture.classList.add("sideways"); // a grip's own touch-action may be ignored
    picture.append(group);
    drag(group, picture, state, (place, before) => {
      const from = how.value(before) - at(place);
      return to => move(from + at(to), before);
    });
    return (x, y, now, [right, down] = [0, -13]) => {
      set(space, { x: x - room / 2, y: y - 20 });
      set(grip, { x: x - 8, y: y - 8 });
      set(number, { x: Math.min(RIGHT - 12, Math.max(LEFT + 12, x + right)), y: y + down });
      number.textContent = how.said(now);
      show(now);
    };
  }

  // ---- Numbers ----

  // Rows of [name, colour, measure, what fills the whole bar, unit]; a screen reader hears them a
  // moment after the last change.
  function readings(rows) {
    const node = html("div", { class: "live-readings" });
    const spoken = html("p", { class: "live-spoken", "aria-live": "polite" });
    const shown = rows.map(([name, colour, measure, longest, unit]) => {
      const bar = html("span", { class: `reading-bar ${colour}` }), number = html("data", { "data-unit": unit });
      node.append(html("div", { class: "reading", "aria-hidden": "true" }, html("span", {}, name),
        html("span", { class: "reading-room" }, bar), number));
      return { name, measure, longest, unit, bar, number };
    });
    node.append(spoken);
    let timer;

    function draw(now) {
      const said = shown.map(({ name, measure, longest, unit, bar, number }) => {
        const value = measure(now);
        number.value = value;
        number.textContent = written(value);
        bar.style.width = `${100 * Math.min(value / longest, 1)}%`;
        bar.classList.toggle("beyond", value > longest);
        return `${name} ${value === Infinity ? "infinite" : `${written(value)} ${unit}`.trim()}`;
      });
      clearTimeout(timer);
      const say = () => { spoken.textContent = `${said.join(", ")}.`; };
      if (spoken.textContent) timer = setTimeout(say, 500);
      else say();
    }
    return { node, draw };
  }

  // ---- The figure ----

  // What the handles move: the named parts of the model.
  function held(model, names) {
    return {
      now: () => Object.fromEntries(names.map(name => [name, model.get(name)])),
      put(changes) {
        for (const name in changes) model.set(name, changes[name]);
        model.save_changes();
      },
      follow(draw) { for (const name of names) model.on(`change:${name}`, draw); },
    };
  }

  // Put the parts of a figure on the page, and draw them whenever the state changes.  The buttons are
  // [what they say, what they change].
  function show({ model, el }, state, parts, buttons) {
    const start = state.now(), row = html("div", { class: "live-buttons" });
    for (const [text, changes] of [...buttons, ["reset", () => start]]) {
      const node = html("button", { type: "button" }, text);
      node.addEventListener("click", () => state.put(changes(state.now())));
      row.append(node);
    }
    const draw = () => parts.forEach(part => part.draw(state.now()));
    const group = { class: "live", role: "group", "aria-label": model.get("alt") };
    el.replaceChildren(html("div", group, ...parts.map(part => part.node), row));
    state.follow(draw);
    draw();
  }

  return {
    LEFT, RIGHT, TOP, ZERO, WIDTH, HEIGHT, sum, surprisal, entropy, withOutcome, signed,
    set, html, svg, label, axes, legend, columns, drag, slider, handle, readings, held, show,
  };
})();
