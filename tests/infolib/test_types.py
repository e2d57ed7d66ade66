"""A type checker knows what every call gives."""

import subprocess
import sys

import pytest

SCRIPT = """
from typing import Any, assert_type

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

import infolib as il

Floats = NDArray[np.float64]


class Series(list[float]):
    def isnull(self) -> "Series":
        return self


assert_type(il.entropy([0.5, 0.5]), float)
assert_type(il.entropy((1, 0), base=np.e), float)
assert_type(il.entropy([[0.5, 0.5], [1, 0]]), Floats)
assert_type(il.entropy(np.linspace(0.5, 0.5, 2)), float)
assert_type(il.entropy(np.eye(2), axis=0), Floats)
assert_type(il.entropy(np.array([0.5, 0.5])), Any)
assert_type(il.perplexity([1.0]), float)
assert_type(il.kl_divergence([0.5, 0.5], [0.25, 0.75]), float)
assert_type(il.kl_divergence([[0.5, 0.5]], [0.25, 0.75]), Floats)
assert_type(il.total_variation([0.5, 0.5], [0.25, 0.75]), float)
assert_type(il.renyi_entropy([0.5, 0.5], 2), float)
assert_type(il.renyi_entropy([0.5, 0.5], [0, 1, float("inf")]), Floats)
assert_type(il.hill_number([[0.5, 0.5]], 1), Floats)
assert_type(il.renyi_divergence([0.5, 0.5], [0.5, 0.5], 0.5), float)
assert_type(il.surprisal(0.5), float)
assert_type(il.surprisal([0.5, 0.25]), Floats)
assert_type(il.mutual_information(np.eye(2) / 2), float)
assert_type(il.log_loss([0], [[0.5, 0.5]]), float)
assert_type(il.normalize([1, 2]), Floats)
assert_type(il.normalize(np.array([1, 2]), axis=None), Floats)
assert_type(il.normalize(Series([1, 2])), Series)
assert_type(il.gaussian_kl(0, 1, 0, 2), float)
assert_type(il.huffman_code([0.5, 0.5]), list[str])
assert_type(il.expected_length([0.5, 0.5], ["0", "1"]), float)


def spread(p: Floats) -> float:
    return float(il.entropy(p)) + il.entropy_estimate([1, 2], method="chao-shen")


plt.style.use(il.book_style)
ax = il.plot_surprise([0.5, 0.5], labels=["a", "b"])
ax.set_title(il.__version__)
il.show(plt.gcf(), alt="Two bars.", caption="Equal.")
il.explore(lambda p: il.plot_surprise([p, 1 - p]), p=[0.25, 0.5], alt="Bars.", caption="Moves.")
"""


# It ends as mypy does: to forget all that it knows, object by object, took a third of its time.
STUBTEST = "from mypy import stubtest, util; util.hard_exit(stubtest.main())"


def mypy(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_strict_checker_is_content_with_a_users_script(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    run = mypy("-m", "mypy", "--strict", "--config-file=", str(script))
    assert run.stdout == "Success: no issues found in 1 source file\n"
    script.write_text(SCRIPT + "\nil.entropy([0.5, 0.5]).argmax()\nil.entropy(None)\n")
    run = mypy("-m", "mypy", "--strict", "--config-file=", str(script))
    assert run.stdout.count("error:") == 2


@pytest.mark.parametrize("check", [["-m", "mypy"], ["-c", STUBTEST, "infolib"]])
def test_the_types_are_those_of_the_code(check):
    run = mypy(*check)
    assert run.returncode == 0, run.stdout
