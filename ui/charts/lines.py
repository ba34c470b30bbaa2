"""Charts over time: one line a series, days to the right, the numbers of a day beside the mouse."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from greenshield.domain.trends import Day
from ui import words
from ui.charts.axes import CountAxis, DayAxis
from ui.charts.chart import Chart, Table
from ui.charts.legend import Entry
from ui.look import colours
from ui.widgets.graphics import AxisItem
from ui.words import plural, translate

_IMPORTS_TOLD = 3  # of many the largest: their words would hide each other
_LABEL_AT = 0.93  # of the height


@dataclass(frozen=True, slots=True)
class Series:
    """One line.

    Attributes:
        words: its name.
        colour: of the line.
        values: one a day, None where it has none.
        dashed: drawn so.
        filled: the ground beneath it is filled.
    """

    words: str
    colour: QColor
    values: list[float | None]
    dashed: bool = False
    filled: bool = False


class LineChart(Chart):
    """Lines over the days of the trends."""

    def __init__(self, left: AxisItem | None = None, parent: QWidget | None = None) -> None:
        items = {"left": left or CountAxis("left"), "bottom": DayAxis("bottom")}
        super().__init__(items, parent)
        self.plot.showGrid(x=False, y=True, alpha=0.25)
        self._ordinals: list[int] = []
        self._series: list[Series] = []
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._today = pg.InfiniteLine(angle=90, movable=False)

    def series(self) -> list[Series]:
        """The lines, made of ``self.trends``."""
        raise NotImplementedError

    def number(self, value: float) -> str:
        """A value of a line in words."""
        return words.number(round(value))

    def top(self) -> float:
        """The highest value that the axis shows."""
        values = [v for s in self._series for v in s.values if v is not None]
        return max([4.0, *values]) * 1.05

    def days(self) -> tuple[Day, ...]:
        """The days that are shown."""
        return self.trends.days if self.trends else ()

    def draw(self) -> None:
        """Draws every line, today's mark and the legend."""
        self._ordinals = [date.fromisoformat(day.day).toordinal() for day in self.days()]
        self._series = self.series()
        self.plot.clear()
        for one in self._series:
            self._draw_line(one)
        first, last = self._ordinals[0], self._ordinals[-1]
        self.plot.setXRange(first - 0.5, max(last, first + 1) + 0.5, padding=0)
        # A little room below, or the zero's own mark is cut off.
        self.plot.setYRange(-0.03 * self.top(), self.top(), padding=0)
        self._mark_today(last)
        self._mark_imports(first)
        self._cursor.setPen(pg.mkPen(colours.role("muted")))
        self._cursor.hide()
        self.plot.addItem(self._cursor, ignoreBounds=True)
        self.legend.set_entries(
            [Entry(s.words, s.colour, line=not s.filled, dashed=s.dashed) for s in self._series]
        )

    def places(self) -> int:
        """One a day."""
        return len(self._ordinals)

    def place_at(self, at: QPointF) -> int:
        """The nearest day."""
        if not self._ordinals:
            return -1
        after = min(bisect_left(self._ordinals, at.x()), len(self._ordinals) - 1)
        near = [n for n in (after - 1, after) if n >= 0]
        return min(near, key=lambda n: abs(self._ordinals[n] - at.x()))

    def point_of(self, place: int) -> QPointF:
        """The middle of the day's height."""
        return QPointF(self._ordinals[place], self.top() / 2)

    def point_out(self, place: int) -> None:
        """The cursor stands on the day that is told."""
        if place >= 0:
            self._cursor.setPos(self._ordinals[place])
        self._cursor.setVisible(place >= 0)
        super().point_out(place)

    def told(self, place: int) -> str:
        """The day and every line's value on it."""
        lines = [words.day(self.days()[place].day)]
        if not self.days()[place].actual:
            lines[0] = translate("Charts", "{day} (plan)").format(day=lines[0])
        for one in self._series:
            value = one.values[place]
            if value is not None:
                lines.append(
                    translate("Charts", "{name}: {value}").format(
                        name=one.words, value=self.number(value)
                    )
                )
        return "\n".join(lines)

    def filter_for(self, place: int, _: QPointF | None) -> dict[str, object]:
        """What a day asks the ledger for; the ledger itself knows today alone."""
        return self.filter_of(self.days()[place])

    def filter_of(self, day: Day) -> dict[str, object]:
        """The ledger's filter for a day, {} for none."""
        raise NotImplementedError

    def table(self) -> Table:
        """A row a day, a column a line."""
        heads = [translate("Charts", "Day"), *(one.words for one in self._series)]
        rows = [
            [day.day, *("" if s.values[n] is None else f"{s.values[n]:.10g}" for s in self._series)]
            for n, day in enumerate(self.days())
        ]
        return [heads, *rows]

    def _draw_line(self, one: Series) -> None:
        known = [(x, y) for x, y in zip(self._ordinals, one.values, strict=True) if y is not None]
        style = Qt.PenStyle.DashLine if one.dashed else Qt.PenStyle.SolidLine
        veil = QColor(one.colour)
        veil.setAlpha(70)
        curve = self.plot.plot(
            [float(x) for x, _ in known], [y for _, y in known],
            pen=pg.mkPen(one.colour, width=1 if one.filled else 2, style=style), antialias=True,
            fillLevel=0 if one.filled else None, brush=veil if one.filled else None,
        )  # fmt: skip
        if len(known) == 1:  # a line of one day is a dot
            curve.setSymbol("o")
            curve.setSymbolBrush(one.colour)
            curve.setSymbolPen(None)

    def _mark_imports(self, first: int) -> None:
        """Says where a ledger came in: the lines know nothing of what it holds before that."""
        if self.trends is None:
            return
        most = sorted(self.trends.imports, key=lambda one: -one[1])[:_IMPORTS_TOLD]
        for day, count in most:
            at = date.fromisoformat(day).toordinal()
            told = plural(
                count,
                translate("Charts", "{n} issue imported"),
                translate("Charts", "{n} issues imported"),
            )
            told = f"{words.day(day)} · {told}"
            mark = pg.InfiniteLine(
                at, angle=90, movable=False,
                pen=pg.mkPen(colours.role("info"), style=Qt.PenStyle.DashLine),
            )  # fmt: skip
            # Not the line's own label: the two hold each other, so the collector takes them, and
            # where it takes the line first, Qt's part of the label is freed twice.
            label = pg.TextItem(
                told, color=colours.role("info"), fill=colours.role("surface"),
                anchor=(1, 0.5) if at > first else (0, 0.5),
            )  # fmt: skip
            label.setPos(at, _LABEL_AT * self.top())
            self.plot.addItem(mark, ignoreBounds=True)
            self.plot.addItem(label, ignoreBounds=True)

    def _mark_today(self, last: int) -> None:
        today = date.fromisoformat(self.trends.as_of).toordinal() if self.trends else last
        self._today.setPen(pg.mkPen(colours.role("muted"), style=Qt.PenStyle.DotLine))
        self._today.setPos(today)
        self._today.setVisible(today < last)
        self.plot.addItem(self._today, ignoreBounds=True)
