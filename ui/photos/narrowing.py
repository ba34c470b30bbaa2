"""What the tray is narrowed to beside its tabs: photos of an import, a camera, a day, a source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui import words
from ui.desk import Desk
from ui.photos import calls
from ui.photos.import_sum import heap_name
from ui.photos.model import Traits
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow
from ui.widgets.translated import Translated
from ui.words import translate

_MANY = 30  # days from which they are sorted into months


class Narrowing(Translated, QWidget):
    """A chip for each thing that it is narrowed to; hidden where there is none.

    Signals:
        changed: it is narrowed to something else.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.narrowing")
        self._desk = desk
        self._among: bytes | None = None
        self._heap = ""
        self._is_told = False  # another part of the room tells by which heap it is narrowed
        self._traits: dict[str, str] = {}
        self._chips: list[Chip] = []
        self._flow = Flow(self)
        self._menu: QMenu | None = None
        self.hide()

    def among(self) -> bytes | None:
        """The hashes that are shown, 32 bytes each; None for all."""
        return self._among

    def traits(self) -> Traits:
        """The traits that are shown."""
        return tuple(self._traits.items())

    def heap(self) -> str:
        """The heap of an import that is shown, "" for none."""
        return self._heap if self._among is not None else ""

    def set_told(self, is_told: bool) -> None:
        """Whether another part of the room tells of the heap, so that it needs no chip."""
        self._is_told = is_told
        self._fill()

    def is_on(self) -> bool:
        """True where something is left out."""
        return self._among is not None or bool(self._traits)

    def show_heap(self, heap: str, photos: tuple[str, ...]) -> None:
        """Shows photos of an import alone, whatever their camera or day.

        Args:
            heap: what they are, as ``import_sum.heap_name`` knows it.
            photos: hashes.
        """
        self._among, self._heap = bytes.fromhex("".join(photos)), heap
        self._traits.clear()
        self._fill()
        self.changed.emit()

    def show_trait(self, name: str, value: str) -> None:
        """Shows the photos of one source, camera or day."""
        self._traits[name] = value
        self._fill()
        self.changed.emit()

    def clear(self) -> None:
        """Leaves nothing out."""
        if self.is_on():
            self._among = None
            self._traits.clear()
            self._fill()
            self.changed.emit()

    def ask(self, at: QPoint) -> None:
        """Offers sources, cameras and days in a menu, with how many photos each has."""

        def told(heaps: dict[str, dict[str, int]]) -> None:
            self._menu = self._made_menu(heaps)
            self._menu.popup(at)

        if self._desk.info is not None:
            self._desk.ask(calls.heaps, done=told, key="photos.heaps")

    def retranslate(self) -> None:
        """Says it in another language."""
        self.setAccessibleName(translate("Photos", "Only these photos"))
        self._fill()

    # Within -------------------------------------------------------------------------------

    def _fill(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        if self._among is not None and not self._is_told:
            self._add(heap_name(self._heap), self._on_all)
        for name, value in self._traits.items():
            told = translate("Photos", "{trait}: {value}")
            text = told.format(trait=trait_name(name), value=value_name(name, value))
            self._add(text, partial(self._on_trait_off, name))
        self.setVisible(bool(self._chips))
        self.updateGeometry()

    def _add(self, text: str, off: Callable[[], None]) -> None:
        chip = Chip(text, self)
        chip.setObjectName("photos.narrowed")
        chip.removed.connect(off)
        self._flow.addWidget(chip)
        self._chips.append(chip)

    def _on_all(self) -> None:
        self._among = None
        self._fill()
        self.changed.emit()

    def _on_trait_off(self, name: str) -> None:
        self._traits.pop(name, None)
        self._fill()
        self.changed.emit()

    def _made_menu(self, heaps: dict[str, dict[str, int]]) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("photos.narrow")
        menu.aboutToHide.connect(menu.deleteLater)
        for name, counts in heaps.items():
            under = menu.addMenu(trait_name(name))
            values = list(counts.items())
            if name == "day":
                values.reverse()
                self._add_days(under, values)
            else:
                self._add_values(under, name, values)
        menu.addSeparator()
        every = menu.addAction(translate("Photos", "All photos again"))
        every.setEnabled(self.is_on())
        every.triggered.connect(self.clear)
        return menu

    def _add_days(self, menu: QMenu, days: list[tuple[str, int]]) -> None:
        if len(days) <= _MANY:
            self._add_values(menu, "day", days)
            return
        months: dict[str, list[tuple[str, int]]] = {}
        for day, count in days:
            months.setdefault(day[:7], []).append((day, count))
        for month, inside in months.items():
            total = sum(count for _, count in inside)
            title = month or value_name("day", "")
            self._add_values(menu.addMenu(f"{title} ({words.number(total)})"), "day", inside)

    def _add_values(self, menu: QMenu, name: str, values: list[tuple[str, int]]) -> None:
        for value, count in values:
            text = f"{value_name(name, value)} ({words.number(count)})".replace("&", "&&")
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._traits.get(name) == value)
            action.triggered.connect(lambda on, v=value: self._on_value(name, v, on))

    def _on_value(self, name: str, value: str, checked: bool) -> None:
        if checked:
            self.show_trait(name, value)
        else:
            self._on_trait_off(name)


def trait_name(name: str) -> str:
    """What a trait is called."""
    return {
        "source": words.field_name("photo", "position_source"),
        "camera": translate("Photos", "Camera"),
        "day": translate("Photos", "Day"),
    }[name]


def value_name(name: str, value: str) -> str:
    """What a value of a trait is called."""
    if name == "source":
        return words.label("position_source", value) or translate("Photos", "No position")
    if name == "day":
        return words.day(value) if value else translate("Photos", "No time")
    return value or translate("Photos", "Not told")
