// What scrolls sideways in a box of its own can be reached with the keyboard, and says what it is.
const wideBoxes = [
  ["pre", "Wide text"],
  [".table-box, .output.text_html", "Wide table"],
  ["div.math", "Wide formula"],
  ["span.math", "Wide formula"],
];

function isWide(box) {
  if (!box.matches("span.math")) return box.scrollWidth > box.clientWidth;
  const line = box.closest("p, li, td, th, dd, dt, figcaption, section");
  const parts = [...box.querySelectorAll(".katex-html > .base")];
  const wide = parts.some(part => part.getBoundingClientRect().width > line.clientWidth);
  box.classList.toggle("wide-formula", wide);
  return wide;
}

function makeReachable(box, name) {
  const says = { tabindex: "0", role: "group", "aria-label": name };
  if (box.getAttribute("role") === "img") says.role = says["aria-label"] = undefined;   // it speaks for itself
  const wide = isWide(box);
  for (const [attribute, value] of Object.entries(says)) {
    if (!value) continue;
    if (wide) box.setAttribute(attribute, value);
    else box.removeAttribute(attribute);
  }
}

function lookAgain() {
  for (const [selector, name] of wideBoxes)
    document.querySelectorAll(`article :is(${selector})`).forEach(box => makeReachable(box, name));
}

addEventListener("load", () => {
  new ResizeObserver(lookAgain).observe(document.querySelector("main"));
  document.addEventListener("toggle", lookAgain, true);      // what was folded had no width
});
