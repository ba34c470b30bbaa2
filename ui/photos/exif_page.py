"""EXIF as read: every tag of the original as its file has it, to be searched and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui import words
from ui.desk import Desk
from ui.look import icons
from ui.photos import calls
from ui.photos.exif_table import ExifTable
from ui.photos.facts import Fact
from ui.timers import pause
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import plural, translate

if TYPE_CHECKING:
    from greenshield.domain.as_read import AsRead, ReadTag

_TYPED_MS = 120


class ExifPage(Translated, QWidget):
    """The tags of one photo; they are read when somebody looks."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.exif")
        self._desk = desk
        self._photo = ""
        self._is_read = False
        self._found: AsRead | None = None
        self._said = ""
        self._text = QLineEdit(self)
        self._text.setObjectName("photos.exif.search")
        self._text.setClearButtonEnabled(True)
        TallIcons(self._text)
        self._soon = pause(self, _TYPED_MS, self._fill)
        self._text.textChanged.connect(lambda _: self._soon.start())
        self._copy = QToolButton(self)
        self._copy.setObjectName("photos.exif.copy")
        self._copy.setIcon(icons.icon("copy"))
        self._copy.setAutoRaise(True)
        self.table = ExifTable(self)
        self.table.setObjectName("photos.exif.table")
        self._copy.clicked.connect(self.table.copy)
        self._told = QLabel(self)
        self._told.setObjectName("photos.exif.told")
        self._told.setWordWrap(True)
        pad = max(3, self.fontMetrics().height() // 4)
        bar = QHBoxLayout()
        bar.addWidget(self._text, 1)
        bar.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.addLayout(bar)
        column.addWidget(self._told)
        column.addWidget(self.table, 1)
        self.retranslate()

    def set_photo(self, sha256: str) -> None:
        """Speaks of another photo; its tags are read once this page is in sight."""
        if sha256 != self._photo:
            self._photo, self._is_read, self._found, self._said = sha256, False, None, ""
            self._fill()
            if self.isVisible():
                self._read()

    def focus_search(self) -> None:
        """Puts the cursor into the field."""
        self._text.setFocus()
        self._text.selectAll()

    def retranslate(self) -> None:
        """Sets every text."""
        self._text.setPlaceholderText(translate("Photos", "Search names and values"))
        self._text.setAccessibleName(self._text.placeholderText())
        self._copy.setToolTip(translate("Photos", "Copy the chosen tags, or all in sight"))
        self._copy.setAccessibleName(self._copy.toolTip())
        self.table.setAccessibleName(translate("Photos", "EXIF as read"))
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Now somebody looks."""
        super().showEvent(event)
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field before it closes anything."""
        if event.key() == Qt.Key.Key_Escape and self._text.text():
            self._text.clear()
            return
        super().keyPressEvent(event)

    # Within -------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._photo and not self._is_read and self._desk.info is not None:
            self._is_read = True
            self._desk.ask(
                calls.as_read, self._photo, done=self._on_read, failed=self._on_failed,
                key="photos.exif",
            )  # fmt: skip

    def _on_read(self, found: AsRead) -> None:
        if found.sha256 == self._photo:
            self._found = found
            self._fill()

    def _on_failed(self, error: Exception) -> None:
        code, params = getattr(error, "code", ""), getattr(error, "params", {})
        self._said = words.line(code, params) if code else str(error)
        self._fill()

    def _fill(self) -> None:
        found, word = self._found, self._text.text().strip().casefold()
        lines = [] if found is None else _lines(found, word)
        self.table.set_facts(lines)
        self._told.setText(self._said if found is None else _told(found, lines, word))
        self._told.setVisible(bool(self._told.text()))
        self._copy.setEnabled(bool(lines))


def _lines(found: AsRead, word: str) -> list[Fact]:
    """The tags that hold a word, under the names of their groups."""
    out: list[Fact] = []
    for group in found.groups:
        tags = [_line(tag) for tag in group.tags if _holds(tag, word)]
        if group.left_out and not word:
            more = translate("Photos", "{n} more").format(n=words.number(group.left_out))
            tags.append(Fact("…", more))
        if tags:
            out += [Fact(group.name, is_heading=True), *tags]
    return out


def _line(tag: ReadTag) -> Fact:
    number = "" if tag.number is None else f"0x{tag.number:04X}"
    name = tag.name or number or "?"
    if tag.damaged:
        return Fact(name, translate("Photos", "can't be read"), icon="warning", role="warning")
    value = tag.value
    if tag.cut:
        size = words.file_size(tag.size)
        value = f"{value}… ({size})" if value else translate("Photos", "binary, {size}").format(
            size=size
        )  # fmt: skip
    if tag.meaning:
        value = f"{value}  ({tag.meaning})"
    return Fact(name, value)


def _holds(tag: ReadTag, word: str) -> bool:
    if not word:
        return True
    number = "" if tag.number is None else f"0x{tag.number:04x}"
    return any(word in text.casefold() for text in (tag.name, tag.value, tag.meaning, number))


def _told(found: AsRead, lines: list[Fact], word: str) -> str:
    """Whether this is what was imported, and how many tags there are."""
    code = "exif_intact" if found.intact else "photo_was_altered"
    parts = [words.line(code, {"photo": found.sha256[:12]})]
    count = sum(not line.is_heading for line in lines)
    if not found.groups:
        parts.append(translate("Photos", "The file holds neither EXIF nor XMP."))
    elif word and not count:
        parts.append(translate("Photos", "No tag holds this."))
    else:
        parts.append(plural(count, translate("Photos", "{n} tag"), translate("Photos", "{n} tags")))
    parts += [words.line(code, params) for code, params in found.remarks]
    return "\n".join(parts)
