"""A Firefox as Debian has it, led by WebDriver BiDi: the few steps that the tests need.

Playwright leads only a Firefox of its own making; a reader's machine has the other.
"""

import itertools
import json
import re
import subprocess

import websocket

ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
KEYS = {"End": "\ue010", "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Home": "\ue011"}


class Firefox:
    """A headless Firefox with one page open."""

    def __init__(self, program, profile):
        command = [program, "--headless", "--remote-debugging-port", "0", "--profile", profile]
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        found = (ADDRESS.search(line) for line in self.process.stderr)
        address = next(filter(None, found))[1]
        self.socket = websocket.create_connection(
            f"{address}/session", timeout=120, suppress_origin=True
        )
        self.numbers = itertools.count(1)
        self.ask("session.new", capabilities={})
        self.context = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method, **params):
        """Give an order, and return its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def open(self, path, width=1280):
        """Open a file, and wait until it is loaded."""
        size = {"width": width, "height": 900}
        self.ask("browsingContext.setViewport", context=self.context, viewport=size)
        url = path.as_uri()
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression):
        """Return what an expression gives, in JSON's types; a promise is awaited."""
        asked = {
            "expression": f"(async () => JSON.stringify(await ({expression})))()",
            "target": {"context": self.context},
            "awaitPromise": True,
        }
        found = self.ask("script.evaluate", **asked)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value", "null"))

    def press(self, *keys):
        """Press keys, one after the other."""
        actions = [
            {"type": kind, "value": KEYS.get(key, key)}
            for key in keys
            for kind in ("keyDown", "keyUp")
        ]
        pressed = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self.context, actions=[pressed])

    def swipe(self, x, y, right=0, down=0):
        """Let a finger go from a place of the window by so many pixels, in ten steps."""
        parts = [part / 10 for part in range(11)]
        places = [(round(x + right * part), round(y + down * part)) for part in parts]
        moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 16} for x, y in places]
        down_, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}}
        finger["actions"] = [moves[0], down_, *moves[1:], up]
        self.ask("input.performActions", context=self.context, actions=[finger])

    def close(self):
        """End the browser."""
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()
