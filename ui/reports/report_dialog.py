"""The frame of a report's dialog: where it goes, and what is done with it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QWidget

from greenshield.domain.errors import Problem
from ui.desk import Desk
from ui.look import icons
from ui.reports.calls import DRAFTS, Reported
from ui.widgets import choosing
from ui.widgets.column_widths import widen
from ui.widgets.form_dialog import FormDialog
from ui.widgets.in_window import in_window
from ui.widgets.notice import Kind
from ui.widgets.opening import Failed, open_path
from ui.widgets.path_field import PathField
from ui.widgets.replacing import Replacing, free
from ui.widgets.tips import plain
from ui.words import capital, line, remedy, translate

PLACES = {
    "report_kind_unknown": "path", "batch_no_folder": "path",
    "schedule_ending": "path", "schedule_months": "last",
    **dict.fromkeys(("template_unreadable", "template_too_large", "template_broken",
                     "template_unknown_field", "template_unknown_filter",
                     "template_group_printed", "template_other_file"), "template"),
    "file_no_permission": "path", "disk_full": "path",
    "report_unwritable": "path", "report_folder_missing": "path", "report_is_folder": "path",
    "office_missing": "ending", "office_failed": "ending", "pdf_not_set": "ending",
    "issue_unknown": "issue",
    "issue_ambiguous": "issue", "date_malformed": "day", "name_too_long": "path",
}  # fmt: skip


class ReportDialog(FormDialog):
    """Writes one file, or a folder of them, tells what it could not show, and opens it."""

    def __init__(
        self, name: str, desk: Desk, parent: QWidget | None = None, *, mode: str = "save"
    ) -> None:
        super().__init__(name, parent)
        self.desk, self._mode = desk, mode
        self.intro.setTextFormat(Qt.TextFormat.PlainText)
        self.path = PathField(mode, self)
        self.open_after = QCheckBox(self)
        self.open_after.setObjectName(f"{name}.open_after")
        self.open_after.setChecked(bool(desk.prefs.get("reports.open_after", True)))
        self.list = self._made_list()
        self._told = ""
        self.opener: Callable[[Path, QObject, Failed], None] = open_path
        self._show = self.add_button("folder", shown=False)
        self._show.clicked.connect(lambda: self._open(Path(self.path.text()).parent))
        self._again = self.add_button("again", shown=False)
        self._again.clicked.connect(lambda: self._open(Path(self.path.text())))
        self._fills_height = self.fontMetrics().height() * 20
        desk.closed.connect(self.put_away)

    def folder(self) -> Path:
        """Where reports went the last time, else among the user's documents."""
        return choosing.documents(self.desk.prefs.get("reports.folder", ""))

    def proposed(self, name: str) -> str:
        """A path for a file of this name, at which nothing stands yet."""
        return str(free(self.folder() / name))

    def proposed_of_project(self, name: str, ending: str) -> str:
        """The same for a file about the whole project, whose name goes before."""
        place = self.desk.info.name if self.desk.info is not None else ""
        return self.proposed(f"{f'{choosing.as_name(place)} {name}'.strip()}.{ending}")

    def out(self, ending: str) -> Path:
        """The file that is wanted: a bare name is one among the reports, with this ending.

        The field says so.
        """
        out = self.folder() / self.path.text()
        if out.name and not out.suffix and not choosing.is_folder(out):
            out = out.with_name(f"{out.name}.{ending}")
        if str(out) != self.path.text():
            self.path.line.setText(str(out))
        return out

    def chosen(self, ending: str) -> Path | None:
        """The same where it may be written; that none is named is told beside the field.

        None also while it is asked whether what stands there gives way.
        """
        if not self.path.text():
            self.tell("path", translate("Reports", "Choose a file."))
            return None
        out = self.out(ending)
        return out if self.replacing.allows(out) else None

    def finish_layout(self) -> None:
        """Puts what stands beneath the fields; called after they were added."""
        self.add("path", self.path)
        if self._mode == "save":
            self.replacing = Replacing(self, "path", self.path)
        self.put(self.open_after)
        self.put(self.list, fills=True)

    def retranslate(self) -> None:
        """Sets the texts that all reports share."""
        super().retranslate()
        is_folder = self._mode == "folder"
        file, folder = translate("Reports", "&File"), translate("Reports", "&Folder")
        self.call("path", folder if is_folder else file)
        self.path.title = translate("Reports", "Where does it go?")
        self.open_after.setText(translate("Reports", "&Open it afterwards"))
        self._show.setText(translate("Reports", "Show the folder"))
        self._again.setText(translate("Reports", "Open"))
        self.ok.setText(translate("Reports", "Write"))
        self.list.setHeaderLabels(
            [translate("Reports", "What it could not show"), translate("Reports", "What to do")]
        )

    def written(self, done: Reported, words: str) -> None:
        """Tells that it is written, what it lacks, and opens it."""
        draft = next((p for p in done.problems if p.code in DRAFTS), None)
        told = words if draft is None else f"{words} {line(draft.code, dict(draft.params))}"
        self.list.clear()
        for problem in done.problems:
            if problem is not draft:
                self.list_problem(problem)
        self.list.setVisible(bool(self.list.topLevelItemCount()))
        files = "\n".join(str(file) for file in (done.out, *done.more))
        self.finish(done.out, "ok" if draft is None else "warning", told, files)

    def finish(self, out: Path, kind: Kind, told: str, files: str) -> None:
        """Tells how it went, offers to open it, and opens it where that is wanted."""
        if self.is_given_up:
            return  # the window tells it; nothing is opened
        if self._mode == "save":
            self.desk.prefs.set("reports.folder", str(out.parent))
        self.desk.prefs.set("reports.open_after", self.open_after.isChecked())
        self._told = told
        self.notice.tell(kind, told, files)
        self._show.setVisible(self._mode == "save")
        self._again.show()
        self.cancel.setText(translate("Reports", "Close"))
        if self.open_after.isChecked():
            self._open(out)

    def list_problem(self, problem: Problem, *before: str, picture: str = "warning") -> None:
        """Adds a line that tells a problem and what to do, behind what stands before them."""
        params = {"file": problem.file, "row": problem.row, "column": problem.column}
        params |= problem.params
        told = line(problem.code, params), capital(in_window(remedy(problem.code, params)))
        item = QTreeWidgetItem([*before, *told])
        item.setIcon(0, icons.icon(picture))
        for column, text in enumerate((*before, *told)):
            item.setToolTip(column, plain(text))
        self.list.addTopLevelItem(item)
        if not self.list.isVisible():
            self.list.show()
            self.resize(self.width(), max(self.height(), self._fills_height))

    def refused(self, error: Exception) -> None:
        """Tells why it was not written, beside its field where it has one."""
        if getattr(error, "code", "") != "cancelled":
            self.tell_error(error, {c: f for c, f in PLACES.items() if f in self.fields})

    def _open(self, path: Path) -> None:
        done = self._told
        self.opener(path, self, lambda why: self.notice.tell("warning", f"{done} {why}", str(path)))

    def _made_list(self) -> QTreeWidget:
        view = QTreeWidget(self)
        view.setObjectName(f"{self.objectName()}.problems")
        view.setRootIsDecorated(False)
        view.setColumnCount(2)
        widen(view, {0: 44})
        view.hide()
        return view
