"""The room of layers for reference. It has no panel of its own: it lives in the map's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint

from greenshield.project.changes import Changes
from ui.desk import Desk
from ui.layers import calls
from ui.layers.deeds import Deeds
from ui.layers.item import LayerItem
from ui.layers.reader import LayerReader
from ui.layers.told_features import ToldFeatures
from ui.map import places
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.guests import Picked
    from ui.map.panel import MapPanel

KIND = "reference_layer"


class LayersRoom(QObject):
    """The room.

    Attributes:
        reader: brings the layers to the map.
        deeds: what is done with one layer.
        told: tells the attributes of features that were clicked.
    """

    def __init__(self, desk: Desk, map_panel: MapPanel) -> None:
        super().__init__(map_panel)
        self._desk, self._panel = desk, map_panel
        self.reader = LayerReader(desk, map_panel.guests, self)
        self.deeds = Deeds(desk, map_panel, self.reader)
        self.told = ToldFeatures(desk, map_panel, self)
        self._waits = False
        self._added = ""
        self._again = False
        self.button = map_panel.side.add_tool("layers.add.button", "add")
        self.button.clicked.connect(lambda: self.deeds.add())
        self._connect()
        self.retell()
        if desk.info is not None:
            self._on_opened()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do."""
        return {
            "layers.add": lambda: self.deeds.add(),
            "layers.edit": lambda: self.deeds.with_current(self.deeds.edit),
            "layers.remove": lambda: self.deeds.with_current(self.deeds.remove),
            "layers.restore": self.deeds.restore,
        }

    def reload(self, *, again: bool = False) -> None:
        """Reads the list anew.

        Args:
            again: layers that could not be read are tried again.
        """
        self._again = self._again or again
        if again and self._desk.info is not None:
            self._desk.count(calls.forget)
        if self._desk.info is not None:
            self._desk.ask(calls.listed, done=self._on_listed, key="layers.list")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is told of layers follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retell()
            self.reader.retell()
        return super().eventFilter(watched, event)

    def retell(self) -> None:
        """Sets the words of the button."""
        told = translate("Layers", "Add a layer for reference…")
        self.button.setToolTip(told)
        self.button.setAccessibleName(told)

    def _connect(self) -> None:
        desk, panel = self._desk, self._panel
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._on_actor)
        panel.loader.finished.connect(self._on_map_read)
        panel.renewed.connect(lambda: self.reload(again=True))
        panel.guests.picked.connect(self._on_picked)
        panel.side.model.visibility_changed.connect(self.reader.on_ticked)
        panel.side.menu_wanted.connect(self._on_menu)
        panel.installEventFilter(self)

    def _on_opened(self) -> None:
        """The map's own layers come first."""
        self._waits = True
        self._on_actor()
        if not self._panel.loader.is_busy:
            self._on_map_read()

    def _on_actor(self) -> None:
        info = self._desk.info
        self.button.setEnabled(info is not None and info.writable)

    def _on_map_read(self) -> None:
        if self._waits:
            self._waits = False
            self.reload()

    def _on_closed(self) -> None:
        self._waits, self._added, self._again = False, "", False
        self._on_actor()
        self.reader.forget()
        self.told.close()
        self._desk.count(calls.forget, failed=lambda _: None)

    def _on_changed(self, changes: Changes) -> None:
        ids = changes.ids(KIND)
        if ids and not self._waits:
            known = {item.id for item in self.reader.items.values()}
            new = [id_ for id_ in ids if id_ not in known]
            self._added = new[0] if len(new) == 1 else ""
            self.reload()

    def _on_listed(self, items: list[LayerItem]) -> None:
        again, self._again = self._again, False
        self.reader.show(items, again=again)
        self._show_added()

    def _show_added(self) -> None:
        """One that lies elsewhere would not be seen: the map goes there."""
        item = next((i for i in self.reader.items.values() if i.id == self._added), None)
        view = self._panel.canvas.view()
        if item is None or item.bounds is None or view is None:
            return
        self._added = ""
        west, south, east, north = item.bounds
        low, high = places.world(west, south), places.world(east, north)
        x0, y0, x1, y1 = view.box
        if high[0] < x0 or low[0] > x1 or high[1] < y0 or low[1] > y1:
            self._panel.journeys.to_box((*low, *high))
        at = self._panel.side.model.index_of(item.guest)
        self._panel.side.view.setCurrentIndex(at)

    def _on_picked(self, picked: tuple[Picked, ...]) -> None:
        mine = {
            self.reader.items[each.guest].id: each
            for each in picked
            if each.guest in self.reader.items
        }
        if mine:
            self.told.ask(mine)

    def _on_menu(self, name: str, at: QPoint) -> None:
        if name in self.reader.items:
            self.deeds.menu(self.reader.items[name]).popup(at)
