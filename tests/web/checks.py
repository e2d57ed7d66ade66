"""What every page of the built site must be, as functions that return the faults they find."""

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

OWN_SCHEMES = {"file", "data", "blob", "about"}
SMALLEST_LETTERS = 11  # pixels, on a phone
WIDE, NARROW, HEIGHT = 1280, 390, 900
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch"}

# ---- What can be seen in the files ----


VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Balance(HTMLParser):
    """The tags of a page that are closed in another order than they were opened, or never."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults = [], []
        self.feed(text)
        self.faults += [f"<{tag}> of line {line} is never closed" for tag, line in self.open]

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif tag not in VOID:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]} closes nothing")


def unbalanced(text):
    """Return the tags of a page that are not closed as they were opened."""
    return Balance(text).faults


class Page(HTMLParser):
    """The links, assets, ids and images of one HTML page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.assets, self.ids, self.unexplained = [], [], [], []
        self.hidden = []  # of each open element, whether a screen reader passes it over
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in LOADS and found.get(LOADS[tag]):
            self.assets.append(found[LOADS[tag]])
        if tag == "link" and LOADED_LINKS & set((found.get("rel") or "").split()):
            self.assets.append(found["href"])
        if found.get("data-frames"):
            self.assets.append(found["data-frames"])
        if tag == "img" and not is_alternative(found.get("alt"), found.get("src")):
            self.unexplained.append(f"<img src={found.get('src')!r}>")
        if found.get("role") == "img" and not (found.get("aria-label") or "").strip():
            self.unexplained.append(f'<{tag} role="img">')
        unseen = found.get("aria-hidden") == "true" or any(self.hidden[-1:])
        if tag == "svg" and not (unseen or "role" in found):
            self.unexplained.append("<svg>")
        if tag not in VOID:
            self.hidden.append(unseen)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.hidden.pop()


@cache
def page_of(text):
    """Read a page; each is asked for several times."""
    return Page(text)


def is_alternative(alt, src):
    """Whether an alt text says something; Sphinx writes the file's path when nobody did."""
    return alt == "" or bool(alt and alt.strip() and alt.strip() != unquote(src or ""))


def unexplained_images(text):
    """Return the images and drawings of a page that have no text alternative."""
    return page_of(text).unexplained


def assets_elsewhere(text):
    """Return what a page would load from another host."""
    return [asset for asset in page_of(text).assets if urlsplit(asset).netloc]


def repeated_ids(text):
    """Return the ids that more than one element of a page has."""
    return [name for name, times in Counter(page_of(text).ids).items() if times > 1]


def dead_links(site, page, text=None):
    """Return the links and assets of a page that lead to no file or no place of the site."""
    text = (site / page).read_text("utf8") if text is None else text
    own = page_of(text)
    faults = []
    for link in own.links + own.assets:
        address = urlsplit(link)
        if address.scheme or address.netloc:
            continue
        path = (site / page).parent / unquote(address.path) if address.path else site / page
        anchor = unquote(address.fragment)
        if not path.is_file():
            faults.append(link)
        elif anchor and path.suffix == ".html" and path.resolve() == (site / page).resolve():
            if anchor not in own.ids:
                faults.append(link)
        elif anchor and path.suffix == ".html" and anchor not in ids_of(path.resolve()):
            faults.append(link)
    return faults


def ids_of(path, known={}):  # noqa: B006  each page is read once
    """Return the ids of a page."""
    if path not in known:
        known[path] = set(page_of(path.read_text("utf8")).ids)
    return known[path]


# ---- What can be seen in a browser ----


ON_SCREEN = {"media": "null", "forced_colors": "null"}
LEFT_BEHIND = {"net::ERR_ABORTED", "NS_BINDING_ABORTED"}  # the page was left before it came
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Visit:
    """A page open in a browser, and all that it asked for and complained of."""

    def __init__(self, browser, path=None, *, width=WIDE, theme="light", javascript=True):
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=theme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self.page, self.scripted = self.context.new_page(), javascript
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._miss)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        if path:
            self.open(path)

    def open(self, path, width=None):
        """Open another page, and forget what was asked for and complained of before."""
        self.page.goto("about:blank")
        self.page.emulate_media(**ON_SCREEN)
        self.requests.clear()
        self.complaints.clear()
        if width:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.goto(Path(path).as_uri())
        if self.scripted:  # a page without scripts answers no promise
            self.page.evaluate("async () => { await document.fonts.ready; }")

    def widen(self, width):
        """Give the page another width, and wait until it has heard of it and is drawn."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.evaluate(DRAWN)

    def _miss(self, request):
        if request.failure not in LEFT_BEHIND:
            self.complaints.append(request.url)

    def _listen(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.context.close()


def requests_elsewhere(visit):
    """Return what the page asked of another host."""
    return [url for url in visit.requests if urlsplit(url).scheme not in OWN_SCHEMES]


def unfold(page):
    """Open everything that is folded, so that it is looked at, too."""
    page.evaluate(
        """() => {
  for (const fold of document.querySelectorAll('details:not([open])'))
    fold.open = fold.unfolded = true;
}"""
    )


def fold(page):
    """Close what was opened only to be looked at."""
    page.evaluate(
        """() => {
  for (const fold of document.querySelectorAll('details'))
    if (fold.unfolded) fold.open = fold.unfolded = false;
}"""
    )


def switch_theme(page, theme):
    """Show the page in another theme, as the reader's button does."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)


def overflows(page):
    """Return what makes the page scroll sideways, or is cut off with no way to reach it."""
    return page.evaluate(
        """() => {
  const wide = document.documentElement.clientWidth, name = e => e.outerHTML.slice(0, 120);
  const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX);
  const out = [...document.querySelectorAll('article *')].filter(e => {
    if (!e.checkVisibility() || e.closest('.katex-mathml') || e.ownerSVGElement) return false;
    const box = e.getBoundingClientRect();
    if (box.width === 0 || (box.right <= wide + 1 && box.left >= -1)) return false;
    for (let up = e.parentElement; up; up = up.parentElement) if (scrolls(up)) return false;
    return true;
  });
  const boxes = 'article :is(pre, table, .table-box, .math, .plot-box)';
  const cut = [...document.querySelectorAll(boxes)].filter(e => e.clientWidth
    && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden');
  const page = document.documentElement.scrollWidth > wide ? [document.body] : [];
  return [...page, ...out, ...cut].slice(0, 9).map(name);
}"""
    )


def unreachable_boxes(page):
    """Return the boxes that scroll sideways but that the keyboard cannot reach."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(e =>
  e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX)
  && e.tabIndex < 0 && !e.querySelector('a, button, input, [tabindex="0"]')
).map(e => e.outerHTML.slice(0, 120))"""
    )


def broken_formulas(page):
    """Return the formulas that were not typeset, or that show nothing."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main .math')].filter(formula => {
  const shown = formula.querySelector('.katex-html');
  return !shown || !formula.querySelector('.katex-mathml math annotation')
    || (formula.checkVisibility() && shown.getBoundingClientRect().width === 0);
}).map(formula => formula.textContent)"""
    )


def heading_faults(page):
    """Return what is wrong with the order of the headings: one title, and no level left out."""
    levels = page.eval_on_selector_all(
        "article :is(h1, h2, h3, h4, h5, h6)", "all => all.map(h => Number(h.tagName[1]))"
    )
    faults = [] if levels[:1] == [1] and levels.count(1) == 1 else ["one h1 must come first"]
    steps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
    return faults + [f"h{after} follows h{before}" for before, after in steps]


def marks_that_begin_a_line(page):
    """Return the formulas whose comma or full stop stands on the next line."""
    return page.evaluate(
        """() => [...document.querySelectorAll('article .unbroken')].filter(unbroken => {
  const bases = unbroken.querySelectorAll('.katex-html > .base'), mark = document.createRange();
  mark.selectNodeContents(unbroken.lastChild);
  return unbroken.checkVisibility() && mark.getBoundingClientRect().left
    < bases[bases.length - 1].getBoundingClientRect().right - 3;
}).map(unbroken => unbroken.textContent)"""
    )


def small_letters(page):
    """Return the letters in figures that are too small; subscripts and the like are smaller."""
    return page.evaluate(
        """smallest => [...document.querySelectorAll('svg.plot')].flatMap(svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll('text')].filter(text => {
    const sizes = [text, ...text.querySelectorAll('tspan')].filter(e => e.textContent.trim())
      .map(e => parseFloat(getComputedStyle(e).fontSize) * scale);
    return text.textContent.trim() && Math.max(...sizes) < smallest - 0.05;
  }).map(text => text.textContent);
})""",
        SMALLEST_LETTERS,
    )


FAINT_LETTERS = """() => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (...colours) => {
    paint.clearRect(0, 0, 1, 1);
    for (const [colour, opacity] of colours) {
      paint.globalAlpha = opacity; paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
    }
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = colour => colour.map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const paper = getComputedStyle(document.body).backgroundColor;
  const covers = (shape, x, y) => {
    if (shape.closest('defs, clipPath, pattern')) return false;
    const box = shape.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
    if (shape.tagName === 'image') return true;
    if (getComputedStyle(shape).fill.startsWith('rgb') === false) return false;
    return shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
  };
  const faint = text => {
    if (!text.textContent.trim() || !text.checkVisibility()) return false;
    const box = text.getBoundingClientRect();
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    const ground = [[paper, 1]];
    for (const shape of text.closest('svg').querySelectorAll('path, image')) {
      if (text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING) break;
      if (!covers(shape, x, y)) continue;
      if (shape.tagName === 'image') return false;
      const style = getComputedStyle(shape);
      ground.push([style.fill, style.opacity * style.fillOpacity]);
    }
    const style = getComputedStyle(text), under = light(rgb(...ground));
    const ink = light(rgb(...ground, [style.fill, style.opacity * style.fillOpacity]));
    return (Math.max(ink, under) + .05) / (Math.min(ink, under) + .05) < 4.5;
  };
  return [...document.querySelectorAll('svg.plot :is(text:not(:has(tspan)), tspan)')].filter(faint)
    .map(text => `${text.textContent} ${getComputedStyle(text).fill}`);
}"""


def faint_letters(page):
    """Return the letters in figures whose contrast with what is under them is below 4.5 to 1.

    Under them is the last shape drawn before, or the page.  What stands on an image is left out.
    """
    return page.evaluate(FAINT_LETTERS)


def boxed_figures(page):
    """Return figures that stand on a ground of another colour than the page."""
    return page.evaluate(
        """() => [...document.querySelectorAll('figure.plot')].filter(figure => {
  for (let e = figure; e !== document.body; e = e.parentElement) {
    const colour = getComputedStyle(e).backgroundColor;
    if (colour !== 'rgba(0, 0, 0, 0)')
      return colour !== getComputedStyle(document.body).backgroundColor;
  }
  return false;
}).map(figure => figure.outerHTML.slice(0, 120))"""
    )
