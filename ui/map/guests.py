"""Guests on the map: named layers beside the map's own, put and taken away while it runs.

A guest has one line in the layer tree, and is drawn as up to three of the canvas's layers, its
sheets: shapes, lines and points. ``ui.map.calls_guests`` makes them in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.map import layer_memory
from ui.map.book import Page
from ui.map.layer import around
from ui.map.layer_entry import Entry

if TYPE_CHECKING:
    from ui.map.book import Book
    from ui.map.canvas import MapCanvas
    from ui.map.chosen import Chosen
    from ui.map.faces import Face
    from ui.map.layer_data import Box, Ints, Kind
    from ui.map.layer_tree import LayerTree
    from ui.map.shown import Shown
    from ui.map.turns import Hit
    from ui.prefs import Prefs

Dressed = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Picked:
    """Features of a guest that somebody asked about.

    Attributes:
        guest: its name.
        ids: of the features, the topmost first.
    """

    guest: str
    ids: tuple[str, ...]


class Guests(QObject):
    """The guests that are on the map.

    Signals:
        picked: somebody clicked on features of guests, or asked for one of them; carries a tuple
            of ``Picked``, the topmost guest first, and an empty one for a click on none.
    """

    picked = Signal(object)

    def __init__(
        self, prefs: Prefs, canvas: MapCanvas, side: LayerTree, book: Book, chosen: Chosen,
        dressed: Dressed,
    ) -> None:  # fmt: skip
        """The parts of the map room that guests are put into.

        Args:
            prefs: remembers what the user set of a guest.
            canvas: draws.
            side: lists.
            book: knows the features.
            chosen: lights up.
            dressed: puts on the canvas what the tree says of a layer, by its name in the tree.
        """
        super().__init__(canvas)
        self._prefs, self._canvas, self._side = prefs, canvas, side
        self._book, self._chosen, self._dressed = book, chosen, dressed
        self._below: dict[str, str] = {}

    def names(self) -> list[str]:
        """Those that are there, as they came."""
        return list(self._below)

    def expect(self, name: str, face: Face, *, below: str = "track") -> None:
        """Lists a guest that has no features yet, or gives it another face.

        One whose face says that it can't be shown has none any more.

        Args:
            name: unlike any other layer's, such as ``reference:…``; what the user sets of it is
                remembered by it. No "/" is in it.
            face: its words and looks.
            below: the layer under which it first lies; "" for above all.

        Raises:
            ValueError: where the name has a "/".
        """
        if "/" in name:
            raise ValueError(f"no name of a guest: {name!r}")
        entry = self._entry(name)
        if entry is None:
            entry = Entry(name, face=face, is_read=False, sheets=sheets_of(name))
            layer_memory.recall(self._prefs, entry)
            model = self._side.model
            model.add(entry, layer_memory.row_of(self._prefs, model, name, below))
            self._below[name] = below
        else:
            entry.face = face
            self._wear(entry)
        if not face.is_sound:
            self._empty(entry)
        self._side.model.retell()

    def put(
        self,
        name: str,
        face: Face,
        shown: Sequence[Shown],
        *,
        below: str = "track",
        fresh: bool = True,
    ) -> None:
        """Shows a guest, in the place of the one with its name.

        Args:
            name: as for :meth:`expect`.
            face: its words and looks.
            shown: its sheets, as ``calls_guests.sheets`` makes them for this name.
            below: as for :meth:`expect`.
            fresh: False where they were kept at the last opening: they are yet to be read.

        Raises:
            ValueError: where a sheet is another guest's.
        """
        if any(each.pack.name not in sheets_of(name) for each in shown):
            raise ValueError(f"sheets of another than {name!r}")
        self.expect(name, face, below=below)
        entry = self._entry(name)
        if entry is None:
            return
        there = {each.pack.name for each in shown}
        for sheet in entry.sheets:
            if sheet not in there:
                self._drop(sheet)
        entry.kinds, entry.is_read = {}, fresh
        for each in shown:
            page = Page(each.extras, entry.hidden, face)
            self._book.put(each.pack.name, page)
            self._canvas.set_layer(each.pack, page.palette(), fresh=fresh, loose=True)
            if page.hidden:
                self._canvas.set_styles(each.pack.name, page.shown())
            for style in page.counts():
                entry.kinds.setdefault(style, each.pack.kind)
        self._count(entry)
        self._dressed(name)

    def remove(self, name: str) -> None:
        """Takes a guest away; nothing where it isn't there. What the user set of it is kept."""
        entry = self._entry(name)
        if entry is None or name not in self._below:
            return
        for sheet in entry.sheets:
            self._drop(sheet)
        del self._below[name]
        self._side.model.remove(name)
        self._dressed("")

    def clear(self) -> None:
        """Takes all away."""
        for name in self.names():
            self.remove(name)

    def is_visible(self, name: str) -> bool:
        """Whether the user lets it show."""
        entry = self._entry(name)
        return entry is not None and entry.visible

    def is_read(self, name: str) -> bool:
        """Whether its features are there."""
        entry = self._entry(name)
        return entry is not None and entry.is_read

    def light(self, name: str, ids: Sequence[str]) -> dict[str, Ints]:
        """Lights up features of a guest until the selection changes, and tells where they are.

        Returns:
            For ``Journeys.to_features``: their numbers by sheet.
        """
        out: dict[str, Ints] = {}
        for sheet in sheets_of(name):
            layer = self._canvas.stack.find(sheet)
            found = None if layer is None else layer.find(ids)
            if found is not None and len(found):
                out[sheet] = found
        lit = {sheet: self._canvas.layer(sheet).ids(found) for sheet, found in out.items()}
        self._chosen.light_all_besides(lit)
        return out

    def box(self, name: str) -> Box | None:
        """Around all of a guest, metres; None where nothing of it has a place."""
        layers = [self._canvas.stack.find(sheet) for sheet in sheets_of(name)]
        return around([layer.box() for layer in layers if layer is not None])

    def pick(self, hits: Sequence[Hit]) -> None:
        """Tells who has a guest that somebody asked about features of it, the topmost first.

        Where there is none, what was lit of guests no longer is.
        """
        if not hits:
            self._chosen.light_all_besides({})
        found: dict[str, list[str]] = {}
        for sheet, feature in hits:
            [id_] = self._canvas.layer(sheet).ids([feature])
            ids = found.setdefault(guest_of(sheet), [])
            if id_ not in ids:
                ids.append(id_)
        self.picked.emit(tuple(Picked(name, tuple(ids)) for name, ids in found.items()))

    def _entry(self, name: str) -> Entry | None:
        return self._side.model.entry(self._side.model.index_of(name))

    def _empty(self, entry: Entry) -> None:
        """What can't be shown is not: what stands there may be another's by now."""
        for sheet in entry.sheets:
            self._drop(sheet)
        entry.is_read = False
        self._side.model.set_counts(entry.name, {})

    def _drop(self, sheet: str) -> None:
        self._canvas.remove_layer(sheet)
        self._book.remove(sheet)

    def _wear(self, entry: Entry) -> None:
        for sheet in entry.sheets:
            page = self._book.page(sheet)
            if page is not None:
                page.face = entry.shown_as()
                self._canvas.set_palette(sheet, page.palette())
        self._dressed(entry.name)

    def _count(self, entry: Entry) -> None:
        """The legend: a feature that has shapes and points stands in it once for each."""
        counts: dict[str, int] = {}
        for sheet in entry.sheets:
            page = self._book.page(sheet)
            for style, many in page.counts().items() if page is not None else ():
                counts[style] = counts.get(style, 0) + many
        self._side.model.set_counts(entry.name, counts)


def sheets_of(name: str) -> tuple[str, ...]:
    """The canvas's layers that a guest may be drawn as, the lowest first."""
    kinds: tuple[Kind, ...] = ("polygon", "line", "point")
    return tuple(f"{name}/{kind}" for kind in kinds)


def guest_of(sheet: str) -> str:
    """The guest that a layer of the canvas is a sheet of; "" for none."""
    return sheet.rpartition("/")[0]
