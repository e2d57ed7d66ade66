"""What the process loads that kernels are copies of.

Nothing that looks for a kernel when it is loaded, as ipywidgets does.
"""

import gc
import importlib
import os

NEEDED = (
    "ipykernel.zmqshell",
    "ipykernel.kernelapp",
    "pandas",
    "scipy.stats",
    "sklearn.feature_extraction",
    "tests.web.redrawn",
)


def load():
    """Load it, and let no copy look for garbage in it."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel has it
    for name in NEEDED:
        importlib.import_module(name)
    gc.freeze()


load()
