"""For which issues photos are to be taken now: somebody's, or everybody's."""

from __future__ import annotations

from typing import Final

from greenshield.project.project import Project

# In these states somebody goes there to take photos: the check, the rectification, the look-back.
STATES: Final = ("assigned", "rectifying", "lookback")

_WAITING: Final = """
SELECT id FROM issue WHERE NOT void
AND (state IN ({states}) OR (state = 'suspended' AND came_from IN ({states})))
AND (?1 = '' OR assignee = ?1)
ORDER BY coalesce(issue_no, clue_no, id)
""".format(states=", ".join(f"'{state}'" for state in STATES))


def waiting(project: Project, actor_id: str = "") -> list[str]:
    """The ids of the issues that wait for photos, by their numbers.

    Args:
        project: open for reading.
        actor_id: only those that are assigned to this person; "" for all.
    """
    return [str(row["id"]) for row in project.rows(_WAITING, actor_id)]
