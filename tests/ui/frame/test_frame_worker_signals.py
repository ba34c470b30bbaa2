"""Signals that come while a worker is being started."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from ui.tasks import child, wire

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def test_that_a_signal_reaches_the_window_and_not_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[int] = []
    context = child.get_context("spawn")
    begin = context.Process.start

    def start(process: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        begin(process)
        os.kill(os.getpid(), signal.SIGHUP)

    monkeypatch.setattr(context.Process, "start", start)
    numbers = (signal.SIGTERM, signal.SIGHUP)
    former = {n: signal.signal(n, lambda number, _: heard.append(number)) for n in numbers}
    try:
        begun = child.start()
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    assert begun.process.pid is not None
    for number in numbers:
        os.kill(begun.process.pid, number)  # it has hardly begun
    begun.pipe.send(wire.Stop())
    begun.process.join(60)
    assert sorted(heard) == sorted(numbers)
    assert begun.process.exitcode == 0
    assert not {*numbers} & signal.pthread_sigmask(signal.SIG_BLOCK, [])
