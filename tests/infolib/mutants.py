"""Change one thing in a formula, and see whether a test notices: ``make mutants``.

A mutant that survives is killed by a new test, or is harmless and stands with its reason in
``harmless_mutants.txt``. Usage: python tests/infolib/mutants.py [module ...]
"""

import ast
import copy
import inspect
import os
import resource
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

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


class Mutation:
    """A run of pytest that collects the tests once, and runs them again for each mutant."""

    def __init__(self, modules, harmless):
        self.modules, self.harmless = modules, harmless
        self.dead, self.alive = 0, []

    def pytest_runtestloop(self, session):
        for module in self.modules:
            files = [f"test_{name}" for name in TESTS[module]]
            self.try_module(module, [i for f in files for i in session.items if i.path.stem == f])
        return True

    def try_module(self, module, tests):
        tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf8"))
        if killed(module, ast.unparse(tree), tests):
            sys.exit(f"the tests of {module} fail although nothing is changed")
        dead = 0
        for name, where, new in list(mutants(tree)):
            if f"{module}.{name}" in self.harmless:
                continue
            old = put(where, new)
            source = ast.unparse(ast.fix_missing_locations(tree))
            put(where, old)
            if killed(module, source, tests):
                dead += 1
            else:
                self.alive.append(f"{module}.{name}")
                print("alive:", self.alive[-1], flush=True)
        print(f"{module}: {dead} killed", flush=True)
        self.dead += dead


def killed(module, source, tests):
    """Whether a test fails where `source` stands for a module of infolib."""
    child = os.fork()
    if child == 0:
        run_tests(module, source, tests)
    return os.waitpid(child, 0)[1] != 0


def run_tests(module, source, tests):
    """Run tests in this process until one fails, and end it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    try:
        install(module, source)
        for test in tests:
            test.ihook.pytest_runtest_protocol(item=test, nextitem=None)
            if test.session.testsfailed:
                os._exit(1)
        os._exit(0)
    finally:
        os._exit(1)


def install(module, source):
    """Put other code and other numbers in the place of a module's own, wherever they are used."""
    original = import_module(f"infolib.{module}")
    changed = {"__name__": original.__name__, "__package__": "infolib"}
    exec(compile(source, f"{module}.py", "exec"), changed)
    for name, value in changed.items():
        if inspect.isfunction(value) and value.__module__ == original.__name__:
            function = inspect.unwrap(getattr(original, name))
            function.__code__ = inspect.unwrap(value).__code__
        elif isinstance(value, (int, float)):
            for user in [m for key, m in sys.modules.items() if key.startswith("infolib")]:
                if hasattr(user, name):
                    setattr(user, name, value)


def main(modules):
    sys.path.insert(0, str(PACKAGE.parent))
    os.environ.setdefault("INFOLIB_FUZZ", "400")
    harmless = {
        line.partition("  # ")[0].strip() for line in HARMLESS.read_text("utf8").splitlines()
    }
    run = Mutation(modules or list(TESTS), harmless)
    files = dict.fromkeys(name for module in run.modules for name in TESTS[module])
    options = ["-c", os.devnull, "--rootdir", str(HERE), "-p", "no:cacheprovider", "-q", "-s"]
    options += ["-W", "error::RuntimeWarning", "--tb=no"]
    pytest.main([*options, *(str(HERE / f"test_{name}.py") for name in files)], plugins=[run])
    print(f"{run.dead} killed, {len(harmless)} harmless, {len(run.alive)} alive")
    return bool(run.alive) or not run.dead


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
