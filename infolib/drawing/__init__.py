"""What draws: the book's pictures, and how a figure leaves a cell. Loaded when first asked for."""

from importlib import import_module
from typing import Any

# What the extra "drawing" installs, by the names they are imported by; one may ask for another.
PACKAGES = {
    "IPython": "ipython",
    "PIL": "pillow",
    "anywidget": "anywidget",
    "ipywidgets": "ipywidgets",
    "matplotlib": "matplotlib",
    "traitlets": "traitlets",
}


def required(module: str) -> Any:
    """Import what draws, or say what is to be installed for it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in PACKAGES:  # a fault of its own, in what is installed
            raise
        mend = f'pip install {PACKAGES[missing]}, or infolib with its extra "drawing"'
        raise ModuleNotFoundError(f"{missing} is needed here: {mend}", name=missing) from error
