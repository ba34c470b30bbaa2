"""What the map says where nothing is on it yet: what to do next, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import colours
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

_FIRST = ("imports.areas", "imports.ledger", "imports.photos")


class EmptyMap(Translated, QWidget):
    """Lies in the middle of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("map.empty")
        self._ground = parent
        self._state = EmptyState("map", self)
        self._state.acted.connect(self._on_acted)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(self._state)
        parent.installEventFilter(self)
        self.hide()
        self.retranslate()

    def set_shown(self, shown: bool) -> None:
        """Shows it, or takes it away."""
        self.setVisible(shown)
        if shown:
            self._settle()
            self.raise_()

    def retranslate(self) -> None:
        """Sets every text."""
        button = translate("Map", "Import boundaries…") if self._first() is not None else ""
        self._state.tell(
            translate("Map", "Nothing is on the map yet"),
            translate(
                "Map",
                "Import the boundaries of the protected areas first, then the patches or the "
                "ledger; photos with a position show by themselves. Files may be dropped here.",
            ),
            button,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in the middle."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A card above the map."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.role("border"), 1))
        painter.setBrush(colours.role("surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _settle(self) -> None:
        parent = self._ground
        em = self.fontMetrics().height()
        width = min(em * 26, parent.width() - 2 * em)
        height = min(max(self.heightForWidth(width), em * 15), parent.height() - 2 * em)
        left, top = (parent.width() - width) // 2, (parent.height() - height) // 2
        self.setGeometry(left, top, width, height)

    def _first(self) -> QAction | None:
        window = self.window()
        return next(
            (found for name in _FIRST if (found := window.findChild(QAction, name)) is not None),
            None,
        )

    def _on_acted(self) -> None:
        action = self._first()
        if action is not None:
            action.trigger()
