"""The two commands: release an assignment, and grade what students hand in."""

import argparse
import os
import sys
from pathlib import Path

import nbformat

from grader import collect, mark, report, sandbox
from grader.paper import Assignment

ASSIGNMENTS = Path(__file__).resolve().parent.parent / "assignments"
LIMITS = {
    "cell_seconds": "seconds that one cell may take",
    "seconds": "seconds that one submission may take",
    "memory": "megabytes that it may use",
    "processes": "processes that it may have at a time",
    "output": "megabytes that one cell may print",
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
    grading.set_defaults(command=grade)
    grading.add_argument("name", metavar="NAME", help="hw01, hw02 or hw03")
    grading.add_argument("submissions", type=Path)
    grading.add_argument("-o", "--results", type=Path, default=Path("results"))
    grading.add_argument("--fresh", action="store_true", help="grade again what is graded already")
    for command in (releasing, grading):
        command.add_argument("--source", type=Path, default=ASSIGNMENTS / "source")
        command.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time")
        command.add_argument("--no-sandbox", action="store_true", help="do not use bubblewrap")
        for name, text in LIMITS.items():
            usual = getattr(sandbox.Limits, name)
            flag = "--" + name.replace("_", "-")
            command.add_argument(flag, type=type(usual), default=usual, help=f"{text} ({usual})")
    return parser


def release(options):
    """Write the version without solutions, if the solutions are right."""
    names = options.names or sorted(path.stem for path in options.source.glob("*.ipynb"))
    for name in names:
        assignment = Assignment(options.source / f"{name}.ipynb")
        check(assignment, *surroundings(options))
        path = options.to / f"{name}.ipynb"
        mark.write(path, nbformat.writes(assignment.released) + "\n")
        print(f"{name}: the solutions get {report.number(assignment.most)} points; wrote {path}")


def grade(options):
    """Grade every submission and write the results."""
    assignment = Assignment(options.source / f"{options.name}.ipynb")
    limits, confined = surroundings(options)
    belongs = {}

    def is_ours(data):
        if data not in belongs:
            belongs[data] = mark.belongs(data, assignment)
        return belongs[data]

    submissions, left_out = collect.collect(options.submissions, is_ours)
    if not submissions:
        raise SystemExit(f"There is no submission in {options.submissions}")
    check(assignment, limits, confined)
    kept = options.results / ".records" / assignment.name
    if options.fresh:
        for path in kept.glob("*.json"):
            path.unlink()
    records = mark.grade_all(
        submissions, assignment, limits, confined, kept, options.jobs, progress
    )
    report.write_all(records, assignment, options.results, left_out)
    print(
        f"{len(records)} students: see {options.results / 'summary.html'} and grades.csv beside it"
    )


def surroundings(options):
    """Return the limits, and whether there is a sandbox; warn when there is none."""
    limits = sandbox.Limits(**{name: getattr(options, name) for name in LIMITS})
    missing = "you asked for none" if options.no_sandbox else sandbox.why_not()
    if missing:
        print(
            f"WARNING: no sandbox: {missing}.\n"
            "A submission can read your files, other submissions and the solutions, and use the "
            "network.\nGo on only with code that you trust, or on a machine with nothing to lose.",
            file=sys.stderr,
        )
    return limits, not missing


def check(assignment, limits, confined):
    """Refuse an assignment whose own solutions do not get all the points."""
    data = nbformat.writes(mark.reference(assignment)).encode()
    solutions = collect.Submission("the solutions", collect.File(("source",), None, data))
    record = mark.record_of(solutions, assignment, limits, confined)
    wrong = [
        f"  {question.name}: {record['questions'][question.name]['say'] or record['message']}"
        for question in assignment.questions
        if not question.written and record["questions"][question.name]["state"] != "passed"
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
