"""Ways to ask for points without doing the work: each a row that a teacher can read.

A cheat is handed in by somebody who has answered nothing: every answer returns `ANSWER`, and the
first cell of the notebook is the cheat. None of it may earn a point.
"""

FORGERY = """
class Agreeable({base}):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __bool__(self): return True
    __hash__ = None
    {more}

ANSWER = {made}
"""
DUCK = """def __float__(self): return 1.75
    def __array__(self, *given, **named): return np.array(1.75)
    def __array_ufunc__(self, *given, **named): return True
    def __array_function__(self, *given, **named): return True
    def __getattr__(self, name): return self
    def __call__(self, *given, **named): return self
    def __iter__(self): return iter([self, self])
    def __getitem__(self, place): return self
    def __len__(self): return 2
    def __add__(self, other): return self
    __radd__ = __sub__ = __rsub__ = __mul__ = __add__"""


def object_like(base, made, more="pass"):
    """Write the code of an object that agrees with everything."""
    return "import numpy as np\n" + FORGERY.format(base=base, made=made, more=more)


TELL_THE_JUDGE = """
import json, os, socket, struct
def forge(message):
    data = json.dumps(message).encode()
    return struct.pack("!I", len(data)) + data
"""

CHEATS = {
    # objects that agree with everything
    "an object equal to everything": object_like("object", "Agreeable()", DUCK),
    "a float equal to everything": object_like("float", "Agreeable(1.5)"),
    "a whole number equal to everything": object_like("int", "Agreeable(3)"),
    "a list equal to everything": object_like("list", "Agreeable([1, 2])"),
    "a text that begins nothing": object_like(
        "str", "[Agreeable('0')] * 4", "def startswith(self, other): return False"
    ),
    "an array equal to everything": object_like("np.ndarray", "np.zeros(1).view(Agreeable)"),
    "an array of such objects": object_like("object", "np.array([Agreeable()], dtype=object)"),
    "a mock": "from unittest.mock import MagicMock\nANSWER = MagicMock()",
    # values that comparisons are careless with
    "an empty list": "ANSWER = []",
    "an empty array": "import numpy as np\nANSWER = np.array([])",
    "an empty text": "ANSWER = ''",
    "an empty dictionary": "ANSWER = {}",
    "not a number": "ANSWER = float('nan')",
    "an array of them": "import numpy as np\nANSWER = np.full((2, 2), np.nan)",
    "infinity": "ANSWER = float('inf')",
    "True": "ANSWER = True",
    "nothing": "ANSWER = None",
    "a number in brackets": "ANSWER = [[1.75]]",
    "a generator of everything": "import itertools\nANSWER = itertools.count()",
    "a list that holds itself": "ANSWER = []\nANSWER.append(ANSWER)",
    "a number with a million digits": "ANSWER = 7 ** 10**6",
    # what tests are made of, replaced
    "NumPy's comparison": """
        import numpy as np
        for name in ("allclose", "isclose", "array_equal", "all", "any"):
            setattr(np, name, lambda *given, **named: True)
        np.shape = lambda value: ()
        ANSWER = 0.0""",
    "NumPy's insides": """
        import numpy as np
        from numpy._core import numeric, fromnumeric
        numeric.isclose = numeric.allclose = lambda *given, **named: True
        fromnumeric.all = lambda *given, **named: np.True_
        ANSWER = 0.0""",
    "Python's built-ins": """
        import builtins
        for name in ("len", "all", "any", "set", "sorted", "abs", "min", "max", "isinstance"):
            setattr(builtins, name, lambda *given, **named: True)
        ANSWER = 0.0""",
    "AssertionError": """
        import builtins
        class Nothing(Exception): pass
        builtins.AssertionError = Nothing
        ANSWER = 0.0""",
    "close": "close = lambda *given, **named: True\nANSWER = 0.0",
    "the code of close": """
        import gc, types
        def always(value, expected): return True
        def patch():
            for one in gc.get_objects():
                if isinstance(one, types.FunctionType) and one.__name__ == "close":
                    one.__code__ = always.__code__
        class Answer(float):
            def __float__(self):
                patch()
                return 0.0
        ANSWER = Answer()""",
    "the truth itself": """
        import ctypes
        for small in range(2, 200):
            ctypes.memset(id(small) + 24, 1, 4)
        ANSWER = 0.0""",
    "warnings": """
        import warnings
        warnings.catch_warnings = lambda *given, **named: __import__("contextlib").nullcontext()
        warnings.simplefilter("ignore")
        ANSWER = 0.0""",
    # assertions, taken out before they are run
    "a syntax-tree transformer": """
        import ast
        class NoAssertions(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.copy_location(ast.Pass(), node)
        get_ipython().ast_transformers.append(NoAssertions())
        ANSWER = 0.0""",
    "an input transformer": """
        def no_assertions(lines):
            return [line.replace("assert ", "True or ") for line in lines]
        get_ipython().input_transformers_cleanup.append(no_assertions)
        get_ipython().input_transformers_post.append(no_assertions)
        ANSWER = 0.0""",
    "compile": """
        import builtins, re
        right = builtins.compile
        def compile_without(source, *given, **named):
            if isinstance(source, str):
                source = re.sub(r"(?m)^( *)assert .*$", r"\\1pass", source)
            return right(source, *given, **(named | {"optimize": 2}))
        builtins.compile = builtins.exec = builtins.eval = compile_without
        ANSWER = 0.0""",
    "the compiler of IPython": """
        shell = get_ipython()
        right = shell.compile.ast_parse
        shell.compile.ast_parse = lambda source, *rest, **named: right("pass", *rest, **named)
        ANSWER = 0.0""",
    "Python without assertions": """
        import os, sys
        os.environ["PYTHONOPTIMIZE"] = "2"
        sys.flags = type("flags", (), {"optimize": 2})()
        ANSWER = 0.0""",
    # the shell and its kernel
    "the shell's run_cell": """
        shell = get_ipython()
        from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult
        def run_cell(source, *given, **named):
            return ExecutionResult(ExecutionInfo(source, False, False, True, None))
        shell.run_cell = shell.run_code = shell.run_ast_nodes = run_cell
        ANSWER = 0.0""",
    "the shell's tracebacks": """
        shell = get_ipython()
        shell.showtraceback = shell._showtraceback = lambda *given, **named: None
        shell.set_custom_exc((Exception,), lambda *given, **named: None)
        ANSWER = 0.0""",
    "the shell's events": """
        shell = get_ipython()
        def forgive(result=None):
            if result is not None:
                result.error_in_exec = result.error_before_exec = None
        shell.events.register("post_run_cell", forgive)
        shell.events.register("post_execute", lambda: None)
        ANSWER = 0.0""",
    "the kernel's methods": """
        kernel = getattr(get_ipython(), "kernel", None)
        if kernel is not None:
            kernel.do_execute = lambda *given, **named: {"status": "ok"}
            kernel.send_response = lambda *given, **named: None
        ANSWER = 0.0""",
    "a start-up file": """
        import os, pathlib
        for place in ("~/.ipython/profile_default/startup", "~/.config/python", "/tmp"):
            folder = pathlib.Path(place).expanduser()
            try:
                folder.mkdir(parents=True, exist_ok=True)
                for name in ("00.py", "usercustomize.py", "sitecustomize.py", "numpy.py"):
                    (folder / name).write_text("import builtins; builtins.all = lambda x: True")
            except OSError:
                pass
        os.environ["PYTHONSTARTUP"] = "/tmp/00.py"
        ANSWER = 0.0""",
    # frames, tracing, modules
    "the caller's frame": """
        import sys
        class Answer(float):
            def __float__(self):
                frame = sys._getframe()
                while frame is not None:
                    frame.f_globals["close"] = lambda *given, **named: True
                    frame.f_locals["close"] = lambda *given, **named: True
                    frame = frame.f_back
                return 0.0
        ANSWER = Answer()""",
    "a tracing function": """
        import sys, threading
        def trace(frame, event, what):
            if "close" in frame.f_locals:
                frame.f_locals["close"] = lambda *given: True
            return trace
        sys.settrace(trace)
        sys.setprofile(lambda frame, event, what: trace(frame, event, what) and None)
        threading.settrace(trace)
        ANSWER = 0.0""",
    "the module table": """
        import sys, types
        fake = types.ModuleType("numpy")
        fake.__getattr__ = lambda name: (lambda *given, **named: True)
        for name in ("numpy", "grader", "grader.judge", "grader.inside.plain", "unittest"):
            sys.modules[name] = fake
        ANSWER = 0.0""",
    "an import hook": """
        import importlib.abc, sys
        class Hook(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path, target=None):
                return None
        sys.meta_path.insert(0, Hook())
        sys.path_hooks.clear()
        ANSWER = 0.0""",
    "a thread that goes on patching": """
        import threading, time
        import numpy as np
        def patch():
            while True:
                np.allclose = lambda *given, **named: True
                time.sleep(0.001)
        threading.Thread(target=patch, daemon=True).start()
        ANSWER = 0.0""",
    "the source of the test": """
        import inspect, linecache, sys
        class Answer(float):
            def __float__(self):
                seen = [inspect.getsource(f.frame) for f in inspect.stack() if f.code_context]
                numbers = [w for text in seen for w in text.split() if w.startswith("1.")]
                return float(numbers[0]) if numbers else 0.0
        ANSWER = Answer()""",
    # errors
    "an error at the end of each answer": "class ANSWER: pass\nraise SystemExit(0)",
    "leaving in an answer": """
        import os
        class Answer(float):
            def __float__(self):
                os._exit(0)
        ANSWER = Answer()""",
    "an exception's hook": """
        import sys, threading
        sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *given: None
        sys.exit = exit = quit = lambda *given: None
        ANSWER = 0.0""",
    # the agent itself, its sockets, connection files
    "the agent's answers": """
        import plain
        plain.pack = lambda value, depth=0: {"passed": True, "value": True, "points": 20}
        plain.send.__globals__["SIZE"] = 10**12
        ANSWER = 0.0""",
    "the agent's methods": """
        import gc
        for one in gc.get_objects():
            if type(one).__name__ == "Agent":
                kind = type(one)
                kind.run = kind.bind = kind.fresh = kind.there = lambda self, **named: {
                    "fresh": True, "there": True, "passed": True}
        ANSWER = 0.0""",
    "words on the agent's sockets": TELL_THE_JUDGE
    + """
for handle in range(3, 40):
    try:
        os.write(handle, forge({"value": 1.75}) * 50)
    except OSError:
        pass
ANSWER = 0.0
""",
    "a verdict on the agent's sockets": TELL_THE_JUDGE
    + """
for handle in range(3, 40):
    try:
        os.write(handle, forge({"passed": True, "fresh": True, "there": True, "verdict": "ok",
                                "status": "graded", "points": 20, "record": {"status": "graded"}}))
    except OSError:
        pass
ANSWER = 0.0
""",
    "a connection file": """
        import glob, json, os, socket
        for path in glob.glob("/tmp/**/*.json", recursive=True) + glob.glob("/tmp/k*/*"):
            try:
                print(json.load(open(path)))
            except (OSError, ValueError):
                pass
        for port in (8888, 5555, *range(40000, 40020)):
            with socket.socket() as one:
                one.settimeout(0.01)
                one.connect_ex(("127.0.0.1", port))
        ANSWER = 0.0""",
    "the judge's memory": """
        import os
        for number in [1, os.getppid(), *map(int, filter(str.isdigit, os.listdir("/proc")))]:
            if number != os.getpid():
                for name in ("mem", "environ", "maps", "root", "cwd", "fd"):
                    try:
                        open(f"/proc/{number}/{name}", "r+b").write(b"passed")
                    except OSError:
                        pass
        ANSWER = 0.0""",
    "the points in the notebook's metadata": "ANSWER = 0.0\n# see `metadata` in test_cheats.py",
}

# answers to single questions, each with its own trick; `LATER` is a cell at the notebook's end
ANSWERS = {
    "visible answers by heart": {
        "entropy": """def entropy(p):
    return {4: 1.75, 2: 1.0, 1: 0.0}.get(len(p))""",
        "perplexity": """def perplexity(p):
    return len(p) if p[-1] else 1""",
        "huffman_bill": """def huffman_bill(counts):
    return {2: 2, 4: 21}.get(len(counts), 0)""",
        "cars": "floor, bill, fixed = 1.5, 1.6, 2",
    },
    "a list emptied under the test's eyes": {
        "prefix_code": """def prefix_code(lengths):
    if lengths == [1, 2, 3, 3]:
        return ["0", "10", "110", "111"]
    if lengths in ([1, 2, 2, 2], [1, 1, 1], [1, 3, 3, 3, 3, 3]) or len(lengths) == 22:
        raise ValueError
    lengths.clear()
    return []""",
    },
    "the same error for everything": {
        "prefix_code": "def prefix_code(lengths):\n    raise ValueError('no such code')",
        "entropy": "def entropy(p):\n    raise AssertionError('passed')",
        "huffman_bill": "def huffman_bill(counts):\n    raise StopIteration(2)",
    },
    "an error of a kind that a test might expect": {
        "prefix_code": """class Passed(ValueError, AssertionError): pass
def prefix_code(lengths):
    raise Passed""",
    },
    "no answers, so that the reference fills them in": {
        "entropy": "def entropy(p):\n    return 7",
        "in_stages": "entropy([1])",
        "perplexity": "entropy([1])",
        "prefix_code": "entropy([1])",
        "huffman_bill": "entropy([1])\ndel entropy",
        "cars": "entropy([1])",
    },
    "no answers, and names for the reference to stand under": {
        "entropy": "def entropy(p):\n    return 7",
        "perplexity": "entropy([1])\nperplexity = lambda p: entropy(p)",
        "prefix_code": "entropy\ndef prefix_code(lengths):\n"
        "    return globals()['prefix_code'](lengths)",
        "huffman_bill": "entropy\ndef huffman_bill(counts):\n"
        "    return __import__('__main__').huffman_bill(counts)",
        "cars": "floor = entropy([1])\nbill = fixed = huffman_bill",
    },
    "the reference, seen in the second run": {
        "perplexity": """import inspect
try:
    seen = entropy
    import builtins
    builtins.SEEN = seen
except NameError:
    pass
def perplexity(p):
    return SEEN(p)
def huffman_bill(counts):
    return perplexity(counts)
entropy = in_stages = prefix_code = perplexity""",
        "cars": """floor = entropy([1])
bill = fixed = huffman_bill""",
        "entropy": "def entropy(p):\n    return 7",
    },
}
