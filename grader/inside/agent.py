"""What runs in the sandbox: it runs a student's cells, and answers about what they defined.

It is started with its limits and the numbers of its sockets. On the first it is told to run cells,
and to make copies of itself; each copy has one of the other sockets, and there it only answers
*what is this name* and *call it with these values*. Whatever it says is the student's word, never a
verdict.
"""

import contextlib
import io
import os
import socket
import sys
import warnings

import limits
import plain
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

HELPERS = {  # module: its functions that do what the questions ask for; None is all of them
    "infolib": None,
    "scipy.stats._entropy": ("entropy", "differential_entropy"),
    "sklearn.metrics._classification": ("log_loss",),
}


class Shell(InteractiveShell):
    """IPython that shows nothing, and goes on after `exit`."""

    def ask_exit(self):
        """Let a cell say `exit`."""

    def _tee(self, channel):
        """Do not keep what is printed: it may be without end."""
        return contextlib.nullcontext()

    def showtraceback(self, *args, **kwargs):
        """Nobody looks."""

    def showsyntaxerror(self, *args, **kwargs):
        """Nobody looks."""


class Agent:
    """The student's interpreter."""

    def __init__(self, control, copies):
        config = Config()
        config.HistoryManager.enabled = False
        self.control, self.copies, self.children = control, copies, {}
        self.shell = Shell.instance(config=config)
        self.space = self.shell.user_ns
        self.before, self.saved, self.held = {}, {}, {}

    def serve(self):
        """Do what the judge asks, one thing after another."""
        while True:
            asked = plain.receive(self.control)
            plain.send(self.control, getattr(self, asked.pop("do"))(**asked))

    def run(self, source, own):
        """Run a cell; before one of the assignment, put back what a student's own cell removed."""
        if not own:
            for name, value in self.saved.items():
                self.space.setdefault(name, value)
            self.space.update(self.held)
        self.before, leant = dict(self.space), set()
        with watched(leant):
            result = self.shell.run_cell(source, store_history=True)
        if not own:
            self.saved = {n: value for n, value in self.space.items() if not n.startswith("_")}
        error = result.error_before_exec or result.error_in_exec
        return (described(error) if error is not None else {}) | {"leant": sorted(leant)}

    def there(self, names):
        """Say whether all the names are there."""
        return {"there": all(name in self.space for name in names)}

    def fresh(self, names):
        """Say whether they are, and the last cell gave one of them its value."""
        new = any(self.space.get(n) is not self.before.get(n) for n in names)
        return {"fresh": new and all(name in self.space for name in names)}

    def bind(self, place, names):
        """Make a copy of all this, as it is now, and let it answer; keep the names from now on."""
        self.hold(names)
        child = os.fork()
        if child == 0:
            for channel in (self.control, *self.copies[:place], *self.copies[place + 1 :]):
                channel.close()
            plain.send(self.copies[place], {})
            answer_for_ever(self.copies[place], self.space)
        self.copies[place].close()
        self.children[place] = child
        return {}

    def hold(self, names):
        """Let a later cell of the student's own not change what these names mean to the others."""
        self.held.update({name: self.space[name] for name in names if name in self.space})
        return {}

    def end(self, place):
        """End one copy."""
        with contextlib.suppress(OSError, KeyError):
            os.kill(self.children[place], 9)
        return {}


def answer_for_ever(channel, space):
    """Answer about the names in a namespace until nobody asks any more."""
    try:
        while True:
            asked = plain.receive(channel)
            answer = call if "args" in asked else look
            try:
                plain.send(channel, answer(space, **asked))
            except plain.NotPlain as odd:
                plain.send(channel, {"odd": str(odd)[:80]})
    finally:
        os._exit(0)


def look(space, name):
    """Say what a name is."""
    if name not in space:
        return {"missing": True}
    return {"function": True} if callable(space[name]) else {"value": packed(space[name])}


def call(space, name, args, kwargs, strict):
    """Call a function with values, and say what it returned, raised, changed, and leant on."""
    given, named = plain.unpack(args), plain.unpack(kwargs)
    reply, leant = {}, set()
    try:
        with warnings.catch_warnings():
            if strict:
                warnings.simplefilter("error")
            with watched(leant):
                value = space[name](*given, **named)
    except BaseException as error:
        reply = described(error)
    else:
        reply["value"] = packed(value)
    with contextlib.suppress(plain.NotPlain):
        after = packed(given)
        if after != args:
            reply["args"] = after
    return reply | ({"leant": sorted(leant)} if leant else {})


def packed(value):
    """Pack a value, whatever the student's class does when it is looked at."""
    try:
        return plain.pack(value)
    except plain.NotPlain:
        raise
    except BaseException as error:
        raise plain.NotPlain(type(value).__name__) from error


@contextlib.contextmanager
def watched(leant):
    """Note which functions that already do the work are called."""

    def note(frame, event, what):
        module, caller = module_of(frame), module_of(frame.f_back)
        functions = HELPERS.get(module, HELPERS.get(module.partition(".")[0], ()))
        name, outside = frame.f_code.co_name, module.partition(".")[0] != caller.partition(".")[0]
        if event == "call" and (outside if functions is None else name in functions):
            leant.add(f"{module}.{name}")

    if HELPERS.keys().isdisjoint(sys.modules):
        yield
        return
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


def module_of(frame):
    """Return the module that a frame's code belongs to."""
    return str(frame.f_globals.get("__name__")) if frame else ""


def described(error):
    """Name an error by its nearest built-in class, and say what it says."""
    classes = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
    try:
        text = str(error)
    except BaseException:
        text = ""
    return {"raised": classes[0], "class": type(error).__name__[:80], "text": text[:500]}


def main():
    """Set the limits, take over the sockets, and serve."""
    memory, size, handles, seconds, processes, *numbers = map(int, sys.argv[1:])
    limits.limit(memory, size, handles, seconds, processes)
    os.nice(5)  # who watches goes first
    sockets = [socket.socket(fileno=number) for number in numbers]
    for channel in sockets:
        channel.set_inheritable(False)  # not for programs that the student starts
    sys.path[0], sys.argv = "", [""]
    sys.stdin = io.StringIO()  # nobody is there to type
    with contextlib.suppress(EOFError):
        Agent(sockets[0], sockets[1:]).serve()


if __name__ == "__main__":
    main()
