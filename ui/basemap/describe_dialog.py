"""Says of a basemap of the project what it is: its name, its day, its coordinate system."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.basemap import calls
from ui.basemap.form import DATUMS, BasemapForm, date_told
from ui.basemap.sheet import Sheet
from ui.desk import Desk
from ui.words import translate


class DescribeDialog(BasemapForm):
    """The dialog."""

    def __init__(self, desk: Desk, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__("basemap.describe", parent)
        self._desk, self._sheet = desk, sheet
        item = sheet.item
        self.add_fields()
        self.called.setText(sheet.name)
        if item["date_source"] == "user":
            self.date.set_value(sheet.date)
        else:
            self.date.set_value(item["date_hint"] or sheet.date)
        self.crs.setText(str(item["crs"]))
        self.datum.setCurrentIndex(max(0, self.datum.findData(item["datum"] or DATUMS[0])))
        self._before = self.wishes()
        self.show_item(item)
        self.retranslate()
        self.date.setFocus()
        desk.closed.connect(self.reject)

    def confirm(self) -> None:
        """Stores what was changed."""
        if not self.is_sound():
            return
        now = self.wishes()
        offered = self._sheet.item["date_source"] != "user"
        changed = {
            key: value
            for key, value in now.items()
            if value != self._before[key] or (key == "date" and offered and value)
        }
        if not changed:
            self.accept()
            return
        basemap, name = self._sheet.id, self._sheet.name
        task = self._desk.do(
            calls.describe, basemap, changed,
            title=lambda: translate("Basemap", "Describe basemap {name}").format(name=name),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda before: (calls.describe, (basemap, before)),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Basemap", "Describe the basemap"))
        self.ok.setText(translate("Basemap", "Save"))
        self.introduce(date_told(self._sheet.item) if not self._is_said() else "")

    def _is_said(self) -> bool:
        return bool(self._sheet.item["date_source"] == "user")

    def _on_failed(self, error: Exception) -> None:
        self.tell_error(error)
