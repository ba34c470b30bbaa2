"""The fields that say what a basemap is: name, day, coordinate system, shift."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui import words
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.words import translate

_PLACES = {
    "basemap_date_unclear": "date",
    "basemap_crs_unknown": "crs",
    "basemap_without_crs": "crs",
    "basemap_nowhere": "crs",
    "basemap_datum_unknown": "datum",
}
DATUMS = ("", "gcj02", "bd09")


class BasemapForm(FormDialog):
    """A dialog with these fields; both that of a new basemap and that of one there is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)

    def add_fields(self) -> None:
        """Adds the fields, after those of the subclass."""
        self.called = QLineEdit(self)
        self.called.setMaxLength(200)
        self.add("called", self.called)
        self.date = DateField(self, partial=True)
        self.add("date", self.date)
        self.crs = QLineEdit(self)
        self.crs.setMaxLength(40)
        self.add("crs", self.crs)
        self.datum = QComboBox(self)
        for code in DATUMS:
            self.datum.addItem("", code)
        self.add("datum", self.datum)

    def wishes(self) -> dict[str, str]:
        """What stands there, by the names of the service."""
        return {
            "name": self.called.text().strip(),
            "date": self.date.value(),
            "crs": self.crs.text().strip(),
            "datum": str(self.datum.currentData()),
        }

    def tell_error(self, error: Exception, places: Any = None) -> None:
        """Beside the field that it belongs to."""
        super().tell_error(error, {**_PLACES, **(places or {})})

    def is_sound(self) -> bool:
        """Whether the date can be read; where not, that is told beside it."""
        if self.date.is_sound():
            return True
        self.tell(
            "date", translate("Basemap", "That is no date: write 2024-05-03, 2024-05 or 2024.")
        )
        return False

    def show_item(self, item: dict[str, Any]) -> None:
        """Offers what the file says where nothing is said yet."""
        self.called.setPlaceholderText(str(item["name"]))
        is_tiff = item["kind"] == "geotiff"
        self.set_shown("crs", is_tiff)
        self.crs.setPlaceholderText(str(item["crs"]) or "EPSG:4490")
        self.date.setToolTip(date_told(item))
        if item["date_source"] in ("tag", "metadata"):
            self.date.setPlaceholderText(str(item["date"]))

    def retranslate(self) -> None:
        """Sets every text of the fields."""
        super().retranslate()
        self.call("called", translate("Basemap", "&Name"))
        self.call("date", translate("Basemap", "&Date of the imagery"))
        self.call("crs", translate("Basemap", "&Coordinate system"))
        self.call("datum", translate("Basemap", "&Shift"))
        for row, text in enumerate(
            (
                translate("Basemap", "None (surveyed or satellite imagery)"),
                translate("Basemap", "GCJ-02 (tiles of AMap, Tencent)"),
                translate("Basemap", "BD-09 (tiles of Baidu)"),
            )
        ):
            self.datum.setItemText(row, text)


def date_told(item: dict[str, Any]) -> str:
    """Where the date of a basemap comes from."""
    source = item["date_source"]
    if source == "tag":
        return translate(
            "Basemap", "{day}, as the file says; that may be the day it was made, not flown."
        ).format(day=words.day(item["date"]))
    if source == "metadata":
        return translate("Basemap", "{day}, as the file says.").format(day=words.day(item["date"]))
    if item["date_hint"]:
        return translate(
            "Basemap", "The file does not say its date; {day} stands in its name: check it."
        ).format(day=words.day(item["date_hint"]))
    return translate(
        "Basemap", "The file does not say its date. Without one it can't be told from another."
    )
