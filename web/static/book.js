// Light or dark, copying, where the reader is: everything else on a page needs no script.
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

// The heading that is being read is marked in the contents beside the text.
const links = new Map([...document.querySelectorAll(".page-contents a[href^='#']")].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
const reading = new IntersectionObserver(entries => {
  const seen = entries.find(entry => entry.isIntersecting);
  if (!seen) return;
  for (const link of links.values()) link.classList.remove("now");
  links.get(seen.target.id).classList.add("now");
}, { rootMargin: "-20% 0% -70%" });
for (const id of links.keys()) {
  const section = document.getElementById(id);
  if (section) reading.observe(section);
}
