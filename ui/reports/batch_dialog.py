"""Writes the closure reports of many issues into a folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.desk import Desk
from ui.reports import batch_calls
from ui.reports.batch_calls import Job, One
from ui.reports.calls import DRAFTS, Reported
from ui.reports.many_dialog import ManyDialog
from ui.widgets.column_widths import widen
from ui.widgets.notice import Kind
from ui.words import number, plural, translate

_KINDS = ("docx", "pdf", "zip")
_FOLDER, _CHOSEN = "reports.batch.folder", "reports.batch.kinds"


class BatchDialog(ManyDialog):
    """Which issues, in which forms, into which folder; then what became of each."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("batch", desk, parent, mode="folder", filed_too=True)
        self._tally: Counter[str] = Counter()
        self.kinds = {kind: QCheckBox(self) for kind in _KINDS}
        self.again = QCheckBox(self)
        self.again.setObjectName("batch.again_too")
        self.add("which", self.which)
        self.add("kinds", self._kind_row(desk))
        self.add_making()
        self.list.setColumnCount(3)
        self.form.addRow("", self.again)
        self.retranslate()
        widen(self.list, {0: 24, 1: 44})
        self.resize(self.fontMetrics().averageCharWidth() * 96, self.height())
        kept = str(desk.prefs.get(_FOLDER, ""))
        folder = Path(kept) if kept else self.folder() / translate("Reports", "closure reports")
        self.path.set_path(str(folder))
        self.which.setFocus()

    def confirm(self) -> None:
        """Writes them."""
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        if not self.is_sound():
            return
        if not kinds:
            self.tell("kinds", translate("Reports", "Choose one form at least."))
            return
        folder = self.folder() / self.path.text()
        self.path.line.setText(str(folder))
        job = Job(self.which.value(), folder, kinds, self.made(), self.again.isChecked())
        self._tally.clear()

        def title() -> str:
            return translate("Reports", "Writing reports to {folder}").format(folder=folder.name)

        if "zip" in kinds:
            task = self.desk.do(
                batch_calls.batch_signed, job, title=title, done=self._on_written,
                failed=self._on_failed, told=self._on_told,
            )  # fmt: skip
        else:
            task = self.desk.count(
                batch_calls.batch, job, title=title(), done=self._on_written,
                failed=self._on_failed, told=self._on_told,
            )  # fmt: skip
        task.counts_on = True  # what was begun when it is stopped is written to its end
        self.begin(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Reports", "Reports of many issues"))
        self.introduce(
            translate(
                "Reports",
                "One file an issue and form, called by its number. What is there already and "
                "still right is left as it is; an issue that can't be reported stops no other.",
            )
        )
        self.call("kinds", translate("Reports", "Fo&rms"))
        self.kinds["docx"].setText(translate("Reports", "report, to be edited (.docx)"))
        self.kinds["pdf"].setText(translate("Reports", "to be handed in (.pdf)"))
        self.kinds["zip"].setText(translate("Reports", "archive pack (.zip)"))
        self.path.title = translate("Reports", "Into which folder?")
        self.again.setText(translate("Reports", "Write again what is there unc&hanged"))
        self.open_after.setText(translate("Reports", "&Open the folder afterwards"))
        self.list.setHeaderLabels(
            [
                translate("Reports", "Issue"),
                translate("Reports", "What is the matter"),
                translate("Reports", "What to do"),
            ]
        )

    def _kind_row(self, desk: Desk) -> QWidget:
        chosen = desk.prefs.get(_CHOSEN, ["docx"])
        signed = desk.info is not None and desk.info.writable
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for kind, box in self.kinds.items():
            box.setObjectName(f"batch.kind.{kind}")
            box.setChecked(kind in chosen and (kind != "zip" or signed))
            box.toggled.connect(lambda _: self.fields["kinds"].tell(""))
            line.addWidget(box)
        self.kinds["zip"].setEnabled(signed)  # it is signed by whoever writes
        line.addStretch(1)
        row.setFocusProxy(self.kinds["docx"])
        return row

    def _on_told(self, one: One) -> None:
        self._tally[one.state] += 1
        for problem in one.problems:
            if problem.code not in DRAFTS:
                picture = "error" if one.state == "refused" else "warning"
                self.list_problem(problem, one.number, picture=picture)
            else:
                self._tally["draft"] += 1

    def _on_written(self, done: Reported) -> None:
        self.desk.prefs.set(_FOLDER, self.path.text())
        self.desk.prefs.set(_CHOSEN, [k for k, box in self.kinds.items() if box.isChecked()])
        kind: Kind = "warning" if self._tally["refused"] else "ok"
        self.finish(done.out, kind, self._counted(), str(done.out))

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") != "cancelled":
            self.refused(error)
            return
        more = translate("Reports", "What is written stays; written again, it goes on from there.")
        self.notice.tell("info", translate("Reports", "Stopped.") + " " + self._counted(), more)

    def _counted(self) -> str:
        told, n = self._tally, self._tally["written"]
        one = translate("Reports", "The reports of {n} issue are written")
        many = translate("Reports", "The reports of {n} issues are written")
        parts = [plural(n, one, many)]
        for state, words in (
            ("draft", translate("Reports", "{n} of them drafts")),
            ("skipped", translate("Reports", "{n} there already and unchanged")),
            ("refused", translate("Reports", "{n} refused")),
        ):
            if told[state]:
                parts.append(words.format(n=number(told[state])))
        return translate("Reports", "; ").join(parts) + translate("Reports", ".")
