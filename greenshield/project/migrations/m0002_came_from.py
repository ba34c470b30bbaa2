"""Schema 0002: the state that a suspended issue, or one under a look-back, came from.

Filled from the moves, as the fold gives it from now on; nothing has to be made anew for it.
"""

from __future__ import annotations

from typing import Any

_ADD = "ALTER TABLE issue ADD COLUMN came_from TEXT"
# Few issues are aside or looked at again: the index holds these alone, and a count of the
# standing views reads nothing else.
_INDEX = "CREATE INDEX issue_by_came_from ON issue (came_from, state) WHERE came_from IS NOT NULL"
# The last way into the present state; an adopted row tells by its own word.
_FILL = """
UPDATE issue SET came_from = (
  SELECT CASE WHEN m.move != 'adopt' THEN m.from_state ELSE (
    SELECT json_extract(CAST(e.body AS TEXT), '$.data.came_from') FROM event e
    WHERE e.event_id = m.event_id
    AND json_type(CAST(e.body AS TEXT), '$.data.came_from') = 'text') END
  FROM move m WHERE m.issue_id = issue.id AND m.status = 'done' AND m.to_state = issue.state
  AND m.move IN (CASE issue.state WHEN 'suspended' THEN 'suspend' ELSE 'look_back' END, 'adopt')
  ORDER BY m.fid DESC LIMIT 1)
WHERE state IN ('suspended', 'lookback')
"""
_CLEAR = """
UPDATE issue SET came_from = NULL WHERE
(state = 'lookback' AND came_from NOT IN ('closed', 'filed')) OR
(state = 'suspended' AND came_from NOT IN (
  'clue', 'assigned', 'checked', 'registered', 'planned', 'rectifying', 'self_checked',
  'city_reviewed', 'accepted', 'publicized', 'lookback'))
"""


def apply(db: Any) -> None:
    """Adds the column, fills it, and indexes it. ``db`` is a ``sqlite_utils.Database``."""
    for statement in (_ADD, _FILL, _CLEAR, _INDEX):
        db.conn.execute(statement)
