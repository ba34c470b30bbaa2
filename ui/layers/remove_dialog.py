"""Takes a layer for reference off the list; its file stays, and it can be put back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.desk import Desk
from ui.layers import calls
from ui.layers.item import LayerItem
from ui.widgets.form_dialog import FormDialog
from ui.words import translate


class RemoveLayerDialog(FormDialog):
    """Asks why."""

    def __init__(self, desk: Desk, item: LayerItem, parent: QWidget | None = None) -> None:
        super().__init__("layers.remove", parent)
        self._desk, self._item = desk, item
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(2000)
        self.add("reason", self.reason)
        desk.closed.connect(self.reject)
        self.retranslate()

    def confirm(self) -> None:
        """Takes it off."""
        layer, name = self._item.id, self._item.name
        task = self._desk.do(
            calls.void, layer, self.reason.text().strip(),
            title=lambda: translate("Layers", "Take the layer {name} off the list").format(
                name=name
            ),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda _: (calls.void, (layer, undone(), True)),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Layers", "Take a layer off the list"))
        told = translate(
            "Layers",
            "{name} is shown on no device of the project any more. Its file stays; the layer can "
            "be put back.",
        )
        self.introduce(told.format(name=self._item.name))
        self.call("reason", translate("Layers", "&Reason"))
        self.ok.setText(translate("Layers", "Take off the list"))

    def _on_failed(self, error: Exception) -> None:
        self.tell_error(error, {"void_reason_needed": "reason"})


def undone() -> str:
    """The reason of what Ctrl+Z does."""
    return translate("Layers", "taken back")
