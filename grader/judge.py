"""The judge: it runs an assignment's own tests, on stand-ins for what a student has defined.

No student's code runs in this process. A stand-in asks the sandbox, and only plain data comes back.
"""

import ast
import builtins
import contextlib
import io
import signal
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from grader import code
from grader.cells import grade_id
from grader.inside.plain import NotPlain, pack, receive, send, unpack
from grader.run import ENDED, TOO_LONG, texts

TEST = "<test>"


class OutOfReach(BaseException):
    """The sandbox has nothing more to say; not an error that a test could expect."""


@dataclass
class Verdict:
    """How one test went."""

    passed: bool = False
    say: str = ""  # what its author says of the case
    got: str = ""  # what the student's code gave, or did
    stopped: str = ""
    raised: bool = False  # whether the student's code raised an error


@dataclass
class Calls:
    """What the stand-ins of one test were asked, so that a message can say what they gave."""

    names: tuple  # what the test needs of the answer
    given: list = field(default_factory=list)
    error: BaseException | None = None


class Judge:
    """The tests of an assignment, and a namespace in which only they and the given cells ran."""

    def __init__(self, assignment, run, house, deadline):
        self.assignment, self.run, self.house, self.deadline = assignment, run, house, deadline
        self.leant = {question.name: set() for question in assignment.tested}
        self.lost = set()  # copies that do not answer any more
        self.space = {"__name__": "__main__"}
        self.before, self.after = {}, {}  # the namespaces round each visible test

    def visible(self, skipped=()):
        """Run the given cells and the visible tests in their order; return the verdicts."""
        verdicts, tests = {}, {q.test: q for q in self.assignment.tested}
        for cell in self.assignment.released.cells:
            name = grade_id(cell)
            if name in tests:
                verdicts[tests[name].name] = self.shown(tests[name], skipped)
            elif cell.cell_type == "code" and cell.metadata.nbgrader["locked"]:
                self.give(cell.source)
        return verdicts

    def shown(self, question, skipped=()):
        """Run one visible test, unless the student's own run of it had to be stopped."""
        self.before[question.name] = dict(self.space)
        if question.test in skipped:
            verdict = Verdict(stopped=skipped[question.test])
        else:
            verdict = self.test(question, question.shown, self.space)
        self.after[question.name] = dict(self.space)
        return verdict

    def hidden(self, question):
        """Run one hidden test, as if it stood right after the visible one."""
        return self.test(question, question.hidden, self.after[question.name])

    def go_on(self, run):
        """Judge another run of the same submission."""
        self.run, self.lost = run, set()

    def again(self, question):
        """Whether a question passes both of its tests in another run."""
        space = dict(self.before[question.name])
        tests = question.shown, question.hidden
        return all(self.test(question, source, space).passed for source in tests)

    def give(self, source):
        """Run a cell that the assignment gives; it may fail where it builds on an answer."""
        with silence(), contextlib.suppress(Exception, OutOfReach):
            exec(compile(source, "<given>", "exec"), self.space)

    def test(self, question, source, space):
        """Run a test with the student's answers in place of the names that it needs."""
        calls = Calls(question.names)
        try:
            with silence(), self.in_time():
                for place, other in enumerate(self.assignment.tested):
                    if other is question or code.uses(source) & set(other.names):
                        self.stand_in(place, other, space, calls)
                exec(compile(source, TEST, "exec"), space)
            return Verdict(passed=True)
        except OutOfReach as error:
            return Verdict(stopped=str(error))
        except Exception as error:
            return explained(source, space, calls, error)

    def stand_in(self, place, question, space, calls):
        """Put stand-ins and values for a question's names into a namespace."""
        for name in question.names:
            space.pop(name, None)
            answer = self.ask(place, {"name": name})
            if "function" in answer:
                space[name] = StandIn(name, place, self, calls)
            elif "value" in answer:
                space[name] = unpack(answer["value"])
            elif "odd" in answer:
                calls.given.append((name, Odd(answer["odd"])))

    @contextlib.contextmanager
    def in_time(self):
        """End a test that takes too long on this side of the pipe."""

        def stop(*_):
            raise OutOfReach(TOO_LONG)

        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 2 * self.house.cell_seconds)
        self.end = min(time.monotonic() + self.house.cell_seconds, self.deadline)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def ask(self, place, message):
        """Ask the copy that answers for a question."""
        if place in self.lost:
            raise OutOfReach(ENDED)
        channel, left = self.run.tenant.copies[place], self.end - time.monotonic()
        try:
            send(channel, message)
            answer = receive(channel, max(left, 0.01))
        except NotPlain:
            self.lost.add(place)
            raise OutOfReach("sent what is no answer") from None
        except TimeoutError:
            self.lost.add(place)
            self.run.end(place)
            raise OutOfReach(self.run.tenant.watch.reason or TOO_LONG) from None
        except OSError:
            self.lost.add(place)
            raise OutOfReach(self.run.tenant.watch.reason or ENDED) from None
        self.leant[self.assignment.tested[place].name] |= texts(answer)
        return answer


class Odd:
    """What stands in a message for a value that is no plain data."""

    def __init__(self, name):
        self.name = str(name)[:80]


class StandIn:
    """A function of the student's, called from another process."""

    def __init__(self, name, place, judge, calls):
        self.name, self.place, self.judge, self.calls = name, place, judge, calls

    def __call__(self, *args, **kwargs):
        """Send the values, bring back what became of them, and return or raise."""
        message = {"name": self.name, "args": pack(list(args)), "kwargs": pack(kwargs)}
        answer = self.judge.ask(self.place, message | {"strict": warnings_are_errors()})
        if "args" in answer:
            for old, new in zip(args, unpack(answer["args"]), strict=False):
                bring_back(old, new)
        if "raised" in answer:
            self.calls.error = error_like(answer["raised"], answer.get("text"))
            self.calls.given.append((self.name, self.calls.error))
            raise self.calls.error
        if "value" not in answer:
            self.calls.given.append((self.name, Odd(answer.get("odd"))))
            raise TypeError(f"{self.name} returned what is no plain value")
        self.calls.given.append((self.name, unpack(answer["value"])))
        return self.calls.given[-1][1]


def warnings_are_errors():
    """Whether the test that is running has made errors of all warnings."""
    first = warnings.filters[0] if warnings.filters else ("",) * 3
    return first[0] == "error" and first[2] is Warning


def bring_back(old, new):
    """Change a value as the student's function has changed its copy."""
    if type(old) is list and type(new) is list:
        if len(old) == len(new) and all(type(x) is type(y) for x, y in zip(old, new, strict=True)):
            for place, (one, other) in enumerate(zip(old, new, strict=True)):
                if type(one) in (list, dict, Counter, np.ndarray, tuple):
                    bring_back(one, other)
                else:
                    old[place] = other
        else:
            old[:] = new
    elif isinstance(old, dict) and isinstance(new, dict):
        old.clear()
        old.update(new)
    elif isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and old.shape == new.shape:
        with contextlib.suppress(ValueError, TypeError):
            old[...] = new
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for one, other in zip(old, new, strict=False):
            bring_back(one, other)


def error_like(name, text):
    """Return an error of a built-in class; what is none becomes a RuntimeError."""
    kind = getattr(builtins, str(name), None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = RuntimeError
    if issubclass(kind, UnicodeError):
        kind = UnicodeError
    return kind(str(text)[:500])


@contextlib.contextmanager
def silence():
    """Print nothing."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def explained(source, space, calls, error):
    """Say why a test failed: what its author says of the case, and what it was given."""
    verdict = Verdict(raised=error is calls.error)
    trace, line = error.__traceback__, 0
    while trace is not None:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == TEST else line
        trace = trace.tb_next
    statement = assertion_at(source, line)
    if statement is not None and isinstance(statement.msg, ast.Constant):
        verdict.say = str(statement.msg.value)
    if verdict.raised:
        name = calls.given[-1][0]
        verdict.got = f"{name} raised {type(error).__name__}: {error}"
    elif isinstance(error, NameError):
        odd = [what for name, what in calls.given if name == error.name and isinstance(what, Odd)]
        verdict.got = shown(odd[0]) if odd else f"there is no `{error.name}`"
    else:
        value, wanted = received(statement, space, calls)
        verdict.got = f"got {shown(value)}{guess(value, wanted)}"
        if value is NOTHING:
            verdict.got = values(statement, space, calls)
        if not isinstance(error, AssertionError):
            said = f"{type(error).__name__}: {error}".removesuffix(": ")
            verdict.got = f"{verdict.got}; {said}" if verdict.got else said
    return verdict


def values(statement, space, calls):
    """Show the answer's values that an assertion looks at."""
    used = code.uses(ast.unparse(statement.test)) if statement else set()
    found = [f"{n} = {shown(space[n])}" for n in calls.names if n in used and n in space]
    return f"got {', '.join(found)}" if found else ""


NOTHING = object()


def assertion_at(source, line):
    """Return the assertion that stands at a line of a test, if there is one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and node.lineno <= line <= node.end_lineno:
            return node
    return None


def received(statement, space, calls):
    """Return what an assertion looked at, and what it wanted, as far as that can be told."""
    last = calls.given[-1][1] if calls.given else NOTHING
    if statement is None:
        return last, NOTHING
    looked, wanted, test = None, NOTHING, statement.test
    if isinstance(test, ast.Call) and len(test.args) == 2:
        looked, wanted = test.args[0], value_of(test.args[1], space)
    elif isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
        looked, wanted = test.left, value_of(test.comparators[0], space)
    if looked is None or any(
        isinstance(space.get(n), StandIn) for n in code.uses(ast.unparse(looked))
    ):
        direct = isinstance(looked, ast.Call) and isinstance(looked.func, ast.Name)
        return last, wanted if direct else NOTHING
    return value_of(looked, space), wanted


def value_of(node, space):
    """Return the value of an expression of the test, if it calls nothing of the student's."""
    text = ast.unparse(node)
    if any(isinstance(space.get(name), StandIn) for name in code.uses(text)):
        return NOTHING
    try:
        return eval(compile(text, "<message>", "eval"), dict(space))
    except Exception:
        return NOTHING


def shown(value):
    """Write a value so that a person reads it at a glance."""
    if isinstance(value, StandIn):
        return "a function"
    if isinstance(value, Odd):
        return f"an object of the class {value.name}, where numbers, texts or lists are wanted"
    if value is None:
        return "nothing (None): is there a `return`?"
    if isinstance(value, np.ndarray) and value.size > 12:
        return f"an array of shape {value.shape}"
    text = number(value)
    return text if len(text) <= 120 else text[:117] + "..."


def number(value):
    """Write numbers with four digits, wherever they stand."""
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}"
    if isinstance(value, np.ndarray):
        return f"array({number(value.tolist())})"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(number, value[:40]))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return repr(value)


def guess(value, wanted):
    """Guess what went wrong, where the numbers tell."""
    try:
        there, asked = np.asarray(value, dtype=float), np.asarray(wanted, dtype=float)
    except (TypeError, ValueError):
        return ""
    if there.shape != asked.shape:
        return "; one number is wanted" if asked.ndim == 0 else f"; {asked.size} numbers are wanted"
    with np.errstate(all="ignore"):
        for logarithm, name in ((np.log(2), "natural"), (np.log10(2), "decimal")):
            if np.any(asked) and np.allclose(there, asked * logarithm, rtol=1e-6):
                return f"; {name} logarithms?"
    return ""
