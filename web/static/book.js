// Light or dark, copying, where the reader is, what can be scrolled: everything else on a page
// needs no script.  One file, since each costs a slow phone a request.
const page = document.documentElement;

document.querySelector("#theme-switch").addEventListener("click", () => {
  const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  page.dataset.theme = (page.dataset.theme ?? device) === "dark" ? "light" : "dark";
  document.querySelector("meta[name=color-scheme]").content = page.dataset.theme;
  try { localStorage.setItem("theme", page.dataset.theme); } catch {}
});

document.querySelector("#print").addEventListener("click", () => print());

addEventListener("keydown", event => {
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.querySelector("#to-search").click();
});

// Code that only computes begins folded on a phone (book.css hides it until this has run).
const phone = matchMedia("(max-width: 600px)");
for (const fold of document.querySelectorAll("details.computes")) {
  if (phone.matches) fold.open = false;
  fold.classList.add("shown");
}
phone.addEventListener("change", () => {
  for (const fold of document.querySelectorAll("details.computes")) fold.open = !phone.matches;
});

// On paper every answer is open; afterwards each is as it was.
const opened = [];
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("article details:not([open], .code)")) {
    fold.open = true;
    opened.push(fold);
  }
});
addEventListener("afterprint", () => { while (opened.length) opened.pop().open = false; });

for (const block of document.querySelectorAll("article .highlight")) {
  if (block.closest(".cell_output") || !navigator.clipboard) continue;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "copy", textContent: "Copy" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  block.append(button);
}

// The heading that is being read is marked in the contents beside the text. A browser with much to do
// tells in one call of several that were passed: the last is where the reader is.
const links = new Map([...document.querySelectorAll(".page-contents a[href^='#']")].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
const reading = new IntersectionObserver(entries => {
  const seen = entries.findLast(entry => entry.isIntersecting);
  if (!seen) return;
  for (const link of links.values()) link.classList.remove("now");
  links.get(seen.target.id).classList.add("now");
}, { rootMargin: "-20% 0% -70%" });
for (const id of links.keys()) {
  const section = document.getElementById(id);
  if (section) reading.observe(section);
}

// What scrolls sideways in a box of its own can be reached with the keyboard, and says what it is.
const wideBoxes = [
  ["pre", "Wide text"],
  [".table-box, .output.text_html", "Wide table"],
  ["div.math", "Wide formula"],
  ["span.math", "Wide formula"],
];

function isWide(box) {
  if (!box.matches("span.math")) return box.scrollWidth > box.clientWidth;
  const room = box.closest("p, li, td, th, dd, dt, figcaption, section").clientWidth;
  const parts = [...box.querySelectorAll(".katex-html > .base")];
  return parts.some(part => part.getBoundingClientRect().width > room);
}

function makeReachable(box, name, wide) {
  if (box.matches("span.math")) box.classList.toggle("wide-formula", wide);
  const says = { tabindex: "0", role: "group", "aria-label": name };
  if (box.getAttribute("role") === "img") says.role = says["aria-label"] = undefined;   // it speaks for itself
  for (const [attribute, value] of Object.entries(says)) {
    if (!value) continue;
    if (wide) box.setAttribute(attribute, value);
    else box.removeAttribute(attribute);
  }
}

// All are measured before the first is changed: what is changed must be laid out anew to be measured.
function lookAgain(part) {
  const boxes = wideBoxes.flatMap(([selector, name]) =>
    [...part.querySelectorAll(`article :is(${selector})`)].map(box => [box, name]));
  const wide = boxes.map(([box]) => isWide(box));
  boxes.forEach(([box, name], i) => makeReachable(box, name, wide[i]));
}

addEventListener("load", () => {
  new ResizeObserver(() => lookAgain(document)).observe(document.querySelector("main"));
  document.addEventListener("toggle", event => lookAgain(event.target), true);   // what was folded had no width
});

// A formula that is copied with its sentence is its TeX.
document.addEventListener("copy", event => {
  const chosen = getSelection();
  if (chosen.isCollapsed) return;
  const part = document.createElement("div");
  for (let n = 0; n < chosen.rangeCount; n++) part.append(wholeFormulas(chosen.getRangeAt(n)).cloneContents());
  const formulas = part.querySelectorAll(".math > .katex, .math > .katex-display");
  if (formulas.length === 0) return;
  for (const formula of formulas) {
    const tex = formula.querySelector("annotation").textContent;
    formula.replaceWith(formula.matches(".katex-display") ? `\n$$${tex}$$\n` : `$${tex}$`);
  }
  const blocks = part.querySelectorAll("p, li, tr, h1, h2, h3, h4, pre, figcaption, dt, dd");
  for (const block of blocks) block.append("\n");
  event.clipboardData.setData("text/plain", part.textContent.trim());
  event.preventDefault();
});

// A part of a formula has no TeX: whoever chose some of it gets all of it.
function wholeFormulas(range) {
  const whole = range.cloneRange();
  const formula = node => (node.closest ? node : node.parentElement).closest(".math");
  const first = formula(range.startContainer), last = formula(range.endContainer);
  if (first) whole.setStartBefore(first);
  if (last) whole.setEndAfter(last);
  return whole;
}
