"""What is to be said of cells of a sheet: one note a cell, and how a list of them is headed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenshield.formats.sheet_grid import letter

AUTHOR = "绿盾 Green Shield"
ROW, CELL, REMARK = "row", "cell", "remark"  # the row was refused; the cell; both were taken
_FILLS = {ROW: "FFC7CE", CELL: "FFF2A8", REMARK: "DDEBF7"}  # light red, light yellow, light blue
_MAX_TEXT = 8000  # letters of one comment; Excel takes 32,767


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is said of one cell.

    Attributes:
        sheet: its name.
        row: 1-based.
        column: 0-based.
        header: of the column, "" where there is none.
        seen: what the cell holds.
        why: what is the matter.
        remedy: what to do, or "".
        what: ``ROW``, ``CELL`` or ``REMARK``.
    """

    sheet: str
    row: int
    column: int
    header: str
    seen: str
    why: str
    remedy: str
    what: str

    @property
    def cell(self) -> str:
        """The reference, such as ``C7``."""
        return f"{letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class ListWords:
    """The words of the list of notes, in one language.

    Attributes:
        title: the sheet's name.
        headers: of its columns: sheet, cell, header, content, result, reason, advice.
        results: by ``ROW``, ``CELL`` and ``REMARK``.
    """

    title: str
    headers: tuple[str, str, str, str, str, str, str]
    results: Mapping[str, str]

    def row(self, note: Note) -> tuple[str, str, str, str, str, str, str]:
        """The note as a line of the list."""
        return (
            note.sheet, note.cell, note.header, note.seen, self.results[note.what], note.why,
            note.remedy,
        )  # fmt: skip

    def comment(self, notes: Iterable[Note]) -> str:
        """The text of one cell's comment."""
        parts = []
        for note in notes:
            parts.append(f"【{self.results[note.what]}】{note.why}")
            if note.remedy:
                parts.append(note.remedy)
        return "\n".join(parts)[:_MAX_TEXT]


def by_cell(notes: Iterable[Note]) -> dict[str, dict[tuple[int, int], list[Note]]]:
    """Sheet -> (1-based row, 0-based column) -> its notes, in the order of rows and columns."""
    out: dict[str, dict[tuple[int, int], list[Note]]] = {}
    for note in sorted(notes, key=lambda n: (n.row, n.column)):
        out.setdefault(note.sheet, {}).setdefault((note.row, note.column), []).append(note)
    return out


def colour(notes: Iterable[Note]) -> str:
    """The fill of a cell with these notes, RRGGBB: the gravest tells."""
    found = {note.what for note in notes}
    return next(fill for what, fill in _FILLS.items() if what in found)
