"""What a child process does until it is killed: imports, edits, checkpoints, a schema step.

Each child is a real process, forked from a server that has only imported things. It says over
a pipe what it is about to commit, and again once the commit has returned.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from helpers import projects

from greenshield.log.scopes import photo_id
from greenshield.project import opening
from greenshield.project.action import Action
from greenshield.project.migrations import NAMES, steps
from greenshield.project.project import Project

NEXT = "9999_next"
ROWS = 3000
SHORTEST_S = 0.2  # within which a child is killed where nothing else is said

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["helpers.crash_work"])


@dataclass
class Told:
    """What one child said before it died.

    Attributes:
        announced: action id -> how many events it was about to commit.
        acknowledged: ids of actions whose commit had returned.
    """

    announced: dict[str, int] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    ended: bool = False


def start_server() -> None:
    """Starts the fork server with our path: Python 3.11's own hand-over of it is not used."""
    kept = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        forkserver.ensure_running()
    finally:
        if kept is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = kept


def pace(work: str, folder: Path) -> float:
    """How long a child takes here and now to its fourth commit, seconds; it is killed then."""
    child, ours = _start(work, folder, 0.5)
    began, told = time.monotonic(), Told()
    while len(told.acknowledged) < 4:
        assert _note(told, ours)
    took = time.monotonic() - began
    child.kill()
    child.join()
    child.close()
    return took


def run_and_kill(work: str, folder: Path, rng: random.Random, within: float = SHORTEST_S) -> Told:
    """Lets a child work in a project and kills it (SIGKILL) at a random moment within so long."""
    child, ours = _start(work, folder, rng.random())
    told = Told()
    deadline = time.monotonic() + rng.uniform(0, within)
    while (left := deadline - time.monotonic()) > 0:
        if ours.poll(left) and not _note(told, ours):
            break
    with contextlib.suppress(ProcessLookupError):  # it may have come to its end
        os.kill(child.pid, signal.SIGKILL)
    while _note(told, ours):
        pass
    child.join()
    assert told.ended or child.exitcode == -signal.SIGKILL
    child.close()
    return told


def _start(work: str, folder: Path, seed: float) -> tuple[BaseProcess, Connection]:
    """A child that is about to begin, and what it tells."""
    start_server()
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    child = _CONTEXT.Process(target=_child, args=(work, str(folder), seed, theirs))
    child.start()
    theirs.close()
    assert ours.recv() == ("ready", "", 0)
    return child, ours


def _note(told: Told, pipe: Connection) -> bool:
    try:
        what, action_id, count = pipe.recv()
    except EOFError:
        return False
    if what == "about":
        told.announced[action_id] = count
    elif what == "done":
        told.acknowledged.append(action_id)
    elif what == "end":
        told.ended = True
    return True


def register_next_step() -> None:
    """Makes this process a program with one schema step more."""
    steps(name=NEXT)(_next_step)
    opening.NAMES = (*NAMES, NEXT)


def forget_next_step() -> None:
    """Makes it today's program again."""
    steps._migrations[:] = [m for m in steps._migrations if m.name != NEXT]
    opening.NAMES = NAMES


def _next_step(db: Any) -> None:
    db.conn.execute("CREATE TABLE extra_note (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    rows = [(n, f"说明{n}") for n in range(ROWS)]
    db.conn.executemany("INSERT INTO extra_note VALUES (?, ?)", rows)
    db.conn.execute("ALTER TABLE campaign ADD COLUMN leader TEXT")
    db.conn.execute("UPDATE campaign SET year = year")
    db.conn.execute("CREATE INDEX extra_note_by_words ON extra_note (words)")


def _child(work: str, folder: str, seed: float, pipe: Connection) -> None:
    rng = random.Random(seed)
    pipe.send(("ready", "", 0))
    WORK[work](Path(folder), rng, pipe)
    pipe.send(("end", "", 0))


def _acts(project: Project, pipe: Connection, fill: Callable[[Action], None]) -> None:
    before = project.journal.count()
    with project.action("me") as action:
        fill(action)
        pipe.send(("about", action.action_id, project.journal.count() - before))
    pipe.send(("done", action.action_id, 0))


def _import(folder: Path, rng: random.Random, pipe: Connection) -> None:
    """Bulk imports: many issues, and photos copied in, one transaction each."""
    with projects.reopen(folder) as project:
        while True:

            def fill(action: Action) -> None:
                start = rng.randrange(1, 10**6)
                for n in range(start, start + rng.randint(1, 25)):
                    projects.add_issue(action, project, n)
                for _ in range(rng.randint(0, 3)):
                    kept = project.media.keep_bytes(rng.randbytes(rng.randint(1, 90_000)), ".jpg")
                    fields = {"sha256": kept.sha256, "lon": 126.3, "lat": 43.2}
                    photo = photo_id(project.project_id, projects.COUNTY, kept.sha256)
                    action.create("photo", photo, fields)

            _acts(project, pipe, fill)


def _edit(folder: Path, rng: random.Random, pipe: Connection) -> None:
    """Edits, records, tags and moves, one or a few events an action."""
    with projects.reopen(folder) as project:
        ids = [row["id"] for row in project.rows("SELECT id FROM issue ORDER BY id")]
        while True:

            def fill(action: Action) -> None:
                issue = rng.choice(ids)
                state = action.issue(issue)
                action.set_fields("issue", issue, {"remark": str(rng.random())})
                if rng.random() < 0.3:
                    action.add_record(issue, "measure", {"text": "x"}, occurred_on="2026-05-01")
                if state.state in ("clue", "assigned"):
                    projects.move(action, issue, "assign" if state.state == "clue" else "reassign")

            _acts(project, pipe, fill)


def _checkpoint(folder: Path, rng: random.Random, pipe: Connection) -> None:
    """Opens, writes a little, checkpoints, closes, again and again."""
    while True:
        with projects.reopen(folder) as project:
            issue = project.rows("SELECT id FROM issue LIMIT 1")[0]["id"]
            for _ in range(rng.randint(1, 4)):
                words = {"remark": f"{rng.random()}" + "字" * rng.randint(1, 3000)}

                def fill(action: Action, issue: str = issue, words: Any = words) -> None:
                    action.set_fields("issue", issue, words)

                _acts(project, pipe, fill)
                if rng.random() < 0.7:
                    project.checkpoint()


def _migrate(folder: Path, rng: random.Random, pipe: Connection) -> None:
    """Opens a project with a program that has one schema step more."""
    register_next_step()
    opening.open_project(folder, who="child").close()


WORK = {"import": _import, "edit": _edit, "checkpoint": _checkpoint, "migrate": _migrate}
