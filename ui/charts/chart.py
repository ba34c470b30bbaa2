"""What all charts have: a plot in the window's colours, a legend, a readout, a cursor by keys."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import (
    QEvent,
    QObject,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from greenshield.domain.trends import Trends
from ui import words
from ui.charts import axes
from ui.charts.legend import Legend
from ui.look import colours
from ui.widgets.graphics import AxisItem
from ui.widgets.translated import Translated
from ui.words import translate

Table = list[Sequence[str]]


class Chart(Translated, QWidget):
    """A chart of ``Trends``; what is shown is a row of *places*: days, or bars.

    Signals:
        ledger_wanted: a place was clicked, or chosen by Enter: the ledger's filter for it.
    """

    ledger_wanted = Signal(dict)

    def __init__(self, axis_items: dict[str, AxisItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trends: Trends | None = None
        self._place = -1
        self._stale = False
        # Without the menus, which take longer to be made than all else.
        inside = pg.PlotItem(
            axisItems=axis_items, enableMenu=False, viewBox=pg.ViewBox(enableMenu=False)
        )
        self.plot = pg.PlotWidget(self, plotItem=inside)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.viewport().installEventFilter(self)
        self.plot.scene().sigMouseMoved.connect(self._on_moved)
        self.plot.scene().sigMouseClicked.connect(self._on_clicked)
        self.legend = Legend(self)
        self.readout = QLabel(self.plot)
        self.readout.setObjectName("chart.readout")
        self.readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.readout.setAutoFillBackground(True)
        self.readout.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.readout.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.readout.setTextFormat(Qt.TextFormat.PlainText)
        self.readout.setMargin(self.fontMetrics().height() // 3)
        self.readout.setFrameStyle(QLabel.Shape.Box)
        self.readout.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)
        self._wear()

    # What each chart fills in ------------------------------------------------------------

    def title(self) -> str:
        """What the chart shows."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw ``self.trends`` anew, with the legend."""
        raise NotImplementedError

    def places(self) -> int:
        """How many places there are."""
        raise NotImplementedError

    def place_at(self, at: QPointF) -> int:
        """The place at a point of the plot's coordinates, -1 for none."""
        raise NotImplementedError

    def point_of(self, place: int) -> QPointF:
        """Where the readout of a place points to, in the plot's coordinates."""
        raise NotImplementedError

    def told(self, place: int) -> str:
        """The numbers of a place, in lines."""
        raise NotImplementedError

    def filter_for(self, place: int, at: QPointF | None) -> dict[str, object]:
        """The ledger's filter for a place, or for what lies at a point of it; {} for none."""
        raise NotImplementedError

    def table(self) -> Table:
        """All its numbers, headings first."""
        raise NotImplementedError

    # What they share ---------------------------------------------------------------------

    def show_trends(self, trends: Trends) -> None:
        """Show other numbers."""
        self.trends = trends
        self.redraw()

    def redraw(self) -> None:
        """Draw anew in the language, the colours and the size of the moment, once it is seen."""
        self.point_out(-1)
        self.setAccessibleName(self.title())
        self._stale = not self.isVisible()
        if self.trends is not None and not self._stale:
            self.draw()

    def retranslate(self) -> None:
        """Says everything anew; the marks of the axes too, which else stay as they were drawn."""
        self._wear()
        self.redraw()

    def point_out(self, place: int) -> None:
        """Show the numbers of a place, -1 for none."""
        self._place = place
        self.readout.setVisible(place >= 0)
        if place < 0:
            return
        self.readout.setText(self.told(place))
        self.readout.adjustSize()
        at = self.plot.mapFromScene(self.plot.plotItem.vb.mapViewToScene(self.point_of(place)))
        gap = self.fontMetrics().height()
        x = at.x() + gap if at.x() + gap + self.readout.width() < self.plot.width() else (
            at.x() - gap - self.readout.width()
        )  # fmt: skip
        y = min(max(0, at.y() - self.readout.height() // 2),
                max(0, self.plot.height() - self.readout.height()))  # fmt: skip
        self.readout.move(max(0, x), y)
        self.readout.raise_()
        self.setAccessibleDescription(self.readout.text())

    def use(self, place: int, at: QPointF | None) -> None:
        """A place was clicked, or chosen by Enter: asks the ledger for it."""
        wanted = self.filter_for(place, at)
        if wanted:
            self.ledger_wanted.emit(wanted)

    def caption(self) -> str:
        """The title, with the day that the numbers are of."""
        day = words.day(self.trends.as_of) if self.trends else ""
        return translate("Charts", "{title} · {day}").format(title=self.title(), day=day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from place to place; Enter shows the place in the ledger."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self.places():
            self.point_out(max(0, min(self.places() - 1, self._place + steps[key])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.places():
            self.point_out(0 if key == Qt.Key.Key_Home else self.places() - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.use(self._place, None)
        elif key == Qt.Key.Key_Escape and self._place >= 0:
            self.point_out(-1)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what changed while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.redraw()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """The readout goes when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self.point_out(-1)
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Colours and fonts follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._wear()
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits changes with the size."""
        super().resizeEvent(event)
        self.redraw()

    def _wear(self) -> None:
        self.plot.setBackground(colours.role("surface"))
        # Above, the words of the topmost mark need room.
        self.plot.plotItem.layout.setContentsMargins(1.0, axes.half_line(), 1.0, 1.0)
        for name in ("left", "bottom"):
            axes.wear(self.plot.getAxis(name))

    def _view_point(self, scene: QPointF) -> QPointF | None:
        box = self.plot.plotItem.vb
        if not box.sceneBoundingRect().contains(scene):
            return None
        point: QPointF = box.mapSceneToView(scene)
        return point

    def _on_moved(self, scene: QPointF) -> None:
        at = self._view_point(scene)
        self.point_out(-1 if at is None else self.place_at(at))

    def _on_clicked(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        self.setFocus()
        at = self._view_point(event.scenePos())
        place = -1 if at is None else self.place_at(at)
        if place >= 0:
            self.use(place, at)
