"""How heavy pages are, how fast sliders move: python -m benchmarks.built_pages, after make book."""

import gzip
import statistics
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from authoring import browser as browsers
from authoring import contents

PACKED = {".woff", ".woff2", ".png"}
MEASURE = """async figure => {
  const input = figure.querySelector('input'), handler = [], paint = [];
  for (let round = 0; round < 3; round++) for (let n = 0; n <= input.max; n++) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    input.value = n;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    handler.push(performance.now() - start);
    await new Promise(done => requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = done;
      painted.port2.postMessage(0);
    }));
    paint.push(performance.now() - start);
  }
  return [handler, paint, 1 + Number(input.max)];
}"""


def main(site):
    """Print one line a page and one line a slider."""
    site = built(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.chromium())
        for name in contents.pages():
            page, requests = browser.new_page(viewport={"width": 1280, "height": 900}), []
            page.on("request", lambda request, asked=requests: asked.append(request.url))
            page.goto((site / f"{name}.html").as_uri(), wait_until="networkidle")
            files = {Path(unquote(urlsplit(url).path)) for url in requests}
            own = [path for path in files if path.is_file() and path.parent.name != "frames"]
            print(f"{name:34} {sum(map(kilobytes, own)):4.0f} kB, {len(own)} files")
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            for figure in page.query_selector_all("figure.explore"):
                measure(page, figure, site)
            page.close()
        browser.close()


def built(site):
    """Return the folder of the built site, or say how to make one."""
    site = Path(site).resolve()
    if not (site / ".finished").exists():
        sys.exit(f"no built book in {site}: run make book first")
    return site


def kilobytes(path):
    """Return the size of a file as a server sends it: compressed, unless it already is."""
    content = path.read_bytes()
    return len(content if path.suffix in PACKED else gzip.compress(content, 9)) / 1000


def measure(page, figure, site):
    """Print how fast one slider moves."""
    figure.scroll_into_view_if_needed()
    page.wait_for_function("figure => figure.matches('.explore-ready')", arg=figure)
    handler, paint, frames = figure.evaluate(MEASURE)
    name = figure.get_attribute("data-name")
    print(
        f"    {figure.get_attribute('id'):12} {frames:3} frames a row, "
        f"{kilobytes(site / f'_static/frames/{name}.js'):4.1f} kB, "
        f"handler {statistics.median(handler):.2f} ms (most {max(handler):.2f}), "
        f"input to paint {statistics.median(paint):.1f} ms"
    )


if __name__ == "__main__":
    main(*sys.argv[1:] or [contents.ROOT / "_build/html"])
