"""Several values of a list: a button that tells which, and a list with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.on_screen import open_beside
from ui.widgets.tall_icons import TallIcons
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import listed, number, translate

_VALUE = Qt.ItemDataRole.UserRole


class MultiChoice(Translated, QToolButton):
    """None, one or several of a list.

    Signals:
        changed: the values, in the list's order. Only for what the user does.
    """

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._choices: list[tuple[str, str]] = []
        self._values: frozenset[str] = frozenset()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setArrowType(Qt.ArrowType.NoArrow)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open_list)
        self._list: _TickList | None = None
        self.retranslate()

    def set_title(self, title: str) -> None:
        """What the values are of; told while none is chosen, and to screen readers."""
        self._title = title
        self.retranslate()

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """What may be chosen: value and words of each. Values not among them are dropped."""
        self._choices = list(choices)
        self._values &= {value for value, _ in self._choices}
        self.retranslate()

    def values(self) -> tuple[str, ...]:
        """What is chosen, in the list's order."""
        return tuple(value for value, _ in self._choices if value in self._values)

    def set_values(self, values: Iterable[str]) -> None:
        """Choose, without a signal."""
        self._values = frozenset(values) & {value for value, _ in self._choices}
        self.retranslate()

    def retranslate(self) -> None:
        """Tells what is chosen."""
        words = [words for value, words in self._choices if value in self._values]
        told = listed(words)
        if not words:
            shown = self._title
        elif len(words) > 2:
            shown = f"{self._title} ({number(len(words))})"
        else:
            shown = f"{self._title}: {told}"
        self.setText(f"{shown} ▾")
        self.setToolTip(plain(told))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(told)

    def open_list(self) -> None:
        """Show the list below the button."""
        self._list = _TickList(self._choices, self._values, self)
        self._list.ticked.connect(self._on_ticked)
        open_beside(self._list, self)
        self._list.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list opens as a combo box's does."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4, Qt.Key.Key_Return):
            self.open_list()
            return
        super().keyPressEvent(event)

    def _on_ticked(self, values: frozenset[str]) -> None:
        self._values = values
        self.retranslate()
        self.changed.emit(self.values())


class _TickList(QFrame):
    """The list that opens: a search field, the entries, all and none."""

    ticked = Signal(object)

    def __init__(
        self, choices: list[tuple[str, str]], values: frozenset[str], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameStyle(QFrame.Shape.StyledPanel)
        self.search = QLineEdit(self)
        self.search.setObjectName("multi.find")
        self.search.setClearButtonEnabled(True)
        TallIcons(self.search)
        self.search.setPlaceholderText(translate("Frame", "Search"))
        self.search.setAccessibleName(translate("Frame", "Search"))
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.entries = QListWidget(self)
        self.entries.setObjectName("multi.entries")
        for value, words in choices:
            item = QListWidgetItem(words)
            item.setData(_VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                          | Qt.ItemFlag.ItemIsUserCheckable)  # fmt: skip
            item.setCheckState(_ticked(value in values))
            self.entries.addItem(item)
        self.entries.itemChanged.connect(self._tell)
        self.entries.itemActivated.connect(self._on_activated)
        every, none = QToolButton(self), QToolButton(self)
        every.setObjectName("multi.all")
        every.setText(translate("Frame", "All"))
        every.clicked.connect(lambda: self._tick_shown(True))
        none.setObjectName("multi.none")
        none.setText(translate("Frame", "None"))
        none.clicked.connect(lambda: self._tick_shown(False))
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(every)
        row.addWidget(none)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addLayout(row)
        column.addWidget(self.entries)
        letter = self.fontMetrics().height()
        wide = self.entries.sizeHintForColumn(0) + letter * 3
        rows = max(3, min(len(choices), 14))
        tall = self.entries.sizeHintForRow(0) * rows if choices else letter * 3
        self.resize(max(wide, letter * 16), tall + letter * 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search field into the list; Enter ticks the only entry left."""
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.entries.setFocus()
                shown = self._shown()
                if shown:
                    self.entries.setCurrentItem(shown[0])
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Return:
                shown = self._shown()
                if len(shown) == 1:
                    self._on_activated(shown[0])
                return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.entries.item(n) for n in range(self.entries.count())]

    def _shown(self) -> list[QListWidgetItem]:
        return [item for item in self._items() if not item.isHidden()]

    def _on_typed(self, text: str) -> None:
        folded = text.strip().casefold()
        for item in self._items():
            item.setHidden(folded not in item.text().casefold())

    def _on_activated(self, item: QListWidgetItem) -> None:
        item.setCheckState(_ticked(item.checkState() != Qt.CheckState.Checked))

    def _tick_shown(self, on: bool) -> None:
        self.entries.itemChanged.disconnect(self._tell)
        for item in self._shown():
            item.setCheckState(_ticked(on))
        self.entries.itemChanged.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        on = [i for i in self._items() if i.checkState() == Qt.CheckState.Checked]
        self.ticked.emit(frozenset(str(item.data(_VALUE)) for item in on))


def _ticked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
