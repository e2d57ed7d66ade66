"""The data that an assignment holds itself are those of the package that it names."""

import json
from collections import Counter

from vega_datasets import data

from .classroom import assignment


def test_the_cars_of_the_first_assignment_are_those_of_the_data_set():
    given = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in assignment("hw01").released.cells
        if "nbgrader" in cell.metadata
    }
    space = {}
    for name in ("hw01-setup", "hw01-cylinders"):
        exec(given[name], space)
    counts = Counter(car["Cylinders"] for car in json.loads(data.cars.raw()))
    assert dict(zip(space["kinds"], space["cylinders"].tolist(), strict=True)) == counts
