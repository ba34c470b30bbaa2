"""Finds the one issue, photo or area that a person means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from greenshield.domain.errors import UsageError
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.services.area_identity import identity_sql

_BY_NUMBER = """
SELECT id, clue_no, issue_no, state FROM issue
WHERE id = :word OR issue_no = :word OR clue_no = :word
UNION SELECT i.id, i.clue_no, i.issue_no, i.state FROM issue_number n
JOIN issue i ON i.id = n.issue_id WHERE n.number = :word
"""
_THESE_PHOTOS = """
SELECT DISTINCT sha256 FROM photo WHERE sha256 IN (SELECT value FROM json_each(?))
"""
_WHOLE = 64  # digits of a hash


def issue_id(project: Project, word: str) -> str:
    """The id of the issue with this id, issue number, clue number or outside number.

    Raises:
        UsageError: none (``issue_unknown``), or several (``issue_ambiguous``, with the
            candidates).
    """
    rows = project.rows(_BY_NUMBER.replace(":word", "?1"), word)
    if not rows:
        raise UsageError("issue_unknown", issue=word)
    if len(rows) > 1:
        candidates: list[dict[str, Any]] = rows
        listed = ", ".join(f"{r['issue_no'] or r['clue_no']} ({r['id']})" for r in rows)
        raise UsageError("issue_ambiguous", issue=word, listed=listed, candidates=candidates)
    return str(rows[0]["id"])


def issue(project: Project, word: str) -> IssueState:
    """The issue that a person means, whole.

    Raises:
        UsageError: as :func:`issue_id`.
    """
    found = project.issue(issue_id(project, word))
    if found is None:
        raise UsageError("issue_unknown", issue=word)
    return found


def photo_sha256(project: Project, prefix: str) -> str:
    """The hash of the photo that begins with ``prefix``.

    Raises:
        UsageError: no such photo, several, fewer than four digits, or none.
    """
    word = prefix.lower()
    if re.fullmatch(r"[0-9a-f]{1,3}", word):
        raise UsageError("photo_too_short", photo=prefix)
    if not re.fullmatch(r"[0-9a-f]{4,64}", word):
        raise UsageError("photo_unknown", photo=prefix)
    rows = project.rows(
        "SELECT DISTINCT sha256 FROM photo WHERE sha256 >= ? AND sha256 < ? LIMIT 3",
        word, word + "g",
    )  # fmt: skip
    if not rows:
        raise UsageError("photo_unknown", photo=prefix)
    if len(rows) > 1:
        raise UsageError("photo_ambiguous", photo=prefix, candidates=[r["sha256"] for r in rows])
    return str(rows[0]["sha256"])


def photo_hashes(project: Project, prefixes: Iterable[str]) -> list[str]:
    """The hashes of photos, each once; whole ones are looked up together.

    Raises:
        UsageError: as :func:`photo_sha256`, for the first that is none.
    """
    wanted = list(dict.fromkeys(prefixes))
    whole = [word for word in wanted if len(word) == _WHOLE]
    rows = project.rows(_THESE_PHOTOS, json.dumps(whole)) if whole else []
    known = {row["sha256"] for row in rows}
    return list(dict.fromkeys(w if w in known else photo_sha256(project, w) for w in wanted))


def area_id(project: Project, word: str) -> str | None:
    """The id of the newest version of the area with this id, code or name, or None.

    Raises:
        UsageError: several areas of that name.
    """
    rows = project.rows(
        f"SELECT id, kind, {identity_sql('area')} AS called FROM area WHERE ?1 IN (id, code, name) "
        "AND NOT void ORDER BY coalesce(valid_from, '') DESC, version DESC",
        word,
    )
    if len({(r["kind"], r["called"]) for r in rows}) > 1:
        raise UsageError("area_ambiguous", area=word, candidates=[r["id"] for r in rows])
    return str(rows[0]["id"]) if rows else None


def areas(project: Project) -> list[tuple[str, str]]:
    """Id and name of the newest version of every protected area, by name."""
    rows = project.rows(
        f"SELECT id, name, code, {identity_sql('area')} AS called FROM area "
        "WHERE kind = 'area' AND NOT void ORDER BY coalesce(valid_from, '') DESC, version DESC"
    )
    newest = {row["called"]: row for row in reversed(rows)}
    return [(str(row["id"]), str(row["name"] or row["code"] or "")) for row in
            sorted(newest.values(), key=lambda row: str(row["name"]))]  # fmt: skip


def division(project: Project) -> str:
    """The division code of a project."""
    return str(project.rows("SELECT division_code FROM project")[0]["division_code"])
