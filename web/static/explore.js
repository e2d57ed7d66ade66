// Moves the figures made by infolib.explore. Every frame is a list of changes to the figure that
// is on the page; the frames are in a script of their own, fetched when the figure comes near.
const exploreFrames = {};

function letMove(figure) {
  const inputs = [...figure.querySelectorAll(".explore-controls input")];
  const outputs = [...figure.querySelectorAll(".explore-controls output")];
  const elements = [...figure.querySelectorAll(".plot-box svg, .plot-box svg *")];
  const still = figure.querySelector(".explore-still");
  let undo = [];

  function change(element, attribute, value) {
    if (attribute === "<") {
      const children = [...element.childNodes];
      undo.push(() => element.replaceChildren(...children));
      element.innerHTML = value;
    } else if (attribute === "") {
      const text = element.textContent;
      undo.push(() => { element.textContent = text; });
      element.textContent = value;
    } else {
      const old = element.getAttribute(attribute);
      undo.push(() => set(element, attribute, old));
      set(element, attribute, value);
    }
  }

  function set(element, attribute, value) {
    if (value === null) element.removeAttribute(attribute);
    else element.setAttribute(attribute, value);
  }

  function show() {
    const data = exploreFrames[figure.dataset.name];
    if (!data) return;                       // still on its way: shown when it arrives
    const places = inputs.map(input => Number(input.value));
    const frame = places.reduce((n, place, i) => n * data.values[i].length + place, 0);
    while (undo.length) undo.pop()();
    for (const [number, changes] of data.frames[frame])
      for (const attribute in changes) change(elements[number], attribute, changes[attribute]);
    inputs.forEach((input, i) => {
      const text = data.values[i][places[i]];
      outputs[i].textContent = text;
      input.setAttribute("aria-valuetext", data.titles[frame] ? `${text}: ${data.titles[frame]}` : text);
    });
    still.textContent = `Shown for ${data.labels.map((label, i) => `${label} = ${data.values[i][places[i]]}`).join(", ")}.`;
  }

  function fetchFrames() {
    const script = document.createElement("script");
    script.src = figure.dataset.frames;
    script.onload = () => { figure.classList.add("explore-ready"); show(); };
    document.head.append(script);
  }

  // A figure that comes near at once is told of twice in one call: first far, then near.
  const approach = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    approach.disconnect();
    fetchFrames();
  }, { rootMargin: "50%" });
  approach.observe(figure);
  inputs.forEach(input => {
    let before;                              // a finger that goes on to scroll the page has changed nothing
    input.addEventListener("pointerdown", () => { before = input.value; });
    input.addEventListener("pointercancel", () => { input.value = before; show(); });
    input.addEventListener("input", show);
  });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("figure.explore").forEach(letMove));
