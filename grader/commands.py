"""The two commands: release an assignment, and grade what students hand in."""

import argparse
import os
import sys
from pathlib import Path

import nbformat

from grader import collect, keep, mark, report, roster, sandbox
from grader.paper import Assignment

ASSIGNMENTS = Path(__file__).resolve().parent.parent / "assignments"
LIMITS = {
    "cell_seconds": "seconds that one cell may take",
    "seconds": "seconds that one submission may take",
    "memory": "megabytes that it may use",
    "processes": "processes that it may have at a time",
}


def main(arguments=None):
    """Read the command line and do what it asks for."""
    options = command_line().parse_args(arguments)
    options.command(options)


def command_line():
    """Describe the two commands."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    releasing = commands.add_parser("release", help="write the students' version")
    releasing.set_defaults(command=release)
    releasing.add_argument(
        "names", nargs="*", metavar="NAME", help="hw01 ...; all if none is named"
    )
    releasing.add_argument("--to", type=Path, default=ASSIGNMENTS / "release")
    grading = commands.add_parser("grade", help="grade a folder or a zip file of submissions")
    for command in (releasing, grading):
        command.add_argument("--source", type=Path, default=ASSIGNMENTS / "source")
    describe_grading(grading)
    return parser


def describe_grading(grading):
    """Describe what can be said to the second."""
    grading.set_defaults(command=grade)
    grading.add_argument("name", metavar="NAME", help="hw01, hw02 or hw03")
    grading.add_argument("submissions", type=Path)
    grading.add_argument(
        "-o", "--results", type=Path, default=Path("results"), help="holds a folder an assignment"
    )
    grading.add_argument("--roster", type=Path, help="a table with id, name, e-mail, extra time")
    grading.add_argument("--fresh", action="store_true", help="grade again what is graded already")
    grading.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time")
    grading.add_argument("--no-sandbox", action="store_true", help="do not use bubblewrap")
    for name, text in LIMITS.items():
        usual = getattr(sandbox.House, name)
        flag = "--" + name.replace("_", "-")
        grading.add_argument(flag, type=type(usual), default=usual, help=f"{text} ({usual})")


def release(options):
    """Write the version without solutions, if the solutions are right."""
    names = options.names or sorted(path.stem for path in options.source.glob("*.ipynb"))
    for name in names:
        assignment = Assignment(options.source / f"{name}.ipynb")
        check(assignment, sandbox.House())  # the code is the teacher's
        path = options.to / f"{name}.ipynb"
        keep.write(path, nbformat.writes(assignment.released) + "\n")
        print(f"{name}: the solutions get {report.number(assignment.most)} points; wrote {path}")


def grade(options):
    """Grade every submission and write the results."""
    assignment = Assignment(options.source / f"{options.name}.ipynb")
    house = house_of(options)
    class_ = roster.read(options.roster) if options.roster else None
    submissions, left_out = collect.collect(options.submissions, assignment.name, class_)
    if not submissions:
        raise SystemExit(f"There is no submission in {options.submissions}")
    check(assignment, house)
    results = options.results / assignment.name
    if options.fresh:
        keep.Records(results).forget()
    records = mark.grade_all(submissions, assignment, house, results, options.jobs, progress)
    rows = report.write_all(records, submissions, assignment, results, left_out, class_)
    print(f"{len(rows)} students: see {results / 'summary.html'} and grades.csv beside it")


def house_of(options):
    """Return the limits and the walls; without walls only if that is asked for."""
    missing = sandbox.why_not()
    if missing and not options.no_sandbox:
        raise SystemExit(
            f"There is no sandbox: {missing}.\n"
            "Without one a submission can read your files, other submissions and the solutions, "
            "and use the network.\nInstall it; or, with code that you trust, or on a machine with "
            "nothing to lose, add --no-sandbox."
        )
    if options.no_sandbox:
        print("WARNING: no sandbox: you asked for none. Every page will say so.", file=sys.stderr)
    limits = {name: getattr(options, name) for name in LIMITS}
    return sandbox.House(**limits, **({"walls": ""} if options.no_sandbox else {}))


def check(assignment, house):
    """Refuse an assignment whose own solutions do not get all the points."""
    data = nbformat.writes(mark.reference(assignment)).encode()
    solutions = collect.Submission("the solutions", collect.File.of("source", data))
    record = mark.record_of(solutions, assignment, house)
    wrong = [
        f"  {question.name}: {record.answers[question.name].say or record.message}"
        for question in assignment.tested
        if record.answers[question.name].state != "passed"
    ]
    if wrong:
        raise SystemExit(
            "\n".join([f"The solutions of {assignment.name} do not pass their own tests:", *wrong])
            + "\nMend the source, or (if it is right) the limits or the environment."
        )


def progress(done, total):
    """Draw a bar that grows."""
    bar = ("#" * (30 * done // total)).ljust(30, ".")
    print(f"\r[{bar}] {done} of {total}", end="\n" if done == total else "", file=sys.stderr)
