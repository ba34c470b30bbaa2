"""Rows whose number is missing, and that lie where an issue lies which the list leaves out.

Somebody cleared the cell, or wrote 无 into it: the row is most likely that issue, and never a new
one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from greenshield.domain.errors import Problem
from greenshield.formats.ledger import LedgerFile, LedgerRow
from greenshield.formats.ledger_build import folded, raw_names
from greenshield.geo.strayed import apart
from greenshield.project.project import Project
from greenshield.services import ledger_near, lineage_shown
from greenshield.services.ledger_judged import SheetPlan
from greenshield.services.ledger_planned import LedgerPlan


def find(project: Project, sheets: Sequence[SheetPlan]) -> list[dict[int, list[str]]]:
    """Of each sheet the rows without a number that have the place of issues no row names.

    Args:
        project: that holds the issues.
        sheets: of one list, as read and judged.
    """
    rows = [
        (n, row)
        for n, sheet in enumerate(sheets)
        for row in _unnumbered(sheet.file, sheet.plan)
        if row.geometry is not None
    ]
    out: list[dict[int, list[str]]] = [defaultdict(list) for _ in sheets]
    if not rows:
        return out
    named = {row.issue_id for sheet in sheets for row in sheet.plan.rows if row.there is not None}
    places = [row.geometry for _, row in rows if row.geometry is not None]
    pairs, shapes = ledger_near.issues_at(project, places)
    pairs = [(at, issue) for at, issue in pairs if issue not in named]
    found = apart([shapes[issue] for _, issue in pairs], [places[at] for at, _ in pairs])
    for pair in np.flatnonzero(found.same).tolist():
        at, issue = pairs[pair]
        n, row = rows[at]
        out[n][row.row].append(issue)
    return out


def tell(project: Project, sheets: Sequence[SheetPlan]) -> None:
    """Names the issue of each such row, and takes the row out of the plan where it is in it."""
    for sheet, found in zip(sheets, find(project, sheets), strict=True):
        plan, column = sheet.plan, _column(sheet.file)
        planned = {row.row for row in plan.rows}
        for row, issues in sorted(found.items()):
            params = {"issues": "、".join(lineage_shown.number(project, i) for i in issues)}
            is_fatal = row in planned
            plan.problems.append(
                Problem(
                    "ledger_number_cleared", sheet.file.name, row, column, params, fatal=is_fatal
                )
            )
            plan.refused += is_fatal
        plan.rows = [row for row in plan.rows if row.row not in found]


def _unnumbered(file: LedgerFile, plan: LedgerPlan) -> Collection[LedgerRow]:
    """Rows that were refused for it, and those for which another number stands in."""
    made = {row.row for row in plan.rows if row.there is None}
    heads = dict(zip((c.field for c in file.columns), raw_names(file.columns), strict=True))
    head = heads.get("clue_no", "")
    stand_in = [row for row in file.rows if row.row in made and head and _is_stand_in(row, head)]
    return [*(row for row in file.turned_away if "clue_no" not in row.fields), *stand_in]


def _is_stand_in(row: LedgerRow, head: str) -> bool:
    number = folded(str(row.fields["clue_no"]))
    others = [row.fields.get("issue_no"), *(p[1] for p in row.fields.get("external_nos") or [])]
    return folded(row.raw.get(head, "")) != number and number in {folded(str(n)) for n in others}


def _column(file: LedgerFile) -> str:
    labels = {column.field: column.label for column in file.columns}
    return labels.get("clue_no") or labels.get("issue_no") or ""
