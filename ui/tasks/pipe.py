"""Sends values between two processes; large arrays go as they are, in pieces.

One ``recv`` of a hundred megabytes would hold the interpreter, and with it the window, for the
length of several frames: buffers travel beside the pickle, a few megabytes at a time.
"""

from __future__ import annotations

import pickle
import threading
from multiprocessing.connection import Connection
from typing import Any

_PIECE = 2 << 20  # bytes


class Pipe:
    """One end. Any thread may send; one thread receives."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()

    def send(self, value: Any) -> None:
        """Sends a value that can be pickled.

        Raises:
            OSError: the other end is gone.
            Exception: what pickling raises; nothing was sent then.
        """
        buffers: list[pickle.PickleBuffer] = []
        head = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
        views = [buffer.raw() for buffer in buffers]
        with self._sending:
            self._connection.send_bytes(pickle.dumps([view.nbytes for view in views]))
            self._connection.send_bytes(head)
            for view in views:
                for start in range(0, view.nbytes, _PIECE):
                    self._connection.send_bytes(view[start : start + _PIECE])

    def receive(self) -> Any:
        """Waits for the next value.

        Raises:
            EOFError, OSError: the other end is gone.
        """
        sizes: list[int] = pickle.loads(self._connection.recv_bytes())
        head = self._connection.recv_bytes()
        buffers = [bytearray(size) for size in sizes]
        for buffer in buffers:
            for start in range(0, len(buffer), _PIECE):
                self._connection.recv_bytes_into(buffer, start)
        return pickle.loads(head, buffers=buffers)

    def close(self) -> None:
        """Closes this end."""
        self._connection.close()
