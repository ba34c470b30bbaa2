"""What tests of the dossier have done in the worker by other means than the dossier's forms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ui.tasks.work import Outcome, Work


def new_clue(work: Work, clue_no: str, wkt: str, fields: dict[str, str]) -> Outcome:
    """Makes a clue; the value is its id."""
    from greenshield.services import issues

    made = issues.create(work.session, {"clue_no": clue_no, "geom": wkt, **fields})
    return Outcome(made.issue_id, made.changes)


def tie(work: Work, issue: str, ties: Sequence[tuple[str, str, str]]) -> Outcome:
    """Ties photos: file, phase, kind."""
    from greenshield.services import tagging

    for file, phase, kind in ties:
        sha256 = hashlib.sha256(Path(file).read_bytes()).hexdigest()
        changes = tagging.tag(work.session, sha256, issue, phase=phase, kind=kind)
    return Outcome(None, changes)


def pack(work: Work, issue: str, file: Path) -> None:
    """Writes the archive pack of an issue, as the reports room does."""
    from greenshield.services import reporting

    reporting.closure(work.session, issue, file, as_of="2025-11-20")


def rival_writes(
    work: Work, issue: str, field: str, here: str, there: str, folder: Path
) -> Outcome:
    """Has this laptop and another write a field, neither knowing of the other; then both meet."""
    from greenshield.log.signing import DeviceKey
    from greenshield.log.trust import admit
    from greenshield.project.opening import open_project
    from greenshield.project.receiving import receive

    project = work.project
    far_key = DeviceKey.generate()
    signer = project.signer
    assert signer is not None
    body = admit(signer, project.project_id, far_key.public_key, name="乙机", scopes=()).to_dict()
    actor = work.session.who.actor_id
    with project.action(actor) as action:
        action.emit("device_admitted", "device", far_key.device_id, body)
    project.checkpoint()
    import shutil

    folder.mkdir()
    shutil.copy(project.layout.database, folder / "project.gpkg")
    with open_project(folder, who="far") as far:
        far.sign_with(far_key)
        with far.action(actor) as action:
            action.set_fields("issue", issue, {field: there})
        events = [e for e in far.journal.all() if e.header.device == far_key.device_id]
    with project.action(actor) as action:
        action.set_fields("issue", issue, {field: here})
    receive(project, events)
    return Outcome(None, action.changes)
