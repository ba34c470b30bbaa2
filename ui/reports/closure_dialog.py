"""Writes the closure report of an issue, or its archive pack."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.desk import Desk
from ui.reports import calls
from ui.reports.calls import IssueWords, Made, Reported
from ui.reports.choices import PhotoSizes, TemplateChoice, fill
from ui.reports.report_dialog import ReportDialog
from ui.widgets.date_field import DateField
from ui.words import language, state, translate

_BOTH = "both"
_FORMS = ("docx", "pdf", _BOTH, "zip")


class ClosureDialog(ReportDialog):
    """Issue, form, day and file. A report of an open issue is a draft, and says so."""

    def __init__(
        self, desk: Desk, issue: str = "", ending: str = "docx", parent: QWidget | None = None
    ) -> None:
        super().__init__("closure", desk, parent)
        self._known: IssueWords | None = None
        self._named = False
        self._is_wanted = False  # it is to be written as soon as the issue is known
        self.issue, self.day, self.form_box = QLineEdit(self), DateField(self), QComboBox(self)
        self.photo_box, self.template = PhotoSizes(desk, self), TemplateChoice(desk, self)
        self.add("issue", self.issue)
        self.add("ending", self.form_box)
        self.add("template", self.template)
        self.add("photos", self.photo_box)
        self.add("day", self.day)
        self.finish_layout()
        self.retranslate()
        self.form_box.setCurrentIndex(_FORMS.index(ending))
        self.form_box.activated.connect(lambda _: self._name_file())
        self.form_box.currentIndexChanged.connect(lambda _: self._call_window())
        self._call_window()
        self.issue.editingFinished.connect(self._on_issue)
        self.issue.textEdited.connect(lambda _: self._want(False))
        self.path.line.textEdited.connect(self._on_path_typed)
        self.path.picked.connect(self._on_path_typed)
        if issue:
            self.issue.setText(issue)
            self._on_issue()
        else:
            self.issue.setFocus()

    def confirm(self) -> None:
        """Writes it; the file is named after the issue before."""
        self._want(False)
        if not self.issue.text().strip():
            self.tell("issue", translate("Reports", "Type an issue's number."))
        elif not self.day.is_sound():
            self.tell("day", translate("Reports", "This is no date."))
        elif not self._is_known():
            self._want(True)
            self._on_issue()
        else:
            self._finish()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self._call_window()
        self.call("issue", translate("Reports", "&Issue"))
        self.issue.setPlaceholderText(translate("Reports", "issue number or clue number"))
        self.call("ending", translate("Reports", "Fo&rm"))
        self.call("day", translate("Reports", "As of the &day"))
        self.day.setPlaceholderText(translate("Reports", "today"))
        self.call("template", translate("Reports", "&Template"))
        self.call("photos", translate("Reports", "&Photos"))
        words = (
            translate("Reports", "closure report, to be edited (.docx)"),
            translate("Reports", "closure report, to be handed in (.pdf)"),
            translate("Reports", "both, side by side (.docx and .pdf)"),
            translate("Reports", "archive pack that proves itself (.zip)"),
        )
        fill(self.form_box, _FORMS, words)
        self._introduce()

    def _call_window(self) -> None:
        """The title says what is made, as the menu did that led here."""
        is_pack = self.form_box.currentData() == "zip"
        pack, report = translate("Reports", "Archive pack"), translate("Reports", "Closure report")
        self.setWindowTitle(pack if is_pack else report)

    def _want(self, wanted: bool) -> None:
        self._is_wanted = wanted

    def _is_known(self) -> bool:
        return self._known is not None and self.issue.text().strip() == self._known.number

    def _on_issue(self) -> None:
        word = self.issue.text().strip()
        if not word or self._is_known():
            return
        self.fields["issue"].tell("")
        self.desk.ask(
            calls.issue_called, word, done=lambda known: self._on_known(word, known),
            failed=self._on_unknown, key="reports.issue",
        )  # fmt: skip

    def _on_known(self, word: str, known: IssueWords) -> None:
        if word != self.issue.text().strip():
            return  # another one is being typed
        self._known = known
        self.issue.setText(known.number)
        self._introduce()
        self._name_file()
        if self._is_wanted:
            self._want(False)
            self._finish()

    def _on_unknown(self, error: Exception) -> None:
        self._want(False)
        self.refused(error)

    def _introduce(self) -> None:
        if self._known is None:
            self.introduce("")
            return
        told = translate("Reports", "{name}: {state}").format(
            name=self._known.facility_name or self._known.number, state=state(self._known.state)
        )
        self.introduce(told)

    def _name_file(self) -> None:
        """The file is named after the issue until somebody names it otherwise."""
        ending = self._ending()
        typed = Path(self.path.text())
        if self._named and typed.name:
            self.path.line.setText(str(typed.with_suffix(f".{ending}")))
        elif self._known is not None:
            kind = (
                translate("Reports", "archive pack")
                if ending == "zip"
                else translate("Reports", "closure report")
            )
            number = "".join(c if c.isalnum() or c in "-_" else "_" for c in self._known.number)
            self.path.line.setText(self.proposed(f"{number} {kind}.{ending}"))

    def _on_path_typed(self) -> None:
        self._named = True

    def _finish(self) -> None:
        if self.path.text():
            self._write()
        else:
            self.tell("path", translate("Reports", "Choose a file."))

    def _ending(self) -> str:
        """Of the file that is named; of two the one to be edited."""
        chosen = str(self.form_box.currentData())
        return "docx" if chosen == _BOTH else chosen

    def _write(self) -> None:
        out = self.out(self._ending())
        outs: tuple[Path, ...] = (out,)
        if self.form_box.currentData() == _BOTH:
            stem = out.with_suffix("") if out.suffix.lower() in (".docx", ".pdf") else out
            outs = tuple(stem.with_name(f"{stem.name}.{ending}") for ending in ("docx", "pdf"))
        if not self.replacing.allows(*outs):
            return
        assert self._known is not None
        # By its id: numbers may be given anew meanwhile, and two issues may bear the same one.
        given = (
            self._known.issue_id,
            outs,
            Made(
                self.day.value(),
                language(),
                self.photo_box.currentData(),
                self.template.value(),
            ),
        )

        def title() -> str:
            return translate("Reports", "Writing {file}").format(file=out.name)

        done, failed = self._on_written, self.refused
        if out.suffix.lower() == ".zip":
            task = self.desk.do(calls.pack, *given, title=title, done=done, failed=failed)
        else:
            task = self.desk.ask(calls.closure, *given, title=title(), done=done, failed=failed)
        self.hold(task)

    def _on_written(self, done: Reported) -> None:
        self.photo_box.keep()
        self.written(done, translate("Reports", "It is written."))
        if done.out.suffix.lower() == ".zip" and self._known is not None:
            self.desk.show.packed.emit(done.out, (self._known.issue_id,))
