// The search page: finds in bookIndex, a list of [address, page, title, text] (web/search.py).
const MOST_SHOWN = 30, SHORTEST = 12, LONGEST = 240;
const form = document.querySelector(".search-form"), box = form.querySelector("input");
const count = document.querySelector(".search-count"), list = document.querySelector(".search-results");

// ---- Words: é is e, a hyphen is a space, p||q is p‖q ----

// One letter for one letter, so that a place in the folded text is a place in the text.
function folded(text) {
  return [...text].map(letter => {
    if (/[-‐‑–—_]/.test(letter)) return " ".padEnd(letter.length);
    if (/[‖∥∣|]/.test(letter)) return "|".padEnd(letter.length);
    const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.length === letter.length ? plain : letter.toLowerCase().padEnd(letter.length).slice(0, letter.length);
  }).join("");
}

// What is compared: no accents, no blanks inside formulas, one sign for all upright lines.
const compared = text => folded(text).replace(/\|[|\s]*/g, "|").replace(/\s*([(),|=])\s*/g, "$1").replace(/\s+/g, " ").trim();
const escaped = word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const isHan = word => /\p{Script=Han}/u.test(word);

// An inflected word finds its kin: codes finds code, coding finds coded.
const stem = word => /^[a-z]{6,}$/.test(word) ? word.replace(/(ies|ing|ed|es|y|s|e)$/, "") : word;

function begins(text, word) {
  return isHan(word) ? text.includes(word) : new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}`, "u").test(text);
}

// ---- Ranking ----

const book = bookIndex.map(([address, page, title, text]) => ({
  address, page, title, text, name: compared(title || page), body: compared(text),
  isChapter: !title && /\/\d\d_/.test(address), isTerm: Boolean(title) && /\bglossary\.html#/.test(address),
}));

function rank({ name, body, isChapter, isTerm }, phrase, words) {
  if (!words.every(word => begins(name, word) || begins(body, word))) return 0;
  let points = 1 + 12 * words.filter(word => begins(name, word)).length;
  if (name === phrase) points += isChapter ? 100 : isTerm ? 90 : 30;
  else if (begins(name, phrase)) points += 40;
  if (isChapter) points += begins(name, phrase) ? 30 : 6;
  const said = body.split(phrase).length - 1;
  return points + (said ? 10 + Math.min(8, said) : 0) + (isTerm && isHan(phrase) && body.startsWith(phrase) ? 60 : 0);
}

function found(query) {
  const phrase = compared(query), words = phrase.split(" ").filter(Boolean).map(stem);
  if (words.length === 0) return { words, entries: [] };
  const ranked = book.map(entry => ({ entry, points: rank(entry, phrase, words) })).filter(({ points }) => points > 0);
  ranked.sort((a, b) => b.points - a.points);
  return { words, phrase, entries: ranked.map(({ entry }) => entry) };
}

// ---- What is shown ----

const sentences = text => text.split(/\n|(?<=[.!?…]["”’)]*)\s+(?=["“‘(]*[\p{Lu}\p{N}])/u).filter(line => /\p{L}/u.test(line));

// The sentence that says most of what was asked for, the first where none does; a name takes its sentence along.
function excerpt(text, phrase, words) {
  const marks = sentence => {
    const said = compared(sentence);
    return words.filter(word => begins(said, word)).length + 2 * said.includes(phrase);
  };
  const all = sentences(text);
  const best = all.reduce((best, sentence, at) => marks(sentence) > marks(all[best]) ? at : best, 0);
  return all.slice(best, best + (all[best]?.length < SHORTEST ? 2 : 1)).join(" ");
}

function marked(sentence, words) {
  const shown = document.createElement("p"), whole = isWord => `(?<![\\p{L}\\p{N}])${isWord}[\\p{L}\\p{M}]*`;
  const pattern = words.map(word => isHan(word) ? word : /^[\p{L}\p{N}]/u.test(word) ? whole(escaped(word)) : escaped(word)).join("|");
  const text = sentence.length > LONGEST ? `${sentence.slice(0, sentence.lastIndexOf(" ", LONGEST))} …` : sentence;
  let at = 0;
  for (const { 0: { length }, index } of folded(text).matchAll(new RegExp(pattern, "gu"))) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(index, index + length);
    shown.append(text.slice(at, index), mark);
    at = index + length;
  }
  shown.append(text.slice(at));
  return shown;
}

function item({ address, page, title, text }, phrase, words) {
  const line = document.createElement("li"), link = document.createElement("a"), from = document.createElement("small");
  link.href = form.dataset.root + address;
  link.textContent = title || page;
  from.textContent = title ? page : "";
  line.append(link, " ", from, marked(excerpt(text, phrase, words), words));
  return line;
}

function show() {
  const { words, phrase, entries } = found(box.value);
  list.replaceChildren(...entries.slice(0, MOST_SHOWN).map(entry => item(entry, phrase, words)));
  count.textContent = words.length === 0 ? ""
    : entries.length === 0 ? "Nothing found. The glossary and the index may know another word for it."
    : `${entries.length} ${entries.length === 1 ? "place" : "places"}${entries.length > MOST_SHOWN ? `, the first ${MOST_SHOWN} are shown` : ""}`;
  const address = box.value ? `?q=${encodeURIComponent(box.value)}` : location.pathname;
  history.replaceState(null, "", address);
}

form.hidden = false;
form.addEventListener("submit", event => event.preventDefault());
box.addEventListener("input", show);
box.value = new URLSearchParams(location.search).get("q") ?? "";
box.focus();
show();
