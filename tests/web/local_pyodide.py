"""A Pyodide to be served from this machine: enough to start the lab's kernel and run pure Python.

The core is npm's package, for nobody offers it through pip; the wheels that the kernel starts with
are pure Python, and come through pip.  What is compiled for Pyodide, NumPy for one, is to be had
from its distribution server only, so it is not here.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile

from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION

from authoring.contents import ROOT

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
STARTED_WITH = ("micropip", "ipython", "jedi", "packaging")


def folder():
    """Return the folder to serve, made once; an OSError where npm or a network is missing."""
    made = ROOT / "_build/pyodide" / PYODIDE_VERSION
    if not made.exists():
        partial = made.with_name("partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        fetch_core(partial)
        fetch_wheels(partial)
        partial.rename(made)
    return made


def run(command, cwd=None):
    """Run a command; if it fails say what it said last."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.strip().rpartition("\n")[2])


def fetch_core(target):
    """Unpack the core into a folder."""
    run([shutil.which("npm") or "npm", "pack", "--silent", f"pyodide@{PYODIDE_VERSION}"], target)
    (packed,) = target.glob("*.tgz")
    with tarfile.open(packed) as archive:
        for name in (*CORE, LOCK):
            (target / name).write_bytes(archive.extractfile(f"package/{name}").read())
    packed.unlink()


def fetch_wheels(target):
    """Add the wheels that the kernel starts with, and take them into the lock file."""
    lock = json.loads((target / LOCK).read_text("utf8"))
    needed = with_what_they_need(STARTED_WITH, lock["packages"])
    packages = [lock["packages"][name] for name in needed]
    named = [f"{package['name']}=={package['version']}" for package in packages]
    pure = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"]
    pure += [f"--python-version={PYODIDE_PYTHON_VERSION}", "-q", "--no-deps", f"--dest={target}"]
    run([sys.executable, "-m", "pip", "download", *pure, *named])
    for package in packages:
        stem = package["file_name"].split("-")[0].lower()
        (wheel,) = (w for w in target.glob("*.whl") if w.name.lower().startswith(f"{stem}-"))
        package["file_name"] = wheel.name
        package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (target / LOCK).write_text(json.dumps(lock), "utf8")


def with_what_they_need(names, packages):
    """Return packages with all that they depend on."""
    found, waiting = [], list(names)
    while waiting:
        name = waiting.pop().replace("_", "-")
        if name not in found:
            found.append(name)
            waiting += packages[name]["depends"]
    return found
