// What scrolls sideways in its own box can be reached and moved with the keyboard, and says what it is.
const boxes = [[".plot-box", "Wide figure"], ["div.math", "Wide formula"]];

function watch(selector, name) {
  const observer = new ResizeObserver(entries => entries.forEach(({ target }) => reach(target, name)));
  document.querySelectorAll(selector).forEach(box => observer.observe(box));
}

function reach(box, name) {
  const wide = box.scrollWidth > box.clientWidth;
  box.toggleAttribute("tabindex", wide);
  if (wide) box.tabIndex = 0;
  if (box.getAttribute("role") === "img") return;
  wide ? box.setAttribute("role", "group") : box.removeAttribute("role");
  wide ? box.setAttribute("aria-label", name) : box.removeAttribute("aria-label");
}

addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  boxes.forEach(([selector, name]) => watch(selector, name));
});
