"""Field mode's strip at the window's edge: one large button a panel, and the tools below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from ui.action_registry import ActionRegistry
from ui.places import DOCKS
from ui.widgets.translated import Translated
from ui.words import translate


class PanelStrip(Translated, QToolBar):
    """A press opens a panel beside the map; another press closes it, and the map has its room.

    What a low window has no room for stands behind the arrow at the strip's end.
    """

    def __init__(self, registry: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar.panels")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        for place in DOCKS:
            self.addAction(registry.actions[f"frame.panel_{place.room}"])
        self.addSeparator()
        for name, spec in registry.specs.items():
            if spec.on_bar:
                action = registry.actions[name]
                self.addAction(action)
                button = self.widgetForAction(action)
                if isinstance(button, QToolButton):  # undo tells what: no room for that here
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._wear()
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the strip's name."""
        self.setWindowTitle(translate("Frame", "Panels and tools"))

    def changeEvent(self, event: QEvent) -> None:
        """Pictures follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wear()

    def _wear(self) -> None:
        side = round(self.fontMetrics().height() * 1.3)
        self.setIconSize(QSize(side, side))
