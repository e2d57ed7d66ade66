// Moves the figures made by infolib.explore: each frame is a list of changes to the figure on the page.
function explorable(figure) {
  const controls = figure.querySelector(".explore-controls");
  const inputs = [...controls.querySelectorAll("input")];
  const outputs = [...controls.querySelectorAll("output")];
  const elements = [...figure.querySelectorAll(".plot-box svg, .plot-box svg *")];
  let data, undo = [];

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
    data ??= JSON.parse(figure.querySelector("script").textContent);
    const places = inputs.map(input => Number(input.value));
    const frame = places.reduce((n, place, i) => n * data.values[i].length + place, 0);
    while (undo.length) undo.pop()();
    for (const [number, changes] of data.frames[frame])
      for (const attribute in changes) change(elements[number], attribute, changes[attribute]);
    inputs.forEach((input, i) => {
      const text = data.values[i][places[i]], title = data.titles[frame];
      outputs[i].textContent = text;
      input.setAttribute("aria-valuetext", title ? `${text}: ${title}` : text);
    });
  }

  inputs.forEach(input => input.addEventListener("input", show));
  controls.hidden = false;
  figure.querySelector(".explore-still").hidden = true;
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("figure.explore").forEach(explorable));
