"""Calls for a worker that tests make: an issue is split in two halves, or becomes owed."""

from __future__ import annotations

from ui.tasks.work import Outcome, Work


def split_in_two(work: Work, issue: str) -> Outcome:
    """Cuts the patch of an issue from north to south; the ids of the parts."""
    import shapely

    from greenshield.project.projection.geometry import from_field
    from greenshield.services import lineage, lookup
    from greenshield.services.lineage_carry import Part
    from greenshield.services.shape_typed import Shapes

    patch = from_field(lookup.issue(work.project, issue).get("geom"), work.project.media)
    assert patch is not None
    west, south, east, north = patch.bounds
    middle = (west + east) / 2
    halves = (shapely.box(west, south, middle, north), shapely.box(middle, south, east, north))
    parts = [
        Part({"clue_no": f"HALF-{n}", "geom": shapely.intersection(patch, half).wkt}, Shapes())
        for n, half in enumerate(halves, 1)
    ]
    made = lineage.split(work.session, issue, parts, on="2025-06-01", reason="现场为两处")
    return Outcome(list(made.successors), made.changes)


def adopt(work: Work, issue: str, state: str) -> Outcome:
    """Claims of a clue, as an old ledger would, that it stands in another state."""
    from greenshield.domain.evidence import MoveRequest
    from greenshield.services import moves

    session = work.session
    data = {"state": state, "file_sha256": "ab" * 32, "sheet": "台账", "row": 3}
    with session.project.action(session.who.actor_id) as action:
        moves.make(session, action, issue, MoveRequest("adopt", "2025-01-05", "", (), data), {})
    return Outcome(None, action.changes)
