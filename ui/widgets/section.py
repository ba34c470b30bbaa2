"""A section with a heading that folds away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.look import fonts, icons


class Section(QWidget):
    """A heading with tools at its right, and what stands beneath it.

    Signals:
        toggled: it was opened (True) or folded away.
    """

    toggled = Signal(bool)

    def __init__(
        self, title: str = "", parent: QWidget | None = None, *, is_open: bool = True
    ) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._head = QToolButton(self)
        self._head.setObjectName("section.head")
        self._head.setAutoRaise(True)
        self._is_open = is_open
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._head.clicked.connect(lambda: self.set_open(not self._is_open))
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._head)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._row)
        self._wear()
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """The heading."""
        self._head.setText(title)
        self._head.setAccessibleName(title)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button at the right end of the heading."""
        self._row.addWidget(tool)

    def set_content(self, content: QWidget) -> None:
        """What stands beneath the heading; what stood there is deleted."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)
        content.setVisible(self.is_open())

    def content(self) -> QWidget | None:
        """What stands beneath the heading."""
        return self._content

    def is_open(self) -> bool:
        """True where the content is shown."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Open it or fold it away."""
        if is_open == self._is_open:
            return
        self._is_open = is_open
        self._wear()
        if self._content is not None:
            self._content.setVisible(is_open)
        self.toggled.emit(is_open)

    def changeEvent(self, event: QEvent) -> None:
        """The heading follows the window's font."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._wear()
        super().changeEvent(event)

    def _wear(self) -> None:
        self._head.setFont(fonts.scaled(1.0, bold=True))
        self._head.setIcon(icons.icon("chevron-down" if self.is_open() else "chevron-right"))
