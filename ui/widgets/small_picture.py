"""Small pictures as the worker sends them: JPEG, looked at before it is decoded."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImageReader, QPixmap

_LARGEST_SIDE = 2048  # a kept file that claims more is none of ours


def small_picture(jpeg: bytes) -> QPixmap | None:
    """A pixmap; None for what is no small JPEG, whatever its name says."""
    if not jpeg.startswith(b"\xff\xd8"):
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"jpeg")
    size: QSize = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _LARGEST_SIDE:
        return None
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)
