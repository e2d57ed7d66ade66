"""What `assign.py` is made of.

`paper` knows the assignment, `collect` finds the submissions, `sandbox` and `run` execute one of
them, `mark` turns what happened into points, `report` writes what people read.
"""
