"""Several sheets of one workbook as ledgers, and the numbers that stand in more than one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_build import folded
from greenshield.formats.ledger_model import LedgerFile, LedgerRow


def named(file: LedgerFile) -> LedgerFile:
    """The same ledger, its problems told with the sheet: rows alone say nothing of several."""
    name = f"{file.name}［{file.sheet}］"
    problems = tuple(replace(problem, file=name) for problem in file.problems)
    return replace(file, name=name, problems=problems)


def left_alone(files: Sequence[LedgerFile]) -> list[LedgerFile]:
    """The files, each telling of other sheets only those that none of them is."""
    read = {file.sheet for file in files}
    left = tuple(sheet for sheet in files[0].left if sheet.sheet not in read)
    out = []
    for n, file in enumerate(files):
        problems = [p for p in file.problems if p.code != "ledger_other_sheets"]
        if left and n == 0:
            params = {"sheet": "、".join(f.sheet for f in files)}
            params["others"] = "、".join(sheet.sheet for sheet in left)
            remark = Problem("ledger_other_sheets", file.name, params=params, fatal=False)
            problems.insert(0, remark)
        out.append(replace(file, problems=tuple(problems), left=left))
    return out


def apart(files: Sequence[LedgerFile]) -> list[LedgerFile]:
    """Refuses rows whose number an earlier sheet has: which of the two is meant nobody knows.

    Args:
        files: of one workbook, in the order of reading.

    Returns:
        The same, with such rows among those turned away and both places told.
    """
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    out = []
    for file in files:
        labels = {column.field: column.label for column in file.columns if column.field}
        kept: list[LedgerRow] = []
        refused: list[LedgerRow] = []
        problems: list[Problem] = []
        mine: dict[tuple[str, str], tuple[str, int]] = {}
        for row in file.rows:
            keys = [
                (name, folded(str(row.fields[name])))
                for name in ("clue_no", "issue_no")
                if row.fields.get(name)
            ]
            there = next((key for key in keys if key in seen), None)
            if there is None:
                kept.append(row)
                mine |= dict.fromkeys(keys, (file.sheet, row.row))
                continue
            sheet, first = seen[there]
            params = {"number": row.fields[there[0]], "sheet": sheet, "first": first}
            label = labels.get(there[0], "")
            problems.append(Problem("ledger_number_in_sheets", file.name, row.row, label, params))
            refused.append(row)
        seen = mine | seen
        out.append(
            replace(
                file, rows=tuple(kept), problems=(*file.problems, *problems),
                refused=file.refused + len(refused), turned_away=(*file.turned_away, *refused),
            )
        )  # fmt: skip
    return out
