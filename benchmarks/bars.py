"""Time the block whose bars the reader drags: python -m benchmarks.bars, after make book.

The handler must stay below 2 ms, and a new frame must be painted within one refresh of the screen.
"""

import sys

from playwright.sync_api import sync_playwright

from authoring import browser as browsers
from authoring import contents
from benchmarks.built_pages import built

PRESS_200_KEYS = """async () => {
  const bar = document.querySelectorAll('.pair [role="slider"]')[1], handled = [], painted = [];
  for (let i = 0; i < 200; i++) {
    const key = i % 40 < 20 ? "ArrowUp" : "ArrowDown", start = performance.now();
    bar.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    handled.push(performance.now() - start);
    await new Promise(done => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(null);
    }));
    painted.push(performance.now() - start);
  }
  return { handled, painted };
}"""


def main(site):
    """Print the median and the 99th percentile."""
    first = built(site) / f"{contents.pages()[0]}.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.chromium())
        page = browser.new_page()
        page.goto(first.as_uri())
        page.wait_for_load_state("networkidle")
        for name, times in page.evaluate(PRESS_200_KEYS).items():
            median, late = sorted(times)[100], sorted(times)[198]
            print(f"{name}: median {median:.1f} ms, 99 % within {late:.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:] or [contents.ROOT / "_build/html"])
