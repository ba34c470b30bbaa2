"""Says of a layer for reference what it is called, how it looks, what labels it, its day."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.desk import Desk
from ui.layers import calls
from ui.layers.colour_field import ColourField
from ui.layers.item import LayerItem
from ui.layers.label_choice import LabelChoice
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.words import translate

PLACES = {
    "reference_name_needed": "called",
    "reference_label_unknown": "label",
    "date_malformed": "day",
}


class EditLayerDialog(FormDialog):
    """The dialog."""

    def __init__(self, desk: Desk, item: LayerItem, parent: QWidget | None = None) -> None:
        super().__init__("layers.edit", parent)
        self._desk, self._item = desk, item
        self.called, self.colour = QLineEdit(self), ColourField(self)
        self.called.setMaxLength(200)
        self.label = LabelChoice(self)
        self.day, self.remark = DateField(self), QLineEdit(self)
        self.add("called", self.called)
        self.add("colour", self.colour)
        self.add("label", self.label)
        self.add("day", self.day)
        self.add("remark", self.remark)
        self.called.setText(item.name)
        self.colour.set_value(item.shown_colour)
        self.day.set_value(item.dated_on)
        self.remark.setText(item.remark)
        self._offer([item.label_field] if item.label_field else [])
        desk.closed.connect(self.reject)
        # A file that can't be read has no attributes to offer; the rest can be said all the same.
        desk.count(
            calls.columns, item.id, done=self._offer, failed=lambda _: None, key="layers.columns"
        )
        self._before = self._said()
        self.retranslate()

    def confirm(self) -> None:
        """Stores what was changed."""
        if not self.day.is_sound():
            self.tell("day", translate("Layers", "This is no date."))
            return
        said = {name: value for name, value in self._said().items() if value != self._before[name]}
        if not said:
            self.accept()
            return
        layer, name = self._item.id, self._item.name
        task = self._desk.do(
            calls.describe, layer, said,
            title=lambda: translate("Layers", "Describe the layer {name}").format(name=name),
            done=lambda _: self.accept(),
            failed=lambda error: self.tell_error(error, PLACES),
            undo=lambda before: (calls.describe, (layer, before)),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Layers", "Reference layer"))
        self.call("called", translate("Layers", "&Name"))
        self.call("colour", translate("Layers", "&Colour"))
        self.call("label", translate("Layers", "&Label by"))
        self.call("day", translate("Layers", "Data as &of"))
        self.call("remark", translate("Layers", "&Remark"))
        self.ok.setText(translate("Layers", "Save"))

    def _said(self) -> dict[str, str]:
        colour = self.colour.value()
        return {
            "name": self.called.text().strip(),
            "colour": self._item.colour if colour == self._item.shown_colour else colour,
            "label_field": self.label.value(),
            "dated_on": self.day.value(),
            "remark": self.remark.text().strip(),
        }

    def _offer(self, columns: list[str]) -> None:
        self.label.offer(columns, self._item.label_field)
