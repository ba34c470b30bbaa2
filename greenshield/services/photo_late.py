"""Photos tied as of before the rectification that were taken when it was under way or done.

Before a plan is approved every photo is taken to show the state before (``photo_phase``). What is
imported first and moved through its steps afterwards, with the days on which they were, may so
have photos of the finished works among those of before. Nobody is refused for it: it is told.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.services import photo_proven
from greenshield.services.photo_facts import OFFSET_SQL, taken_on
from greenshield.services.photo_phase import plan_taken_over

CODE: Final = "photos_before_late"
ONE: Final = "photo_before_late"
MOVES: Final = (
    "approve_plan", "self_check", "city_review", "accept", "publicize", "close", "file",
)  # fmt: skip
_PHASES: Final = ("rectify", "report")
_UNDER_WAY: Final = tuple(s.code for s in workflow.STATES.values() if s.phase in _PHASES)
_NAMED: Final = 6  # photos that a sentence names
_LETTERS: Final = 12  # of their hashes

# A heir's plan was approved before the move that made it one, so all of its photos are looked at.
_SUSPECTS: Final = f"""
WITH began AS (
  SELECT issue_id, min(CASE move WHEN 'succeed' THEN '' ELSE occurred_on END) AS day FROM move
  WHERE status = 'done' AND to_state IN (SELECT value FROM json_each(?1))
  AND (?2 = '' OR issue_id = ?2) GROUP BY issue_id)
SELECT b.issue_id, p.sha256, p.taken_at, p.taken_at_source, p.warnings, {OFFSET_SQL}
FROM began b JOIN photo_tag t ON t.issue_id = b.issue_id
JOIN photo p ON p.sha256 = t.photo
WHERE t.phase = 'before' AND NOT t.removed AND NOT p.void AND substr(p.taken_at, 1, 10) >= b.day
ORDER BY b.issue_id, p.taken_at, p.sha256
"""


@dataclass(frozen=True, slots=True)
class Late:
    """Photos of one issue.

    Attributes:
        issue: its id.
        number: what it is called.
        since: the day on which its rectification began, or the plan was approved, ISO.
        photos: their whole hashes, by the time they were taken.
    """

    issue: str
    number: str
    since: str
    photos: tuple[str, ...]

    def told(self) -> Missing:
        """The sentence that tells it."""
        named = [photo[:_LETTERS] for photo in self.photos[:_NAMED]]
        named += ["…"] if len(self.photos) > _NAMED else []
        params = {"count": len(self.photos), "day": self.since, "photos": " ".join(named),
                  "issue": self.number}  # fmt: skip
        return Missing(CODE, params, "before")


def found(project: Project, issue_id: str = "") -> list[Late]:
    """The issues that have such photos, or one of them; out of the tables, but for those.

    A photo of the approval's own day may be of before. One that is taken after an issue was opened
    anew, and before what is asked for then is done, shows a second time before. Where no time that
    can be trusted tells the day nothing is told.

    Args:
        project: where.
        issue_id: only this issue; "" for all.
    """
    days: dict[str, dict[str, str]] = defaultdict(dict)
    for row in project.rows(_SUSPECTS, json.dumps(_UNDER_WAY), issue_id):
        warnings = json.loads(row["warnings"]) if row["warnings"] else None
        day = taken_on(row["taken_at"], row["taken_at_offset"])
        if day and photo_proven.is_said_or_proven(row["taken_at_source"], warnings):
            days[row["issue_id"]][row["sha256"]] = day
    out = []
    for each, taken in days.items():
        issue = project.issue(each)
        late = None if issue is None or issue.state == "void" else _of(issue, taken)
        out += [] if late is None else [late]
    return out


def remarks(project: Project, issue: IssueState) -> list[Missing]:
    """What is to be told of one issue, in one sentence; [] where there is nothing."""
    return [late.told() for late in found(project, issue.entity_id)]


def by_photo(project: Project, photos: Iterable[str]) -> dict[str, list[tuple[str, Any]]]:
    """Of which of these photos it is to be told, as codes and parameters.

    Args:
        project: where.
        photos: their whole hashes.
    """
    wanted, out = set(photos), defaultdict[str, list[tuple[str, Any]]](list)
    for late in found(project):
        for photo in wanted.intersection(late.photos):
            out[photo].append((ONE, {"issue": late.number, "day": late.since}))
    return out


def _of(issue: IssueState, taken: Mapping[str, str]) -> Late | None:
    history = list(issue.history())
    began = [m.occurred_on for m in history if m.to_state in _UNDER_WAY]
    since = min([*began, *plan_taken_over(history).values()], default="")
    again, opened = list[tuple[str, str]](), ""
    for move in history:
        if move.move == "reopen":
            opened = move.occurred_on
        elif move.move == "self_check" and opened:
            again.append((opened, move.occurred_on))
            opened = ""
    again += [(opened, "9999-12-31")] if opened else []
    late = tuple(
        photo
        for photo, day in taken.items()
        if since and day > since and not any(first <= day < last for first, last in again)
    )
    return Late(issue.entity_id, issue.number, since, late) if late else None
