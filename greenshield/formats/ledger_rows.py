"""Tells records from what else stands in a table: totals, notes, repeated headers, sections."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Sequence

from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_closing import closing, is_title_row
from greenshield.formats.ledger_counties import is_county, is_town
from greenshield.formats.ledger_header import Header
from greenshield.formats.ledger_model import PLACE, ColumnMapping, Skipped
from greenshield.formats.ledger_stacked import differs, is_header, parts_of
from greenshield.formats.ledger_towns import TOWN
from greenshield.formats.ledger_words import IGNORED, Words, fold
from greenshield.formats.sheet_grid import Grid, Merge, Row, shown

_SECTION = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.]|[(][一二三四五六七八九十]{1,3}[)]|第[一二三四五六七八九十]{1,3}(?:部分|类|批))"
)
_NUMERAL = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?")
_NUMBERS = ("clue_no", "issue_no", "external_no")
_SUMS = ("合计", "小计", "总计")  # what a total row's first words end with: 清河县小计

# Figures with their units; 合计 again; a formula: a function, a cell or a figure, and what follows.
_FIGURES = re.compile(
    r"[\d.,%+\-/ 共个处家宗条项起户亩]*|合\s*计"
    r"|=[-+(]*(?:[A-Z][A-Z0-9.]*\(.*|\$?[A-Z]{1,3}\$?\d+(?:[-+*/:&].*)?|\d[\d.+\-*/()]*)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)


def body(
    grid: Grid, header: Header, columns: Sequence[ColumnMapping], words: Words
) -> tuple[list[tuple[int, Row]], list[Skipped]]:
    """The record rows under a header, 1-based, and the rows that are none.

    Vertically merged cells are filled down before (:func:`fill_merges`).
    """
    wide = {merge.top: merge for merge in grid.merges if merge.right > merge.left}
    parts = parts_of(header)
    headers = frozenset(fold(part) for text in header.texts for part in text.split("/") if part)
    taken = [c.index for c in columns if c.field]
    own = frozenset(c.index for c in columns if c.field in PLACE or c.field in _NUMBERS)
    towns = frozenset(c.index for c in columns if c.field == "place_name")
    serials = frozenset(
        c.index for c in columns if not c.field and words.field(c.header)[0] == IGNORED
    )
    records: list[tuple[int, Row]] = []
    skipped: list[Skipped] = []
    for index in range(header.last + 1, len(grid.rows)):
        row = grid.rows[index]
        filled = [
            c for c, v in enumerate(row) if v is not None and (type(v) is not str or v.strip())
        ]
        if not filled or _is_blank(row, filled, serials):
            continue
        heading = _heading(row, filled, own)
        if heading:
            skipped.append(Skipped(index + 1, _kind_of("section", heading), heading))
            continue
        why = _why(row, filled, wide.get(index), headers, taken, words)
        if not why and len(filled) == 1 and filled[0] not in towns and is_town(_first(row)):
            why = "section"
        if why:
            if why == "header" and differs(row, filled, parts):
                why = "other_header"
            text = shown(row[filled[0]]).strip()[:80]
            skipped.append(Skipped(index + 1, _kind_of(why, text), text))
        else:
            records.append((index + 1, row))
    return _without_closing(records, skipped, own)


def _without_closing(
    records: list[tuple[int, Row]], skipped: list[Skipped], own: frozenset[int]
) -> tuple[list[tuple[int, Row]], list[Skipped]]:
    """What people write below the table, or below each of several, is a note."""
    breaks = [s.row for s in skipped if s.why in ("header", "other_header", "section", TOWN)]
    told = [s.row for s in skipped if s.why == "note"]
    kept: list[tuple[int, Row]] = []
    more: list[Skipped] = []
    start = 0
    for last in (*breaks, math.inf):
        end = bisect.bisect_left(records, last, lo=start, key=lambda record: record[0])
        part = records[start:end]
        start = end
        if part and part[-1][0] == last - 1 and is_title_row(part[-1][1]):
            number, row = part.pop()
            more.append(Skipped(number, "section", _first(row)))
        cut = len(part) - closing(part, own, told)
        kept += part[:cut]
        more += [Skipped(n, "note", _first(row)) for n, row in part[cut:]]
    return kept, sorted([*skipped, *more], key=lambda each: each.row) if more else skipped


def _first(row: Row) -> str:
    texts = (shown(cell).strip() for cell in row if cell is not None)
    return next(filter(None, texts), "")[:80]


def _kind_of(why: str, text: str) -> str:
    """A town's heading is told from other ones."""
    return TOWN if why == "section" and is_town(text) else why


def _is_blank(row: Row, filled: list[int], serials: frozenset[int]) -> bool:
    """Whether a row was numbered ahead and never filled in: it has its 序号 alone."""
    return len(filled) == 1 and filled[0] in serials and shown(row[filled[0]]).strip().isdigit()


def _why(
    row: Row,
    filled: list[int],
    merge: Merge | None,
    headers: frozenset[str],
    taken: list[int],
    words: Words,
) -> str:
    """Why a row is no record, or "". Its first cell tells most, the others are asked after."""
    cell = row[filled[0]]
    if not isinstance(cell, str):
        return ""
    first = fold(cell)
    is_name = first in headers or first in words.headers
    if len(filled) > 1 and is_name and is_header(row, filled, headers, words):
        return "header"
    is_sum = first in words.totals or (len(filled) > 1 and _is_sum(cell, words))
    if is_sum and not _has_words(row, filled[1:]):
        return "total"
    if _is_note(cell, words) and all(_is_note(shown(row[c]), words) for c in filled):
        return "note"
    if len(filled) == 1:
        spread = merge is not None and (merge.right - merge.left + 1) * 2 > len(taken)
        if _SECTION.match(plain(cell)) or spread or is_county(cell):
            return "section"
    return ""


def _heading(row: Row, filled: list[int], own: frozenset[int]) -> str:
    """A heading that has its sums beside it: 二 | 云岭县 | 3 | 45, "" for any other row.

    What has a number or a place of its own is a record.
    """
    # The numeral and the words may stand in columns of numbers or places; of a third one it is
    # clear without a look at every cell.
    if len(filled) < 2 or len(own.intersection(filled)) > 2:
        return ""
    numeral = plain(shown(row[filled[0]]))
    numeral = numeral if _NUMERAL.fullmatch(numeral) else ""
    rest = filled[1:] if numeral else filled
    words = [c for c in rest if isinstance(row[c], str)]
    texts = [c for c in words if not _FIGURES.fullmatch(plain(shown(row[c])))]
    if len(texts) != 1 or any(c in own for c in rest if c != texts[0]):
        return ""
    text = shown(row[texts[0]]).strip()[:80]
    if not (numeral or is_county(text)):
        return ""
    return f"{numeral}{'、' if numeral[-1:] not in (')', '') else ''}{text}"


def _is_sum(text: str, words: Words) -> bool:
    """清河县小计, 总计（2个）: a total row's words, with whose total it is or how many."""
    if not any(word in text for word in _SUMS):
        return False
    bare = fold(re.sub(r"\([^()]*\)|\d+[个处宗条项起户]?$", "", plain(text)))
    return bare in words.totals or bare.endswith(_SUMS)


def numbered_together(
    grid: Grid, header: Header, columns: Sequence[ColumnMapping]
) -> dict[int, range]:
    """1-based row -> the rows over which the cell of its number is merged."""
    numbers = {c.index for c in columns if c.field in _NUMBERS}
    merged = [
        range(merge.top + 1, min(merge.bottom + 1, len(grid.rows)) + 1)
        for merge in grid.merges
        if merge.left in numbers and merge.bottom > merge.top > header.last
    ]
    return {row: rows for rows in merged for row in rows}


def _has_words(row: Row, columns: list[int]) -> bool:
    """Whether cells hold words: a total row has figures only, and the word 合计 once or twice.

    A text table may show a sum by its formula, which counts as the figure that it gives.
    """
    return any(
        isinstance(row[c], str) and not _FIGURES.fullmatch(plain(str(row[c]))) for c in columns
    )


def _is_note(text: str, words: Words) -> bool:
    """``备注：…``, ``填表人:``, ``注1：…``: a note's word before a colon, or alone."""
    head, colon, _ = plain(text).partition(":")
    word = fold(re.sub(r"\d+$", "", head.strip()))
    return word in words.notes and (bool(colon) or bool(re.match(r"^注\d*[.、]", plain(text))))


def fill_merges(
    grid: Grid, header: Header, amounts: frozenset[int]
) -> tuple[Grid, dict[tuple[int, int], Merge]]:
    """Fills vertically merged body cells down.

    An amount (area, yuan, count) that stands once for several rows belongs to none of them alone:
    those cells are returned instead of filled.

    Args:
        grid: left as it is.
        header: rows above its end are left.
        amounts: 0-based columns that hold amounts.

    Returns:
        The filled grid, and 0-based (row, column) of shared amounts -> their merge.
    """
    rows = list(grid.rows)
    shared: dict[tuple[int, int], Merge] = {}
    copied: set[int] = set()
    for merge in grid.merges:
        value = grid.cell(merge.top, merge.left)
        if merge.bottom <= merge.top or merge.top <= header.last or value is None:
            continue
        for index in range(merge.top, min(merge.bottom, len(rows) - 1) + 1):
            if merge.left in amounts:
                shared[index, merge.left] = merge
                continue
            if index not in copied:
                rows[index] = list(rows[index])
                copied.add(index)
            row = rows[index]
            row.extend([None] * (merge.left + 1 - len(row)))
            row[merge.left] = value
    return Grid(grid.name, rows, grid.merges, grid.hidden), shared
