"""Kernels that are copies of one process, which has loaded the libraries of the chapters once.

A kernel of nbval's would load matplotlib, SciPy and scikit-learn for each chapter, up to three
seconds long.  A copy knows nothing of what another has run.  That a chapter imports all that it
uses is seen where the site is built: there, each begins with nothing.

A process has one such server.  Where all tests run in one process, the grader's may be there first:
then a kernel is a copy of that one, and loads the libraries itself.
"""

import contextlib
import multiprocessing
import os
import threading
from importlib.metadata import EntryPoint

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

processes = multiprocessing.get_context("forkserver")


class Copy(processes.Process):
    """A kernel, with the manners of a subprocess."""

    stdin = stdout = stderr = None

    def poll(self):
        """Return how it ended, or nothing."""
        return self.exitcode

    def wait(self):
        """Wait until it has ended."""
        self.join()
        return self.exitcode

    def send_signal(self, number):
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


class Copier(LocalProvisioner):
    """What starts a kernel for jupyter_client."""

    async def launch_kernel(self, cmd, *, env, cwd=".", **_):
        """Start one; a command is a Python, -m, a module, and what that is told."""
        self.process = Copy(target=be_a_kernel, args=(cmd[3:], os.path.abspath(cwd), env))
        self.process.start()
        self.pid = self.process.pid
        return self.connection_info


def be_a_kernel(told, folder, environment):
    """Become a kernel, which ends when the tests end, however they do."""
    from ipykernel.kernelapp import launch_new_instance  # the copy has loaded it

    threading.Thread(target=end_with_the_tests, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    launch_new_instance(argv=[*told, f"--IPKernelApp.parent_handle={os.getppid()}"])


def end_with_the_tests():
    """Wait for the end of the process that asked for this kernel, and end."""
    multiprocessing.parent_process().join()
    os._exit(1)


@contextlib.contextmanager
def in_use():
    """Let kernels be copies that are started in this context."""
    processes.set_forkserver_preload(["tests.copied_kernels_loaded"])
    factory = KernelProvisionerFactory.instance()
    factory.provisioners["copier"] = EntryPoint("copier", f"{__name__}:Copier", factory.GROUP_NAME)
    before, factory.default_provisioner_name = factory.default_provisioner_name, "copier"
    try:
        yield
    finally:
        factory.default_provisioner_name = before
