"""The shots as rows of a list, with their small pictures."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPixmap

from ui.shots.calls import Line
from ui.widgets.row_model import RowModel
from ui.words import translate

LINE = int(Qt.ItemDataRole.UserRole)
PICTURE = LINE + 1
_KEPT = 300


class ShotModel(RowModel[Line]):
    """One shot a row."""

    COLUMNS: ClassVar[int] = 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, QPixmap] = {}

    def heads(self) -> list[str]:
        """One column, of shots."""
        return [translate("Shots", "Shot")]

    def text(self, line: Line, _column: int) -> str:
        """All of it in words for who reads no drawing."""
        return "\n".join(filter(None, (heading(line), line.way or line.place, line.look)))

    def tip(self, line: Line, _column: int) -> str:
        """What there is no room for as well."""
        parts = (heading(line), line.name, line.way, line.place, line.look, line.why)
        return "\n".join(filter(None, parts))

    def more(self, line: Line, _column: int, role: int) -> Any:
        """The line and its picture, which are drawn."""
        if role == LINE:
            return line
        return self._pictures.get(line.like) if role == PICTURE else None

    def picture(self, sha256: str) -> QPixmap | None:
        """A small picture, None where it has not come."""
        return self._pictures.get(sha256)

    def lacking(self, most: int) -> list[str]:
        """The photos of the first rows whose pictures are not there."""
        wanted = dict.fromkeys(line.like for line in self.rows[:most] if line.like)
        return [sha256 for sha256 in wanted if sha256 not in self._pictures]

    def add_picture(self, sha256: str, picture: QPixmap) -> None:
        """A small picture has come."""
        if len(self._pictures) >= _KEPT:
            self._pictures.clear()
        self._pictures[sha256] = picture
        for row, line in enumerate(self.rows):
            if line.like == sha256:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [PICTURE])

    def forget(self) -> None:
        """Another project is open."""
        self._pictures.clear()
        self.set_rows(())


def heading(line: Line) -> str:
    """Number, what is to be taken, whether it is needed, and of which issue."""
    needed = translate("Shots", "needed") if line.needed else ""
    return " · ".join(filter(None, (f"{line.number}  {line.title}", needed, line.issue)))
