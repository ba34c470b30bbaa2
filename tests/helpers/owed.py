"""Problems that are owed, to be split and merged: with a city that signs for it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from helpers.open_sessions import COUNTY, LAT, LON, PATCH, acting, add_clue
from shapely import Polygon, box

from greenshield.domain.evidence import MoveRequest
from greenshield.project.projection.geometry import from_field
from greenshield.project.rebuilding import differences
from greenshield.services import issues, lineage, lookup, moves, signing, verifying
from greenshield.services.lineage import Replaced
from greenshield.services.lineage_carry import Part
from greenshield.services.session import Session

ON, SIGNED_ON = "2026-03-01", "2026-03-05"
DEADLINE = "2026-02-15"
WEST = box(LON - 0.001, LAT - 0.001, LON, LAT + 0.001)
EAST = box(LON, LAT - 0.001, LON + 0.001, LAT + 0.001)


def add_owed(session: Session, clue_no: str, shape: Polygon = PATCH, **more: Any) -> str:
    """A problem as an old ledger claims it, in rectification unless ``state`` says otherwise."""
    state = more.pop("state", "rectifying")
    number = more.pop("issue_no", f"{COUNTY}-2026-{sum(map(ord, clue_no)):04d}")
    issue = add_clue(session, clue_no, shape, **{"deadline": DEADLINE, "issue_no": number, **more})
    data = {"state": state, "file_sha256": "ab" * 32, "sheet": "台账", "row": 3}
    if state in ("suspended", "lookback"):
        data["came_from"] = "rectifying" if state == "suspended" else "closed"
    with session.project.action(session.who.actor_id) as action:
        request = MoveRequest("adopt", "2026-01-05", "", (), data)
        moves.make(session, action, issue, request, {})
    return issue


def part(clue_no: str, shape: Polygon | None = None, **given: Any) -> Part:
    """A part as it is typed."""
    return Part({"clue_no": clue_no, **({} if shape is None else {"geom": shape.wkt}), **given})


def plan_split(session: Session, word: str, *parts: Part, **more: Any) -> Replaced:
    """Splits a problem in two, as far as the county may."""
    parts = parts or (part(f"{word}-1", WEST), part(f"{word}-2", EAST))
    return lineage.split(session, word, parts, on=ON, reason="两处图斑", **more)


def plan_merge(session: Session, words: list[str], whole: Part) -> Replaced:
    """Merges problems, as far as the county may."""
    return lineage.merge(session, words, whole, on=ON, reason="同一处")


def sign(session: Session, word: str, who: str = "王五") -> str:
    """Somebody of the city signs what waits."""
    return signing.consent(acting(session.project, who), word, occurred_on=SIGNED_ON)[0]


def split(session: Session, word: str, *parts: Part, **more: Any) -> Replaced:
    """Splits a problem, signed."""
    made = plan_split(session, word, *parts, **more)
    sign(session, word)
    return made


def merge(session: Session, words: list[str], whole: Part) -> Replaced:
    """Merges problems, signed."""
    made = plan_merge(session, words, whole)
    sign(session, words[0])
    return made


def strips(shape: Polygon, cuts: list[float]) -> list[Polygon]:
    """A patch in strips from west to east, cut at these shares of its width."""
    west, south, east, north = shape.bounds
    edges = [west, *(west + (east - west) * cut for cut in sorted(cuts)), east]
    return [box(a, south, b, north) for a, b in pairwise(edges)]


def shape_of(session: Session, word: str) -> Any:
    """An issue's patch."""
    return from_field(lookup.issue(session.project, word).get("geom"), session.project.media)


def set_fields(session: Session, word: str, **values: Any) -> None:
    """Edits as a person makes them."""
    issues.set_fields(session, word, values)


def is_sound(session: Session) -> bool:
    """Whether all that was written verifies, and the tables are those of the events."""
    found = verifying.verify(session.project.layout.folder)
    told = [(broken.code, broken.params) for broken in found.broken]
    assert told == [], told
    return differences(session.project) == []
