"""What honest people do to a notebook: each a row, and none of it may cost a point."""

import json

import nbformat

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def cell(book, name):
    """Return the cell of a name, and its place."""
    found = [
        (number, one)
        for number, one in enumerate(book.cells)
        if one.metadata.get("nbgrader", {}).get("grade_id") == f"hw01-{name}"
    ]
    return found[-1][1], found[-1][0]


def code(text, **more):
    """Return a new cell of code."""
    return nbformat.v4.new_code_cell(text, **more)


def words(text, **more):
    """Return a new cell of text."""
    return nbformat.v4.new_markdown_cell(text, **more)


def split(name, at):
    """Split a cell where JupyterLab's cursor stands: both halves keep the id."""

    def change(book):
        one, place = cell(book, name)
        lines = one.source.splitlines()
        second = nbformat.from_dict(one)
        second.id = nbformat.v4.new_code_cell("").id
        one.source, second.source = "\n".join(lines[:at]), "\n".join(lines[at:])
        book.cells.insert(place + 1, second)

    return change


def insert(name, text, after=0):
    """Put a cell of code before or after another."""
    return lambda book: book.cells.insert(cell(book, name)[1] + after, code(text))


def at_the_end(text):
    """Put a cell of code at the end."""
    return lambda book: book.cells.append(code(text))


def instead(name, text):
    """Write an answer in another way."""

    def change(book):
        cell(book, name)[0].source = text

    return change


def edited(name, old, new):
    """Change a few characters of a cell."""

    def change(book):
        one = cell(book, name)[0]
        assert old in one.source
        one.source = one.source.replace(old, new)

    return change


def without_metadata(*names, ids=True):
    """Take the metadata away, as some editors do, and the ids with it."""

    def change(book):
        for one in book.cells:
            grade_id = one.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("hw01-")
            if not names or grade_id in names:
                one.metadata = {}
                if not ids:
                    one.id = nbformat.v4.new_code_cell("").id

    return change


def stub_copy(name, place, marked):
    """Leave a copy of the cell as it was handed out, found again in the released notebook."""

    def change(book, exam):
        released = next(
            c
            for c in exam.released.cells
            if c.metadata.get("nbgrader", {}).get("grade_id") == f"hw01-{name}"
        )
        copy = nbformat.from_dict(released) if marked else code(released.source)
        copy.id = nbformat.v4.new_code_cell("").id
        book.cells.insert({"first": 0, "last": len(book.cells)}.get(place, place), copy)

    return change


def wrong_first(name, old, new):
    """Leave a wrong version, with the same id, above the one that mends it."""

    def change(book):
        one, place = cell(book, name)
        first = code(one.source.replace(old, new), metadata=one.metadata)
        book.cells.insert(place, first)

    return change


def moved(name, after):
    """Write the answer into a new cell below or above, and leave the stub where it is."""

    def change(book, exam):
        one, place = cell(book, name)
        text = one.source
        stub_copy(name, place, marked=True)(book, exam)
        book.cells.remove(one)
        book.cells.insert(place + after, code(text))

    return change


def outputs(text, kind):
    """Save the notebook with a large output."""

    def change(book):
        one = cell(book, "cylinders")[0]
        if kind == "plot":
            one.outputs = [nbformat.v4.new_output("display_data", {"image/png": text})]
        else:
            one.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]

    return change


def tidy(book):
    """Run a formatter over everything, given cells and tests included."""
    for one in book.cells:
        one.source = one.source.replace("[1 / 2, 1 / 2]", "[1/2,1/2]")
        one.source = one.source + "   \n\n" if one.cell_type == "code" else one.source


WAYS = {
    # cells, split and copied and left behind
    "an answer split inside its function": split("entropy", 3),
    "an answer split after its docstring": split("huffman_bill", 2),
    "an answer split between statements": split("cars", 2),
    "a test split in two": split("entropy-test", 2),
    "the setup split in two": split("setup", 4),
    "a copy of the stub at the end": stub_copy("entropy", "last", marked=True),
    "a copy of the stub at the beginning": stub_copy("entropy", "first", marked=True),
    "a copy of the stub without its mark": stub_copy("entropy", "last", marked=False),
    "a copy of the stub before the next question": stub_copy("entropy", 7, marked=False),
    "an empty copy": lambda book: book.cells.append(
        nbformat.v4.new_code_cell("", metadata=cell(book, "cars")[0].metadata)
    ),
    "a second version that mends the first": wrong_first("entropy", "np.log2", "np.log"),
    "an answer in a new cell below its stub": moved("entropy", 1),
    "an answer in a new cell above its stub": moved("entropy", 0),
    "numbers in a new cell below their stub": moved("cars", 1),
    "an answer in a cell at the end": moved("perplexity", 25),
    "all answers in other cells": lambda book, exam: [
        moved(name, 1)(book, exam) for name in ("entropy", "in_stages", "perplexity", "cars")
    ],
    "empty cells": lambda book: [book.cells.insert(place, code("")) for place in (0, 5, 9)],
    "a cell that became text": lambda book: cell(book, "perplexity")[0].update(cell_type="raw"),
    # given cells
    "an import in the setup": edited("setup", "import heapq", "import heapq\nimport math"),
    "an import in the setup that an answer needs": lambda book: (
        edited("setup", "import heapq", "import heapq\nimport math as m")(book),
        instead("perplexity", "def perplexity(p):\n    return m.pow(2, entropy(p))")(book),
    ),
    "the setup without close": lambda book: (
        edited("setup", "def close(value", "def nearly(value")(book),
        edited("setup", "import numpy as np", "")(book),
    ),
    "a given cell deleted": lambda book: book.cells.remove(cell(book, "cylinders")[0]),
    "a test deleted": lambda book: book.cells.remove(cell(book, "huffman_bill-test")[0]),
    "the found bug mended in place": edited("as_found", "np.log(", "np.log2("),
    "a formatter": tidy,
    "a question's text deleted": lambda book: book.cells.pop(2),
    # metadata
    "an answer without metadata": without_metadata("entropy"),
    "an answer without metadata and id": without_metadata("entropy", ids=False),
    "numbers without metadata and id": without_metadata("cars", ids=False),
    "a test without metadata and id": without_metadata("cars-test", ids=False),
    "no metadata at all": without_metadata(),
    "no metadata and no ids at all": without_metadata(ids=False),
    # outputs
    "a large plot": outputs("A" * 12_000_000, "plot"),
    "a long print": outputs("x" * 12_000_000, "print"),
    "a long print when it is run": at_the_end("print('x' * 50_000_000)"),
    "many prints in an answer": edited("entropy", "    seen =", "    print(p * 1000)\n    seen ="),
    "a plot when it is run": at_the_end(
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()"
    ),
    # cells of one's own
    "the end in an error": at_the_end("1 / 0"),
    "the end in no Python": at_the_end("this is no Python"),
    "exit at the end": at_the_end("exit"),
    "exit() at the end": at_the_end("quit()"),
    "sys.exit at the end": at_the_end("import sys\nsys.exit(1)"),
    "a reset at the end": at_the_end("%reset -f"),
    "a reset in between": insert("perplexity", "%reset -f"),
    "SciPy's entropy at the end": at_the_end("from scipy.stats import entropy"),
    "SciPy's entropy in between": insert("in_stages", "from scipy.stats import entropy"),
    "a name used again at the end": at_the_end("entropy = 1.5\nfloor = bill = fixed = None"),
    "a name used again in between": insert("in_stages", "entropy = entropy([1/2, 1/2])"),
    "a name used again right below": insert("entropy", "entropy = 1.5", after=1),
    "a name deleted": at_the_end("del entropy, heapq, np, cylinders"),
    "a check with infolib": at_the_end(
        "import infolib\nassert abs(infolib.entropy([.5, .5]) - entropy([.5, .5])) < 1e-9"
    ),
    "magics": insert(
        "entropy",
        "%matplotlib inline\n!ls\n%pip --version\nimport numpy as np\nnp.log2?\n%timeit -r2 1",
    ),
    "a magic over an answer": edited("entropy", "def entropy", "%%time\ndef entropy"),
    "await at the top": at_the_end("import asyncio\nawait asyncio.sleep(0)"),
    "input at the end": at_the_end("input('And?')"),
    "many figures and threads": at_the_end(
        "from concurrent.futures import ThreadPoolExecutor as Pool\nlist(Pool(4).map(abs, [1]))"
    ),
    # cells that need one another
    "numbers finished in a cell below": lambda book: (
        edited("cars", "fixed = int", "fixed_bits = int")(book),
        insert("cars", "fixed = fixed_bits", after=1)(book),
    ),
    "a file between cells": lambda book: (
        insert("entropy", "open('base.txt', 'w').write('2')")(book),
        instead(
            "perplexity",
            "def perplexity(p):\n    return float(open('base.txt').read()) ** entropy(p)",
        )(book),
    ),
}
VALUES = {  # what an answer's values and functions may be made of, by the question
    "in_stages": {
        "lists for tuples": edited(
            "in_stages", "return entropy(share), sum(inner)", "return [entropy(share), sum(inner)]"
        ),
        "an array for a tuple": edited(
            "in_stages",
            "return entropy(share), sum(inner)",
            "return np.array([entropy(share), sum(inner)])",
        ),
    },
    "prefix_code": {
        "a tuple of words": edited("prefix_code", "return words", "return tuple(words)"),
        "an array of words": edited("prefix_code", "return words", "return np.array(words)"),
        "a generator of words": edited("prefix_code", "return words", "return iter(words)"),
        "an error of one's own class": edited(
            "prefix_code", "raise ValueError(", "raise type('NoCode', (ValueError,), {})("
        ),
    },
    "entropy": {
        "NumPy's numbers": edited("entropy", "return float(", "return np.float64("),
        "an array without a shape": edited("entropy", "return float(", "return np.array("),
    },
    "cars": {
        "a fraction": edited(
            "cars",
            "bill = huffman_bill(cylinders.tolist()) / total",
            "from fractions import Fraction as F\nbill = F(int(huffman_bill(cylinders)), 406)",
        ),
    },
    "huffman_bill": {
        "a float for a whole number": edited("huffman_bill", "return bill", "return float(bill)"),
    },
    "perplexity": {
        "a lambda": instead("perplexity", "perplexity = lambda p: 2 ** entropy(p)"),
        "a cached function": instead(
            "perplexity",
            "import functools\n@functools.cache\ndef of(p): return 2 ** entropy(p)\n"
            "def perplexity(p): return of(tuple(p))",
        ),
        "an object that can be called": instead(
            "perplexity",
            "class Of:\n    def __call__(self, p): return 2 ** entropy(p)\nperplexity = Of()",
        ),
        "helpers in a cell of one's own": lambda book: (
            insert("perplexity", "BASE = 2\ndef power(x):\n    return BASE ** x")(book),
            instead("perplexity", "def perplexity(p):\n    return power(entropy(p))")(book),
        ),
        "an error below a right answer": lambda book: instead(
            "perplexity", "def perplexity(p):\n    return 2 ** entropy(p)\nperplexity()"
        )(book),
    },
}
FILES = {
    "carriage returns": lambda text: text.replace("\n", "\r\n").encode(),
    "a mark of byte order": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "the format before ids": lambda text: json.dumps(
        without_ids(json.loads(text)) | {"nbformat_minor": 4}
    ).encode(),
    "sources as one line": lambda text: json.dumps(json.loads(text)).encode(),
}


def without_ids(book):
    """Take the cells' ids away."""
    for one in book["cells"]:
        one.pop("id", None)
    return book


WRITTEN = {  # what the student did about the written answer, and what must reach the teacher
    "in a new cell below": ([words("Written **below**.")], ["Written **below**."]),
    "in two cells": (
        [words("First part."), words("Second part.")],
        ["First part.", "Second part."],
    ),
    "with mathematics": ([words("$$H(X) \\le \\log_2 n$$")], ["$$H(X) \\le \\log_2 n$$"]),
    "with a pasted picture": (
        [
            words(
                "![image.png](attachment:image.png)",
                attachments={"image.png": {"image/png": PIXEL}},
            )
        ],
        ["![image.png](attachment:"],
    ),
    "in a raw cell": ([nbformat.v4.new_raw_cell("Raw words.")], ["Raw words."]),
    "in a cell of code": ([code("The theorem bounds the mean.")], ["The theorem bounds the mean."]),
    "with a cell that computes": ([words("See:"), code("print(1 + 1)")], ["See:", "print(1 + 1)"]),
}
