"""All commands with their keys, by menu, and what else each room hears: what Help shows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import commands, gestures
from ui.commands import Command
from ui.look import fonts
from ui.widgets.tall_icons import TallIcons
from ui.widgets.tips import plain
from ui.words import translate

if TYPE_CHECKING:
    from ui.action_registry import ActionRegistry


class ShortcutsPage(QDialog):
    """A table: command, keys, what it does; a field that narrows it."""

    def __init__(self, registry: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Frame", "Commands and keys"))
        self._search = QLineEdit(self)
        self._search.setObjectName("shortcuts.search")
        self._search.setClearButtonEnabled(True)
        TallIcons(self._search)
        hint = translate("Frame", "Name, initials or keys of a command")
        self._search.setPlaceholderText(hint)
        self._search.setAccessibleName(hint)
        self._tree = QTreeWidget(self)
        self._tree.setObjectName("shortcuts.table")
        self._tree.setAccessibleName(translate("Frame", "Commands and keys"))
        self._tree.setAlternatingRowColors(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setHeaderLabels([
            translate("Frame", "Command"), translate("Frame", "Keys"),
            translate("Frame", "What it does"),
        ])  # fmt: skip
        self._every = commands.listing(registry, registry.standing())
        self._show("")
        self._search.textChanged.connect(self._show)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addWidget(self._tree)
        column.addWidget(close)
        header = self._tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        letter = self.fontMetrics().height()
        self.resize(
            min(letter * 64, round(parent.width() * 0.9)),
            min(letter * 44, round(parent.height() * 0.85)),
        )

    def _show(self, typed: str) -> None:
        self._tree.clear()
        self._fill(commands.found(self._every, typed))
        bold = fonts.scaled(1.0, bold=True)
        for room, ways in gestures.found(typed):
            head = QTreeWidgetItem(self._tree, [room])
            head.setFont(0, bold)
            head.setFirstColumnSpanned(True)
            for way in ways:
                line = QTreeWidgetItem(head, ["", way.by, way.does])
                line.setToolTip(2, plain(way.does))
            head.setExpanded(True)

    def _fill(self, shown: list[Command]) -> None:
        bold = fonts.scaled(1.0, bold=True)
        shown = sorted(shown, key=lambda c: [e.menu for e in self._every].index(c.menu))
        for menu, members in groupby(shown, lambda command: command.menu):
            head = QTreeWidgetItem(self._tree, [menu])
            head.setFont(0, bold)
            head.setFirstColumnSpanned(True)
            for command in members:
                tip = command.tip if command.tip != command.title else ""
                QTreeWidgetItem(head, [command.title, command.keys, tip])
            head.setExpanded(True)
