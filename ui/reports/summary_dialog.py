"""Writes the county summary as a workbook, as it stood at the end of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ui.desk import Desk
from ui.reports import calls
from ui.reports.calls import Reported, SummaryWish
from ui.reports.report_dialog import ReportDialog
from ui.widgets.date_field import DateField
from ui.widgets.tips import plain
from ui.words import language, plural, translate

_ROWS = ("county", "unit", "person")
_KEPT = "reports.summary.by"
_PARTED = re.compile(r"[;；\n]")


class SummaryDialog(ReportDialog):
    """Cut-off day, tables, sheets of single issues, formulas, and file."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("summary", desk, parent)
        self.day = DateField(self)
        self.rows = {row: QCheckBox(self) for row in _ROWS}
        self.drills, self.formulas = QCheckBox(self), QCheckBox(self)
        self.drills.setObjectName("summary.drills")
        self.formulas.setObjectName("summary.formulas")
        self.names = QLineEdit(self)
        self.add("day", self.day)
        self.add("by", self._row_of_tables())
        self.add("names", self.names)
        self.form.addRow("", self.drills)
        self.form.addRow("", self.formulas)
        self.finish_layout()
        for box in (self.drills, self.formulas):
            box.setChecked(True)
        self.drills.toggled.connect(self._on_drills)
        self.retranslate()
        self.path.filters = [translate("Reports", "Workbook (*.xlsx)")]
        name = translate("Reports", "summary")
        self.path.set_path(self.proposed_of_project(name, "xlsx"))
        self.day.setFocus()
        desk.ask(calls.divisions, done=self._on_names, key="reports.divisions")

    def confirm(self) -> None:
        """Writes it."""
        by = self._chosen()
        if not self.day.is_sound():
            self.tell("day", translate("Reports", "This is no date."))
            return
        if not by:
            self.tell("by", translate("Reports", "Choose one table at least."))
            return
        out = self.chosen("xlsx")
        if out is None:
            return
        drills, formulas = self.drills.isChecked(), self.formulas.isChecked()
        wish = SummaryWish(
            self.day.value(), language(), by, drills, drills and formulas, self._named()
        )
        task = self.desk.count(
            calls.summary, out, wish,
            title=translate("Reports", "Writing {file}").format(file=out.name),
            done=self._on_written, failed=self._on_failed,
        )  # fmt: skip
        self.hold(task)

    def parts(self) -> Iterable[QWidget]:
        """Also what stands beneath the fields."""
        return (*super().parts(), self.drills, self.formulas)

    def wake(self) -> None:
        """Without the sheets there is nothing for formulas to count, also afterwards."""
        super().wake()
        self._on_drills(self.drills.isChecked())

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Reports", "Summary"))
        self.introduce(translate("Reports", "All issues, counted by state, type and county."))
        self.call("day", translate("Reports", "As it stood at the end of the &day"))
        self.day.setPlaceholderText(translate("Reports", "today"))
        self.call("by", translate("Reports", "&Tables"))
        self.call("names", translate("Reports", "&Names of divisions"))
        self.names.setToolTip(
            translate("Reports", "For this once, several parted by ; such as 220500=Tongming")
        )
        self.rows["county"].setText(translate("Reports", "by county"))
        self.rows["unit"].setText(translate("Reports", "by responsible unit"))
        self.rows["person"].setText(translate("Reports", "by responsible person"))
        self.drills.setText(translate("Reports", "Sheets of the single &issues behind each figure"))
        self.formulas.setText(translate("Reports", "Figures as formulas that &calculate"))
        self.drills.setToolTip(
            translate("Reports", "Without them the workbook names no issue: to be passed on.")
        )

    def _named(self) -> tuple[str, ...]:
        """What was typed, each by itself."""
        return tuple(word for part in _PARTED.split(self.names.text()) if (word := part.strip()))

    def _on_names(self, known: list[tuple[str, str]]) -> None:
        told = "; ".join(f"{code}={name}" for code, name in known)
        if told:
            self.names.setPlaceholderText(told)
            self.names.setToolTip(plain(f"{told}\n{self.names.toolTip()}"))

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "division_name_malformed":
            self.tell_error(error, {"division_name_malformed": "names"})
        else:
            self.refused(error)

    def _row_of_tables(self) -> QWidget:
        kept = self.desk.prefs.get(_KEPT, list(_ROWS))
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for name, box in self.rows.items():
            box.setObjectName(f"summary.by.{name}")
            box.setChecked(name in kept)
            box.toggled.connect(lambda _: self.fields["by"].tell(""))
            line.addWidget(box)
        line.addStretch(1)
        row.setFocusProxy(self.rows["county"])
        return row

    def _chosen(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.rows.items() if box.isChecked())

    def _on_drills(self, wanted: bool) -> None:
        self.formulas.setEnabled(wanted)

    def _on_written(self, done: Reported) -> None:
        self.desk.prefs.set(_KEPT, list(self._chosen()))
        words = plural(
            done.issues,
            translate("Reports", "It is written; it counts {n} issue."),
            translate("Reports", "It is written; it counts {n} issues."),
        )
        self.written(done, words)
