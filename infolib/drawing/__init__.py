"""What draws: the book's pictures, and how a figure leaves a cell. Loaded when first asked for."""

from importlib import import_module
from typing import Any


def required(module: str) -> Any:
    """Import what draws, or say what is to be installed for it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name != package:
            raise
        mend = f'pip install {package}, or infolib with its extra "drawing"'
        raise ModuleNotFoundError(f"{package} is needed here: {mend}", name=package) from error
