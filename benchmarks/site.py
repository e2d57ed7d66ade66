"""How fast sliders move and how heavy pages are: python benchmarks/site.py, after make book."""

import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests/site", "tests/book", "tools")]

import checks  # noqa: E402
import conftest  # noqa: E402
import pages  # noqa: E402
import weight  # noqa: E402

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
    """Print one line a slider and one line a page."""
    site = Path(site).resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**conftest.how_to_launch())
        for name in pages.PAGES:
            with checks.Visit(browser, site / name) as visit:
                visit.page.wait_for_load_state("networkidle")
                print(f"{name:34} {sum(weight.of_visit(visit).values()):4.0f} kB")
                checks.unfold(visit.page)
                for figure in visit.page.query_selector_all("figure.explore"):
                    measure(visit.page, figure, site)
        browser.close()


def measure(page, figure, site):
    """Print how fast one slider moves."""
    figure.scroll_into_view_if_needed()
    page.wait_for_function("figure => figure.matches('.explore-ready')", arg=figure)
    handler, paint, frames = figure.evaluate(MEASURE)
    name = figure.get_attribute("data-name")
    print(
        f"    {figure.get_attribute('id'):12} {frames:3} frames a row, "
        f"{weight.kilobytes(site / f'_static/frames/{name}.js'):4.1f} kB, "
        f"handler {statistics.median(handler):.2f} ms (most {max(handler):.2f}), "
        f"input to paint {statistics.median(paint):.1f} ms"
    )


if __name__ == "__main__":
    main(*sys.argv[1:] or [ROOT / "_build/html"])
