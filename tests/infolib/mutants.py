"""Change one thing in a formula, and see whether a test notices: ``make mutants``.

A mutant that survives is killed by a new test, or is harmless and stands with its reason in
``harmless_mutants.txt``. Usage: python tests/infolib/mutants.py [module ...]
"""

import ast
import copy
import os
import resource
import shutil
import sys
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "infolib"
HARMLESS = HERE / "harmless_mutants.txt"
SECONDS = 120  # of the processor's time, after which a mutant that runs on is dead
# The quickest to notice come first. The theorems are left out: they take as long as all the rest,
# and a mutant is to be noticed by an example.
GENERAL = ["fuzz", "refusals", "conventions", "numerical_accidents", "against_oracles"]
TESTS = {
    "entropies": GENERAL,
    "divergences": [*GENERAL, "labels"],
    "joint": GENERAL,
    "renyi": [*GENERAL, "renyi"],
    "codes": ["labels", "refusals", "conventions", "numerical_accidents", "codes"],
    "estimates": ["refusals", "conventions", "numerical_accidents", "estimates"],
    "gaussians": ["gaussians", "refusals", "conventions", "numerical_accidents"],
    "sums": [*GENERAL, "estimates", "renyi"],
    "labels": ["labels"],
    "arguments": ["labels", *GENERAL],
}
SWAPS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitOr: ast.BitAnd,
}
RENAMES = {"maximum": "minimum", "minimum": "maximum", "fmax": "fmin", "fmin": "fmax"}
RENAMES |= {
    "log2": "log",
    "log": "log2",
    "log1p": "log",
    "expm1": "exp",
    "any": "all",
    "all": "any",
}


def changes(node):
    """Give what may become of one node of the syntax tree."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Attribute) and node.attr in RENAMES:
        yield ast.Attribute(node.value, RENAMES[node.attr], node.ctx)
    elif isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in SWAPS:
        changed = copy.deepcopy(node)
        changed.op = SWAPS[type(node.op)]()
        yield changed
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        changed = copy.deepcopy(node)
        changed.ops[0] = SWAPS[type(node.ops[0])]()
        yield changed
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield node.operand


def mutants(tree):
    """Give each mutant's name, where it is (parent, field, index) and what stands there instead.

    Of several by one name in a function, the second is "name (2)" and so on.
    """
    seen = Counter()
    for child in tree.body:
        if isinstance(child, ast.FunctionDef):
            place = child.name
        elif isinstance(child, ast.Assign):
            place = ast.unparse(child.targets[0])
        else:
            continue
        for name, where, new in inside(child, place):
            seen[name] += 1
            yield (f"{name} ({seen[name]})" if seen[name] > 1 else name), where, new


def inside(parent, place):
    """Give the mutants below one node, but for annotations, decorators and messages."""
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list", "defaults", "kw_defaults"):
            continue
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if not isinstance(node, ast.AST) or isinstance(node, (ast.JoinedStr, ast.Raise)):
                continue
            for new in changes(node):
                name = f"{place}: {ast.unparse(node)} -> {ast.unparse(new)}"
                yield name, (parent, field, index if isinstance(value, list) else None), new
            yield from inside(node, place)


def put(where, new):
    """Put a node in its place and give what was there."""
    parent, field, index = where
    if index is None:
        old = getattr(parent, field)
        setattr(parent, field, new)
    else:
        old = getattr(parent, field)[index]
        getattr(parent, field)[index] = new
    return old


def killed(module, source):
    """Whether a test fails where `source` stands for a module of infolib."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE, Path(folder, "infolib"))
        Path(folder, "infolib", f"{module}.py").write_text(source, "utf8")
        child = os.fork()
        if child == 0:
            run_tests(folder, TESTS[module])
        return os.waitpid(child, 0)[1] != 0


def run_tests(folder, names):
    """Run tests in this process against the package in a folder, and end it."""
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    sys.path[:0] = [folder, str(HERE)]
    if "fuzz" in names and fuzz_notices():
        os._exit(1)
    files = [str(HERE / f"test_{name}.py") for name in names if name != "fuzz"]
    bare = ["-c", os.devnull, "--rootdir", str(HERE), "-p", "no:cacheprovider"]
    os._exit(int(pytest.main([*bare, "-x", "-q", "-W", "error::RuntimeWarning", *files])))


def fuzz_notices():
    """Whether the fuzz sees the change: without pytest's start, as it sees most of them."""
    import warnings

    import test_fuzz

    warnings.simplefilter("error", RuntimeWarning)
    try:
        test_fuzz.test_answers_about_tables_are_right()
        for part in range(4):
            test_fuzz.test_answers_are_right(part)
            test_fuzz.test_refusals_name_the_argument_and_their_mends_mend(part)
    except Exception:
        return True
    return False


def main(modules):
    for library in ("hypothesis", "mpmath", "pandas", "pytest", "scipy.stats", "scipy.spatial"):
        import_module(library)  # once, before the forks
    os.environ.setdefault("INFOLIB_FUZZ", "400")
    harmless = {
        line.partition("  # ")[0].strip() for line in HARMLESS.read_text("utf8").splitlines()
    }
    dead, alive = 0, []
    for module in modules or TESTS:
        print(f"{module}, after {dead} killed", flush=True)
        tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf8"))
        if killed(module, ast.unparse(tree)):
            sys.exit(f"the tests of {module} fail although nothing is changed")
        for name, where, new in list(mutants(tree)):
            old = put(where, new)
            source = ast.unparse(ast.fix_missing_locations(tree))
            put(where, old)
            if f"{module}.{name}" in harmless:
                continue
            if killed(module, source):
                dead += 1
                if dead % 25 == 0:
                    print(f"{dead} killed", flush=True)
            else:
                alive.append(f"{module}.{name}")
                print(alive[-1], flush=True)
    print(f"{dead} killed, {len(harmless)} harmless, {len(alive)} alive")
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
