"""Run the cells of one submission in the sandbox, and keep a copy of it after each answer."""

import select
import socket
import time

from grader.inside.plain import NotPlain, receive, send

GRACE = 30  # seconds for starting, above what the submission may spend
RESTARTS = 12
NOT_REACHED, TOO_LONG, ENDED = "not reached in time", "took too long", "ended Python"


class Stopped(Exception):
    """The sandbox ended, or had to be ended, at one step."""

    def __init__(self, step, reason, for_good=False):
        super().__init__(reason)
        self.step, self.reason, self.for_good = step, reason, for_good


class Run:
    """One sandbox, and what happened in it to the steps of a submission."""

    def __init__(self, restored, assignment, house, deadline):
        self.steps, self.questions = restored.steps, assignment.tested
        self.house, self.deadline = house, deadline
        self.results, self.seen, self.started = [], set(), False
        self.bound, self.needed = set(), set()  # copies that exist, and that must go on
        self.tenant = house.open(len(self.questions))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tenant.__exit__()

    def play(self, stopped, after=lambda question, is_bound: None):
        """Run every step that has not been stopped before, and bind each question's names.

        They are bound right after their own cell; if it did not give them, then where the test
        stands, or as soon after it as a cell of the student's own has given them.
        """
        for number, step in enumerate(self.steps):
            self.bind_where(number, after, lambda q, test=step.name: q.test == test)
            for place, question in enumerate(self.questions):
                if question.test == step.name and place not in self.bound:
                    after(question, False)
            self.seen.add(step.name)
            if number in stopped:
                self.results.append({"stopped": stopped[number]})
                continue
            self.results.append(self.run(number, step.source, not step.name))
            if step.name:
                self.bind_where(number, after, lambda q, name=step.name: q.answer == name, "fresh")
            else:
                self.bind_where(number, after, lambda q: q.test in self.seen)
        for place in set(range(len(self.questions))) - self.bound:
            self.bind(len(self.steps) - 1, place, after)

    def bind_where(self, number, after, chosen, how="there"):
        """Bind the chosen questions that are not bound yet, if their names are there by now."""
        for place, question in enumerate(self.questions):
            names = list(question.names)
            if place in self.bound or not chosen(question):
                continue
            if self.ask(number, do=how, names=names).get(how) is True:
                self.bind(number, place, after)

    def bind(self, number, place, after):
        """Make the copy that answers for a question."""
        self.ask(number, do="bind", place=place, names=list(self.questions[place].names))
        try:
            receive(self.tenant.copies[place], self.house.cell_seconds)
        except (NotPlain, OSError, EOFError) as error:
            raise Stopped(number, "broke its Python", for_good=True) from error
        self.bound.add(place)
        self.needed.add(place)
        after(self.questions[place], True)

    def run(self, number, source, own=False):
        """Run one cell."""
        seconds = min(self.house.cell_seconds, self.deadline - time.monotonic())
        if seconds <= 0:
            raise Stopped(number, NOT_REACHED)
        if not self.started:
            seconds, self.started = seconds + GRACE, True
        result = self.ask(number, seconds, do="run", source=source, own=own)
        if any(map(self.is_gone, self.needed)):
            raise Stopped(number, "ended processes that were not its own")
        return result

    def is_gone(self, place):
        """Whether a copy has been ended, which a cell must not do."""
        channel = self.tenant.copies[place]
        readable, _, _ = select.select([channel], [], [], 0)
        return bool(readable) and not channel.recv(1, socket.MSG_PEEK)

    def ask(self, number, seconds=GRACE, **message):
        """Ask the agent to do something, and say what ended it if it does not answer."""
        try:
            send(self.tenant.control, message)
            return receive(self.tenant.control, seconds)
        except TimeoutError:
            reason = TOO_LONG
        except (EOFError, OSError):
            reason = ENDED
        except NotPlain:
            reason = "broke its Python"
        raise Stopped(number, self.tenant.watch.reason or reason)

    def put_in_place(self, question):
        """Run the reference over a student's answer."""
        last = len(self.steps) - 1
        self.run(last, question.right)
        self.ask(last, do="hold", names=list(question.names))

    def end(self, place):
        """End one copy that takes too long."""
        self.ask(len(self.steps) - 1, do="end", place=place)


def first(restored, assignment, house, deadline):
    """Run a submission; return the run, still open, and what was stopped.

    A step that ends the sandbox is left out, and the others are run again in a new one, so that
    one bad cell does not cost a student every question.
    """
    stopped = {}
    while True:
        run = Run(restored, assignment, house, deadline)
        try:
            run.play(stopped)
            return run, stopped
        except Stopped as stop:
            run.__exit__()
            late = time.monotonic() > deadline or len(stopped) > RESTARTS
            if late or stop.for_good or stop.step in stopped:
                run.results += [{"stopped": NOT_REACHED}] * (len(run.steps) - len(run.results))
                return None, stopped | {stop.step: stop.reason}
            stopped[stop.step] = stop.reason


def trouble(result, what):
    """Say what happened to a cell that the student has, and can run again."""
    if "stopped" in result:
        return f"{what} {result['stopped']}."
    if "raised" in result:
        return f"{what} failed. {result.get('class')}: {result.get('text')}"
    return ""


def texts(result):
    """Return the functions that a result says it leant on."""
    found = result.get("leant")
    return {str(text)[:80] for text in found[:10]} if isinstance(found, list) else set()
