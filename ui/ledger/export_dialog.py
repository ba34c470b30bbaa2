"""Writes the issues of the ledger as a table or as shapes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from ui import words
from ui.desk import Desk
from ui.ledger import calls
from ui.ledger.answer import Keys
from ui.ledger.calls import Written
from ui.reports.report_dialog import PLACES, ReportDialog
from ui.widgets.multi_choice import MultiChoice
from ui.words import language, number, plural, translate

_FORMATS = (
    ("xlsx", ".xlsx", "utf-8"), ("csv", ".csv", "utf-8"), ("csv_gbk", ".csv", "gbk"),
    ("gpkg", ".gpkg", "utf-8"), ("shp", ".zip", "utf-8"), ("shp_gbk", ".zip", "gbk"),
    ("geojson", ".geojson", "utf-8"), ("kml", ".kml", "utf-8"),
)  # fmt: skip
_OF_FILE = ("export_ending_unknown", "export_encoding_unfit", "user_file_unwritable")
_SHOWN, _SELECTED = "shown", "selected"
_KEPT_FORMAT, _KEPT_FIELDS = "ledger.export.format", "ledger.export.fields"


class ExportDialog(ReportDialog):
    """Which rows, which fields, which kind of file, and where it goes."""

    def __init__(
        self, desk: Desk, shown: Keys, selected: Keys, parent: QWidget | None = None
    ) -> None:
        """Offers what the ledger shows.

        Args:
            desk: of the window.
            shown: keys of the rows that the filter leaves, in the order of the table.
            selected: keys of the rows that are selected.
            parent: of the dialog.
        """
        super().__init__("export", desk, parent)
        self._keys = {_SHOWN: shown, _SELECTED: selected}
        self.rows, self.kind = QComboBox(self), QComboBox(self)
        self.columns = MultiChoice(self)
        for name, editor in (("rows", self.rows), ("kind", self.kind), ("columns", self.columns)):
            self.add(name, editor)
        self.finish_layout()
        self.retranslate()
        self.rows.setCurrentIndex(self.rows.findData(_SELECTED if len(selected) > 1 else _SHOWN))
        self.kind.setCurrentIndex(max(self.kind.findData(desk.prefs.get(_KEPT_FORMAT, "")), 0))
        self.kind.currentIndexChanged.connect(lambda _: self._on_kind())
        name = translate("Ledger", "ledger {day}").format(day=words.today()) + self._ending()
        self.path.set_path(self.proposed(name))
        desk.ask(calls.export_fields, done=self._offer, key="ledger.export.fields")
        self.rows.setFocus()

    def confirm(self) -> None:
        """Writes it."""
        out = self.chosen(self._ending().removeprefix("."))
        if out is None:
            return
        encoding = next(e for n, _, e in _FORMATS if n == self.kind.currentData())
        if out.suffix.casefold() != self._ending():
            encoding = "utf-8"  # the file's name says what it becomes
        task = self.desk.count(
            calls.export, self._keys[self.rows.currentData()], out, self.columns.values(),
            encoding, language(), done=self._on_written, failed=self.refused,
            title=translate("Ledger", "Writing {file}").format(file=out.name),
        )  # fmt: skip
        self.hold(task)

    def refused(self, error: Exception) -> None:
        """An ending that nobody knows is told beside the file."""
        if getattr(error, "code", "") != "cancelled":
            of_file = dict.fromkeys(_OF_FILE, "path")
            told = {code: field for code, field in PLACES.items() if field in self.fields}
            self.tell_error(error, told | of_file)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Ledger", "Export the ledger"))
        self.introduce(
            translate("Ledger", "A table speaks in words; shapes carry codes, and can come back.")
        )
        self.call("rows", translate("Ledger", "&Rows"))
        self.call("kind", translate("Ledger", "&Kind of file"))
        self.call("columns", translate("Ledger", "F&ields"))
        self.columns.set_title(translate("Ledger", "All that hold something"))
        counts = {name: number(len(keys)) for name, keys in self._keys.items()}
        _fill(self.rows, {
            _SHOWN: translate("Ledger", "all that the filter shows ({n})"),
            **({_SELECTED: translate("Ledger", "the selected ones ({n})")}
               if len(self._keys[_SELECTED]) else {}),
        }, counts)  # fmt: skip
        _fill(self.kind, {
            "xlsx": translate("Ledger", "Workbook (.xlsx)"),
            "csv": translate("Ledger", "Text table, UTF-8 (.csv)"),
            "csv_gbk": translate("Ledger", "Text table, GBK (.csv)"),
            "gpkg": "GeoPackage (.gpkg)",
            "shp": translate("Ledger", "Shapefile, UTF-8 (.zip)"),
            "shp_gbk": translate("Ledger", "Shapefile, GBK (.zip)"),
            "geojson": "GeoJSON (.geojson)",
            "kml": "KML (.kml)",
        })  # fmt: skip
        self.path.filters = [
            translate("Ledger", "Tables and shapes")
            + " (*.xlsx *.csv *.gpkg *.zip *.geojson *.json *.kml)"
        ]

    def _ending(self) -> str:
        return next(ending for name, ending, _ in _FORMATS if name == self.kind.currentData())

    def _offer(self, fields: tuple[str, ...]) -> None:
        named = [(name, words.capital(words.field_name("issue", name))) for name in fields]
        self.columns.set_choices(named)
        self.columns.set_values(self.desk.prefs.get(_KEPT_FIELDS, []))

    def _on_kind(self) -> None:
        """The file is called as its kind wants it."""
        path = Path(self.path.text())
        if path.name and path.suffix.casefold() in {ending for _, ending, _ in _FORMATS}:
            self.path.set_path(str(path.with_suffix(self._ending())))

    def _on_written(self, done: Written) -> None:
        self.desk.prefs.set(_KEPT_FORMAT, self.kind.currentData())
        self.desk.prefs.set(_KEPT_FIELDS, list(self.columns.values()))
        self.list.clear()
        for problem in done.problems:
            self.list_problem(problem)
        self.list.setVisible(bool(self.list.topLevelItemCount()))
        told = plural(
            done.rows, translate("Ledger", "{n} issue was written."),
            translate("Ledger", "{n} issues were written."),
        )  # fmt: skip
        self.finish(done.out, "ok", told, str(done.out))


def _fill(box: QComboBox, items: dict[str, str], counts: dict[str, str] | None = None) -> None:
    """Puts value and words of each entry into a box; what was chosen stays."""
    kept = box.currentData()
    with QSignalBlocker(box):  # other words for the same: nobody chose anything
        box.clear()
        for value, text in items.items():
            box.addItem(text.format(n=counts[value]) if counts else text, value)
        box.setCurrentIndex(max(box.findData(kept), 0))
