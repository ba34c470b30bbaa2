"""A chart as a file: its numbers for spreadsheets, its picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QImageWriter, QPainter

from ui.look import colours, fonts

if TYPE_CHECKING:
    from ui.charts.chart import Chart

_PICTURE_SCALE = 2.0
_RISKY = ("=", "+", "-", "@", "\t")


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """CSV in UTF-8 with a mark that spreadsheets know Chinese by.

    What a spreadsheet would take for a formula gets an apostrophe before it: a county is called
    what somebody typed.
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_plain(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def as_png(chart: Chart) -> bytes:
    """A chart with its title and legend, as PNG."""
    chart.point_out(-1)
    head = fonts.scaled(1.2, bold=True)
    tall = round(QFontMetrics(head).height() * 1.6)
    size = QSize(chart.width(), chart.height() + tall)
    image = QImage(size * _PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PICTURE_SCALE)
    image.fill(colours.role("window"))
    painter = QPainter(image)
    painter.setFont(head)
    painter.setPen(colours.role("text"))
    painter.drawText(0, 0, size.width(), tall, int(Qt.AlignmentFlag.AlignCenter), chart.caption())
    chart.render(painter, QPoint(0, tall))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell
