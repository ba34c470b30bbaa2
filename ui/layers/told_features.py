"""Tells the attributes of features of reference layers that were clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.layers import calls
from ui.layers.calls import Feature

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.layers.feature_dialog import FeatureDialog
    from ui.map.guests import Picked
    from ui.map.panel import MapPanel

MOST = 50  # features of a place


class ToldFeatures(QObject):
    """Keeps one small window of attributes, which stays open from click to click."""

    def __init__(self, desk: Desk, panel: MapPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._panel = desk, panel
        self._guests: dict[str, str] = {}
        self.dialog: FeatureDialog | None = None

    def ask(self, picked: dict[str, Picked]) -> None:
        """Tells features; the first is lit on the map.

        Args:
            picked: by the layer's id, the topmost first.
        """
        self._guests = {layer: each.guest for layer, each in picked.items()}
        wanted: dict[str, tuple[int, ...]] = {}
        left = MOST
        for layer, each in picked.items():
            wanted[layer] = tuple(int(id_) for id_ in each.ids[:left])
            left -= len(wanted[layer])
        self._desk.count(calls.features, wanted, done=self._show, key="layers.features")

    def close(self) -> None:
        """Puts the window away."""
        if self.dialog is not None:
            self.dialog.close()

    def _show(self, found: list[Feature]) -> None:
        from ui.layers.feature_dialog import FeatureDialog  # seldom asked for

        if not found:
            return
        if self.dialog is None:
            self.dialog = FeatureDialog(self._desk.prefs, self._panel.canvas)
            self.dialog.turned.connect(self._on_turned)
            self.dialog.zoom_wanted.connect(self._on_zoom)
            self.dialog.finished.connect(lambda _: self._on_finished())
        self.dialog.tell(found)
        self.dialog.show()

    def _light(self, feature: Feature) -> dict[str, object]:
        guest = self._guests.get(feature.layer, "")
        return dict(self._panel.guests.light(guest, [str(feature.number)]))

    def _on_turned(self, feature: Feature) -> None:
        self._light(feature)

    def _on_zoom(self, feature: Feature) -> None:
        guest = self._guests.get(feature.layer, "")
        lit = self._panel.guests.light(guest, [str(feature.number)])
        self._panel.journeys.to_features(lit)

    def _on_finished(self) -> None:
        self.dialog = None
        self._panel.chosen.light_all_besides({})
