"""The list of all commands (Ctrl+K): type a part of a name, press Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from ui import commands
from ui.commands import Command
from ui.look import icons
from ui.widgets.tall_icons import TallIcons
from ui.widgets.tips import plain
from ui.words import translate

if TYPE_CHECKING:
    from ui.action_registry import ActionRegistry

Index = QModelIndex | QPersistentModelIndex
COMMAND = Qt.ItemDataRole.UserRole
_ROWS = 14

# Ids of what was used last, the latest first: offered first while nothing is typed.
_used: list[str] = []


class CommandModel(QAbstractListModel):
    """The commands that fit what was typed."""

    def __init__(self, every: list[Command], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every = sorted(every, key=lambda c: _used.index(c.id) if c.id in _used else 1000)
        self._shown = list(self._every)

    def search(self, typed: str) -> None:
        """Show what fits."""
        self.beginResetModel()
        self._shown = commands.found(self._every, typed)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many fit."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The command, its title, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        command = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return command.title
            case Qt.ItemDataRole.ToolTipRole:
                return plain(command.why or command.tip)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return command.why or command.tip
            case Qt.ItemDataRole.UserRole:
                return command
        return None


class CommandList(QDialog):
    """A field to type in, and the commands below it."""

    def __init__(self, registry: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Frame", "Find a command"))
        self._registry = registry
        self._model = CommandModel(commands.listing(registry, registry.standing()), self)
        self._search = QLineEdit(self)
        self._search.setObjectName("commands.search")
        self._search.setClearButtonEnabled(True)
        TallIcons(self._search)
        hint = translate("Frame", "Name, initials or keys of a command")
        self._search.setPlaceholderText(hint)
        self._search.setAccessibleName(hint)
        self._search.textChanged.connect(self._on_typed)
        self._search.installEventFilter(self)
        self._view = QListView(self)
        self._view.setObjectName("commands.found")
        self._view.setAccessibleName(translate("Frame", "Commands"))
        self._view.setModel(self._model)
        self._view.setUniformItemSizes(True)
        self._view.setItemDelegate(_Lines(self._view))
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.activated.connect(self._on_activated)
        self._view.clicked.connect(self._on_activated)
        self._nothing = QLabel(translate("Frame", "No command is called like that."), self)
        self._nothing.setObjectName("commands.nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(self._view)
        column.addWidget(self._nothing, 1)
        letter = self.fontMetrics().height()
        row = self._view.sizeHintForRow(0)
        self.resize(min(letter * 46, round(parent.width() * 0.9)), row * _ROWS + letter * 4)
        self._choose(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk the list while the field keeps the focus; Enter uses the command."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
                     Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}  # fmt: skip
            key = Qt.Key(event.key())
            if key in steps:
                self._choose(self._view.currentIndex().row() + steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_activated(self._view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, row: int) -> None:
        last = self._model.rowCount() - 1
        if last >= 0:
            self._view.setCurrentIndex(self._model.index(max(0, min(row, last))))

    def _on_typed(self, typed: str) -> None:
        self._model.search(typed)
        self._choose(0)
        self._nothing.setVisible(not self._model.rowCount())
        self._view.setVisible(bool(self._model.rowCount()))

    def _on_activated(self, index: QModelIndex) -> None:
        command = index.data(COMMAND)
        if not isinstance(command, Command) or not command.enabled:
            return
        if command.id in _used:
            _used.remove(command.id)
        _used.insert(0, command.id)
        action = self._registry.actions[command.id]
        self.accept()
        action.trigger()


class _Lines(QStyledItemDelegate):
    """One command a line: icon, title, where it stands or why it can't be used, keys."""

    def sizeHint(self, option: Any, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), round(option.fontMetrics.height() * 1.9)))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        command = index.data(COMMAND)
        style = QApplication.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )  # fmt: skip
        rect: QRect = option.rect
        metrics = option.fontMetrics
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pad, side = metrics.height() // 2, round(metrics.height() * 1.2)
        self._draw_icon(painter, rect, command, chosen, pad, side)
        inner = rect.adjusted(pad * 2 + side, 0, -pad, 0)
        roles = QPalette.ColorRole
        main = roles.HighlightedText if chosen else roles.Text
        aside = roles.HighlightedText if chosen else roles.PlaceholderText
        if not command.enabled and not chosen:
            main = aside
        wide = metrics.horizontalAdvance(command.keys)
        style.drawItemText(
            painter, inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            option.palette, True, command.keys, aside,
        )  # fmt: skip
        inner = inner.adjusted(0, 0, -wide - pad * (2 if wide else 0), 0)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        title = metrics.elidedText(command.title, Qt.TextElideMode.ElideRight, inner.width())
        style.drawItemText(painter, inner, left, option.palette, True, title, main)
        inner = inner.adjusted(metrics.horizontalAdvance(title) + pad * 2, 0, 0, 0)
        told = metrics.elidedText(
            command.why or command.menu, Qt.TextElideMode.ElideRight, max(0, inner.width())
        )
        style.drawItemText(painter, inner, left, option.palette, True, told, aside)

    @staticmethod
    def _draw_icon(
        painter: QPainter, rect: QRect, command: Command, chosen: bool, pad: int, side: int
    ) -> None:
        if not command.icon:
            return
        mode = QIcon.Mode.Selected if chosen else QIcon.Mode.Normal
        mode = mode if command.enabled or chosen else QIcon.Mode.Disabled
        box = QRect(rect.left() + pad, rect.center().y() - side // 2, side, side)
        icons.icon(command.icon).paint(painter, box, Qt.AlignmentFlag.AlignCenter, mode)
