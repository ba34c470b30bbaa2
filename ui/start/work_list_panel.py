"""What waits for whoever is signed in: a list that leads to each issue."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.errors import Missing
from greenshield.project.changes import Changes
from ui.desk import Desk
from ui.look import fonts, icons
from ui.start import calls
from ui.start.calls import WorkLine
from ui.start.pill_delegate import PillDelegate
from ui.start.work_list_model import (
    AREA,
    DUE,
    FACILITY,
    LACKS,
    NEXT,
    NUMBER,
    STAGE,
    STATE,
    WorkListModel,
    summary,
)
from ui.timers import pause
from ui.widgets.column_widths import widen
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

_MOST = 1000  # lines; who has more to do begins with the most urgent
_SOON_MS = 150  # several changes in a row are one
_WIDTHS = {NUMBER: 24, NEXT: 14, DUE: 15, LACKS: 12, STAGE: 16, FACILITY: 36, AREA: 30}  # letters
_TOUCHED = ("issue", "actor", "photo", "area")


class WorkListPanel(Translated, QWidget):
    """The work list of the person who is signed in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("work")
        self._desk = desk
        self._count = self._total = self._overdue = self._checks = 0
        self.model = WorkListModel(self)
        self.head = QLabel(self)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setObjectName("work.summary")
        self.head.setFont(fonts.scaled(1.1, bold=True))
        self.head.setWordWrap(True)  # beside a small map there is little room
        self.ics = QPushButton(self)
        self.ics.setObjectName("work.calendar")
        self.ics.setIcon(icons.icon("calendar"))
        self.ics.clicked.connect(self.save_calendar)
        self._follows = False
        self.list = self._made_list()
        self.empty = EmptyState("check", self)
        self.empty.acted.connect(desk.show.person)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.ics)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)
        self._soon = pause(self, _SOON_MS, self.refresh)
        self._look = pause(self, _SOON_MS, self._ask_lacking)
        desk.opened.connect(self.refresh)
        desk.closed.connect(self._on_closed)
        desk.actor_changed.connect(self.refresh)
        desk.changed.connect(self._on_changed)
        desk.selection.changed.connect(self._on_selection)
        self.retranslate()
        self.refresh()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """None: its actions belong to the start page."""
        return {}

    def refresh(self) -> None:
        """Asks what waits now."""
        info = self._desk.info
        if info is None or not info.actor_id:
            self._show([], 0, 0, 0)
            return
        self._desk.ask(
            calls.work_list,
            info.actor_id,
            _MOST,
            done=lambda found: self._show(*found),
            key="start.work",
        )

    def save_calendar(self) -> None:
        """Asks where the calendar goes, and writes it."""
        from ui.start.calendar_dialog import CalendarDialog

        if self._desk.info is not None and self._desk.info.actor_id:
            CalendarDialog(self._desk, self).open()

    def retranslate(self) -> None:
        """Sets every text."""
        self.ics.setText(translate("Start", "As a calendar…"))
        self.ics.setToolTip(
            translate("Start", "Writes the deadlines into a file for the calendar on your phone")
        )
        self.list.setAccessibleName(translate("Start", "What waits for you"))
        self._tell()
        self.model.retell()

    def _made_list(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("work.list")
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setItemDelegateForColumn(STAGE, PillDelegate(STATE, view))
        widen(view, _WIDTHS)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        view.activated.connect(self._on_activated)
        view.verticalScrollBar().valueChanged.connect(lambda _: self._look.start())
        return view

    def _show(self, lines: list[WorkLine], total: int, overdue: int, checks: int) -> None:
        self.model.set_rows(lines)
        self._count, self._total = len(lines), total
        self._overdue, self._checks = overdue, checks
        self._follow()
        self._tell()
        self._look.start()

    def _tell(self) -> None:
        info = self._desk.info
        who = info.actor_name if info is not None else ""
        told = summary(self._total, self._overdue, self._checks, shown=self._count)
        words = translate("Start", "{name}: {told}").format(name=who, told=told)
        self.head.setText(words if who else "")
        self.ics.setVisible(bool(self._count))
        self._stack.setCurrentWidget(self.list if self._count else self.empty)
        if who:
            self.empty.tell(
                translate("Start", "Nothing waits for you"),
                translate("Start", "What is given to you, or comes to your role, appears here."),
            )
        else:
            self.empty.tell(
                translate("Start", "Nobody is signed in"),
                translate("Start", "Say who you are to see what waits for you."),
                translate("Start", "Sign in…"),
            )

    def _ask_lacking(self) -> None:
        """Asks what the lines on the screen lack, and a few below them."""
        info = self._desk.info
        if info is None or not self._count:
            return
        top = self.list.indexAt(self.list.viewport().rect().topLeft()).row()
        bottom = self.list.indexAt(self.list.viewport().rect().bottomLeft()).row()
        last = self._count if bottom < 0 else min(bottom + 5, self._count)
        seen = [self.model.rows[row] for row in range(max(top, 0), min(last, max(top, 0) + 80))]
        wanted = [line for line in seen if not self.model.is_known(line.issue_id)]
        if wanted:
            self._desk.ask(
                calls.lacking,
                info.actor_id,
                wanted,
                told=self._on_lacking,
                key="start.lacking",
            )

    def _on_lacking(self, told: tuple[str, tuple[Missing, ...]]) -> None:
        self.model.set_lacking(*told)

    def _follow(self) -> None:
        """Marks those lines that are selected anywhere; the list selects nothing by itself."""
        wanted = set(self._desk.selection.issues)
        rows = [n for n, line in enumerate(self.model.rows) if line.issue_id in wanted]
        marked = QItemSelection()
        for row in rows:
            marked.select(self.model.index(row, 0), self.model.index(row, 0))
        how = QItemSelectionModel.SelectionFlag
        chosen = self.list.selectionModel()
        self._follows = True
        try:
            chosen.select(marked, how.ClearAndSelect | how.Rows)
            if len(rows) == 1:
                chosen.setCurrentIndex(self.model.index(rows[0], 0), how.NoUpdate)
        finally:
            self._follows = False

    def _on_selection(self, by: object) -> None:
        if by is not self:
            self._follow()

    def _on_selected(self) -> None:
        if self._follows:
            return
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        issues = [self.model.rows[row].issue_id for row in rows]
        if issues:
            self._desk.selection.select(issues=issues, by=self)

    def _on_activated(self, index: QModelIndex) -> None:
        self._desk.show.issue.emit(self.model.rows[index.row()].issue_id)

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.ids(kind) for kind in _TOUCHED):
            self._soon.start()

    def _on_closed(self) -> None:
        self._soon.stop()
        self._look.stop()
        self._show([], 0, 0, 0)
        self._look.stop()
