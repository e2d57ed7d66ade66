"""How a page arrives on a slow phone: python -m benchmarks.loading, after make book.

Each page is opened anew, nothing kept, 390 pixels wide, over slow 4G (1.6 Mbit/s, 150 ms there and
back) and by a processor four times slower.  The site is served as a host would: compressed.
"""

import functools
import gzip
import http.server
import statistics
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from authoring import browser as browsers
from authoring import contents
from benchmarks.built_pages import PACKED, built

PAGES = ("chapters/index", "chapters/06_asymmetry")
ROUNDS = 3
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
WATCH = """
window.seen = { blocking: 0, shift: 0, paint: 0 };
const watch = (type, take) => new PerformanceObserver(list =>
  list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("longtask", task => { seen.blocking += task.duration - 50; });
watch("layout-shift", shift => { seen.shift += shift.value; });
watch("largest-contentful-paint", paint => { seen.paint = paint.startTime; });
"""
TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const arrived = performance.getEntriesByType("resource").map(file => file.responseEnd);
  return { ...seen, finished: Math.max(page.loadEventEnd, ...arrived) };
}"""
HEAD = "| page | kB | requests | complete, s | largest paint, s | blocking, ms | layout shift |"


class Host(http.server.SimpleHTTPRequestHandler):
    """A server that compresses what is not compressed, keeps connections, and says nothing."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        if path.suffix not in PACKED:
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


def main(*sites):
    """Print one table, a line for each page of each site."""
    sites = [built(site) for site in sites]
    print(f"{HEAD}\n|---|--:|--:|--:|--:|--:|--:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.chromium())
        for site in sites:
            with served(site) as address:
                for name in PAGES:
                    visits = [visit(browser, f"{address}{name}.html") for _ in range(ROUNDS)]
                    print(row(site, name, visits))
        browser.close()


@contextmanager
def served(site):
    """Serve a folder; the address ends with a slash."""
    handler = functools.partial(Host, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def visit(browser, address):
    """Open a page as a slow phone does, and return what it took."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page, received = context.new_page(), []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.on("Network.loadingFinished", lambda event: received.append(event))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle", timeout=120_000)
    times = page.evaluate(TIMES)
    context.close()
    sizes = [event["encodedDataLength"] for event in received]
    sizes = [size for size in sizes if size]  # a data: address takes nothing
    return {**times, "kB": sum(sizes) / 1000, "requests": len(sizes)}


def row(site, name, visits):
    """Return the medians of some visits as a line of the table."""
    median = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
    seconds = (f"{median[key] / 1000:.1f}" for key in ("finished", "paint"))
    cells = [
        f"{site.parent.parent.name}: {name}",
        f"{median['kB']:.0f}",
        f"{median['requests']:.0f}",
    ]
    cells += [*seconds, f"{median['blocking']:.0f}", f"{median['shift']:.3f}"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(*sys.argv[1:] or [contents.ROOT / "_build/html"])
