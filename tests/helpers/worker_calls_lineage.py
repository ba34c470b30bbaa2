"""Calls for a worker that tests make: an issue is split in two halves, or becomes owed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.project.project import Project
    from greenshield.services.lineage import Replaced
    from greenshield.services.session import Session


def split_in_two(work: Work, issue: str) -> Outcome:
    """Cuts the patch of an issue from north to south; the ids of the parts."""
    made = _halve(work.session, issue, "现场为两处", "HALF")
    return Outcome(list(made.successors), made.changes)


def _halve(session: Session, issue: str, reason: str, number: str) -> Replaced:
    import shapely

    from greenshield.project.projection.geometry import from_field
    from greenshield.services import lineage, lookup
    from greenshield.services.lineage_carry import Part
    from greenshield.services.shape_typed import Shapes

    patch = from_field(lookup.issue(session.project, issue).get("geom"), session.project.media)
    assert patch is not None
    west, south, east, north = patch.bounds
    middle = (west + east) / 2
    halves = (shapely.box(west, south, middle, north), shapely.box(middle, south, east, north))
    parts = [
        Part({"clue_no": f"{number}-{n}", "geom": shapely.intersection(patch, half).wkt}, Shapes())
        for n, half in enumerate(halves, 1)
    ]
    return lineage.split(session, issue, parts, on="2025-06-01", reason=reason)


def adopt(work: Work, issue: str, state: str) -> Outcome:
    """Claims of a clue, as an old ledger would, that it stands in another state."""
    from greenshield.domain.evidence import MoveRequest
    from greenshield.services import moves

    session = work.session
    data = {"state": state, "file_sha256": "ab" * 32, "sheet": "台账", "row": 3}
    with session.project.action(session.who.actor_id) as action:
        moves.make(session, action, issue, MoveRequest("adopt", "2025-01-05", "", (), data), {})
    return Outcome(None, action.changes)


def planned_apart(work: Work, issue: str, folder: Path) -> Outcome:
    """Two laptops plan a split of an issue differently, and meet; each has the other's files."""
    import shutil

    from helpers.dossier_calls import met

    from greenshield.services import people
    from greenshield.services.session import Session

    def plan(reason: str, numbers: str) -> Callable[[Project], None]:
        def act(project: Project) -> None:
            actor = work.session.who.actor_id
            who = next(a for a in people.everyone(project) if a.actor_id == actor)
            _halve(Session(project, who), issue, reason, numbers)

        return act

    done = met(work, plan("东西两处", "HALF"), plan("分属两家", "FIRM"), folder)
    for file in (folder / "media").rglob("*"):
        mine = work.project.layout.folder / file.relative_to(folder)
        if file.is_file() and not mine.exists():
            mine.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, mine)
    return done


def fined_while_split(work: Work, issue: str, folder: Path) -> Outcome:
    """Another laptop fines an issue, a clue yet, that this one splits meanwhile; both meet."""
    from helpers.dossier_calls import met

    from greenshield.services import people, records
    from greenshield.services.session import Session

    actor = work.session.who.actor_id

    def session(project: Project) -> Session:
        who = next(a for a in people.everyone(project) if a.actor_id == actor)
        return Session(project, who)

    def fine(project: Project) -> None:
        given = {"number": "罚9", "party": "甲", "yuan": "700"}
        records.add(session(project), issue, "penalty", given, occurred_on="2025-06-02")

    def halve(project: Project) -> None:
        _halve(session(project), issue, "现场为两处", "HALF")

    return met(work, halve, fine, folder)
