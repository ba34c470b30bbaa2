"""Axes: days in the language's habit, whole counts, per cent, and names of bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from ui import words
from ui.look import colours
from ui.widgets.graphics import AxisItem

# Months between marks, and days where months are too far apart.
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_DAYS = (1, 2, 7, 14)
_MONTH_DAYS = 30.44


def wear(axis: AxisItem) -> None:
    """Put the colours and the font of the moment on an axis."""
    axis.setZValue(-10)  # the grid lies under what is drawn
    axis.setPen(pg.mkPen(colours.role("border")))
    axis.setTextPen(pg.mkPen(colours.role("muted")))
    axis.setStyle(tickFont=QApplication.font(), tickLength=0, hideOverlappingLabels=False)


def half_line() -> float:
    """Half the height of a mark's words, pixels."""
    return QFontMetrics(QApplication.font()).height() / 2


class DayAxis(AxisItem):
    """Days as ordinals (``date.toordinal``), marked where a week, month or year begins."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """As many marks as there is room for."""
        wide = QFontMetrics(QApplication.font()).horizontalAdvance(words.day("2026-12-28")) * 1.25
        room = max(1.0, size / wide)
        days = (high - low) / room
        for step in _DAYS:
            if days <= step:
                return [(step, _every(low, high, step))]
        months = next((m for m in _MONTHS if days <= m * _MONTH_DAYS), _MONTHS[-1])
        return [(months * _MONTH_DAYS, [float(day) for day in _firsts(low, high, months)])]

    def tickStrings(self, values: Sequence[float], _: float, spacing: float) -> list[str]:
        """Whole dates for days, months for months, years for years."""
        kept = 10 if spacing <= _DAYS[-1] else 7 if spacing < 12 * _MONTH_DAYS else 4
        return [words.day(date.fromordinal(int(value)).isoformat()[:kept]) for value in values]


class _Upright(AxisItem):
    """Marks whose words stand beside them, half of them above the topmost mark."""

    def boundingRect(self) -> QRectF:
        """With the room of those halves: what reaches beyond it is left out."""
        return super().boundingRect().adjusted(0.0, -half_line(), 0.0, half_line())


class CountAxis(_Upright):
    """Whole numbers."""

    def tickValues(self, low: float, high: float, size: float) -> Any:
        """No marks between whole numbers."""
        levels = super().tickValues(low, high, size)
        whole = [(step, [v for v in at if v >= 0]) for step, at in levels[:2] if step >= 1]
        return whole or [(1, [float(n) for n in range(max(0, int(low)), int(high) + 1)])]

    def tickStrings(self, values: Sequence[float], *_: float) -> list[str]:
        """Thousands parted."""
        return [words.number(round(value)) for value in values]


class PercentAxis(_Upright):
    """Shares between 0 and 1."""

    def tickValues(self, *_: float) -> list[tuple[float, list[float]]]:
        """Quarters."""
        return [(0.25, [0.0, 0.25, 0.5, 0.75, 1.0])]

    def tickStrings(self, values: Sequence[float], *_: float) -> list[str]:
        """Per cent."""
        return [words.percent(value, 0) for value in values]


class NameAxis(AxisItem):
    """The names of bars, one a row from 0 on; long ones are cut short."""

    def set_names(self, names: Sequence[str], room: int) -> None:
        """Show names, in at most ``room`` pixels."""
        metrics = QFontMetrics(QApplication.font())
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        width = min(room, widest + metrics.averageCharWidth())
        cut = [metrics.elidedText(n, Qt.TextElideMode.ElideRight, width) for n in names]
        self.setTicks([list(enumerate(cut))])
        self.setWidth(width + metrics.averageCharWidth())


def _every(low: float, high: float, step: int) -> list[float]:
    start = int(low) - int(low) % step + (0 if int(low) % step == 0 else step)
    return [float(day) for day in range(start, int(high) + 1, step)]


def _firsts(low: float, high: float, months: int) -> Iterator[int]:
    """The first days of every so many months, as ordinals."""
    begin = date.fromordinal(max(1, int(low)))
    month = begin.year * 12 + begin.month - 1
    month -= month % months
    while True:
        day = date(month // 12, month % 12 + 1, 1).toordinal()
        if day > high:
            return
        if day >= low:
            yield day
        month += months
