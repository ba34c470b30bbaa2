"""What an import did."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.imports.calls import Imported
from ui.imports.count_words import in_states, told
from ui.imports.problems_table import ProblemsTable
from ui.widgets.notice import Kind, Notice
from ui.widgets.translated import Translated
from ui.words import listed, translate


class ResultPage(Translated, QWidget):
    """The counts, and the list of what was refused or remarked.

    Signals:
        wanted: the issues that it wrote are to be shown.
    """

    wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done: Imported | None = None
        self.notice = Notice(self, closable=False)
        self.notice.acted.connect(self.wanted)
        self.problems = ProblemsTable(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self.problems, 1)
        self.setFocusProxy(self.problems.view)

    def show_done(self, done: Imported) -> None:
        """Tells it."""
        self.done = done
        self.problems.set_problems(done.problems)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        if self.done is None:
            return
        refused = bool(self.done.counts.get("refused"))
        title = (
            translate("Imports", "Imported in part: {file}")
            if refused
            else translate("Imports", "Imported: {file}")
        )
        kind: Kind = "warning" if refused else "ok"
        lines = (told(self.done.counts), in_states(self.done.states))
        file = self.done.file
        if self.done.sheets:
            file = f"{file}［{listed(self.done.sheets)}］"
        shows = translate("Imports", "Show in the ledger") if self.done.issues else ""
        self.notice.tell(kind, title.format(file=file), "\n".join(filter(None, lines)), shows)
