"""What the last import did, each heap of photos a click away; and how it goes on where it broke."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui import words
from ui.look import colours, icons
from ui.photos.import_sum import FILES, HEAPS, Sum, heap_name, heap_tip
from ui.widgets.translated import Translated
from ui.words import translate

# Heap -> its drawing.
_ICONS = {
    "all": "photos", "added": "ok", "duplicate": "copy", "located": "place-photo", "tied": "tag",
    "choice": "question", "damaged": "warning", "refused": "error", "left": "folder",
}  # fmt: skip


class SumBar(Translated, QWidget):
    """A line of buttons with counts.

    Signals:
        heap_wanted: the photos of a heap are to be shown, or the files that were refused;
            all photos again where "".
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
        row = QHBoxLayout(self)
        row.addWidget(self._why)
        for name, button in self._heaps.items():
            button.setObjectName(f"photos.sum.{name}")
            button.setAutoRaise(True)
            button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
            button.setCheckable(name not in FILES)
            button.clicked.connect(lambda on, heap=name: self._on_heap(heap, on))
            row.addWidget(button)
        row.addStretch(1)
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
        pad = self.fontMetrics().height() // 4
        row.setContentsMargins(pad + 4, 1, pad, 1)
        row.setSpacing(pad // 2)
        for part in (self._on, self._results, self._cross):
            row.addWidget(part)
        self.retranslate()
        self.hide()

    def tell(self, done: Sum) -> None:
        """Shows what an import did."""
        self._sum = done
        self._fill()
        self.show()

    def mark(self, heap: str) -> None:
        """Shows by which heap the tray is narrowed, "" for none."""
        for name, button in self._heaps.items():
            button.setChecked(name == heap)

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
            button.setToolTip(f"{heap_name(name)}\n{heap_tip(name)}")
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
            button.setVisible(count > 0 or name in ("all", "added"))
            button.setAccessibleName(f"{heap_name(name)} {words.number(count)}")
            button.setIcon(icons.coloured(_ICONS[name], role))
            button.setEnabled(count > 0)
        self._why.setText(_why(done))
        self._why.setVisible(bool(self._why.text()))
        self._on.setVisible(done.may_go_on())
        self._write()
        self.update()

    def _write(self) -> None:
        """Names and counts; where there is no room for all names, counts alone."""
        done = self._sum
        if done is None:
            return
        for button in self._heaps.values():
            button.setText(button.accessibleName())
        row = self.layout()
        if row is not None and row.sizeHint().width() > self.width():
            for name, button in self._heaps.items():
                button.setText(words.number(done.count(name)))
            self._why.setVisible(bool(self._why.text()) and row.sizeHint().width() <= self.width())
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """It takes what room there is."""
        return QSize(self.fontMetrics().height() * 10, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More names, or fewer."""
        super().resizeEvent(event)
        self._why.setVisible(bool(self._why.text()))
        self._write()

    def _on_heap(self, heap: str, checked: bool) -> None:
        self.heap_wanted.emit(heap if checked or heap in FILES else "")

    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()


def _why(done: Sum) -> str:
    """What to know of an import that did not come to its end."""
    if done.left:
        return translate("Photos", "The card or drive is gone; what came stays:")
    return translate("Photos", "Stopped; what is in stays:") if done.is_stopped else ""
