"""Finds the header of a table in a sheet: title rows above, several rows, merged cells."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_model import is_derived
from greenshield.formats.ledger_numbers import unit_in
from greenshield.formats.ledger_units import row_of_units
from greenshield.formats.ledger_words import IGNORED, Words, fold, without_unit
from greenshield.formats.sheet_grid import Grid, Merge, Row, shown

SEARCHED_ROWS = 60
_DEEPEST = 5  # rows of one header
_SEAL = re.compile(r"[(（]\s*(?:盖章|公章|签章|签字|章)\s*[)）]|年\s+月\s+日")
_REPORTED = re.compile(
    r"(?:填报|填表|制表|编制|报送|上报|汇总|审核|复核)\s*(?:单位|部门|日期|时间|人|机关)\s*(?:[::]|$|\s)"
)

_SUBJECTS = ("活动", "设施", "项目", "问题")
_OF_ROWS = frozenset(("issue_no", "clue_no", "external_no"))  # 编号 under 问题点 may be any of them
_DONE = "整改"  # 问题整改 is about what is done, not about the problem
_AMOUNTS = frozenset(i for i, spec in specs("issue").items() if spec.type in ("int", "decimal"))


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what it says.

    Attributes:
        first, last: 0-based rows.
        texts: by 0-based column, the words from top to bottom joined by ``/``.
        known: how many different fields its words name.
    """

    first: int
    last: int
    texts: tuple[str, ...]
    known: int


def find_header(grid: Grid, words: Words) -> Header | None:
    """The header of the sheet's table, or None where no row names two fields.

    A header of several rows is found from its merged cells; in a text table, which has none, from
    a row below that fills exactly the gaps of the row above it.
    """
    best: Header | None = None
    grid = Grid(grid.name, grid.rows[: SEARCHED_ROWS * 4], grid.merges)
    rows = [r for r, row in enumerate(grid.rows) if row][:SEARCHED_ROWS]
    spans = _spans(grid)
    for row in rows:
        if not _known(_row_texts(grid, spans, row), words):
            continue
        header = _block(grid, spans, row, words)
        # A later header counts only when it says clearly more; totals and legends repeat words.
        if best is None or header.known > best.known:
            best = header
    return _with_units(grid, best) if best is not None and best.known >= 2 else None


def _with_units(grid: Grid, header: Header) -> Header:
    """The header with a row of units beneath it, each joined to what stands above."""
    below = header.last + 1
    units = row_of_units(grid.rows[below]) if below < len(grid.rows) else {}
    if not units:
        return header
    texts = tuple(
        f"{text}/{units[c]}" if c in units and text and unit_in(text) is None else text
        for c, text in enumerate(header.texts)
    )
    return replace(header, last=below, texts=texts)


def first_words(grid: Grid, least: int) -> Header | None:
    """The first row of words in at least so many columns, where no header is known by its words."""
    for index, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        if len(_filled(row)) >= least and _wordy(row):
            return Header(index, index, tuple(" ".join(shown(c).split()) for c in row), 0)
    return None


def _spans(grid: Grid) -> dict[tuple[int, int], Merge]:
    """Every cell of the first rows that a merged range covers -> the range."""
    out: dict[tuple[int, int], Merge] = {}
    limit, width = SEARCHED_ROWS * 4, grid.width
    for merge in grid.merges:
        for row in range(merge.top, min(merge.bottom, limit) + 1):
            for column in range(merge.left, min(merge.right, width) + 1):
                out[row, column] = merge
    return out


def _row_texts(grid: Grid, spans: dict[tuple[int, int], Merge], row: int) -> list[str]:
    """A row's words, those of merged ranges spread over their cells."""
    out = []
    for column in range(grid.width):
        merge = spans.get((row, column))
        cell = grid.cell(row, column) if merge is None else grid.cell(merge.top, merge.left)
        out.append(" ".join(shown(cell).split()) if isinstance(cell, str) else "")
    return out


def _known(texts: list[str], words: Words) -> set[str]:
    return {f for f in (words.field(t)[0] for t in texts if t) if f} - {IGNORED}


def _block(grid: Grid, spans: dict[tuple[int, int], Merge], row: int, words: Words) -> Header:
    """The rows that belong to the header around one of its rows, joined."""
    first = last = row
    while first > 0 and last - first + 1 < _DEEPEST and _joins(grid, spans, first - 1, words):
        first -= 1
    while last - first + 1 < _DEEPEST and _joins(grid, spans, last, words):
        last += 1
    lines = [_row_texts(grid, spans, r) for r in range(first, last + 1)]
    _fill_groups(grid, lines)
    texts = tuple(_joined(parts) for parts in zip(*lines, strict=True))
    known = {column_field(text, words)[0] for text in texts} - {"", IGNORED}
    return Header(first, last, texts, len(known))


def _joins(grid: Grid, spans: dict[tuple[int, int], Merge], upper: int, words: Words) -> bool:
    """Whether a row and the one below it are of one header."""
    if upper + 1 >= len(grid.rows):
        return False
    above, below = grid.rows[upper], grid.rows[upper + 1]
    if not any(c is not None for c in above) or not _wordy(below) or _is_title(above, words):
        return False
    merges = {m for c in range(grid.width) if (m := spans.get((upper, c))) is not None}
    if any(
        m.top <= upper < m.bottom and m.left <= c <= m.right
        for m in merges
        for c in range(m.left, m.right + 1)
    ):
        # A cell that reaches down through both rows: surely one header, unless it is a
        # merged title block, which spans all columns.
        return any(m.right - m.left + 1 < max(2, grid.width) for m in merges if m.bottom > upper)
    groups = [m for m in merges if m.right > m.left and m.right - m.left + 1 < grid.width]
    if groups:
        # The parts of a group stand under it; a title's merged cell has one text for all.
        under = [grid.cell(upper + 1, c) for m in groups for c in range(m.left, m.right + 1)]
        texts = _row_texts(grid, spans, upper + 1)
        return len(_filled(above)) > 1 and any(under) and bool(_known(texts, words))
    return not merges and _fills_gaps(above, below, words)


def _is_title(row: Row, words: Words) -> bool:
    """Whether a row is of the lines above a table: 填报单位：…（盖章）, 填报日期：…年…月…日."""
    texts = [plain(cell) for cell in row if isinstance(cell, str)]
    return any(
        _SEAL.search(text) or (_REPORTED.match(text) and not words.field(text)[0]) for text in texts
    )


def _filled(row: Row) -> list[int]:
    return [c for c, cell in enumerate(row) if cell is not None]


def _wordy(row: Row) -> bool:
    """Whether a row holds words and no figures, as every row of a header does."""
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(
        isinstance(cell, str) and not plain(cell).replace(".", "").isdigit() for cell in cells
    )


def _fills_gaps(above: Row, below: Row, words: Words) -> bool:
    """In a text table: the lower row has words where the upper has gaps or begins a group."""
    top, under = set(_filled(above)), _filled(below)
    if len(top) < 2 or not under or not _wordy(above):
        return False
    gaps = [c for c in under if c not in top]
    starts = [c for c in under if c in top]
    if not gaps or any(c + 1 not in gaps for c in starts) or min(under) <= min(top):
        return False
    texts = [str(below[c]) for c in under]
    return len(_known(texts, words)) * 2 >= len(texts)


def _fill_groups(grid: Grid, lines: list[list[str]]) -> None:
    """In a text table a group's name stands over its first part only: carries it to the right."""
    if grid.merges:
        return
    for line, below in itertools.pairwise(lines):
        for column in range(1, len(line)):
            if not line[column] and below[column] and below[column - 1]:
                line[column] = line[column - 1]


def _joined(parts: tuple[str, ...]) -> str:
    out: list[str] = []
    for part in parts:
        if part and (not out or out[-1] != part):
            out.append(part)
    return "/".join(out)


def column_field(text: str, words: Words) -> tuple[str, float]:
    """The field that a joined header names: by all its words, its last, or its last two.

    Under 面积 a part 实测 is 实测面积, and a part 合计 the amount that the group is named for;
    under 活动 a part 类型 is 活动类型, though the word alone is the type of a protected area.
    """
    found, sure = words.field(text)
    if found or "/" not in text:
        return found, sure
    parts = text.split("/")
    for start in range(1, len(parts)):
        found, sure = words.field("/".join(parts[start:]))
        if found:
            own = _of_subject(parts, words) if is_derived(found) else ("", 0.0)
            return own if own[0] else (found, sure * 0.95)
    if fold(parts[-1]) in ("", fold(parts[0])):
        return words.field(parts[0])
    found, sure = _of_group(parts, words)
    return (found, sure) if found else _of_subject(parts, words)


def _of_subject(parts: list[str], words: Words) -> tuple[str, float]:
    """What the last part says of what its group is about: 类型 under 活动基本情况 is 活动类型."""
    last = without_unit(parts[-1])
    for group in map(without_unit, reversed(parts[:-1])):
        about = [subject for subject in _SUBJECTS if subject in group and _DONE not in group]
        for subject in (group, *about) if last and about else ():
            found, sure = words.field(subject + last)
            if found and found not in _OF_ROWS and not is_derived(found):
                return found, sure * 0.95
    return "", 0.0


def _of_group(parts: list[str], words: Words) -> tuple[str, float]:
    """What the last part of a header names together with one of the groups above it."""
    last = without_unit(parts[-1])
    for group in reversed(parts[:-1]):
        if last in words.totals:
            found, sure = words.field(group)
            if found in _AMOUNTS:
                return found, sure * 0.95
        found, sure = words.field(last + without_unit(group)) if last else ("", 0.0)
        if found:
            return found, sure * 0.95
    return "", 0.0
