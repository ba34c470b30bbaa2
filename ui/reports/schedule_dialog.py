"""Writes the schedule 按时序销号 as a workbook: planned and real closings by month and county."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.reports import calls
from ui.reports.calls import Reported
from ui.reports.report_dialog import ReportDialog
from ui.widgets.date_field import DateField
from ui.words import language, plural, translate


class ScheduleDialog(ReportDialog):
    """The day that is asked about, from which month to which, and the file."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("schedule", desk, parent)
        self.day = DateField(self)
        self.first, self.last = DateField(self, partial=True), DateField(self, partial=True)
        self.add("day", self.day)
        self.add("first", self.first)
        self.add("last", self.last)
        self.finish_layout()
        self.retranslate()
        self.path.filters = [translate("Reports", "Workbook (*.xlsx)")]
        name = translate("Reports", "schedule of closings")
        self.path.set_path(self.proposed_of_project(name, "xlsx"))
        self.day.setFocus()

    def confirm(self) -> None:
        """Writes it."""
        for name, field in (("day", self.day), ("first", self.first), ("last", self.last)):
            if not field.is_sound():
                self.tell(name, translate("Reports", "This is no date."))
                return
        first, last = self.first.value(), self.last.value()
        for name, value in (("first", first), ("last", last)):
            if value and len(value) < len("2026-01"):
                self.tell(name, translate("Reports", "Name a month, such as 2026-05."))
                return
        if first and last and first[:7] > last[:7]:
            told = translate("Reports", "The last month lies before the first.")
            self.tell("last", told)
            return
        out = self.chosen("xlsx")
        if out is None:
            return
        task = self.desk.count(
            calls.schedule, out, (self.day.value(), first[:7], last[:7]), language(),
            title=translate("Reports", "Writing {file}").format(file=out.name),
            done=self._on_written, failed=self.refused,
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Reports", "Schedule of closings"))
        self.introduce(
            translate(
                "Reports",
                "Which closings were planned for each month and which came, county by county. "
                "Without months from the first deadline or closing to the last deadline.",
            )
        )
        self.call("day", translate("Reports", "As it stood at the end of the &day"))
        self.day.setPlaceholderText(translate("Reports", "today"))
        self.call("first", translate("Reports", "&From the month"))
        self.call("last", translate("Reports", "&To the month"))
        self.call("path", translate("Reports", "F&ile"))

    def _on_written(self, done: Reported) -> None:
        words = plural(
            done.issues,
            translate("Reports", "It is written; it tells {n} month."),
            translate("Reports", "It is written; it tells {n} months."),
        )
        self.written(done, words)
