"""``python -m authoring.numbers [--keep] [pages]``: look the numbers of pages through."""

import sys
from collections import Counter
from pathlib import Path

from authoring import numbers
from authoring.numbers import passages


def main(arguments):
    """Report the faults of the pages named, or of all; with --keep, write their accounts."""
    keeping = "--keep" in arguments
    named = [Path(name).resolve() for name in arguments if not name.startswith("--")]
    found, kinds = [], Counter()
    for path in named or numbers.paths():
        if keeping:
            print("".join(f"{change}\n" for change in numbers.keep(path)), end="")
        found += numbers.faults(path)
        kinds += count(path)
    print("\n".join(found))
    print(", ".join(f"{n} {kind or 'unaccounted'}" for kind, n in kinds.most_common()))
    return len(found) > 0


def count(path):
    """Count the numbers of a page by what accounts for them."""
    page = passages.read(path)
    judge = numbers.judge(page)
    return Counter(v.by for passage in page.passages for v in judge.judge(passage)[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
