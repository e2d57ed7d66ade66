"""What nbgrader does to a source: it says whether its metadata are right, and makes the release.

Nothing else here imports nbgrader, which brings a whole server along.
"""

import nbformat
from nbgrader.nbgraderformat import MetadataValidator, ValidationError
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from grader.cells import grade_id


class NameTheGap(ClearSolutions):
    """nbgrader's own preprocessor, with a stub that says what is missing."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Replace the solution by a line that tells the student what to do."""
        task = grade_id(cell).partition("-")[2].replace("-", "_")
        todo = f"Write {task} here, then run this cell again and the next one"
        self.code_stub = {"python": f'raise NotImplementedError("{todo}")'}
        self.text_stub = "*Write your answer here, in place of this line.*"
        return super().preprocess_cell(cell, resources, cell_index)


def fault(source):
    """Return what nbgrader finds wrong with the metadata, or nothing."""
    try:
        MetadataValidator().validate_nb(source)
    except ValidationError as error:
        return error.message
    return ""


def release(source):
    """Return the student's version: nbgrader's steps, without its gradebook."""
    book = nbformat.from_dict(source)
    for step in (
        NameTheGap(),
        LockCells(),
        ClearOutput(),
        ClearHiddenTests(),
        ComputeChecksums(),
    ):
        book, _ = step.preprocess(book, {})
    for cell in book.cells:
        cell.source = cell.source.strip("\n")
    return book
