"""Calls for a worker that tests make: answers, refusals, faults, and one without end."""

from __future__ import annotations

import threading
import time
from typing import Any

from greenshield.domain.errors import UsageError
from ui.tasks.work import Work


def doubled(work: Work, array: Any) -> Any:
    return array * 2


def echo(work: Work, word: str) -> str:
    return word


def refuses(work: Work, word: str) -> None:
    raise UsageError("issue_unknown", issue=word)


def breaks(work: Work, name: str) -> None:
    raise ZeroDivisionError(name)


def gives_a_lock(work: Work) -> Any:
    return threading.Lock()


def counts_for_ever(work: Work) -> None:
    done = 0
    while True:
        done += 1
        work.progress.step("counting", done, 1_000_000)
        time.sleep(0.01)
