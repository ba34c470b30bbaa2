"""Finds issues by a part of a number, a name or a place: for a field that one types in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from greenshield.project.project import Project

MOST: Final = 30
_FOUND: Final = """
SELECT id, coalesce(issue_no, clue_no, id) AS number, state, coalesce(facility_name, '') AS name
FROM issue WHERE NOT void AND state != 'void' AND (
  instr(lower(coalesce(issue_no, '')), ?1) OR instr(lower(coalesce(clue_no, '')), ?1)
  OR instr(lower(coalesce(facility_name, '')), ?1)
  OR id IN (SELECT issue_id FROM issue_number WHERE instr(lower(number), ?1))
) ORDER BY instr(lower(coalesce(issue_no, clue_no, '')), ?1) = 0, number, id LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class Found:
    """An issue: its id, its number or clue number, its state, and its facility's name."""

    issue_id: str
    number: str
    state: str
    name: str


def search(project: Project, words: str, limit: int = MOST) -> list[Found]:
    """The first issues that hold the words in a number or in the facility's name.

    Args:
        project: where they are.
        words: any part; the first issues of all where it is "".
        limit: how many at most.
    """
    rows = project.rows(_FOUND, words.strip().lower(), limit)
    return [Found(r["id"], r["number"], r["state"], r["name"]) for r in rows]


def by_id(project: Project, issue_id: str) -> Found | None:
    """The issue of an id as it is found by words; None where there is none."""
    rows = project.rows(
        "SELECT id, coalesce(issue_no, clue_no, id) AS number, state, "
        "coalesce(facility_name, '') AS name FROM issue WHERE id = ?",
        issue_id,
    )
    return next((Found(r["id"], r["number"], r["state"], r["name"]) for r in rows), None)
