"""Two versions compared: what was added, dropped and moved, and whether anything has shrunk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.areas import calls, compare_model
from ui.areas.compare_model import JUDGED, CompareModel
from ui.areas.result_page import ResultPage
from ui.desk import Desk
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.words import language, number, plural, translate


class ComparePage(ResultPage):
    """A comparison and its layer.

    Signals:
        compared: a comparison is there: its changes for the map, and its sides in words.
        other_wanted: other versions are to be compared.
    """

    compared = Signal(object, str)
    other_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        model = CompareModel()
        super().__init__("areas.compared", "compare", model, parent)
        self.model = model
        self.tree.header().setSectionResizeMode(JUDGED, QHeaderView.ResizeMode.Stretch)
        model.setParent(self)
        self._desk = desk
        self._told = ""
        self.result: calls.Compared | None = None
        self.empty.acted.connect(self.other_wanted)
        self.retranslate()

    def run(self, old: str, new: str, told: str) -> None:
        """Compares two sides; ``told`` is what they are in words."""
        self._told = told
        self.watch(
            self._desk.count(
                calls.compare, old, new, done=self._on_done, failed=self._on_failed,
                key="areas.compare", title=self.doing(),
            )
        )  # fmt: skip

    def clear(self) -> None:
        """Of another project."""
        self.cancel()
        self.result = None
        self.model.set_lines([])
        self.show_nothing()

    def choose(self, change: str) -> None:
        """Makes a change the current line."""
        for line in self.model.all_lines():
            if line.about.what == "change" and line.about.row["id"] == change:
                at = self.model.index_of(line)
                self.tree.setCurrentIndex(at)
                self.tree.scrollTo(at)

    def ids(self) -> tuple[str, ...]:
        """The changes of the current line."""
        about = self.model.about(self.tree.currentIndex())
        return () if about is None else about.ids

    def doing(self) -> str:
        """What runs."""
        return translate("Areas", "Comparing boundaries")

    def run_again(self) -> None:
        """Other versions."""
        self.other_wanted.emit()

    def ask_where(self) -> None:
        """Asks for a file, and writes layer or table by its ending."""
        choosing.ask_where(
            self, "areas.compared.where", translate("Areas", "Save the difference"), self.save_to,
            filters=[
                translate("Areas", "Layer: GeoPackage (*.gpkg)"),
                translate("Areas", "Layer: GeoJSON (*.geojson)"),
                translate("Areas", "Table: Excel workbook (*.xlsx)"),
                translate("Areas", "Table: CSV (*.csv)"),
            ],
            start=Kept(self._desk.prefs, "areas.folder"),
            suggested=translate("Areas", "difference") + ".gpkg",
        )  # fmt: skip

    def save_to(self, file: Path) -> None:
        """Writes the difference."""
        if self.result is None:
            return
        told = translate("Areas", "Saved: {name}").format(name=file.name)
        self._desk.count(
            calls.save_difference, *self.result.sides, file, language(),
            done=lambda _: self._desk.noted.emit(told),
            title=translate("Areas", "Saving the difference"),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.again.say(translate("Areas", "Compare others…"))
        self.save.say(
            translate("Areas", "Save…"),
            translate("Areas", "As a layer for a GIS (GeoPackage, GeoJSON) or a table"),
        )
        self.empty.tell(
            translate("Areas", "No versions are compared yet"),
            translate(
                "Areas",
                "Choose two versions of a boundary, or two days for all of them: you see what was"
                " added, dropped and moved, in m² and on the map.",
            ),
            translate("Areas", "Compare versions…"),
        )
        self.tree.setAccessibleName(translate("Areas", "Versions compared"))
        self.model.retranslate()
        self._tell()

    def _on_done(self, found: calls.Compared) -> None:
        self.result = found
        self.take_in()
        self.model.set_lines(compare_model.lines(found.items))
        self.show_result()
        if len(found.items) == 1:
            self.tree.expandAll()
        self._tell()
        self.compared.emit(found.shown, self._told)

    def _on_failed(self, error: Exception) -> None:
        if self.result is None:
            self.show_nothing()
        else:
            self.show_result()
        self._desk.tell(error, self.doing())

    def _tell(self) -> None:
        if self.result is None:
            return
        items = self.result.items
        changed = [item for item in items if item["changes"]]
        shrunk = [item for item in items if item["kept"] is False]
        cores = [item for item in items if item["core_kept"] is False]
        told = f"{self._told}\n{_verdict(len(items), len(changed), len(shrunk), len(cores))}"
        if any(item["coarse"] for item in items):
            told += "\n" + translate(
                "Areas",
                "Edges beyond 1 km count as straight here, other than in the list of boundaries.",
            )
        if not items:
            told = translate("Areas", "No boundary was in force on either side.")
        self.tell_verdict("error" if shrunk or cores else "ok" if items else "info", told)
        for button in (self.all, self.save):
            button.setEnabled(bool(changed))


def _verdict(many: int, changed: int, shrunk: int, cores: int) -> str:
    """In how many boundaries the whole or the core has shrunk."""
    compared = plural(
        many, translate("Areas", "{n} boundary compared"),
        translate("Areas", "{n} boundaries compared"),
    )  # fmt: skip
    if not changed:
        return translate("Areas", "{compared}: nothing was changed.").format(compared=compared)
    if not shrunk and not cores:
        told = translate("Areas", "{compared}, {n} changed: no whole and no core has shrunk.")
        return told.format(compared=compared, n=number(changed))
    told = translate(
        "Areas",
        "{compared}, {n} changed. The whole has shrunk in {shrunk}, the core in {cores}: neither"
        " may, unless its approval says so.",
    )
    return told.format(
        compared=compared, n=number(changed), shrunk=number(shrunk), cores=number(cores)
    )
