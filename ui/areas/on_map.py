"""What the room puts on the map: a comparison's changes, a check's pieces, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ui.areas import calls
from ui.map import guest_looks
from ui.map.faces import Face
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel
    from ui.map.shown import Shown
    from ui.map.style import Style

# Green comes, red goes, blue changes; what is only converted is grey. Apart also without colour.
_CHANGES = {"added": "#1e8e4e", "dropped": "#c22f28", "moved": "#2368d9", "kept": "#7a857f"}
_FAULTS = {
    "overlap": "#c22f28", "gap": "#d98a00", "sliver": "#8d3fb0", "outside": "#2368d9",
    "uncovered": "#7a857f",
}  # fmt: skip
_PATTERNS = Qt.BrushStyle
_HATCHES = {
    "dropped": _PATTERNS.BDiagPattern, "moved": _PATTERNS.FDiagPattern,
    "overlap": _PATTERNS.DiagCrossPattern, "outside": _PATTERNS.FDiagPattern,
    "uncovered": _PATTERNS.Dense6Pattern,
}  # fmt: skip
_VEIL, _FAINT = 120, 24
_OTHER = "#7a857f"


class OnMap(QObject):
    """The room's guests on the map.

    Signals:
        change_picked: somebody clicked on a change; carries its id.
        misfit_picked: somebody clicked on a misfit's piece; carries its id.
    """

    change_picked = Signal(str)
    misfit_picked = Signal(str)

    def __init__(self, panel: MapPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._titles: dict[str, str] = {}
        self._awaited: tuple[str, str] | None = None
        panel.guests.picked.connect(self._on_picked)
        panel.loader.finished.connect(self._go_to_awaited)

    def put_changes(self, shown: tuple[Shown, ...], sides: str) -> None:
        """Shows a comparison's changes in place of the last one's.

        Args:
            shown: as the worker makes them.
            sides: which versions, in words.
        """
        self._put(calls.DIFFERENCE, shown, sides, difference_title, change_look, change_word)

    def put_misfits(self, shown: tuple[Shown, ...]) -> None:
        """Shows a check's pieces in place of the last one's."""
        self._put(calls.MISFITS, shown, "", misfits_title, fault_look, fault_word)

    def go_to(self, kind: str, entity: str, day: str) -> None:
        """Goes to a boundary.

        Args:
            kind: ``area`` or ``zone``.
            entity: its id.
            day: on which it was in force, where it is not today: the map then shows that day.
        """
        self._awaited = (kind, entity)
        if self._panel.loader.day != day:
            self._panel.show_day(day)
        if not self._panel.loader.is_busy:
            self._go_to_awaited()

    def go(self, guest: str, ids: tuple[str, ...]) -> None:
        """Lights up some of a guest and goes there; to all of it where none is named."""
        if ids:
            lit = self._panel.guests.light(guest, ids)
            self._panel.journeys.to_features(lit)
        elif guest in self._panel.guests.names():
            box = self._panel.guests.box(guest)
            if box is not None:
                self._panel.journeys.to_box(box)

    def clear(self) -> None:
        """Takes both away."""
        for guest in (calls.DIFFERENCE, calls.MISFITS):
            self._panel.guests.remove(guest)

    def _put(
        self, guest: str, shown: tuple[Shown, ...], note: str, title: Callable[[], str],
        look: Callable[[str], Style], word: Callable[[str], str],
    ) -> None:  # fmt: skip
        if not shown:
            self._panel.guests.remove(guest)
            return
        self._titles[guest] = note
        face = Face(title, look, word, lambda: self._titles[guest], is_labelled=False)
        self._panel.guests.put(guest, face, shown, below="")

    def _go_to_awaited(self) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            self._panel.guide.show(awaited[0], (awaited[1],))

    def _on_picked(self, picked: tuple[object, ...]) -> None:
        for each in picked:
            guest, ids = getattr(each, "guest", ""), getattr(each, "ids", ())
            signals = {calls.DIFFERENCE: self.change_picked, calls.MISFITS: self.misfit_picked}
            if guest in signals and ids:
                signals[guest].emit(ids[0])
                return


def difference_title() -> str:
    """What the layer of changes is called."""
    return translate("Areas", "Difference of versions")


def misfits_title() -> str:
    """What the layer of misfits is called."""
    return translate("Areas", "Zones that don't fit")


def change_word(kind: str) -> str:
    """What a kind of change is called."""
    return {
        "added": translate("Areas", "Added"),
        "dropped": translate("Areas", "Dropped"),
        "moved": translate("Areas", "To another zone"),
        "kept": translate("Areas", "Zone converted"),
    }.get(kind, kind)


def fault_word(kind: str) -> str:
    """What a kind of misfit is called."""
    return {
        "overlap": translate("Areas", "Overlap"),
        "gap": translate("Areas", "Gap"),
        "sliver": translate("Areas", "Sliver"),
        "outside": translate("Areas", "Outside the area"),
        "uncovered": translate("Areas", "In no zone"),
    }.get(kind, kind)


def change_look(kind: str) -> Style:
    """How a kind of change is drawn."""
    hatch = _HATCHES.get(kind, _PATTERNS.SolidPattern)
    converted = kind == "kept"  # what lies beneath is what counts there
    return guest_looks.coloured(
        _CHANGES.get(kind, _OTHER), width=1.0 if converted else 2.0, dash=kind == "dropped",
        veil=_FAINT if converted else _VEIL, hatch=hatch,
    )  # fmt: skip


def fault_look(kind: str) -> Style:
    """How a kind of misfit is drawn."""
    hatch = _HATCHES.get(kind, _PATTERNS.SolidPattern)
    return guest_looks.coloured(_FAULTS.get(kind, _OTHER), width=2.5, veil=_VEIL, hatch=hatch)
