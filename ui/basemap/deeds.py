"""What is done with one basemap: shown whole, described, ordered, taken off the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from ui.basemap import calls
from ui.basemap.describe_dialog import DescribeDialog
from ui.basemap.sheet import Sheet
from ui.desk import Desk
from ui.widgets import boxes
from ui.words import translate


class Deeds(QObject):
    """The deeds, and the menu of them."""

    def __init__(self, desk: Desk, map_panel: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: QWidget = map_panel
        self._canvas = map_panel.canvas

    def zoom(self, sheet: Sheet) -> None:
        """Shows all of it."""
        if sheet.is_sound:
            self._canvas.zoom_to(sheet.focus)
        else:
            self.tell(
                translate("Basemap", "The file of {name} can't be read here.").format(
                    name=sheet.name
                ),
                translate("Basemap", "Put it back where it was, or take it off the list."),
            )

    def offer_zoom(self, sheet: Sheet) -> None:
        """Says that it lies outside what the map shows, and leads there where one wants."""
        told = translate("Basemap", "{name} lies outside what the map shows now.")
        box = boxes.box(
            self._panel, "basemap.elsewhere", boxes.Icon.Information, told.format(name=sheet.name)
        )
        leads = box.addButton(translate("Basemap", "Zoom to it"), boxes.Role.AcceptRole)
        leads.setObjectName("basemap.elsewhere.zoom")
        leads.clicked.connect(lambda: self.zoom(sheet))
        stays = box.addButton(translate("Basemap", "Stay here"), boxes.Role.RejectRole)
        stays.setObjectName("basemap.elsewhere.stay")
        box.setDefaultButton(leads)
        self._desk.closed.connect(box.reject)
        box.open()

    def describe(self, sheet: Sheet) -> None:
        """Asks for its name and day."""
        DescribeDialog(self._desk, sheet, self._panel).open()

    def build(self, sheet: Sheet) -> None:
        """Makes the levels of a GeoTIFF."""
        if sheet.item["kind"] == "geotiff":

            def title() -> str:
                return translate("Basemap", "Building overviews of {name}").format(name=sheet.name)

            self._desk.do(calls.build_levels, sheet.id, title=title)
        else:
            self.tell(
                translate("Basemap", "{name} needs no overviews.").format(name=sheet.name),
                translate(
                    "Basemap", "A tile set has its levels in it; GeoTIFF files may lack them."
                ),
            )

    def remove(self, sheet: Sheet) -> None:
        """Takes it off the list; its file stays."""

        def title() -> str:
            return translate("Basemap", "Take {name} off the list").format(name=sheet.name)

        self._desk.do(calls.remove, sheet.id, title=title, undo=lambda way: (calls.restore, (way,)))

    def tell_none(self) -> None:
        """What was wanted needs a basemap, and there is none."""
        self.tell(
            translate("Basemap", "There is no basemap yet."),
            translate("Basemap", "Add imagery first: Map, Add a basemap."),
        )

    def tell_not_writable(self) -> None:
        """Somebody wants to add one and may not write."""
        info = self._desk.info
        self.tell(
            translate("Basemap", "Basemaps can't be added now."),
            translate("Basemap", "The project is open for reading only.")
            if info is not None and info.read_only
            else translate("Basemap", "Say who works here first: File, Switch person."),
        )

    def tell(self, what: str, remedy: str) -> None:
        """Says why nothing can be done."""
        boxes.box(self._panel, "basemap.told", boxes.Icon.Information, what, remedy).open()

    def ask_delete(self, sheet: Sheet) -> None:
        """Deletes its copy in the project, once that is confirmed."""
        asked = translate("Basemap", "Delete {name} from the project's folder?")
        box = boxes.box(
            self._panel, "basemap.delete", boxes.Icon.Warning, asked.format(name=sheet.name),
            translate("Basemap", "This can't be undone."),
        )  # fmt: skip
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        box.setDefaultButton(QMessageBox.StandardButton.No)

        def title() -> str:
            return translate("Basemap", "Delete basemap {name}").format(name=sheet.name)

        box.accepted.connect(lambda: self._desk.do(calls.remove, sheet.id, True, title=title))
        box.open()

    def order(self, ids: list[str]) -> None:
        """Lays them so, the topmost first."""
        self._desk.do(
            calls.order, ids, title=lambda: translate("Basemap", "Order the basemaps"),
            undo=lambda before: (calls.order, (before,)),
        )  # fmt: skip

    def menu(self, sheet: Sheet, parent: QWidget) -> QMenu:
        """What can be done with one basemap; it deletes itself when it is closed."""
        menu = QMenu(parent)
        menu.setObjectName("basemap.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        info = self._desk.info
        writes = info is not None and info.writable
        item = sheet.item
        own = bool(item["file"]) and not item["linked"]
        entries: tuple[tuple[str, str, bool, Callable[[Sheet], None]], ...] = (
            ("zoom", translate("Basemap", "Zoom to it"), sheet.is_sound, self.zoom),
            ("describe", translate("Basemap", "Date and name…"), writes, self.describe),
            (
                "overviews", translate("Basemap", "Build overviews"),
                writes and item["kind"] == "geotiff" and bool(item["wants_levels"]), self.build,
            ),
            ("remove", translate("Basemap", "Take off the list"), writes, self.remove),
            ("delete", translate("Basemap", "Delete the file…"), writes and own, self.ask_delete),
        )  # fmt: skip
        for name, text, usable, act in entries:
            action = menu.addAction(text)
            action.setObjectName(f"basemap.menu.{name}")
            action.setEnabled(usable)
            action.triggered.connect(lambda _=False, a=act: a(sheet))
        return menu
