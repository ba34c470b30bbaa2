"""The issues that earlier editions of a list brought, as the tables and their origins tell them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UsageError
from greenshield.geo import codec
from greenshield.project.project import Project
from greenshield.services import ledger_store

ALL = "all"
"""Instead of a file: every issue of the project."""

_ORIGINS = """
SELECT entity_id, json_extract(CAST(body AS TEXT), '$.origin.sha256'),
    json_extract(CAST(body AS TEXT), '$.origin.file')
FROM event WHERE entity_type = 'issue' AND kind = 'created' AND body IS NOT NULL
ORDER BY lamport, device_id, seq
"""
_ISSUES = """
SELECT id, coalesce(campaign_id, ''), clue_no, issue_no, external_nos, activity_code,
    facility_name, division_code, state, geom
FROM issue WHERE NOT void ORDER BY fid
"""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An issue that an earlier edition may have brought.

    Attributes:
        campaign: the id of its campaign, "" for none.
        numbers: all of its numbers but temporary ones.
        files: hash and name of each file that it came in with, the latest last.
    """

    issue_id: str
    campaign: str
    number: str
    numbers: tuple[str, ...]
    activity: str
    name: str
    division: str
    state: str
    shape: BaseGeometry | None
    files: tuple[tuple[str, str], ...]


def earlier(project: Project, campaigns: Collection[str], of: str = "") -> list[Earlier]:
    """The issues that a list can be compared with.

    Args:
        project: that holds them.
        campaigns: ids of the list's campaigns, "" for none: the issues of these alone.
        of: name of the file that is the earlier edition; ``all`` for every issue that there is,
            made by hand or in other campaigns too.

    Raises:
        UsageError: ``ledger_edition_unknown``: no issue came in with such a file.
    """
    files: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for issue_id, sha256, name in ledger_store.tuples(project, _ORIGINS):
        if isinstance(sha256, str) and isinstance(name, str):
            files[issue_id].append((sha256, name))
    wanted = PurePath(of).name
    rows = [
        row
        for row in ledger_store.tuples(project, _ISSUES)
        if of == ALL
        or (wanted and any(name == wanted for _, name in files[row[0]]))
        or (not wanted and row[1] in campaigns and files[row[0]])
    ]
    if wanted and of != ALL and not rows:
        known = dict.fromkeys(name for came in files.values() for _, name in came)
        raise UsageError("ledger_edition_unknown", file=wanted, known="、".join(known) or "—")
    shapes = codec.decode_many(row[-1] for row in rows)
    return [
        Earlier(
            issue_id, campaign, str(issue_no or clue_no or issue_id),
            _numbers(clue_no, issue_no, outside),
            activity or "", name or "", division or "", state, shape, tuple(files[issue_id]),
        )
        for row, shape in zip(rows, shapes, strict=True)
        for (
            issue_id, campaign, clue_no, issue_no, outside, activity, name, division, state, _,
        ) in [row]
    ]  # fmt: skip


def names(project: Project) -> list[str]:
    """The names of the files that issues came in with, the latest first."""
    rows = list(ledger_store.tuples(project, _ORIGINS))
    return list(dict.fromkeys(name for _, _, name in reversed(rows) if isinstance(name, str)))


def numbers(project: Project) -> Iterator[str]:
    """All numbers of all issues but temporary and void ones."""
    sql = "SELECT clue_no, issue_no, external_nos FROM issue WHERE NOT void"
    for row in ledger_store.tuples(project, sql):
        yield from _numbers(*row)


def files_of(issues: Iterable[Earlier], but: str) -> set[tuple[str, str]]:
    """Hash and name of every file that these issues came in with, one file left out."""
    return {file for issue in issues for file in issue.files if file[0] != but}


def _numbers(clue_no: Any, issue_no: Any, outside: str | None) -> tuple[str, ...]:
    pairs = json.loads(outside) if outside else []
    others = [p[1] for p in pairs if isinstance(p, list) and len(p) == 2 and p[0] != "temporary"]
    return tuple(str(n) for n in dict.fromkeys((clue_no, issue_no, *others)) if n)
