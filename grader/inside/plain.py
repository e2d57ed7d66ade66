"""Plain data between two processes: what may cross, how large it may be, and how it is rebuilt.

The judge imports this file, and so does the sandbox, where a student's code may change it: nothing
that arrives is trusted, whoever packed it.
"""

import base64
import itertools
import json
import struct
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np

SIZE = 4_000_000  # bytes of one message
DEPTH = 20  # lists in lists
ITEMS = 100_000  # of a generator
BITS = 4000  # of a whole number
NUMBERS = "biuf"  # kinds of dtype: bool, int, unsigned, float


class NotPlain(Exception):
    """A value that does not cross, or bytes that are no value."""


def pack(value, depth=DEPTH):
    """Return the value as JSON's types; only plain data has such a form."""
    if depth == 0:
        raise NotPlain("lists in lists, too deep")
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if value is None or isinstance(value, str):
        return value if value is None else str(value)
    if isinstance(value, (int, np.integer)) and int(value).bit_length() <= BITS:
        return int(value)
    if isinstance(value, (float, np.floating, Fraction, Decimal)):
        return float(value)
    if isinstance(value, np.ndarray):
        return pack_array(np.asarray(value), depth)
    return pack_several(value, depth - 1)


def pack_array(array, depth):
    """Pack an array of numbers by its bytes, one of texts by its texts, any other as a list."""
    shape = list(array.shape)
    if array.dtype.kind in NUMBERS and array.dtype.itemsize <= 8:
        array = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        return {"array": [array.dtype.str, shape, base64.b64encode(array.tobytes()).decode()]}
    if array.dtype.kind == "f":
        return pack_array(array.astype(float), depth)
    if array.dtype.kind == "U":
        return {"texts": [shape, [str(text) for text in array.ravel()]]}
    return pack(array.tolist(), depth - 1)


def pack_several(value, depth):
    """Pack what holds other values."""
    if isinstance(value, (list, range, type({}.keys()), type({}.values()))):
        return [pack(item, depth) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [pack(item, depth) for item in value]}
    if isinstance(value, dict):
        kind = "counter" if isinstance(value, Counter) else "dict"
        return {kind: [[pack(key, depth), pack(item, depth)] for key, item in value.items()]}
    if isinstance(value, Iterator):
        return [pack(item, depth) for item in itertools.islice(value, ITEMS)]
    if type(value).__module__.partition(".")[0] == "pandas":
        return pack(value.to_numpy(), depth)
    raise NotPlain(type(value).__name__)


def unpack(data, depth=DEPTH):
    """Rebuild a value as exact built-in types and NumPy arrays, or refuse."""
    if data is None or type(data) in (bool, int, float, str):
        return data
    if depth == 0:
        raise NotPlain("lists in lists, too deep")
    if type(data) is list:
        return [unpack(item, depth - 1) for item in data]
    try:
        ((kind, inside),) = data.items()
        return REBUILD[kind](inside, depth - 1)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotPlain("no plain data") from error


def rebuild_pairs(pairs, depth):
    """Rebuild a dictionary."""
    return {unpack(key, depth): unpack(item, depth) for key, item in pairs}


def rebuild_array(parts, depth):
    """Rebuild an array of numbers from its bytes."""
    name, shape, text = parts
    dtype = np.dtype(str(name))
    if dtype.kind not in NUMBERS or dtype.itemsize > 8:
        raise ValueError("no such array")
    data = base64.b64decode(text, validate=True)
    if dtype.kind == "b":  # a byte of 2 would be a third truth
        return (np.frombuffer(data, np.uint8) != 0).reshape(whole(shape))
    return np.frombuffer(data, dtype).reshape(whole(shape)).astype(dtype.newbyteorder("="))


def rebuild_texts(parts, depth):
    """Rebuild an array of texts."""
    shape, texts = parts
    if not all(type(text) is str for text in texts):
        raise ValueError("no such array")
    return np.array(texts, dtype=str).reshape(whole(shape))


def whole(shape):
    """Return a shape if it is one; -1 would be a guess."""
    if len(shape) > 8 or not all(type(n) is int and n >= 0 for n in shape):
        raise ValueError("no such shape")
    return tuple(shape)


REBUILD = {
    "tuple": lambda items, depth: tuple(unpack(item, depth) for item in items),
    "dict": rebuild_pairs,
    "counter": lambda pairs, depth: Counter(rebuild_pairs(pairs, depth)),
    "array": rebuild_array,
    "texts": rebuild_texts,
}


def send(channel, message):
    """Send one message, after its length."""
    data = json.dumps(message).encode()
    if len(data) > SIZE:
        raise NotPlain("too large a value")
    channel.sendall(struct.pack("!I", len(data)) + data)


def receive(channel, seconds=None):
    """Receive one message; EOFError if the other side is gone, TimeoutError if it takes longer."""
    end = None if seconds is None else time.monotonic() + seconds
    (size,) = struct.unpack("!I", exactly(channel, 4, end))
    if size > SIZE:
        raise NotPlain("too large a value")
    try:
        message = json.loads(exactly(channel, size, end))
    except (ValueError, RecursionError):
        raise NotPlain("no plain data") from None
    if type(message) is not dict:
        raise NotPlain("no plain data")
    return message


def exactly(channel, size, end):
    """Receive so many bytes before the end."""
    data = bytearray()
    while len(data) < size:
        if end is not None:
            channel.settimeout(max(end - time.monotonic(), 1e-3))
        part = channel.recv(min(size - len(data), 1 << 16))
        if not part:
            raise EOFError
        data += part
        if end is not None and time.monotonic() > end:
            raise TimeoutError
    return bytes(data)
