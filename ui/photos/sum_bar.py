"""What the last import did, each heap of photos a click away; and how it goes on where it broke."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui import words
from ui.look import colours, icons
from ui.photos.import_sum import HEAPS, Sum, heap_name, heap_tip
from ui.widgets.flow import Flow
from ui.widgets.translated import Translated
from ui.words import translate

# Heap -> its drawing.
_ICONS = {"added": "ok", "duplicate": "copy", "located": "place-photo", "tied": "tag",
          "choice": "question", "damaged": "warning", "refused": "error",
          "left": "folder"}  # fmt: skip


class SumBar(Translated, QWidget):
    """A line of buttons with counts.

    Signals:
        heap_wanted: the photos of a heap are to be shown, or the files that were refused.
        results_wanted: all results are to be listed.
        on_wanted: the import is to go on.
        closed: it was put away.
    """

    heap_wanted = Signal(str)
    results_wanted = Signal()
    on_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.sum")
        self._sum: Sum | None = None
        self._why = QLabel(self)
        self._why.setObjectName("photos.sum.why")
        self._heaps = {name: QToolButton(self) for name, _ in HEAPS}
        inside = QWidget(self)
        flow = Flow(inside)
        flow.addWidget(self._why)
        for name, button in self._heaps.items():
            button.setObjectName(f"photos.sum.{name}")
            button.setAutoRaise(True)
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
            button.clicked.connect(partial(self.heap_wanted.emit, name))
            flow.addWidget(button)
        self._on, self._results = QPushButton(self), QPushButton(self)
        self._on.setObjectName("photos.sum.go_on")
        self._on.clicked.connect(self.on_wanted)
        self._results.setObjectName("photos.sum.results")
        self._results.clicked.connect(self.results_wanted)
        self._cross = QToolButton(self)
        self._cross.setObjectName("photos.sum.close")
        self._cross.setAutoRaise(True)
        self._cross.setIcon(icons.icon("close"))
        self._cross.clicked.connect(self._on_closed)
        row = QHBoxLayout(self)
        pad = self.fontMetrics().height() // 4
        row.setContentsMargins(pad + 4, 1, pad, 1)
        row.addWidget(inside, 1)
        for part in (self._on, self._results, self._cross):
            row.addWidget(part)
        self.retranslate()
        self.hide()

    def tell(self, done: Sum) -> None:
        """Shows what an import did."""
        self._sum = done
        self._fill()
        self.show()

    def clear(self) -> None:
        """Shows nothing."""
        self._sum = None
        self.hide()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setAccessibleName(translate("Photos", "What the import did"))
        self._on.setText(translate("Photos", "Go on"))
        self._on.setToolTip(
            translate("Photos", "Import what is missing, once the card or drive is back")
        )
        self._results.setText(translate("Photos", "Results…"))
        self._results.setToolTip(translate("Photos", "What became of each file, with what to do"))
        self._cross.setToolTip(translate("Photos", "Put away"))
        self._cross.setAccessibleName(self._cross.toolTip())
        for name, button in self._heaps.items():
            button.setToolTip(heap_tip(name))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Drawings follow the scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    def paintEvent(self, _: QPaintEvent) -> None:
        """A soft ground with a bar at its left, as messages have."""
        role = self._role()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.role(f"{role}_soft"))
        painter.fillRect(0, 0, 4, self.height(), colours.role(role))

    def _role(self) -> str:
        done = self._sum
        if done is None:
            return "ok"
        bad = done.refused or done.left or done.count("damaged") or done.is_stopped
        return "warning" if bad else "ok"

    def _fill(self) -> None:
        done = self._sum
        if done is None:
            return
        for name, role in HEAPS:
            count, button = done.count(name), self._heaps[name]
            button.setVisible(count > 0 or name == "added")
            button.setText(f"{heap_name(name)} {words.number(count)}")
            button.setIcon(icons.coloured(_ICONS[name], role))
            button.setEnabled(count > 0)
        self._why.setText(_why(done))
        self._why.setVisible(bool(self._why.text()))
        self._on.setVisible(done.may_go_on())
        self.updateGeometry()
        self.update()

    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()


def _why(done: Sum) -> str:
    """What to know of an import that did not come to its end."""
    if done.left:
        return translate("Photos", "The card or drive is gone; what came stays:")
    return translate("Photos", "Stopped; what is in stays:") if done.is_stopped else ""
