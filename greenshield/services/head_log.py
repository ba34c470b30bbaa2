"""The ends of the chains that one opening wrote, as they grew: a small file of the user's own.

A line is appended after each committed action. A killed process leaves them all, since the
system holds them; a power cut can lose the newest, and then what was noted before counts.
A file that does not begin with the opening's token tells nothing, and whoever reads it knows.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from greenshield import atomic

Ends = Mapping[tuple[str, str], tuple[int, str]]


def start(file: Path, token: str) -> None:
    """Begins the file of one opening, in the place of an earlier one's.

    Raises:
        SurroundingsError: ``disk_full``, ``user_file_unwritable``.
    """
    atomic.write(file, json.dumps(token).encode("ascii") + b"\n")


def append(file: Path, ends: Ends) -> None:
    """Adds the ends that an action made: (device, scope) -> (seq, header hash).

    The action is done and must not fail for this. Where there is no room the file is emptied
    or removed instead, so that it never tells less than was written.
    """
    rows = (json.dumps([*chain, *end]) + "\n" for chain, end in ends.items())
    text = "".join(rows).encode("ascii")
    try:
        # Opened each time: nothing to close at a crash, and no other process is held up.
        out = os.open(file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            whole = os.write(out, text) == len(text)
        finally:
            os.close(out)
    except OSError:
        whole = False
    if not whole:
        _spoil(file)


def read(file: Path, token: str) -> dict[tuple[str, str], tuple[int, str]] | None:
    """The last end noted of each chain in an opening; None where the file does not tell."""
    try:
        first, *lines = file.read_bytes().split(b"\n")
    except OSError:
        return None
    if first != json.dumps(token).encode("ascii"):
        return None
    ends: dict[tuple[str, str], tuple[int, str]] = {}
    for line in lines:
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            device, scope, seq, header_hash = json.loads(line)
            ends[str(device), str(scope)] = (int(seq), str(header_hash))
    return ends


def drop(file: Path) -> None:
    """Removes the file, after all that it told was noted elsewhere."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)


def _spoil(file: Path) -> None:
    try:
        os.truncate(file, 0)  # takes no room, unlike a word about it
    except OSError:
        drop(file)
