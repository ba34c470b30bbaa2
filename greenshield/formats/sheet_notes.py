"""What is to be said of cells of a sheet: one note a cell, and how a list of them is headed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from greenshield.formats.sheet_grid import letter

AUTHOR = "绿盾 Green Shield"
REFUSED_FILL, REMARK_FILL = "FFC7CE", "FFF2A8"  # light red, light yellow
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
        fatal: the row was refused; else it was taken with this remark.
    """

    sheet: str
    row: int
    column: int
    header: str
    seen: str
    why: str
    remedy: str
    fatal: bool

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
        refused, remark: the two results.
    """

    title: str
    headers: tuple[str, str, str, str, str, str, str]
    refused: str
    remark: str

    def result(self, note: Note) -> str:
        """What became of the note's row."""
        return self.refused if note.fatal else self.remark

    def row(self, note: Note) -> tuple[str, str, str, str, str, str, str]:
        """The note as a line of the list."""
        return (
            note.sheet, note.cell, note.header, note.seen, self.result(note), note.why,
            note.remedy,
        )  # fmt: skip

    def comment(self, notes: Iterable[Note]) -> str:
        """The text of one cell's comment."""
        parts = []
        for note in notes:
            parts.append(f"【{self.result(note)}】{note.why}")
            if note.remedy:
                parts.append(note.remedy)
        return "\n".join(parts)[:_MAX_TEXT]


def by_cell(notes: Iterable[Note]) -> dict[str, dict[tuple[int, int], list[Note]]]:
    """Sheet -> (1-based row, 0-based column) -> its notes, in the order of rows and columns."""
    out: dict[str, dict[tuple[int, int], list[Note]]] = {}
    for note in sorted(notes, key=lambda n: (n.row, n.column)):
        out.setdefault(note.sheet, {}).setdefault((note.row, note.column), []).append(note)
    return out
