"""All that a table says of the line one stands on, below it: columns cut what is long."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.widgets.whole_label import WholeLabel

_LINES = 2


class RowTold(WholeLabel):
    """The line's sentences, one below the other, to be read, marked and copied."""

    def __init__(
        self, view: QAbstractItemView, sentences: Callable[[QModelIndex], Sequence[str]],
        parent: QWidget,
    ) -> None:  # fmt: skip
        """Follows a view.

        Args:
            view: with its model and so with its selection.
            sentences: what is to be said of the line of an index; empty ones are passed over.
            parent: of the label.
        """
        super().__init__(parent)
        self.setObjectName("row.told")
        self._view, self._sentences = view, sentences
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        view.selectionModel().currentChanged.connect(lambda *_: self.tell())
        view.model().modelReset.connect(self.tell)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tell()

    def tell(self) -> None:
        """Says it of the line that is current now, and nothing where none is."""
        index = self._view.currentIndex()
        said = self._sentences(index) if index.isValid() else ()
        self.setText("\n".join(filter(None, said)))
        self.setVisible(self._view.model().rowCount() > 0)

    def _hold(self) -> None:
        """Keeps the room of two lines in any case: the table must not jump under the mouse."""
        super()._hold()
        least = _LINES * self.fontMetrics().lineSpacing()
        self.setMinimumHeight(max(least, self.minimumHeight()))
