"""The rows of negative lists: all of them, or those that hold on a day."""

from __future__ import annotations

import json
from typing import Any, Final

from greenshield.project.project import Project

_COLUMNS: Final = (
    "id, list_name, list_from, measure_codes, restore_targets, measure_words, space_codes, level, "
    "wording, source_doc, issued_by, valid_from, valid_to, remark, source_file, source_row"
)
# Of the versions of one list the latest that had begun holds; each row by its own days besides.
_HOLDS: Final = """
AND coalesce(r.list_from, '') <= ?1 AND coalesce(nullif(r.valid_from, ''), '') <= ?1
AND coalesce(nullif(r.valid_to, ''), '9999-12-31') >= ?1
AND NOT EXISTS (SELECT 1 FROM restriction n WHERE n.list_name = r.list_name AND NOT n.void
  AND n.list_from <= ?1 AND n.list_from > coalesce(r.list_from, ''))"""
_ORDER: Final = " ORDER BY r.list_name, coalesce(r.list_from, ''), r.source_row, r.id"
_LISTS: Final = ("measure_codes", "restore_targets", "measure_words", "space_codes")


def items(project: Project, on: str = "") -> list[dict[str, Any]]:
    """The rows, by list, version and row; those that hold on a day where one is given.

    Each has ``id``, ``list_name``, ``list_from``, ``measure_codes``, ``restore_targets``,
    ``measure_words``, ``space_codes``, ``level``, ``wording``, ``source_doc``, ``issued_by``,
    ``valid_from``, ``valid_to``, ``remark``, ``source_file``, ``source_row``.
    """
    sql = f"SELECT {_COLUMNS} FROM restriction r WHERE NOT r.void AND r.level IS NOT NULL"
    rows = project.rows(sql + _HOLDS + _ORDER, on) if on else project.rows(sql + _ORDER)
    for row in rows:
        for name in _LISTS:
            row[name] = _texts(row[name])
    return rows


def _texts(raw: Any) -> list[str]:
    """A list of a column that any program's event may have filled."""
    try:
        found = json.loads(raw) if isinstance(raw, str) else []
    except ValueError:
        return []
    return [t for t in found if isinstance(t, str)] if isinstance(found, list) else []
