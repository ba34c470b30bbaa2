"""Writes the county summary as a workbook, as it stood at the end of a day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.reports import calls
from ui.reports.calls import Reported
from ui.reports.report_dialog import ReportDialog
from ui.widgets.date_field import DateField
from ui.words import language, plural, translate


class SummaryDialog(ReportDialog):
    """Cut-off day and file."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("summary", desk, parent)
        self.day = DateField(self)
        self.add("day", self.day)
        self.finish_layout()
        self.retranslate()
        self.path.filters = [translate("Reports", "Workbook (*.xlsx)")]
        name = translate("Reports", "summary")
        place = desk.info.name if desk.info is not None else ""
        plain = "".join(c for c in place if c.isalnum() or c in " -_").strip()
        self.path.set_path(self.proposed(f"{f'{plain} {name}'.strip()}.xlsx"))
        self.day.setFocus()

    def confirm(self) -> None:
        """Writes it."""
        if not self.day.is_sound():
            self.tell("day", translate("Reports", "This is no date."))
            return
        if not self.path.text():
            self.tell("path", translate("Reports", "Choose a file."))
            return
        out = self.out("xlsx")
        if not self.replacing.allows(out):
            return
        task = self.desk.ask(
            calls.summary, out, self.day.value(), language(),
            title=translate("Reports", "Writing {file}").format(file=out.name),
            done=self._on_written, failed=self.refused,
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Reports", "Summary"))
        self.introduce(translate("Reports", "All issues, counted by state, type and county."))
        self.call("day", translate("Reports", "As it stood at the end of the &day"))
        self.day.setPlaceholderText(translate("Reports", "today"))

    def _on_written(self, done: Reported) -> None:
        words = plural(
            done.issues,
            translate("Reports", "It is written; it counts {n} issue."),
            translate("Reports", "It is written; it counts {n} issues."),
        )
        self.written(done, words)
