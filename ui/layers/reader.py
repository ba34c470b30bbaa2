"""Brings layers for reference to the map: those that show, one after the other, after the rest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.layers import calls, faces
from ui.layers.item import LayerItem
from ui.map import kept, store
from ui.map.guests import sheets_of
from ui.widgets.in_window import in_window
from ui.words import translate

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.guests import Guests
    from ui.map.shown import Shown


class LayerReader(QObject):
    """Keeps the map's guests in step with the project's layers.

    A layer that the user does not let show is read when it is ticked.

    Attributes:
        items: the layers, by what the map calls them.

    Signals:
        finished: all that show are read, or can't be.
    """

    finished = Signal()

    def __init__(self, desk: Desk, guests: Guests, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._guests = desk, guests
        self.items: dict[str, LayerItem] = {}
        self._bad: dict[str, Exception] = {}
        self._waiting: list[str] = []
        self._running = ""
        self._kept: list[str] = []
        self._one_kept = QTimer(self)
        self._one_kept.timeout.connect(self._on_one_kept)

    @property
    def is_busy(self) -> bool:
        """True while a layer is being read, or is about to be."""
        return bool(self._running) or self._one_kept.isActive()

    def show(self, items: Iterable[LayerItem], *, again: bool = False) -> None:
        """Shows these layers and no others.

        Args:
            items: the project's.
            again: those that could not be read are tried again.
        """
        before, self.items = self.items, {item.guest: item for item in items}
        for name in before.keys() - self.items.keys():
            self._guests.remove(name)
            self._bad.pop(name, None)
        for name, item in self.items.items():
            old = before.get(name)
            changed = old is not None and old.looks_read != item.looks_read
            if changed or again:
                self._bad.pop(name, None)
            if old != item or again:
                self._guests.expect(name, self._face(name))
            if changed or (not self._guests.is_read(name) and name not in self._bad):
                self.want(name)
        self._waiting = [name for name in self._waiting if name in self.items]
        self._kept = [name for name in self._waiting if name not in before]
        self._one_kept.start()

    def want(self, name: str) -> None:
        """A layer is to be read, if the user lets it show."""
        if name in self.items and name not in self._waiting and self._guests.is_visible(name):
            self._waiting.append(name)

    def on_ticked(self, name: str, visible: bool) -> None:
        """The user lets a layer show, or no longer."""
        if visible and not self._guests.is_read(name) and name not in self._bad:
            self.want(name)
            self._go_on()

    def trouble(self, name: str) -> Exception | None:
        """Why a layer can't be shown."""
        return self._bad.get(name)

    def forget(self) -> None:
        """Of another project."""
        self._one_kept.stop()
        self.items, self._bad, self._waiting, self._running = {}, {}, [], ""

    def retell(self) -> None:
        """Sets the words anew, such as in another language."""
        for name in self.items:
            self._guests.expect(name, self._face(name))

    def _on_one_kept(self) -> None:
        """Shows each as it was at the last opening; then they are read."""
        folder = self._folder()
        if not self._kept or folder is None:
            self._one_kept.stop()
            self._go_on()
            return
        name = self._kept.pop(0)
        found = [kept.fetch(folder, sheet) for sheet in sheets_of(name)]
        there = [shown for shown in found if shown is not None]
        if there and name in self.items and not self._guests.is_read(name):
            self._guests.put(name, self._face(name), there, fresh=False)

    def _folder(self) -> Path | None:
        info = self._desk.info
        return None if info is None else store.folder_for(info)

    def _go_on(self) -> None:
        if self._running or not self._waiting:
            if not self._running:
                self.finished.emit()
            return
        name = self._running = self._waiting.pop(0)
        item = self.items[name]

        def done(shown: tuple[Shown, ...]) -> None:
            if self._over(name) and self.items[name].looks_read == item.looks_read:
                self._bad.pop(name, None)
                self._guests.put(name, self._face(name), shown)
            self._go_on()

        def failed(error: Exception) -> None:
            if self._over(name):
                self._bad[name] = error
                self._guests.expect(name, self._face(name))
            self._go_on()

        self._desk.count(
            calls.sheets, name, item.id, self._folder(), done=done, failed=failed,
            title=translate("Layers", "Reading the layer {name}").format(name=item.name),
        )  # fmt: skip

    def _over(self, name: str) -> bool:
        """Whether a layer that was read is wanted still."""
        self._running = ""
        return name in self.items

    def _face(self, name: str) -> Any:
        error = self._bad.get(name)
        if error is None:
            return faces.face(self.items[name])
        from ui import troubles  # with the message catalogue, which a start can do without

        what, remedy = troubles.sentences(error)
        return faces.face(self.items[name], f"{what}\n{in_window(remedy)}".strip())
