// Runs inside Python, never on a page: formulas.py gives it KaTeX and calls it for each formula.

// Give every p and q of a formula a span of its own that names it; the last keeps the run's style.
// \mathit{q} and \mathrm{q} are other letters: only "mathnormal" is the p and q of the book.
function named(node) {
  if (node.children) node.children = node.children.flatMap(named);
  const letters = node instanceof katex.__domTree.SymbolNode && node.classes.includes("mathnormal");
  if (!letters || !/[pq]/.test(node.text)) return [node];
  const runs = node.text.match(/[pq]|[^pq]+/g);
  return runs.map((run, place) => Object.assign(Object.create(Object.getPrototypeOf(node)), node, {
    text: run,
    classes: /[pq]/.test(run) ? [...node.classes, run] : node.classes,
    italic: place === runs.length - 1 ? node.italic : 0,
  }));
}

function typeset(tex, displayMode) {
  const options = { displayMode, output: "htmlAndMathml", strict: "error", throwOnError: true };
  const tree = katex.__renderToDomTree(tex, options);
  named(tree);
  // a string of one piece: QuickJS hands over no others
  return JSON.stringify(tree.toMarkup());
}

function teach(metrics) {
  for (const [font, letters] of Object.entries(JSON.parse(metrics))) katex.__setFontMetrics(font, letters);
}
