"""What the summary counts as it stood at the end of a day: states by their moves, checks, days.

Read from the tables and from the bodies of a few moves, so that a province folds nothing.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain import adoption, workflow
from greenshield.domain.adoption import Adoption
from greenshield.domain.dates import day_of, is_date
from greenshield.project.project import Project
from greenshield.services import calendar
from greenshield.services.summary_deadlines import REWRITING, put_aside

# Done moves by issue, first to last. Facts of their own are asked for of these four.
MOVES = """
SELECT m.issue_id, m.event_id, m.move, m.from_state, m.to_state, m.occurred_on, m.at,
CASE WHEN m.move IN ('adopt', 'dismiss', 'register', 'succeed') THEN
 (SELECT CAST(e.body AS TEXT) FROM event e WHERE e.event_id = m.event_id) END AS body
FROM move m WHERE m.status = 'done' ORDER BY m.issue_id, m.fid
"""
_CHECKS = """
SELECT issue_id, record_id, json_extract(fields, '$.is_true') AS is_true FROM record
WHERE kind = 'check' AND NOT void AND occurred_on <= ? ORDER BY issue_id, occurred_on, record_id
"""
_CREATED = """
SELECT i.id, min(e.at) AS at FROM issue i JOIN event e ON e.entity_id = i.id
WHERE NOT EXISTS (SELECT 1 FROM move m WHERE m.issue_id = i.id AND m.occurred_on <= ?1)
AND NOT EXISTS (SELECT 1 FROM record r WHERE r.issue_id = i.id AND r.occurred_on <= ?1)
GROUP BY i.id
"""
# The issues that a split or a merge made, and of which.
_HEIRS = """
SELECT i.id, p.value AS old FROM issue i, json_each(i.extra, '$.predecessors') p
WHERE json_type(i.extra, '$.predecessors') = 'array'
"""
_REPLACING = ("replace", "supersede")


@dataclass(frozen=True, slots=True)
class Made:
    """A done move, as ``adoption.of`` and ``workflow.origin`` read it."""

    move: str
    from_state: str
    to_state: str
    data: dict[str, Any] = field(default_factory=dict)


class Standing:
    """How every issue of a project stood at the end of a day.

    Args:
        project: where they are.
        cutoff: the day, ISO. Moves and records count by the day on which they happened; a move
            counts when all before it do. From today on every issue is there, whatever the
            clock of the device that entered it says.
    """

    def __init__(self, project: Project, cutoff: str) -> None:
        self._moves: dict[str, tuple[Made, ...]] = {}
        self._closed: dict[str, str] = {}
        rewritten: dict[str, str] = {}
        replaced: dict[str, str] = {}
        rows = itertools.groupby(project.rows(MOVES), key=lambda row: str(row["issue_id"]))
        for issue, moves in rows:
            made = dated(moves)
            self._moves[issue] = tuple(made_of(row) for row, day in made if day <= cutoff)
            rewritten |= {r["event_id"]: day for r, day in made if r["move"] in REWRITING}
            for row, day in made:
                if row["move"] == "close" and day <= cutoff:
                    self._closed[issue] = day
                if row["move"] in _REPLACING:
                    replaced[issue] = day
        self._checks: dict[str, dict[str, Any]] = {}
        for row in project.rows(_CHECKS, cutoff):
            self._checks.setdefault(row["issue_id"], {})[row["record_id"]] = row["is_true"]
        self._deadlines = put_aside(project, cutoff, rewritten)
        created = project.rows(_CREATED, cutoff) if cutoff < calendar.today() else []
        self._later = {row["id"] for row in created if (day_of(row["at"]) or "") > cutoff}
        begun = _begun(project, replaced) if replaced else {}
        self._later -= begun.keys()
        self._later |= {issue for issue, day in begun.items() if day > cutoff}

    def was_there(self, issue_id: str) -> bool:
        """True for an issue that had been entered, or of which something had happened.

        What a split or a merge made was there from that day on: the records that it carries
        are those of the issues in whose place it stands, which count until then.
        """
        return issue_id not in self._later

    def moves(self, issue_id: str) -> tuple[Made, ...]:
        """The done moves until the day, first to last."""
        return self._moves.get(issue_id, ())

    def state(self, issue_id: str) -> str:
        """The workflow state."""
        made = self.moves(issue_id)
        return made[-1].to_state if made else workflow.INITIAL

    def came_from(self, issue_id: str) -> str:
        """The state that a suspended one, or one under a look-back, came from; else ``""``."""
        return workflow.origin(self.state(issue_id), self.moves(issue_id))

    def made_anew(self, issue_id: str) -> bool:
        """True for a clue in whose place a split or a merge put clues that are checked anew."""
        made = self.moves(issue_id)
        return bool(made) and made[-1].move == "replace"

    def adoption(self, issue_id: str) -> Adoption:
        """How far it rested on an old ledger."""
        return adoption.of(self.moves(issue_id))

    def deadline(self, issue_id: str, today: str | None) -> str:
        """The deadline of that day, from the one of today."""
        return self._deadlines.get(issue_id, str(today or ""))

    def closed_on(self, issue_id: str) -> str:
        """The day of the last move that closed it, "" for none."""
        return self._closed.get(issue_id, "")

    def checked(self, issue_id: str) -> bool:
        """True where a field check was on record that says whether the clue is true."""
        return any(found is not None for found in self._checks.get(issue_id, {}).values())

    def verdict(self, issue_id: str) -> str:
        """``true``, ``not_true``, ``other``, or "" while unknown.

        A dismissal says it by its outcome; else the check that a move relied on, else the latest.
        """
        checks = self._checks.get(issue_id, {})
        for made in reversed(self.moves(issue_id)):
            if made.move == "dismiss" and self.state(issue_id) == "dismissed":
                return "not_true" if made.data.get("outcome") == "not_true" else "other"
            relied = made.data.get("relied_check")
            if isinstance(relied, str) and checks.get(relied) is not None:
                return _word(checks[relied])
            if made.move in ("recheck", "reopen_clue"):
                break
        said = [found for found in checks.values() if found is not None]
        return _word(said[-1]) if said else ""


def _begun(project: Project, replaced: Mapping[str, str]) -> dict[str, str]:
    """The day on which each issue that a split or a merge made took its place, where known."""
    out: dict[str, str] = {}
    for row in project.rows(_HEIRS):
        day = replaced.get(row["old"])
        if day is not None:
            out[row["id"]] = min(day, out.get(row["id"], day))
    return out


def _word(is_true: Any) -> str:
    return "true" if is_true else "not_true"


def dated(moves: Iterable[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Each move with the day on which it counts: its own, or a later one of a move before it."""
    rows = list(moves)
    days = [day_of_move(row["occurred_on"], row["at"]) for row in rows]
    return list(zip(rows, itertools.accumulate(days, max), strict=True))


def made_of(row: dict[str, Any]) -> Made:
    """A row of ``MOVES`` as a move."""
    return Made(row["move"], row["from_state"], row["to_state"], _data(row["body"]))


def day_of_move(occurred_on: str, at: str) -> str:
    """When a move happened; where another program wrote no day, when it was recorded."""
    return occurred_on if is_date(occurred_on) else day_of(at) or ""


def _data(body: str | None) -> dict[str, Any]:
    """A move's own facts; none where the event's body is redacted."""
    found = json.loads(body).get("data") if body else None
    return found if isinstance(found, dict) else {}
