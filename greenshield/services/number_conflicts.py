"""One number twice: issues that bear it, and blocks of one county and year that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from greenshield.domain.errors import UsageError
from greenshield.domain.state import IssueState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import numbers, people
from greenshield.services.calendar import today
from greenshield.services.session import Session

_EQUAL = """
SELECT id, issue_no, clue_no FROM issue WHERE issue_no IN (
SELECT issue_no FROM issue WHERE issue_no IS NOT NULL GROUP BY issue_no HAVING count(*) > 1)
ORDER BY issue_no, id
"""
_PLACE = re.compile(r"([0-9A-Za-z_-]{6,24})-(\d{4})-.+")


def items(project: Project) -> list[dict[str, Any]]:
    """Numbers that several issues bear, and blocks of several devices that overlap.

    A candidate's ``event`` is the issue's or the block's id: what ``--take`` names.
    """
    out: list[dict[str, Any]] = []
    equal: dict[str, list[dict[str, Any]]] = {}
    for row in project.rows(_EQUAL):
        equal.setdefault(str(row["issue_no"]), []).append(row)
    for number, rows in equal.items():
        out.append(_item(project, "issue", number, "issue_no", rows))
    for group in _overlapping(numbers.live_blocks(project)):
        first = group[0]
        label = f"{first['division_code']}-{first['year']}-{first['first_no']}"
        out.append(_item(project, "number_block", label, "block", group))
    return out


def _item(
    project: Project, entity_type: str, label: str, name: str, rows: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "conflict": f"{'block' if name == 'block' else 'number'}:{label}",
        "entity_type": entity_type,
        "entity": " ".join(row["id"] for row in rows),
        "label": label,
        "what": "number",
        "name": name,
        "candidates": [_candidate(project, entity_type, row) for row in rows],
    }


def _candidate(project: Project, entity_type: str, row: dict[str, Any]) -> dict[str, Any]:
    """Who wrote the number, or granted the block, and when."""
    state = project.state(entity_type, row["id"])
    written = None if state is None else state.fields.get(_TOLD_BY[entity_type])
    actor = None if written is None else people.by_id(project, written.shown.actor)
    block = entity_type == "number_block"
    return {
        "event": row["id"],
        "value": f"{row['first_no']}–{row['last_no']}" if block else row["clue_no"],
        "actor": "" if written is None else written.shown.actor,
        "actor_name": "" if actor is None else actor.name,
        "at": "" if written is None else written.shown.at,
        "mine": written is not None and written.shown.device == project.local("device"),
    }


_TOLD_BY = {"issue": "issue_no", "number_block": "first_no"}


def _overlapping(blocks: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Blocks of one county and year, of several devices, that hang together by common numbers."""
    groups: list[list[dict[str, Any]]] = []
    last = 0
    for block in blocks:
        place = (block["division_code"], block["year"])
        before = groups[-1][0] if groups else None
        same = before is not None and place == (before["division_code"], before["year"])
        if same and block["first_no"] <= last:
            groups[-1].append(block)
            last = max(last, block["last_no"])
        else:
            groups.append([block])
            last = block["last_no"]
    return [g for g in groups if len({block["device_id"] for block in g}) > 1]


def resolve(session: Session, hit: dict[str, Any], take: str) -> Changes:
    """Leaves a number with one issue, or its numbers with one block.

    Every other issue gets a temporary number, which ``issue number`` makes official; every
    other block is voided.

    Args:
        session: who decides, where.
        hit: one of :func:`items`.
        take: the id, or a unique beginning of it, of the issue or block that keeps them.

    Raises:
        RefusedError: who acts is no keeper.
        UsageError: it names none or several of them.
    """
    people.need_keeper(session.who)
    ids = [c["event"] for c in hit["candidates"]]
    fitting = [i for i in ids if i == take] or [i for i in ids if take and i.startswith(take)]
    if len(fitting) != 1:
        raise UsageError("choice_unclear", take=take, candidates=", ".join(ids))
    others = [i for i in ids if i != fitting[0]]
    if hit["entity_type"] == "issue":
        return _renumber(session, others)
    with session.project.action(session.who.actor_id) as action:
        for block in others:
            state = action.state("number_block", block)
            heads = () if state is None else (h for f in state.fields.values() for h in f.heads)
            body = {"saw": sorted(set(heads)), "reason": f"overlaps {fitting[0]}"}
            action.emit("voided", "number_block", block, body)
    return action.changes


def _renumber(session: Session, issues: Iterable[str]) -> Changes:
    project = session.project
    with project.action(session.who.actor_id) as action:
        for issue_id in issues:
            state = action.issue(issue_id)
            assert state is not None
            division, year = _place_of(session, state)
            values = {"issue_no": numbers.temporary(division, year)}
            action.set_fields("issue", issue_id, values)
    return action.changes


def _place_of(session: Session, state: IssueState) -> tuple[str, int]:
    """The county and year of an issue's number, as far as it tells them."""
    found = _PLACE.fullmatch(str(state.get("issue_no")))
    if found is not None:
        return (found[1], int(found[2]))
    division = state.get("division_code")
    known = division if isinstance(division, str) and division else session.who.division
    return (known, int(today()[:4]))
