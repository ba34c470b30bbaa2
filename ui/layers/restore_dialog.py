"""Puts layers for reference back that were taken off the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.desk import Desk
from ui.layers import calls
from ui.layers.item import LayerItem
from ui.widgets.form_dialog import FormDialog
from ui.words import number, translate


class RestoreLayersDialog(FormDialog):
    """The layers, one of which is put back."""

    def __init__(self, desk: Desk, items: list[LayerItem], parent: QWidget | None = None) -> None:
        super().__init__("layers.restore", parent)
        self._desk, self._items = desk, items
        self.list = QListWidget(self)
        self.list.setObjectName("layers.restore.list")
        self.put(self.list, fills=True)
        self.list.itemDoubleClicked.connect(lambda _: self.confirm())
        desk.closed.connect(self.reject)
        self.retranslate()
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Puts the marked one back."""
        row = self.list.currentRow()
        if row < 0:
            return
        layer, name = self._items[row].id, self._items[row].name
        reason = translate("Layers", "put back")
        task = self._desk.do(
            calls.void, layer, reason, True,
            title=lambda: translate("Layers", "Put the layer {name} back").format(name=name),
            done=lambda _: self.accept(), failed=self.tell_error,
            undo=lambda _: (calls.void, (layer, translate("Layers", "taken back"))),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Layers", "Put a layer back"))
        self.introduce(translate("Layers", "These layers were taken off the list."))
        self.list.setAccessibleName(translate("Layers", "Layers that were taken off the list"))
        self.ok.setText(translate("Layers", "Put back"))
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for item in self._items:
            told = translate("Layers", "{name} ({n}), from {file}")
            text = told.format(name=item.name, n=number(item.count), file=item.file)
            self.list.addItem(QListWidgetItem(text))
        self.list.setCurrentRow(row)
