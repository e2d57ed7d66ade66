"""A book of three pages that holds one of everything the extensions rely on, built in seconds.

Its chapter is a notebook with outputs that were written by hand, so no kernel runs.
"""

import copy
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[2]
MIME = "application/vnd.infolib.figure+json"
PART = {"caption": "A part", "numbered": 1, "chapters": [{"file": "chapter"}]}
BACK = {"caption": "The back", "chapters": [{"file": "chapters/reference"}]}
TOC = {"format": "jb-book", "root": "index", "parts": [PART, BACK]}
CALLS = "# Calls\n\n- `il.entropy`: its mean.\n- `il.surprisal`: a surprise.\n"
CALLS += "\n## A\n\n### alpha\n\nA.\n\n## B\n\n### beta\n\nB.\n"
FRONT = """# A small book

Say it as [Shannon (1948)](#shannon1948) does, with $H(p)$ bits, or as
[Theorem (Gibbs' `D`)](chapter.ipynb#thm-gibbs) and [Tails](chapter.ipynb#Tails) do, or as
[the inequality](chapter.ipynb#thm-gibbs) does. `il.entropy` and `il.book_style` are code.

<a id="chapter-path"></a>

| part | chapter | builds on |
|---|---|---|
| A part | [A chapter](chapter.ipynb) | |

<a id="shannon1948"></a>Claude Shannon. A mathematical theory.
"""
TEXT = r"""# A chapter

**You will be able to** read it. **You need** [arithmetic](https://example.org). **Time** 1 minute.

A word of code, `LONG`, that is longer than a line. It is 5 % off; `5 %` is code.

> <a id="def-bit"></a>**Definition.** A [bit](#thm-gibbs) is a bit.

> <a id="thm-gibbs"></a>**Theorem (Gibbs' `D`).** A divergence is never negative, by
> [Definition](#def-bit).

> *Proof.* By Jensen.

> **Corollary (A list).**
>
> 1. One.
> 2. Two.

> **Beware.** It is no distance.

> A quotation stays one.

> **Guess.** And in words?

<details><summary>Answer</summary>

It is **folded**.

</details>

|   | p | q |
|---|---|---|
| a | 1 | 2 |

## In one breath

It is short.\
It is over.

## A guess

> **Guess.** How much is 1 + 1?
""".replace("LONG", "x" * 300)
EXERCISES = """## Exercises

### Tails

What is left?
"""
SVG = (
    '<svg viewBox="0 0 100 50"><defs><clipPath id="@0"><path d="M0 0"/></clipPath></defs>'
    '<g clip-path="url(#@0)"><path d="M0 0L1 {y}" style="stroke:var(--plot-0)"/></g>'
    '<text x="1" y="9" style="fill:var(--plot-ink)">{text}</text></svg>'
)
FIGURE = {
    "kind": "figure",
    "alt": 'A line that says "no".',
    "caption": "The line is $x^2$ *high*, as [Shannon (1948)](index.md#shannon1948) says.",
    "numbers": {"axes": []},
    "width": 4.8,
    "svg": SVG.format(y=2, text="α &amp; β"),
}
SLIDERS = {
    **FIGURE,
    "kind": "sliders",
    "controls": [{"name": "p", "label": "chance of heads", "texts": ["0.1", "0.2"], "start": 0}],
    "titles": ["low", "high"],
    "frames": [[], [[3, {"id": "@9"}], [5, {"d": "M0 0L1 3"}], [6, {"": "γ"}]]],
    "frame_numbers": [{}, {}],
}
BARS = {
    **FIGURE,
    "kind": "live",
    "state": {"labels": ["a", "b"]},
    "hand": "const hand = 1;",
    "script": "export default { render({ model, el }) { el.textContent = model.get('labels'); } };",
    "style": ".live { color: var(--plot-ink); }",
}
CELLS = [
    ("import infolib as il", [], []),
    ("1 + 1", ["answer"], []),
    ("def figure(): ...", ["hide-input"], []),
    ("show(figure)", ["hide-input"], [FIGURE]),
    ("show(again)", [], [FIGURE, SLIDERS]),
    ("show(bars)", [], [BARS]),
]


def chapter(text, kind, silent):
    """Return the chapter: text, cells with figures, and one that printed in two pieces."""
    cells = [new_markdown_cell(text)]
    for source, tags, bundles in [*CELLS, ("show(last)", [], [{**FIGURE, "kind": kind}])]:
        outputs = [displayed(bundle) for bundle in bundles] or [printed("2\n")]
        cells.append(new_code_cell(source, metadata={"tags": tags}, outputs=outputs))
    pieces = [printed("H = 0.5"), printed("00 bits\n")]
    cells.append(new_code_cell("print(...)", outputs=pieces))
    solution = new_code_cell("print(nothing)", outputs=[printed("Nothing.\n")])
    cells += [new_markdown_cell(EXERCISES), new_markdown_cell("#### Solution"), solution]
    if silent:
        cells.append(new_code_cell("x = 1", metadata={"tags": ["answer"]}))
    cells.append(new_markdown_cell("## After the exercises\n\nAll is told."))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def printed(text):
    """Return what a cell printed."""
    return new_output("stream", name="stdout", text=text)


def displayed(bundle):
    """Return a figure as the output of a cell."""
    return new_output("display_data", data={MIME: copy.deepcopy(bundle), "text/plain": "a line"})


def configuration(script):
    """Return the book's own configuration, for pages that are not executed."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    settings["execute"] = {"execute_notebooks": "off"}
    settings["sphinx"]["config"]["html_static_path"] = [str(ROOT / "web/static")]
    settings["sphinx"]["config"]["html_js_files"] += [script] if script else []
    return settings


def write(folder, *, text=TEXT, front=FRONT, kind="figure", script="", silent=False):
    """Write the book's sources; what is named is there to be planted anew."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_config.yml").write_text(yaml.safe_dump(configuration(script)), "utf8")
    (folder / "_toc.yml").write_text(yaml.safe_dump(TOC), "utf8")
    (folder / "index.md").write_text(front, "utf8")
    (folder / "chapters").mkdir(exist_ok=True)
    (folder / "chapters/reference.md").write_text(CALLS, "utf8")
    nbformat.write(chapter(text, kind, silent), folder / "chapter.ipynb")


def build(folder, *options, before=""):
    """Build the book as `make book` does; `before` is Python that runs first.

    Returns whether it succeeded, and what it said.
    """
    command = f"{before}\nfrom jupyter_book.cli.main import main; main()"
    arguments = ["build", str(folder), "-W", "--keep-going", *options]
    done = subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr
