"""Puts the lab together: JupyterLab's files, the chapters, and wheels of pure Python."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from authoring import contents
from web.freshness import digest
from web.lab.chapters import in_browser

WHEELS = Path(__file__).with_name("wheels.txt")
CONSTRAINTS, SETTINGS = contents.ROOT / "constraints.txt", contents.ROOT / "authoring/lab"
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager")
EXTENSIONS += ("anywidget",)  # others of this environment are for authors
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
MADE_OF = ("pyproject.toml", "README.md", "LICENSE", "infolib")


def build(target, pyodide, root=contents.ROOT):
    """Build the lab of the book in `root` into the folder `target`."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_pages(work / "files", root)
        shutil.copytree(other_wheels(contents.ROOT / "_build/wheels"), work / "pypi")
        infolib_wheel(work / "pypi")
        shutil.copy(SETTINGS / "overrides.json", work)
        write_settings(work, pyodide)
        command = ["-m", "jupyter", "lite", "build", f"--lite-dir={work}", f"--output-dir={target}"]
        run(command, cwd=work)


def write_pages(folder, root):
    """Write the chapters, and the pages that they link to, in one folder."""
    folder.mkdir()
    for page in contents.pages(root):
        source = contents.source(page, root)
        if source.suffix == ".ipynb":
            book = in_browser(nbformat.read(source, as_version=4))
            # texts whole, as a server would hand them over: there is none to join their lines
            (folder / source.name).write_text(json.dumps(book), "utf8")
        else:
            shutil.copy(source, folder)


def other_wheels(cache):
    """Return a folder with the wheels of other packages, fetched once for each list of them."""
    folder = cache / digest([WHEELS, CONSTRAINTS])
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        pure = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
        lists = [f"--requirement={WHEELS}", f"--constraint={CONSTRAINTS}"]
        run(["-m", "pip", "download", "-q", "--no-deps", *pure, *lists, f"--dest={partial}"])
        partial.rename(folder)
    return folder


def infolib_wheel(folder, root=contents.ROOT):
    """Make a wheel of infolib; from a copy, for what an earlier build left must not be in it."""
    with tempfile.TemporaryDirectory() as copy:
        for name in MADE_OF:
            take = shutil.copytree if (root / name).is_dir() else shutil.copy
            take(root / name, Path(copy, name))
        run(["-m", "pip", "wheel", "-q", "--no-deps", f"--wheel-dir={folder}", copy])


def write_settings(work, pyodide):
    """Say where Pyodide is, and that nothing is asked of any other host."""
    kernel = {"disablePyPIFallback": True}
    if pyodide:
        kernel["pyodideUrl"] = f"{pyodide.rstrip('/')}/pyodide.mjs"
    data = {"appName": "The lab", "litePluginSettings": {KERNEL: kernel}}
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
    (work / "jupyter-lite.json").write_text(json.dumps(lite), "utf8")
    extensions = [str(Path(sys.prefix, "share/jupyter/labextensions", x)) for x in EXTENSIONS]
    building = {
        "apps": ["lab"],
        "contents": ["files"],
        "federated_extensions": extensions,
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
    }
    text = json.dumps({"LiteBuildConfig": building})
    (work / "jupyter_lite_config.json").write_text(text, "utf8")


def run(arguments, cwd=None):
    """Run a Python program, and say what it said if it fails."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(map(str, arguments[:4]))} failed:\n{done.stdout}{done.stderr}"
        )
