"""The house: a file's name says which room it is in, and a function fits on a screen."""

import ast
from collections import defaultdict

from authoring.contents import ROOT
from authoring.order import text_files

MOST_LINES = 25
IN_EVERY_ROOM = {"__init__.py", "__main__.py", "conftest.py"}
FILES = [path for path in text_files(ROOT) if path.suffix == ".py"]


def length(function):
    """Return the number of lines between a function's docstring and its end."""
    documented = ast.get_docstring(function) is not None
    before = function.body[0].end_lineno if documented else function.body[0].lineno - 1
    return function.end_lineno - before


def test_no_file_name_stands_in_two_rooms():
    rooms = defaultdict(list)
    for path in FILES:
        if path.name not in IN_EVERY_ROOM and not path.name.startswith("test_"):
            rooms[path.name].append(path.parent.relative_to(ROOT).as_posix())
    assert {name: folders for name, folders in rooms.items() if len(folders) > 1} == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{path.relative_to(ROOT)}: {node.name}": length(node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.FunctionDef) and length(node) > MOST_LINES
    }
    assert long == {}
