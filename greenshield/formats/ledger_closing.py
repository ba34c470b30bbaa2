"""Tells what people write below a table from its last records: who filled it in, how many, notes.

Only words count. A row with a figure, a place or a number of its own stays a record, and is
refused where it lacks what a record needs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Final

from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_counties import is_title
from greenshield.formats.sheet_grid import Row

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LABEL: Final = re.compile(
    r"[^\d:,。;]{0,12}(?:人|员|单位|部门|机关|日期|时间|电话|签字|签名|盖章|公章|领导|审核|复核|审定|填表|填报|制表|"
    r"校对|说明|备注|注|附)(?:\([^()]*\))?:"
)
_COUNT: Final = re.compile(
    r"(?:(?:以上|上述|本表|本页|全表),?(?:总共|一共|共计|共有|共|合计|计)?|总共|一共|共计|共有|共|合计|总计|小计)"
    r":?\d+(?:个|处|宗|家|条|项|起|件)(?:点位|图斑|问题|线索)*[。,;]?$"
)
_NOTE: Final = re.compile(
    r"注\d*[:.、]|[*※#]\D|\[\d+\]\D|[(](?:本表|此表|以上|上述|注|说明|以下|续)"
    r"|(?:填[表报]|编制)?说明$|备注$|年月日$|第\d+页(?:,?共\d+页)?$|共\d+页$"
    r"|[-—─=~·.]*(?:以下空白|此页无正文|完|结束)[-—─=~·.]*$|[-—─=~]{2,}$"
)
_POINT: Final = re.compile(r"(?:\d{1,2}[.、)]|[(]\d{1,2}[)])\s*[^\d.]")
_SENTENCE: Final = re.compile(r".{8,}[。;]$")
_ABOUT: Final = re.compile(r"(?:以上|上述|本表|此表)\D")
_LEFT: Final = 2  # columns in which a line of words begins
_SEAL: Final = re.compile(r"[(](?:盖章|公章|签章|签字|签名|章)[)]|(?:签字|签名|盖章):")
_ANGLE: Final = re.compile(r"\d[度°]|(?<![A-Z])[NSEW]\d|\d[NSEW](?![A-Z])")


def closing(
    records: Sequence[tuple[int, Row]], own: Collection[int], notes: Collection[int]
) -> int:
    """How many of a table's last rows are no records: lines below it, notes, signatures.

    Args:
        records: row number and cells, in their order.
        own: columns of numbers and places: what stands there in a record is its own.
        notes: rows that were known as notes by themselves; their points may follow.
    """
    start = len(records)
    at = len(records)
    while at and _is_prose(records[at - 1][1], own):
        at -= 1
        number, row = records[at]
        before = records[at - 1][0] if at else 0
        if _opens(row) or any(before < note < number for note in notes):
            start = at
    return len(records) - start


def is_title_row(row: Row) -> bool:
    """Whether a row that stands right above a header is the title of its table."""
    texts = [cell for cell in row if _holds(cell)]
    return len(texts) == 1 and isinstance(texts[0], str) and is_title(texts[0])


def _opens(row: Row) -> bool:
    """Whether a row of words can be the first line below a table."""
    filled = [c for c, cell in enumerate(row) if _holds(cell)]
    text = _text(row[filled[0]])
    if _is_told(text):
        return True
    is_alone = len(filled) == 1 and filled[0] < _LEFT
    return is_alone and any(known.match(text) for known in (_ABOUT, _COUNT, _SENTENCE))


def _is_prose(row: Row, own: Collection[int]) -> bool:
    """Whether a row is a line of words, or of signatures, and no record that lacks something."""
    filled = [c for c, cell in enumerate(row) if _holds(cell)]
    if not filled or not isinstance(row[filled[0]], str):
        return False
    first = _text(row[filled[0]])
    if len(filled) == 1:
        return _is_told(first) or (filled[0] < _LEFT and _is_line(first, filled[0] in own))
    if _LABEL.match(first):  # 填表日期：| 2026-03-01, 注：| 面积以亩计
        return all(_is_beside(row[c], c in own) for c in filled[1:])
    return all(isinstance(row[c], str) and _is_told(_text(row[c])) for c in filled)


def _is_told(text: str) -> bool:
    """Whether a text is of a signature or a note by its own words."""
    return bool(_LABEL.match(text) or _NOTE.match(text) or _SEAL.search(text))


def _is_line(text: str, is_own: bool) -> bool:
    """Whether a text that stands alone is a line of words; a number of a record is none."""
    if not _HAN.search(text):
        return False
    return not is_own or any(known.match(text) for known in (_ABOUT, _COUNT, _POINT, _SENTENCE))


def _is_beside(cell: object, is_own: bool) -> bool:
    """Whether a cell can stand beside a label; no number and no place does."""
    if not isinstance(cell, str):
        return isinstance(cell, dt.date) and not is_own
    text = _text(cell)
    return not is_own or (bool(_HAN.search(text)) and not _ANGLE.search(text))


def _text(cell: object) -> str:
    return re.sub(r"\s+", "", plain(str(cell)))


def _holds(cell: object) -> bool:
    return cell is not None and (type(cell) is not str or bool(cell.strip()))
