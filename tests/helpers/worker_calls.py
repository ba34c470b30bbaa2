"""Calls for a worker that tests make: answers, refusals, faults, and one without end."""

from __future__ import annotations

import threading
import time
from typing import Any

from greenshield.domain.errors import UsageError
from ui.tasks.work import Outcome, Work


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


def some_clue(work: Work) -> str:
    return str(work.project.rows("SELECT id FROM issue WHERE state = 'clue' LIMIT 1")[0]["id"])


def facility_of(work: Work, issue: str) -> str:
    return str(
        work.project.rows("SELECT facility_name AS n FROM issue WHERE id = ?", issue)[0]["n"] or ""
    )


def rename(work: Work, issue: str, name: str) -> Outcome:
    from greenshield.services import issues

    return Outcome(changes=issues.set_fields(work.session, issue, {"facility_name": name}))


def add_measure(work: Work, issue: str) -> Outcome:
    from greenshield.services import records

    given = {"code": "clear", "text": "clear the ground", "quantity": "1", "unit": "m2"}
    given |= {"target": "bare", "due_on": "2025-06-30"}
    return Outcome(*records.add(work.session, issue, "measure", given, occurred_on="2025-05-06"))


def void_record(work: Work, issue: str, record: str) -> Outcome:
    from greenshield.services import records

    return Outcome(*records.void(work.session, issue, record, "taken back"))


def records_in_force(work: Work, issue: str) -> list[str]:
    state = work.project.issue(issue)
    assert state is not None
    return [r.record_id for r in state.records_of("measure") if not r.voided_by]


def sleeps(work: Work, seconds: float) -> None:
    time.sleep(seconds)


def others(work: Work, me: str) -> list[str]:
    """Those who may sign in, but for one."""
    from greenshield.services import people

    return [a.actor_id for a in people.everyone(work.project) if a.active and a.actor_id != me]
