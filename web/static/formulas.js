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
