"""Notebooks as JupyterLab opens and saves them: what a person changed, and nothing else.

As soon as a kernel runs, JupyterLab writes into a notebook how that kernel describes itself, with
the version of Python, and so the notebook would count as changed before anybody touched it.  Here
it is handed out with that description, and saved without.  `make lab` uses this.
"""

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelspec import get_kernel_dict
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from authoring.notebooks import KERNEL

STORED = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
LANGUAGE = IPythonKernel.language_info


def live():
    """Return what JupyterLab writes once a kernel runs."""
    spec = {**KERNEL, "display_name": get_kernel_dict()["display_name"]}
    return {"kernelspec": spec, "language_info": LANGUAGE}


def exchange(metadata, old, new):
    """Put one description in place of another."""
    for name, value in old.items():
        if metadata.get(name) == value:
            metadata[name] = new[name]


class Notebooks(AsyncLargeFileManager):
    """Hands notebooks out as JupyterLab will have them, and saves them as the book has them."""

    async def get(self, path, content=True, **options):
        """Return a file or folder."""
        model = await super().get(path, content=content, **options)
        if model["type"] == "notebook" and content:
            exchange(model["content"]["metadata"], STORED, live())
        return model

    async def save(self, model, path=""):
        """Save a file or folder."""
        if model.get("type") == "notebook" and model.get("content"):
            exchange(model["content"]["metadata"], live(), STORED)
        return await super().save(model, path)
