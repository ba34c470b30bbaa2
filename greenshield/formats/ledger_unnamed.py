"""Finds the column of the numbers where no header names it: by its header's stem and its values.

A number once taken stays the clue's for good and is printed on every paper. So a column is taken
only where its header ends as a clue's number does, and never where its values look like those of
a person or a firm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_words import without_unit
from greenshield.formats.sheet_grid import Cell, Row, shown

_CLUE = "图斑|斑块|问题|线索|核查点|点位|疑似|疑点|台账|案件"
# Words in between: 台账流水号, 问题点编号, 疑似地块号.
_NAMED = re.compile(f"(?:{_CLUE})(?:点|地块|点位|流水|序列|登记)?(?:编号|编码|代码|号码|号)$")
# Numbers of another clue, or of what follows from one: 关联图斑号, 处罚案件编号, 地类图斑号.
_OTHERS = re.compile(
    "^原|关联|相邻|重复|地类|照片|责任人|当事人|企业|单位|公司|处罚|罚款|赔偿|诉讼|法院|公安|移送"
)
_BARE = re.compile("(?:编号|编码|代码)$")  # alone it numbers the row's own thing
_OWN_GROUP = re.compile(f"(?:.*(?:{_CLUE}))?(?:点|点位)?(?:基本)?(?:情况|信息)?")
# A person's identity number (GB 11643, and of 15 digits before 1999), a mobile, a firm's unified
# credit code (GB 32100). Only the shape is asked: a slip in the check digit makes none of them a
# clue's number.
_PRIVATE = re.compile(
    r"\d{17}[\dX]|\d{15}|(?:\+?86)?1[3-9]\d{9}|[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}",
    re.ASCII,
)
_LONGEST = 100  # characters of a number
_SURE = 0.5  # less than any word of a header gives


def number_column(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]], file: str
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Takes one column that is called a number as ``clue_no`` where no column is that.

    It must be the only free one whose header is 编号, 编码 or 代码 alone, or ends in such a word
    behind one for a clue (图斑, 问题, 线索, 点位 …); each row must have a value in it, all
    different unless it is called 编号 alone; and they must neither merely count the rows nor look
    like identity numbers, mobiles or credit codes. Any other column waits to be named.

    Args:
        columns: as the headers were understood.
        records: 1-based row and cells.
        file: its name, for the remark.
    """
    if any(c.field in ("clue_no", "issue_no") for c in columns):
        return tuple(columns), []
    found = [c for c in columns if not c.field and _called(c) and _fits(c, records)]
    if len(found) != 1:
        return tuple(columns), []
    mine = replace(found[0], field="clue_no", confidence=_SURE, by="content")
    remark = Problem("ledger_number_by_values", file, None, mine.label, fatal=False)
    return tuple(mine if c.index == mine.index else c for c in columns), [remark]


def _name(column: ColumnMapping) -> str:
    return without_unit(column.header.rsplit("/", 1)[-1])


def _called(column: ColumnMapping) -> bool:
    """Whether the header may mean the number of a clue."""
    name = _name(column)
    if _BARE.fullmatch(name):
        groups = [without_unit(part) for part in column.header.split("/")[:-1]]
        return all(_OWN_GROUP.fullmatch(g) and not _OTHERS.search(g) for g in groups)
    return _NAMED.search(name) is not None and not _OTHERS.search(name)


def _fits(column: ColumnMapping, records: Sequence[tuple[int, Row]]) -> bool:
    texts = [_text(row, column.index) for _, row in records]
    if not texts or not all(0 < len(text) <= _LONGEST for text in texts):
        return False
    different = set(texts)
    if len(different) < len(texts) and not _BARE.fullmatch(_name(column)):
        return False
    return not _counts_rows(different) and not any(map(_is_private, different))


def _counts_rows(texts: set[str]) -> bool:
    """Whether the values are 1 to n, also where each section begins anew."""
    numbers = {int(t) for t in texts if re.fullmatch(r"[0-9]{1,9}", t)}
    return len(numbers) == len(texts) and numbers == set(range(1, len(numbers) + 1))


def _is_private(text: str) -> bool:
    bare = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    return _PRIVATE.fullmatch(bare) is not None


def _text(row: Row, index: int) -> str:
    cell: Cell = row[index] if index < len(row) else None
    return shown(cell).strip()
