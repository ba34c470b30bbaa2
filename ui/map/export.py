"""The map as a picture for a report or a plan: drawn anew at the size that is asked for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.dom.minidom import Element

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

_CLOSE = re.compile(r"[Zz]\s*")


def image(canvas: MapCanvas, width: int) -> QImage:
    """What the window shows, with this many pixels across."""
    # Here, for they are not needed at the start.
    from pyqtgraph.exporters import ImageExporter

    exporter = ImageExporter(canvas.box)
    exporter.params["width"] = width
    made = exporter.export(toBytes=True)
    assert isinstance(made, QImage)
    return made


def svg(canvas: MapCanvas) -> bytes:
    """What the window shows, as paths."""
    from pyqtgraph.exporters import SVGExporter

    with _closed_paths_allowed():
        made = SVGExporter(canvas.box).export(toBytes=True)
    assert isinstance(made, bytes)
    return made


@contextmanager
def _closed_paths_allowed() -> Iterator[None]:
    """Takes "Z" from paths before pyqtgraph reads them.

    Qt ends closed paths by it; pyqtgraph 0.14 takes it for a pair of numbers and fails, even for an
    empty view box. Rings here end where they begin, so nothing is lost.
    """
    module: Any = sys.modules["pyqtgraph.exporters.SVGExporter"]
    original = module.correctCoordinates

    def corrected(node: Element, *others: Any) -> Any:
        for path in node.getElementsByTagName("path"):
            path.setAttribute("d", _CLOSE.sub("", path.getAttribute("d")))
        return original(node, *others)

    module.correctCoordinates = corrected
    try:
        yield
    finally:
        module.correctCoordinates = original
