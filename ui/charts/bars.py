"""Charts of bars: one row a code, its parts beside each other, the longest on top."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from greenshield.domain.trends import PARTS, Bar
from ui import words
from ui.charts import filters
from ui.charts.axes import CountAxis, NameAxis
from ui.charts.chart import Chart, Table
from ui.charts.legend import Entry
from ui.look import colours
from ui.words import translate

_THICK = 0.72
_LEAST_ROWS = 5  # fewer bars get no thicker


class BarChart(Chart):
    """The bars of one group; what does not fit is summed up in the last row."""

    def __init__(self, group: str, parent: QWidget | None = None) -> None:
        self._names = NameAxis("left")
        super().__init__({"left": self._names, "bottom": CountAxis("bottom")}, parent)
        self.group = group
        self.plot.showGrid(x=True, y=False, alpha=0.25)
        self.plot.invertY(True)
        self._bars: list[Bar] = []
        self._rest = 0
        self._first = 0  # of the bars, the one on top

    def name(self, code: str) -> str:
        """The words of a code."""
        raise NotImplementedError

    def all_bars(self) -> tuple[Bar, ...]:
        """Every bar of the group."""
        return self.trends.bars[self.group] if self.trends else ()

    def shown(self) -> list[Bar]:
        """The bars that are drawn, the summed-up one included."""
        return list(self._bars)

    def draw(self) -> None:
        """Draws as many bars as there is room for."""
        self._fit()
        self.plot.clear()
        starts = [0.0] * len(self._bars)
        rows = list(range(len(self._bars)))
        for part in PARTS:
            widths = [float(bar.parts[part]) for bar in self._bars]
            self.plot.addItem(pg.BarGraphItem(
                x0=list(starts), y=rows, width=widths, height=_THICK,
                brush=_colour(part), pen=pg.mkPen(None),
            ))  # fmt: skip
            starts = [start + width for start, width in zip(starts, widths, strict=True)]
        longest = max([4.0, *starts])
        for row, bar in enumerate(self._bars):
            total = pg.TextItem(
                words.number(bar.total), color=colours.role("text"), anchor=(0, 0.5)
            )
            total.setFont(QApplication.font())
            total.setPos(bar.total + longest * 0.004, row)
            self.plot.addItem(total, ignoreBounds=True)
        self.plot.setXRange(-0.01 * longest, longest * 1.06, padding=0)
        self.plot.setYRange(-0.6, max(len(self._bars), _LEAST_ROWS) - 0.4, padding=0)
        self._names.set_names([self._told_name(n) for n in rows], self.width() // 3)
        self.legend.set_entries([Entry(_word(part), _colour(part)) for part in PARTS])

    def places(self) -> int:
        """One a row."""
        return len(self._bars)

    def place_at(self, at: QPointF) -> int:
        """The row, where its bar is, or its number beside it."""
        row = round(at.y())
        if not 0 <= row < len(self._bars) or abs(at.y() - row) > _THICK / 2 or at.x() < 0:
            return -1
        longest = max(bar.total for bar in self._bars)
        return row if at.x() <= self._bars[row].total + max(4, longest) * 0.04 else -1

    def point_of(self, place: int) -> QPointF:
        """The end of the bar."""
        return QPointF(self._bars[place].total, place)

    def told(self, place: int) -> str:
        """The bar's name, its total, and each part of it."""
        bar = self._bars[place]
        form = translate("Charts", "{name}: {value}")
        lines = [form.format(name=self._told_name(place), value=words.number(bar.total))]
        lines += [
            form.format(name=_word(part), value=words.number(bar.parts[part]))
            for part in PARTS
            if bar.parts[part]
        ]
        if self._is_rest(place):
            lines.append(translate("Charts", "Click to see the next of them"))
        return "\n".join(lines)

    def filter_for(self, place: int, at: QPointF | None) -> dict[str, object]:
        """The problems of the part that was clicked, or of the whole bar."""
        if self._is_rest(place):
            return {}
        bar = self._bars[place]
        return filters.of_bar(self.group, bar.code, "" if at is None else _part_at(bar, at.x()))

    def table(self) -> Table:
        """A row a bar, the whole of them."""
        heads = [self.title(), translate("Charts", "problems"), *(_word(part) for part in PARTS)]
        rows = [
            [self.name(bar.code), str(bar.total), *(str(bar.parts[part]) for part in PARTS)]
            for bar in self.all_bars()
        ]
        return [heads, *rows]

    def use(self, place: int, at: QPointF | None) -> None:
        """The row of the others shows the next of them; after the last come the first again."""
        if not self._is_rest(place):
            super().use(place, at)
            return
        self._first += len(self._bars) - 1
        if self._first >= len(self.all_bars()):
            self._first = 0
        self.redraw()

    def _fit(self) -> None:
        bars = list(self.all_bars())
        row = self.fontMetrics().height() * 1.5
        room = max(3, int((self.plot.height() - self.fontMetrics().height() * 2) / row))
        self._rest = 0
        if len(bars) <= room:
            self._first, self._bars = 0, bars
            return
        self._first = min(self._first, len(bars) - 1)
        shown = bars[self._first : self._first + room - 1]
        rest = [bar for bar in bars if bar not in shown]
        self._rest = len(rest)
        summed = {part: sum(bar.parts[part] for bar in rest) for part in PARTS}
        self._bars = [*shown, Bar("", summed)]

    def _is_rest(self, place: int) -> bool:
        return bool(self._rest) and place == len(self._bars) - 1

    def _told_name(self, place: int) -> str:
        if self._is_rest(place):
            return translate("Charts", "{n} others").format(n=words.number(self._rest))
        return self.name(self._bars[place].code)


def _part_at(bar: Bar, x: float) -> str:
    start = 0
    for part in PARTS:
        start += bar.parts[part]
        if x < start:
            return part
    return ""


def _colour(part: str) -> QColor:
    return {
        "overdue": colours.role("overdue"),
        "undone": colours.state("rectifying"),
        "completed": colours.state("accepted"),
        "closed": colours.state("closed"),
        "adopted_done": colours.role("disabled"),
    }[part]


def _word(part: str) -> str:
    return {
        "overdue": translate("Charts", "rectification overdue"),
        "undone": translate("Charts", "undone, in time"),
        "completed": translate("Charts", "accepted"),
        "closed": translate("Charts", "closed"),
        "adopted_done": translate("Charts", "done by an old ledger's word"),
    }[part]
