"""The data that an assignment holds itself are those of the package that it names."""

import json
from collections import Counter

from vega_datasets import data

from grader.cells import grade_id

from .classroom import assignment

CARS = json.loads(data.cars.raw())


def test_there_are_so_many_cars_of_the_years_that_are_told():
    years = {car["Year"][:4] for car in CARS}
    assert (len(CARS), min(years), max(years)) == (406, "1970", "1982")


def ran(name, *cells):
    """Return what some of the cells that an assignment gives define."""
    given = {grade_id(cell): cell.source for cell in assignment(name).released.cells}
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
    assert given["counts"].sum() == len(CARS)
