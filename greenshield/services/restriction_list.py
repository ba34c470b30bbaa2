"""The rows of negative lists: all of them, or those that hold on a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from greenshield.domain.dates import is_date
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project

_COLUMNS: Final = (
    "id, list_name, list_from, measure_codes, restore_targets, measure_words, space_codes, level, "
    "wording, source_doc, issued_by, valid_from, valid_to, remark, source_file, "
    "source_sha256, source_row"
)
# Of the versions of one list the latest that had begun holds; each row by its own days besides.
_HOLDS: Final = """
AND coalesce(r.list_from, '') <= ?1 AND coalesce(nullif(r.valid_from, ''), '') <= ?1
AND coalesce(nullif(r.valid_to, ''), '9999-12-31') >= ?1
AND NOT EXISTS (SELECT 1 FROM restriction n WHERE n.list_name = r.list_name AND NOT n.void
  AND n.list_from <= ?1 AND n.list_from > coalesce(r.list_from, ''))"""
_ORDER: Final = " ORDER BY r.list_name, coalesce(r.list_from, ''), r.source_row, r.id"
_LEAST: Final = 4  # characters of an id's end
_LISTS: Final = ("measure_codes", "restore_targets", "measure_words", "space_codes")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a list.

    Attributes:
        list_name: of the list.
        list_from: ISO day from which it holds, "" from ever.
        until: the last day before the next version, "" where there is none.
        rows, barred, limited: how many.
        source_file: that it came from.
        void: it was taken out of force.
    """

    list_name: str
    list_from: str
    until: str
    rows: int
    barred: int
    limited: int
    source_file: str
    void: bool

    def holds(self, day: str) -> bool:
        """Whether it is the version in force on a day; rows have days of their own besides."""
        return not self.void and self.list_from <= day and (not self.until or day <= self.until)


def items(project: Project, on: str = "", *, voided: bool = False) -> list[dict[str, Any]]:
    """The rows, by list, version and row; those that hold on a day where one is given.

    Args:
        project: where.
        on: ISO day, "" for all.
        voided: those that were taken out of force, of any day.

    Each has ``id``, ``list_name``, ``list_from``, ``measure_codes``, ``restore_targets``,
    ``measure_words``, ``space_codes``, ``level``, ``wording``, ``source_doc``, ``issued_by``,
    ``valid_from``, ``valid_to``, ``remark``, ``source_file``, ``source_sha256``, ``source_row``.
    """
    sql = f"SELECT {_COLUMNS} FROM restriction r WHERE r.void = {int(voided)}"
    sql += " AND r.level IS NOT NULL"
    rows = project.rows(sql + _HOLDS + _ORDER, on) if on else project.rows(sql + _ORDER)
    for row in rows:
        for name in _LISTS:
            row[name] = _texts(row[name])
    return rows


def find(project: Project, word: str, *, voided: bool = False) -> dict[str, Any]:
    """The row with this id or a unique end of it.

    Raises:
        UsageError: ``restriction_unknown``.
    """
    known = items(project, voided=voided)
    found = [r for r in known if r["id"] == word]
    found = found or [r for r in known if len(word) >= _LEAST and str(r["id"]).endswith(word)]
    if len(found) != 1:
        raise UsageError("restriction_unknown", given=word)
    return found[0]


def versions(rows: Iterable[Mapping[str, Any]], *, void: bool = False) -> list[Version]:
    """The versions of all lists, by name and day.

    Args:
        rows: as of ``items``, without a day.
        void: these were taken out of force.
    """
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = str(row["list_name"] or ""), str(row["list_from"] or "")
        grouped.setdefault(key, []).append(row)
    days: dict[str, list[str]] = {}
    for name, since in sorted(grouped):
        days.setdefault(name, []).append(since)
    out = []
    for (name, since), held in sorted(grouped.items()):
        later = [day for day in days[name] if day > since]
        levels = [row["level"] for row in held]
        out.append(
            Version(
                name, since, "" if void or not later else _eve(later[0]), len(held),
                levels.count("barred"), levels.count("limited"),
                str(held[0]["source_file"] or ""), void,
            )
        )  # fmt: skip
    return out


def _eve(day: str) -> str:
    """The day before; a day of another program's event that is none stands as it is."""
    return str(date.fromisoformat(day) - timedelta(days=1)) if is_date(day) else day


def _texts(raw: Any) -> list[str]:
    """A list of a column that any program's event may have filled."""
    try:
        found = json.loads(raw) if isinstance(raw, str) else []
    except ValueError:
        return []
    return [t for t in found if isinstance(t, str)] if isinstance(found, list) else []
