"""What can be read off Python code without running it."""

import ast
import functools
import symtable


def plain(source):
    """Return the code with IPython's own lines (magics, shell commands, help) taken out."""
    lines = []
    for line in source.splitlines():
        text = line.strip()
        if text[:1] in ("%", "!", "?") or text[-1:] == "?":
            line = line[: len(line) - len(line.lstrip())] + "pass"
        lines.append(line)
    return "\n".join(lines)


@functools.lru_cache(maxsize=500)
def tree(source):
    """Return the syntax tree, or nothing if it is no Python, or too deep to be looked at."""
    for text in (source, plain(source)):
        try:
            parsed = ast.parse(text)
            ast.unparse(parsed)
            return parsed
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def same(one, other):
    """Whether two cells say the same, whatever an editor did to their spaces and comments."""
    if one == other or lines(one) == lines(other):
        return True
    return dump(one) is not None and dump(one) == dump(other)


@functools.lru_cache(maxsize=500)
def dump(source):
    """Return the syntax tree as text, or nothing."""
    parsed = tree(source)
    return None if parsed is None else ast.dump(parsed)


def lines(text):
    """Return the lines without what an editor may change."""
    return [line.rstrip() for line in text.strip().splitlines()]


def defines(source):
    """Return the names that get a value when a cell is run."""
    parsed = tree(source)
    if parsed is None:
        return set()
    table = symtable.symtable(ast.unparse(parsed), "cell", "exec")
    return {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
    }


@functools.lru_cache(maxsize=500)
def uses(source):
    """Return the names that a cell reads, also inside its functions."""
    parsed = tree(source)
    nodes = ast.walk(parsed) if parsed else ()
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def is_whole(source):
    """Whether this is Python by itself, not a piece of it."""
    return tree(source) is not None


READY_MADE = {  # module: functions; besides, all of infolib
    "scipy.stats": {"entropy", "differential_entropy"},
    "scipy.special": {"entr", "rel_entr", "kl_div"},
    "sklearn.metrics": {"log_loss", "mutual_info_score"},
}


def ready_made_names(sources):
    """Return the names under which a notebook has imported what does the work of a question."""
    known = {}
    for source in sources:
        parsed = tree(source)
        for node in ast.walk(parsed) if parsed else ():
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                known |= {shorter: full for shorter, full in imported(node) if listed(full)}
    return known


def imported(node):
    """List the names that an import gives, and what each stands for."""
    prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        yield alias.asname or alias.name.partition(".")[0], prefix + alias.name


def listed(name):
    """Whether a full name does the work of a question."""
    module, _, last = name.rpartition(".")
    places = READY_MADE.get(module, ())
    return name.partition(".")[0] == "infolib" or last in places


def ready_made(source, known):
    """Name what a cell uses that already does the work of a question."""
    parsed, found = tree(source), set()
    for node in ast.walk(parsed) if parsed else ():
        if isinstance(node, ast.Name) and node.id in known:
            found.add(known[node.id])
        elif isinstance(node, ast.Attribute):
            module = ast.unparse(node.value).rpartition(".")[2]
            places = [p for p in READY_MADE if module == p.rpartition(".")[2]]
            found |= {f"{p}.{node.attr}" for p in places if node.attr in READY_MADE[p]}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {f"the text {p!r}" for p in (*READY_MADE, "infolib") if p in node.value}
    return found
