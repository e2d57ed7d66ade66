"""``python -m authoring.numbers [--keep] [pages]``: look the numbers of pages through."""

import sys
from collections import Counter
from pathlib import Path

from authoring import numbers
from authoring.numbers import account, pages


def main(arguments):
    """Report the faults of the pages named, or of all; with --keep, write their accounts."""
    keeping = "--keep" in arguments
    named = [Path(name).resolve() for name in arguments if not name.startswith("--")]
    found, kinds = [], Counter()
    for path in named or numbers.paths():
        page = pages.read(path)
        if keeping:
            report_changes(page)
            account.keep(page, numbers.ROOT)
        found += numbers.faults(path)
        kinds += count(page)
    print("\n".join(found))
    print(", ".join(f"{n} {kind or 'unaccounted'}" for kind, n in kinds.most_common()))
    return len(found) > 0


def report_changes(page):
    """Print what a page's account will say otherwise than it did."""
    for old, new, _ in account.differences(page, numbers.ROOT):
        print(f"{page.path.name}: {old or 'nothing'} -> {new or 'nothing'}")


def count(page):
    """Count the numbers of a page by what accounts for them."""
    judge = numbers.judge(page)
    return Counter(v.by for passage in page.passages for v in judge.judge(passage)[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
