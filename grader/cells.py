"""What a cell says of itself, in the words of nbgrader's format."""


def grade_id(cell):
    """Return the name that nbgrader knows a cell by, or nothing."""
    return said(cell, "grade_id", "")


def is_grade(cell):
    """Whether there are points for this cell."""
    return said(cell, "grade", False)


def is_solution(cell):
    """Whether it is to be answered in."""
    return said(cell, "solution", False)


def is_locked(cell):
    """Whether it stays as it was given."""
    return not is_solution(cell) and (is_grade(cell) or said(cell, "locked", False))


def said(cell, what, otherwise):
    """Return one entry of a cell's metadata."""
    return cell.metadata.get("nbgrader", {}).get(what, otherwise)
