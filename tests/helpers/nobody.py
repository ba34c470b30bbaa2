"""Runs a function in a child process that has no rights: as the user nobody."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import pytest
from helpers.crash_work import start_server

_NOBODY = 65534


def as_nobody(function: Callable[..., Any], *args: Any) -> Any:
    """What the function returns, run by a user who owns nothing."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("this machine lacks root, and so a second user")
    start_server()
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(function, args, theirs))
    child.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        child.join()
        child.close()


def _run(function: Callable[..., Any], args: tuple[Any, ...], pipe: Connection) -> None:
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)
    pipe.send(function(*args))
