"""The issues whose plans name what a negative list bars or limits, of the whole project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from greenshield.domain.workflow import CLOSED_STATES
from greenshield.project.project import Project
from greenshield.services import restriction_check, restriction_list
from greenshield.services.progress import SILENT, Progress
from greenshield.services.restriction_check import Found

_TOLD_EVERY: Final = 50  # issues
_PLANNED: Final = """
SELECT id, coalesce(nullif(issue_no, ''), clue_no, '') AS number, state FROM issue
WHERE NOT void AND state <> 'void' AND (
  coalesce(measure_codes, '[]') <> '[]' OR coalesce(measure_text, '') <> ''
  OR coalesce(restore_target, '') <> '' OR coalesce(goal, '') <> ''
  OR EXISTS (SELECT 1 FROM record r WHERE r.issue_id = issue.id AND r.kind = 'measure'
             AND NOT r.void))
ORDER BY number, id"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An issue whose plan meets a list.

    Attributes:
        number: its number, else its clue's.
        found: what bars or limits it; what is sure comes first, what bars before what limits.
    """

    issue_id: str
    number: str
    state: str
    found: tuple[Found, ...]


def of_all(
    project: Project, day: str, *, closed: bool = False, progress: Progress = SILENT
) -> list[Hit]:
    """What the lists that hold on a day say of every plan, by the issues' numbers.

    Args:
        project: where.
        day: ISO.
        closed: also of issues that are closed.
        progress: told issue by issue.
    """
    if not restriction_list.items(project, day):
        return []
    rows = [r for r in project.rows(_PLANNED) if closed or r["state"] not in CLOSED_STATES]
    hits = []
    for count, row in enumerate(rows):
        if count % _TOLD_EVERY == 0:
            progress.step("reading_plans", count, len(rows))
        issue = project.issue(row["id"])
        found = [] if issue is None else restriction_check.of_issue(project, issue, day)
        if found:
            hits.append(Hit(row["id"], str(row["number"]), row["state"], tuple(found)))
    return hits
