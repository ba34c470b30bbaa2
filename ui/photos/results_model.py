"""What an import did with each file, as the lines of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from ui import words
from ui.look import icons
from ui.photos.import_sum import DAMAGED, GONE
from ui.widgets.row_model import RowModel
from ui.words import translate

HASH = int(Qt.ItemDataRole.UserRole) + 1

# How a file came out -> its drawing and the role of its colour.
_ICONS = {"added": ("ok", "ok"), "duplicate": ("copy", "muted"), "refused": ("error", "danger"),
          "left": ("folder", "warning"), "remark": ("warning", "warning"),
          "damaged": ("warning", "warning")}  # fmt: skip
OUTCOMES = ("refused", "left", "damaged", "remark", "added", "duplicate")
_FIRST = ("refused", "left", "damaged")  # what a person has to do something about


@dataclass(frozen=True, slots=True)
class Result:
    """One file: how it came out, and what there is to say of it.

    Attributes:
        file: as it was named.
        outcome: ``added``, ``damaged`` where it was added and breaks off, ``duplicate``,
            ``refused``, ``left`` where it was not there any more, or ``remark`` on what was
            left out.
        sha256: of a file that was taken.
        told: code and parameters of what there is to say, or None.
    """

    file: str
    outcome: str
    sha256: str = ""
    told: tuple[str, dict[str, Any]] | None = None


def results(
    stored: list[tuple[str, str, bool]], problems: list[tuple[str, str, dict[str, Any], bool]]
) -> list[Result]:
    """The lines of the table: what needs a look first, then the others as they came.

    Args:
        stored: file, hash and whether it is new, of each file that was taken.
        problems: file, code, parameters and whether it was refused.
    """
    remarks: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    out = []
    taken = {file for file, _, _ in stored}
    for file, code, params, fatal in problems:
        if file in taken and not fatal:
            remarks.setdefault(file, []).append((code, params))
        else:
            outcome = ("left" if code in GONE else "refused") if fatal else "remark"
            out.append(Result(file, outcome, told=(code, params)))
    plain: list[Result] = []
    for file, sha256, is_new in stored:
        outcome = "added" if is_new else "duplicate"
        told = remarks.get(file, [])
        if is_new and any(code == DAMAGED for code, _ in told):
            outcome = "damaged"
        into = out if told else plain
        into.append(Result(file, outcome, sha256, told[0] if told else None))
        out += [Result(file, outcome, sha256, more) for more in told[1:]]
    out.sort(key=lambda r: _FIRST.index(r.outcome) if r.outcome in _FIRST else len(_FIRST))
    return out + plain


def _folder_of(files: list[str]) -> str:
    """The folder that all files lie in, which need not be said at each."""
    first, last = min(files, default=""), max(files, default="")
    alike = 0  # what the first and the last by alphabet have in common, all have
    while alike < min(len(first), len(last)) and first[alike] == last[alike]:
        alike += 1
    return first[: max(first.rfind("/", 0, alike), first.rfind("\\", 0, alike)) + 1]


class ResultsModel(RowModel[Result]):
    """File, outcome, reason, what to do."""

    COLUMNS = 4

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = ""

    def set_rows(self, rows: Sequence[Result]) -> None:
        """Shows others."""
        self._folder = _folder_of([one.file for one in rows])
        super().set_rows(rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders the lines; reasons by their code, so that no sentence is made for it."""
        if 0 <= column < self.COLUMNS:
            back = order == Qt.SortOrder.DescendingOrder
            self.layoutAboutToBeChanged.emit()
            old = self.persistentIndexList()
            kept = [(self.rows[i.row()], i.column()) for i in old]
            self.rows = sorted(self.rows, key=_KEYS[column], reverse=back)
            row_of = {id(one): row for row, one in enumerate(self.rows)}
            new = [self.index(row_of[id(one)], c) for one, c in kept]
            self.changePersistentIndexList(old, new)
            self.layoutChanged.emit()

    def tip(self, one: Result, column: int) -> str:
        """The same, of the file its folder too."""
        return self.text(one, column) if column else one.file

    def more(self, one: Result, column: int, role: int) -> Any:
        """The hash of what was taken; how it came out as an icon."""
        if role == HASH:
            return one.sha256
        is_icon = role == Qt.ItemDataRole.DecorationRole and column == 1
        return icons.coloured(*_ICONS[one.outcome]) if is_icon else None

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Photos", "File"), translate("Photos", "Result"),
            translate("Photos", "Reason"), translate("Photos", "What to do"),
        )  # fmt: skip

    def text(self, one: Result, column: int) -> str:
        """What a cell says."""
        if column == 0:
            return one.file.removeprefix(self._folder) or one.file
        if column == 1:
            return outcome_name(one.outcome)
        if one.told is None:
            return ""
        code, params = one.told
        params = {"file": one.file, **params}
        return words.line(code, params) if column == 2 else words.remedy(code, params)

    def line(self, one: Result) -> tuple[str, ...]:
        """A line in full, as it is saved: the file with its folder."""
        return (one.file, *(self.text(one, column) for column in range(1, self.COLUMNS)))


def outcome_name(outcome: str) -> str:
    """What became of a file, in words."""
    return {
        "added": translate("Photos", "Added"),
        "damaged": translate("Photos", "Added, damaged"),
        "duplicate": translate("Photos", "There already"),
        "refused": translate("Photos", "Refused"),
        "left": translate("Photos", "Left behind"),
        "remark": translate("Photos", "Left out"),
    }[outcome]


def _by_reason(one: Result) -> tuple[str, str]:
    return ("" if one.told is None else one.told[0]), one.file


_KEYS: Sequence[Callable[[Result], Any]] = (
    lambda one: one.file, lambda one: (OUTCOMES.index(one.outcome), one.file), _by_reason,
    _by_reason,
)  # fmt: skip
