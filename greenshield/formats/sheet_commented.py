"""A copy of a sheet in which cells have comments: what was refused, and why.

Of an xlsx file only the parts that must change do: comments, a fill, a list of all notes in
front. Formulas, charts, pictures, macros and other looks stay as they are. A sheet of another
kind, and an xlsx built in an unusual way, is drawn anew from its values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_kind import kind_of, load
from greenshield.formats.sheet_notes import ListWords, Note, by_cell, colour
from greenshield.formats.sheet_package import Package
from greenshield.formats.sheet_redrawn import redrawn
from greenshield.formats.sheets import read_sheets
from greenshield.formats.xlsx_comments import Boxes, add
from greenshield.formats.xlsx_filled import Styles, fill
from greenshield.formats.xlsx_listed import put_in_front
from greenshield.formats.xlsx_parts import Parts, UnpatchableError, sheet_parts, workbook_part

_MACROS = (".xlsm", ".xltm")


@dataclass(frozen=True, slots=True)
class Commented:
    """The copy.

    Attributes:
        content: its bytes.
        suffix: the ending that it needs, ``.xlsx`` or ``.xlsm``.
        cells: how many cells have a comment.
        redrawn: it was made anew from the values, without looks and formulas.
    """

    content: bytes
    suffix: str
    cells: int
    redrawn: bool


def commented(
    path: Path, notes: Sequence[Note], words: ListWords, *, encoding: str | None = None
) -> Commented:
    """The copy of a sheet with these notes.

    Args:
        path: any sheet that ``read_sheets`` reads; left as it is.
        notes: of its cells.
        words: of the list of notes.
        encoding: of a text table, instead of the detected one.

    Raises:
        UnreadableError, SurroundingsError: as ``read_sheets``.
    """
    cells = sum(len(places) for places in by_cell(notes).values())
    data = load(path)
    if kind_of(data, path.name) == "zip" and Package(data, path.name).kind() == "xlsx":
        try:
            content = _patched(data, path.name, notes, words)
        except (UnpatchableError, UnreadableError):
            pass  # what can be read can be drawn anew
        else:
            macros = path.suffix.casefold() in _MACROS
            return Commented(content, ".xlsm" if macros else ".xlsx", cells, False)
    book = read_sheets(path, encoding=encoding)
    return Commented(redrawn(book, notes, words), ".xlsx", cells, True)


def _patched(data: bytes, name: str, notes: Sequence[Note], words: ListWords) -> bytes:
    parts = Parts(data, name)
    book = workbook_part(parts)
    own = sheet_parts(parts, book)
    part = next((t for kind, t in parts.relations(book).values() if kind == "styles"), "")
    styles = Styles(parts, part)
    boxes = Boxes()
    for sheet, cells in by_cell(notes).items():
        if sheet not in own:
            raise UnpatchableError
        colours = {place: colour(told) for place, told in cells.items()}
        fill(parts.tree(own[sheet]), colours, styles)
        texts = {place: words.comment(told) for place, told in cells.items()}
        add(parts, own[sheet], texts, boxes)
    put_in_front(parts, book, notes, words, styles)
    return parts.content()
