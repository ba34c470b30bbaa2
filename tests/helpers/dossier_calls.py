"""What tests of the dossier have done in the worker by other means than the dossier's forms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.project.project import Project

Act = Callable[["Project"], None]


def new_clue(work: Work, clue_no: str, wkt: str, fields: dict[str, str]) -> Outcome:
    """Makes a clue; the value is its id."""
    from greenshield.services import issues

    made = issues.create(work.session, {"clue_no": clue_no, "geom": wkt, **fields})
    return Outcome(made.issue_id, made.changes)


def adopt(work: Work, issue: str, state: str, day: str) -> Outcome:
    """Has a clue come in as an old ledger tells that it stands."""
    from helpers.projects import move

    with work.project.action(work.session.who.actor_id) as action:
        move(action, issue, "adopt", state, occurred_on=day, data={"state": state})
    return Outcome(None, action.changes)


def tie(work: Work, issue: str, ties: Sequence[tuple[str, str, str]]) -> Outcome:
    """Ties photos: file, phase, kind."""
    from greenshield.services import photo_ties

    for file, phase, kind in ties:
        sha256 = hashlib.sha256(Path(file).read_bytes()).hexdigest()
        done = photo_ties.tag_all(work.session, [sha256], issue, phase=phase, kind=kind)
    return Outcome(None, done.changes)


def pack(work: Work, issue: str, file: Path) -> None:
    """Writes the archive pack of an issue, as the reports room does."""
    from greenshield.services import report_closure

    report_closure.make(work.session, issue, file, as_of="2025-11-20")


def rival_writes(
    work: Work, issue: str, field: str, here: str, there: str, folder: Path
) -> Outcome:
    """Has this laptop and another write a field, neither knowing of the other; then both meet."""
    actor = work.session.who.actor_id

    def write(value: str) -> Act:
        def act(project: Project) -> None:
            with project.action(actor) as action:
                action.set_fields("issue", issue, {field: value})

        return act

    return met(work, write(here), write(there), folder)


def rival_moves(
    work: Work, issue: str, here: Mapping[str, Any], there: Mapping[str, Any], folder: Path
) -> Outcome:
    """Has two laptops move an issue, or write its facts, and meet.

    Each side is ``who`` (a name) and either ``move`` with its keywords, or ``fields``; ``signed``
    is a paper that stands for the second signature.
    """

    def act(side: Mapping[str, Any]) -> Act:
        def done(project: Project) -> None:
            from greenshield.services import issues, moves, people, signing
            from greenshield.services.session import Session

            who = next(a for a in people.everyone(project) if a.name == side["who"])
            session = Session(project, who)
            if "fields" in side:
                issues.set_fields(session, issue, side["fields"])
                return
            moves.move(session, issue, side["move"], **side["given"])
            if "signed" in side:
                on = side["given"]["occurred_on"]
                signing.consent(session, issue, occurred_on=on, document=side["signed"],
                              name="李省级", unit="示例省生态环境厅")  # fmt: skip

        return done

    return met(work, act(here), act(there), folder)


def numbered(work: Work, issue: str, number: str) -> Outcome:
    """Has an issue bear a number, as another laptop without a block of numbers might give it."""
    with work.project.action(work.session.who.actor_id) as action:
        action.set_fields("issue", issue, {"issue_no": number})
    return Outcome(None, action.changes)


def granted(work: Work, division: str, year: int, first: int, last: int) -> Outcome:
    """Has the keeper grant this laptop a block of numbers, as the command line does."""
    from greenshield.services import numbers

    changes = numbers.grant(work.session, division=division, year=year, first=first, last=last)
    return Outcome(None, changes)


def met(work: Work, here: Act, there: Act, folder: Path) -> Outcome:
    """Another laptop acts on a copy of the project, this one meanwhile; then both meet."""
    import os
    import shutil

    from greenshield.log.signing import DeviceKey
    from greenshield.log.trust import admit
    from greenshield.project.opening import open_project
    from greenshield.project.receiving import receive

    project = work.project
    far_key = DeviceKey.generate()
    signer = project.signer
    assert signer is not None
    body = admit(signer, project.project_id, far_key.public_key, name="乙机", scopes=()).to_dict()
    with project.action(work.session.who.actor_id) as action:
        action.emit("device_admitted", "device", far_key.device_id, body)
    project.checkpoint()
    database = project.layout.database
    # Media are never written to again: a second name for them is enough.
    leave_out = shutil.ignore_patterns(f"{database.stem}.*")
    shutil.copytree(database.parent, folder, copy_function=os.link, ignore=leave_out)
    shutil.copy(database, folder / database.name)
    with open_project(folder, who="far") as far:
        far.sign_with(far_key)
        there(far)
        events = [e for e in far.journal.all() if e.header.device == far_key.device_id]
    here(project)
    return Outcome(None, receive(project, events).changes)
