"""Run the cells of one submission in one process that starts and watches one kernel."""

import json
import multiprocessing
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from grader import sandbox

GRACE = 60  # seconds for starting and ending, above what the submission may spend
RESTARTS = 12
NOT_RUN, NOT_REACHED, TOO_LONG = "not run", "not reached in time", "took too long"


class Client(NotebookClient):
    """nbclient, which forgets what is printed and stops a cell that prints too much."""

    printed = seconds = 0

    def process_message(self, msg, cell, cell_index):
        """Count, then let nbclient do its work."""
        self.printed += len(str(msg["content"]))
        if self.printed > self.watch.limits.output * sandbox.MB:
            self.watch.stop("printed too much")
        if msg["msg_type"] in ("status", "error"):
            return super().process_message(msg, cell, cell_index)
        return None


def run(steps, limits, confined):
    """Run the steps in order, and return for each what happened to it.

    A step that ends the kernel is left out, and the others are run again in a new kernel, so that
    one bad cell does not cost a student every question.
    """
    deadline = time.monotonic() + limits.seconds
    stopped = {}
    while True:
        results, culprit, reason = attempt(steps, stopped, limits, confined, deadline)
        if culprit is None:
            return results
        stopped[culprit] = reason
        if time.monotonic() > deadline or len(stopped) > RESTARTS:
            rest = range(len(results), len(steps))
            return results + [{"stopped": stopped.get(i, NOT_REACHED)} for i in rest]


def attempt(steps, stopped, limits, confined, deadline):
    """Run what has not been stopped before; return the results, who ended the kernel, and how."""
    scratch = tempfile.mkdtemp(prefix="k")
    try:
        client = start(steps, scratch, confined)
        with client.setup_kernel(
            env=sandbox.ENVIRONMENT | {"HOME": "/tmp" if confined else scratch},
            cwd=scratch,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ):
            client.watch = sandbox.Watch(client.km.provisioner.pid, scratch, limits)
            client.watch.start()
            results = []
            for index, step in enumerate(steps):
                if index in stopped:
                    results.append({"stopped": stopped[index]})
                elif step.after and failed(step.after, steps, results):
                    results.append({"stopped": NOT_RUN})
                else:
                    left = deadline - time.monotonic()
                    result, ended = run_one(client, index, min(limits.cell_seconds, left))
                    if ended:
                        return results, index, ended
                    results.append(result)
            client.watch.over.set()
            return results, None, ""
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def failed(name, steps, results):
    """Whether the step of this name has failed or was stopped."""
    return any(step.name == name and result for step, result in zip(steps, results, strict=False))


def start(steps, scratch, confined):
    """Prepare a client whose kernel talks through sockets in the scratch folder."""
    cells = [nbformat.v4.new_code_cell(step.source) for step in steps]
    book = nbformat.v4.new_notebook(cells=cells)
    client = Client(book, allow_errors=True, shutdown_kernel="immediate", startup_timeout=GRACE)
    client.timeout_func = lambda cell: client.seconds
    client.kernel_manager_class = sandbox.Kernel
    kernel = client.create_kernel_manager()
    kernel.confinement = sandbox.bubblewrap(scratch) if confined else []
    kernel.connection_file = str(Path(scratch) / "c.json")
    kernel.transport = "tcp" if sys.platform == "win32" else "ipc"
    return client


def run_one(client, index, seconds):
    """Run one cell; return its error, if there was one, and how it ended the kernel, if it did."""
    if seconds <= 0:
        return {}, NOT_REACHED
    client.printed, client.seconds = 0, seconds
    cell, ended = client.nb.cells[index], ""
    try:
        client.execute_cell(cell, index)
    except CellTimeoutError:
        ended = TOO_LONG
    except DeadKernelError:
        ended = "ended Python"
    except Exception:  # the kernel sent what no kernel sends
        ended = "broke its kernel"
    errors = [output for output in cell.outputs if output.output_type == "error"]
    return error_of(errors[0]) if errors else {}, client.watch.reason or ended


def error_of(output):
    """Return an error's name, its message, and the line of the cell that it came from."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(map(str, output.traceback)))
    line = re.search(r"Cell In\[\d+\], line (\d+)", trace)
    return {
        "error": str(output.ename)[:80],
        "value": re.sub(r"0x[0-9a-f]{6,}", "0x…", str(output.evalue))[:500],
        "line": int(line[1]) if line else None,
    }


def in_child(sender, steps, limits, confined):
    """Run one submission and send what happened to the process that waits for it."""
    sandbox.limit_this_process(limits)
    sender.send_bytes(json.dumps(run(steps, limits, confined)).encode())


def in_own_process(steps, limits, confined):
    """Run one submission in a process of its own, and survive whatever becomes of it."""
    context = processes()
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=in_child, args=(sender, steps, limits, confined))
    child.start()
    sender.close()
    try:
        if receiver.poll(limits.seconds + 2 * GRACE):
            return json.loads(receiver.recv_bytes())
        return None
    except EOFError:
        return None
    finally:
        child.join(5)
        child.kill()
        child.join()
        receiver.close()


def processes():
    """Return the way to start a process: from a server that has the modules loaded, if possible."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["nbclient", "psutil", "zmq.asyncio"])
    return context
