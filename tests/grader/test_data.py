"""The data that an assignment holds itself are those of the package that it names."""

import json
from collections import Counter

from vega_datasets import data

from .classroom import assignment

CARS = json.loads(data.cars.raw())


def ran(name, *cells):
    """Return what some of the cells that an assignment gives define."""
    given = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in assignment(name).released.cells
        if "nbgrader" in cell.metadata
    }
    space = {}
    for cell in cells:
        exec(given[f"{name}-{cell}"], space)
    return space


def test_the_cars_of_the_first_assignment_are_those_of_the_data_set():
    given = ran("hw01", "setup", "cylinders")
    counts = Counter(car["Cylinders"] for car in CARS)
    assert dict(zip(given["kinds"], given["cylinders"].tolist(), strict=True)) == counts


def test_the_cars_of_the_second_are_those_of_the_data_set():
    given = ran("hw02", "setup", "cars_by_origin")
    counts = Counter((car["Origin"], car["Cylinders"]) for car in CARS)
    expected = [[counts[origin, kind] for kind in given["kinds"]] for origin in given["origins"]]
    assert given["counts"].tolist() == expected
    assert sum(counts.values()) == given["counts"].sum()
