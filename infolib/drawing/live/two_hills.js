// A Gaussian model q that is moved and widened by hand under a truth p of two hills at -d and +d.
const { set, svg } = hand;
const STEP = 0.1, FAR = 400;                            // the grid of sums, from -40 to 40
const FARTHEST = 4.5, NARROWEST = 0.8, WIDEST = 4.5;    // where q may go
const FIELD = 9, HIGHEST = 0.55, DEAREST = 2.5;         // the limits of the two pictures
const GRID = Array.from({ length: 2 * FAR + 1 }, (_, i) => (i - FAR) * STEP);

const logGaussian = (x, m, s) => -(((x - m) / s) ** 2) / 2 - Math.log(s) - Math.log(2 * Math.PI) / 2;

// ln p at every place of the grid.  The sums are those of the trapezoid rule, which for such smooth
// hills is right to ten digits.
function truth(d) {
  return GRID.map(x => {
    const left = logGaussian(x, -d, 1), right = logGaussian(x, d, 1), more = Math.max(left, right);
    return more + Math.log1p(Math.exp(Math.min(left, right) - more)) - Math.LN2;
  });
}

// D(p‖q) and D(q‖p) in bits.
function divergence(logs, others) {
  let nats = 0;
  for (let i = 0; i < logs.length; i++) nats += Math.exp(logs[i]) * (logs[i] - others[i]);
  return Math.max(0, nats * STEP / Math.LN2);
}
const modelled = ({ mu, sigma }) => GRID.map(x => logGaussian(x, mu, sigma));
const forward = (p, now) => divergence(p, modelled(now));

// The same sum over q alone: beyond some deviations it adds nothing.
function reverse(p, { mu, sigma }, deviations = 9, stride = 1) {
  const at = x => Math.min(2 * FAR, Math.max(0, Math.round(x / STEP) + FAR));
  let nats = 0;
  for (let i = at(mu - deviations * sigma); i <= at(mu + deviations * sigma); i += stride) {
    const log = logGaussian(GRID[i], mu, sigma);
    nats += Math.exp(log) * (log - p[i]);
  }
  return Math.max(0, nats * STEP * stride / Math.LN2);
}

// What a q of each mean costs at its best width.
const MEANS = Array.from({ length: 46 }, (_, i) => i / 10);
const WIDTHS = Array.from({ length: 24 }, (_, i) => NARROWEST * (WIDEST / NARROWEST) ** (i / 23));

const cheaper = (one, other) => other[0] < one[0] ? other : one;

function reverseCosts(p) {
  return MEANS.map(mu => WIDTHS.map(sigma => [reverse(p, { mu, sigma }, 5, 2), mu, sigma]).reduce(cheaper));
}

// A mean of squares is all that p says here: H(p, q) is known, and h(p) is taken off.
function forwardCosts(p, d) {
  const own = p.reduce((total, log) => total - Math.exp(log) * log, 0) * STEP;
  return MEANS.map(mu => {
    const square = 1 + d * d + mu * mu, sigma = Math.min(WIDEST, Math.sqrt(square));
    return [(Math.log(sigma) + (Math.log(2 * Math.PI) + square / sigma ** 2) / 2 - own) / Math.LN2, mu, sigma];
  });
}

// The best q in reverse: from the lowest of these, downhill in smaller and smaller steps.
function reverseFit(p) {
  let [cost, mu, sigma] = reverseCosts(p).reduce(cheaper);
  for (const step of [0.05, 0.01, 0.005])
    for (let better = true; better;) {
      const around = [[step, 0], [-step, 0], [0, step], [0, -step]].map(([a, b]) => [mu + a, sigma + b]);
      const [least, ...place] = around.map(([m, s]) => [reverse(p, { mu: m, sigma: s }), m, s]).reduce(cheaper);
      better = least < cost;
      if (better) [cost, mu, sigma] = [least, ...place];
    }
  return { mu: Math.round(mu * 100) / 100, sigma: Math.round(sigma * 100) / 100 };
}

function render({ model, el }) {
  const state = hand.held(model, ["d", "mu", "sigma"]);
  let at = null, p;
  const truthOf = ({ d }) => { if (d !== at) [at, p] = [d, truth(d)]; return p; };
  hand.show({ model, el }, state, [
    hills(state, truthOf),
    costs(truthOf),
    hand.readings([
      ["D(p‖q)", "between", now => forward(truthOf(now), now), DEAREST, "bits"],
      ["D(q‖p)", "reverse", now => reverse(truthOf(now), now), DEAREST, "bits"],
    ]),
  ], [
    ["forward fit", ({ d }) => ({ mu: 0, sigma: Math.hypot(1, d) })],
    ["reverse fit", now => reverseFit(truthOf(now))],
  ]);
}

// The densities, and three handles: on the right hill of p, on the top of q, and on its flank.
function hills(state, truthOf) {
  const picture = hand.axes({
    x: [-FIELD, FIELD], y: [0, HIGHEST], xMarks: [-8, -4, 0, 4, 8], yMarks: [0, 0.2, 0.4], title: "",
    role: "group", "aria-label": "Drag the hills and the model",
  });
  const { node, x, y, path } = picture;
  const shown = GRID.map((place, i) => [place, i]).filter(([place]) => Math.abs(place) <= FIELD);
  const curve = logs => path(shown.map(([place, i]) => [place, Math.min(HIGHEST, Math.exp(logs[i]))]));
  const land = svg("path", { class: "p area" }), line = svg("path", { class: "q curve" });
  const wide = svg("line", { class: "q curve dashed" });
  hand.legend(node);
  node.append(land, wide, line);
  const how = { step: 0.05, at: picture.value, said: to => hand.signed(to, 2) };
  const part = (name, key, low, high, colour) => hand.handle(node, state, {
    ...how, name, colour, low, high, value: now => now[key], changed: to => ({ [key]: to }),
  });
  const apart = part("hills at plus and minus d", "d", 0.5, 4, "p");
  const width = part("width of q", "sigma", NARROWEST, WIDEST, "q");
  const middle = part("mean of q", "mu", -FARTHEST, FARTHEST, "q");

  return {
    node,
    draw(now) {
      const { d, mu, sigma } = now, top = place => y(Math.exp(logGaussian(place, mu, sigma)));
      set(land, { d: `${curve(truthOf(now))}L${x(FIELD)} ${y(0)}L${x(-FIELD)} ${y(0)}Z` });
      set(line, { d: curve(modelled(now)) });
      set(wide, { x1: x(mu), x2: x(mu + sigma), y1: top(mu + sigma), y2: top(mu + sigma) });
      apart(x(d), y(0), d, [22, 4]); // near enough that no piece of the axis looks like a minus
      middle(x(mu), top(mu), mu);
      width(x(mu + sigma), top(mu + sigma), sigma, [23, 4]);
    },
  };
}

// The two landscapes in which a fit looks for the lowest point (ringed), and where q stands in them.
function costs(truthOf) {
  const { node, x, y, path } = hand.axes({
    x: [-FARTHEST, FARTHEST], y: [0, DEAREST], xMarks: [-4, -2, 0, 2, 4], yMarks: [0, 1, 2],
    title: "bits at the best width, over the mean of q", "aria-hidden": "true",
  });
  const within = ([bits, mu]) => bits <= DEAREST ? [mu, bits] : null;
  const both = [["between", 2, "D(p‖q), forward"], ["reverse", 152, "D(q‖p), reverse"]].map(([colour, left, name]) => {
    const parts = {
      line: svg("path", { class: `${colour} curve` }), rings: svg("g", { class: `${colour} rings` }),
      dot: svg("circle", { class: `${colour} spot`, r: 5 }),
    };
    node.append(hand.label(left, 31, name, { class: `${colour} unit` }), ...Object.values(parts));
    return parts;
  });
  let drawn = null;

  function landscape({ line, rings }, half) {
    const mirrored = half.map(([bits, mu]) => [bits, -mu]).reverse(), [bits, mu] = half.reduce(cheaper);
    set(line, { d: path([...mirrored, ...half].map(within)) });
    rings.replaceChildren(...[-mu, mu].map(at => svg("circle", { cx: x(at), cy: y(Math.min(DEAREST, bits)), r: 5 })));
  }
  return {
    node,
    draw(now) {
      const p = truthOf(now), values = [forward(p, now), reverse(p, now)];
      if (now.d !== drawn) [forwardCosts(p, now.d), reverseCosts(p)].forEach((half, i) => landscape(both[i], half));
      drawn = now.d;
      both.forEach(({ dot }, i) => set(dot, { cx: x(now.mu), cy: y(Math.min(DEAREST, values[i])) }));
    },
  };
}

export default { render };
