"""What a page weighs on the way to its reader."""

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = {".woff", ".woff2", ".png"}


def kilobytes(path):
    """Return the size of a file as a server sends it: compressed, unless it already is."""
    content = Path(path).read_bytes()
    return len(content if Path(path).suffix in PACKED else gzip.compress(content, 9)) / 1000


def of_visit(visit):
    """Return the kilobytes of each file that a page asked for, frames of sliders left out."""
    paths = {unquote(urlsplit(url).path) for url in visit.requests if url.startswith("file:")}
    return {path: kilobytes(path) for path in sorted(paths) if "/frames/" not in path}
