"""Files and folders that are dragged onto a widget: a frame says that they may be let go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.look import colours, fonts
from ui.words import translate


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that are dragged."""
    found = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return list(dict.fromkeys(found))


class DropTarget(QObject):
    """Makes a widget, and what stands in it, take files.

    Signals:
        dropped: the paths.
    """

    dropped = Signal(list)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._overlay = _Overlay(widget)
        self._allowed = True
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def set_allowed(self, allowed: bool) -> None:
        """Whether files may be dropped now."""
        self._allowed = allowed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes drags of local files, and leaves all others alone."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            assert isinstance(event, QDragEnterEvent | QDropEvent)
            if self._allowed and local_paths(event.mimeData()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self._overlay.show_over()
                return True
        elif kind == QEvent.Type.DragLeave:
            self._overlay.hide()
        elif kind == QEvent.Type.Drop:
            self._overlay.hide()
            assert isinstance(event, QDropEvent)
            paths = local_paths(event.mimeData())
            if self._allowed and paths:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.dropped.emit(paths)
                return True
        return super().eventFilter(watched, event)


class _Overlay(QWidget):
    """A frame over the whole widget."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self) -> None:
        """Covers the parent."""
        if not self.isVisible():
            parent = self.parentWidget()
            assert parent is not None
            self.setGeometry(parent.rect())
            self.raise_()
            self.show()

    def paintEvent(self, _: QPaintEvent) -> None:
        """A dashed frame and a sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.role("accent_soft")
        ground.setAlpha(225)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(colours.role("accent"), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(8, 8, -8, -8), 8, 8)
        painter.setFont(fonts.scaled(1.3, bold=True))
        told = translate("Photos", "Drop photos and folders here to import them")
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), told)
