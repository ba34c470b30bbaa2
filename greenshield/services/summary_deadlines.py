"""The deadlines of a past day: what the changes that came after the day put aside.

A deadline changes by an extension record, which says from which date, and by a ``return`` or
``reopen``, which writes the field in its own action: what that write had seen is what it put
aside. A return that carries an extension out changes nothing on its own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from greenshield.project.project import Project

REWRITING = ("return", "reopen")
"""The moves that may bring a deadline of their own."""

# One that a split or a merge brought along moved the deadline of the issue that it came from.
_EXTENSIONS = """
SELECT issue_id, occurred_on AS day, json_extract(fields, '$.from_date') AS before,
json_extract(fields, '$.to_date') AS after FROM record
WHERE kind = 'extension' AND NOT void AND json_extract(fields, '$.carried_from') IS NULL
ORDER BY issue_id, occurred_on, record_id
"""
# A write goes with the first move that follows it in its action.
_WRITTEN = """
SELECT m.issue_id, m.event_id, m.move,
json_extract(CAST(w.body AS TEXT), '$.fields.deadline') AS after,
(SELECT json_extract(CAST(o.body AS TEXT), '$.fields.deadline')
 FROM json_each(CAST(w.body AS TEXT), '$.saw') s JOIN event o ON o.event_id = s.value
 WHERE json_type(CAST(o.body AS TEXT), '$.fields.deadline') IS NOT NULL
 ORDER BY o.lamport DESC, o.device_id DESC, o.seq DESC LIMIT 1) AS before
FROM move m JOIN event e ON e.event_id = m.event_id
JOIN event w ON w.entity_id = m.issue_id AND w.kind = 'fields_set'
 AND w.action_id = e.action_id AND w.device_id = e.device_id AND w.scope = e.scope
 AND w.seq < e.seq
WHERE m.status = 'done' AND m.move IN ('return', 'reopen')
AND json_type(CAST(w.body AS TEXT), '$.fields.deadline') IS NOT NULL
AND json_type(CAST(w.body AS TEXT), '$.record') IS NULL
AND NOT EXISTS (SELECT 1 FROM event b WHERE b.entity_id = m.issue_id AND b.kind = 'moved'
 AND b.device_id = e.device_id AND b.scope = e.scope AND b.seq > w.seq AND b.seq < e.seq)
ORDER BY m.issue_id, m.fid, w.seq DESC
"""


Change = tuple[str, str]
"""The day of a change, ISO, and the deadline that it put aside, "" for none."""


def changes(project: Project, days: Mapping[str, str]) -> dict[str, list[Change]]:
    """Every change of a deadline, by issue.

    Of one day a reopening comes first, and a return whose deadline an extension puts off; then
    extensions, then other returns.

    Args:
        project: where they are.
        days: the day on which each ``return`` and ``reopen`` counts, by event id.
    """
    found: dict[str, list[Change]] = {}
    first: dict[str, list[Change]] = {}
    put_off: set[tuple[str, str, str]] = set()
    granted: dict[str, list[tuple[str, str]]] = {}
    for row in project.rows(_EXTENSIONS):
        granted.setdefault(row["issue_id"], []).append((row["day"], str(row["after"])))
        put_off.add((row["issue_id"], row["day"], str(row["before"])))
        if row["before"]:
            found.setdefault(row["issue_id"], []).append((row["day"], str(row["before"])))
    for row in project.rows(_WRITTEN):
        day, issue = days.get(row["event_id"], ""), row["issue_id"]
        if row["move"] == "return" and _was_granted(row, day, granted):
            continue
        is_first = row["move"] == "reopen" or (issue, day, str(row["after"])) in put_off
        into = first if is_first else found
        into.setdefault(issue, []).append((day, str(row["before"] or "")))
    return {issue: first.get(issue, []) + found.get(issue, []) for issue in found | first}


def standing_then(changed: Iterable[Change], cutoff: str) -> str | None:
    """The deadline at the end of a day, "" for none; None where nothing changed it since."""
    later = [change for change in changed if change[0] > cutoff]
    # Of one day the first: an extension comes before the return that needs it, and after the
    # move that set what it extends.
    return min(later, key=lambda change: change[0])[1] if later else None


def put_aside(project: Project, cutoff: str, days: Mapping[str, str]) -> dict[str, str]:
    """The deadline at the end of a day of each issue whose deadline changed after it.

    Args:
        project: where they are.
        cutoff: the day, ISO.
        days: the day on which each ``return`` and ``reopen`` after it counts, by event id.

    Returns:
        Issue id -> the deadline, ISO, "" where it had none.
    """
    then = {
        issue: standing_then(changed, cutoff) for issue, changed in changes(project, days).items()
    }
    return {issue: deadline for issue, deadline in then.items() if deadline is not None}


def _was_granted(
    row: Mapping[str, str], day: str, granted: Mapping[str, list[tuple[str, str]]]
) -> bool:
    """True where an extension of that day or before already made the deadline what it became."""
    extensions = granted.get(row["issue_id"], [])
    return any(on <= day and to == str(row["after"]) for on, to in extensions)
