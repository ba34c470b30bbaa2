"""What is done with layers for reference: added, described, shown whole, taken off, put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from ui import may_write
from ui.desk import Desk
from ui.layers import calls
from ui.layers.item import LayerItem
from ui.look import icons
from ui.widgets import boxes
from ui.words import translate

if TYPE_CHECKING:
    from ui.layers.add_dialog import AddLayerDialog
    from ui.layers.reader import LayerReader
    from ui.map.panel import MapPanel


class Deeds(QObject):
    """The deeds, and the menu of them."""

    def __init__(self, desk: Desk, panel: MapPanel, reader: LayerReader) -> None:
        super().__init__(panel)
        self._desk, self._panel, self._reader = desk, panel, reader

    def add(self, path: Path | None = None) -> AddLayerDialog | None:
        """Opens the dialog of a new layer."""
        from ui.layers.add_dialog import AddLayerDialog  # seldom asked for

        if not may_write.told(self._desk.info, self._panel):
            return None
        dialog = AddLayerDialog(self._desk, path, self._panel)
        dialog.open()
        return dialog

    def edit(self, item: LayerItem) -> None:
        """Asks what a layer is called and how it looks."""
        from ui.layers.edit_dialog import EditLayerDialog  # seldom asked for

        if may_write.told(self._desk.info, self._panel):
            EditLayerDialog(self._desk, item, self._panel).open()

    def remove(self, item: LayerItem) -> None:
        """Asks why a layer is taken off the list."""
        from ui.layers.remove_dialog import RemoveLayerDialog  # seldom asked for

        if may_write.told(self._desk.info, self._panel):
            RemoveLayerDialog(self._desk, item, self._panel).open()

    def restore(self) -> None:
        """Shows what was taken off the list, to put back."""
        if may_write.told(self._desk.info, self._panel):
            self._desk.ask(calls.listed, True, done=self._on_voided, key="layers.voided")

    def zoom(self, item: LayerItem) -> None:
        """Shows all of a layer; of one that can't be shown, why not."""
        if self._reader.trouble(item.guest) is None:
            self._panel.guide.to_layer(item.guest)
        else:
            self.tell_trouble(item)

    def tell_trouble(self, item: LayerItem) -> None:
        """Says why a layer can't be shown, and what to do."""
        error = self._reader.trouble(item.guest)
        if error is not None:
            doing = translate("Layers", "Reading the layer {name}").format(name=item.name)
            self._desk.tell(error, doing)

    def with_current(self, act: Callable[[LayerItem], None]) -> None:
        """Does something with the layer that is marked in the tree."""
        item = self._reader.items.get(self._panel.side.current())
        if item is not None:
            act(item)
        elif self._reader.items:
            self._tell(
                translate("Layers", "No reference layer is marked in the layer tree."),
                translate("Layers", "Click its line in the tree beside the map first."),
            )
        else:
            self._tell(
                translate("Layers", "There is no reference layer yet."),
                translate("Layers", "Add one first: Map, Add a layer."),
            )

    def menu(self, item: LayerItem) -> QMenu:
        """The menu of a layer's line in the tree."""
        menu = QMenu(self._panel)
        menu.setObjectName("layers.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        writable = self._desk.info is not None and self._desk.info.writable
        bad = self._reader.trouble(item.guest) is not None
        entries: tuple[tuple[str, str, Callable[[LayerItem], None], bool], ...] = (
            (translate("Layers", "Why it can't be shown"), "warning", self.tell_trouble, bad),
            (translate("Layers", "Show all of it"), "fit", self.zoom, not bad),
            (translate("Layers", "Name, colour and labels…"), "edit", self.edit, writable),
            (translate("Layers", "Take off the list…"), "remove", self.remove, writable),
        )
        for text, icon, act, usable in entries:
            if act == self.tell_trouble and not bad:
                continue
            entry = menu.addAction(icons.icon(icon), text)
            entry.setEnabled(usable)
            entry.triggered.connect(lambda _=False, does=act: does(item))
        return menu

    def _on_voided(self, items: list[LayerItem]) -> None:
        from ui.layers.restore_dialog import RestoreLayersDialog  # seldom asked for

        if items:
            RestoreLayersDialog(self._desk, items, self._panel).open()
        else:
            self._tell(translate("Layers", "No layer was taken off the list."), "")

    def _tell(self, what: str, remedy: str) -> None:
        boxes.box(self._panel, "layers.told", boxes.Icon.Information, what, remedy).open()
