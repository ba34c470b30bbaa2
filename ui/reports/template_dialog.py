"""The county's own template of the closure report: looked at, kept, written out, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from ui.desk import Desk
from ui.look import icons
from ui.reports import template_calls
from ui.reports.template_calls import Looked
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.form_dialog import FormDialog
from ui.widgets.in_window import in_window
from ui.widgets.path_field import PathField
from ui.widgets.tips import plain
from ui.widgets.whole_label import WholeLabel
from ui.words import capital, line, plural, remedy, translate

_FOLDER = "reports.template"


class TemplateDialog(FormDialog):
    """A file is looked at as soon as it is named; without a fault it can be the project's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("template", parent)
        self.desk = desk
        self._in_use: str | None = None  # of the template in force, None where that is not known
        self._looked: Looked | None = None
        info = desk.info
        self._may = info is not None and info.writable and "keeper" in info.roles
        self.told = WholeLabel(self)
        self.told.setObjectName("template.in_use")
        self.path = PathField("file", self)
        self.path.kept = Kept(desk.prefs, _FOLDER)
        self._label = QLabel(self)
        self.form.addRow(self._label, self.told)
        self.add("path", self.path)
        self.list = QTreeWidget(self)
        self.list.setObjectName("template.faults")
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(2)
        width = self.fontMetrics().averageCharWidth()
        self.list.setColumnWidth(0, width * 54)
        self.list.hide()
        self.put(self.list, fills=True)
        self.drop = self.add_button("drop")
        self.save = self.add_button("save")
        self.drop.clicked.connect(self._on_drop)
        self.save.clicked.connect(self._ask_where)
        self.path.changed.connect(self._look)
        self.setMinimumWidth(width * 96)
        self.retranslate()
        self._offer()
        desk.ask(template_calls.in_force, done=self._on_name)
        desk.closed.connect(self.put_away)

    def confirm(self) -> None:
        """Makes the file the project's template."""
        if not self.path.text():
            self.tell("path", translate("Reports", "Choose a file."))
            return
        task = self.desk.do(
            template_calls.use, Path(self.path.text()),
            title=lambda: translate("Reports", "Changing the template of the closure report"),
            instead=lambda: translate("Reports", "Report, Template: use the earlier one again"),
            done=self._on_used, failed=self._on_refused,
        )  # fmt: skip
        self.hold(task)

    def parts(self) -> Iterable[QWidget]:
        """Nothing is changed twice."""
        return (*super().parts(), self.drop, self.save)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Reports", "Template of the closure report"))
        self.call("path", translate("Reports", "&New template"))
        self.path.title = translate("Reports", "Which template?")
        self.path.filters = [translate("Reports", "Word document (*.docx)")]
        self.ok.setText(translate("Reports", "Use from now on"))
        self.cancel.setText(translate("Reports", "Close"))
        self.drop.setText(translate("Reports", "Use the &built-in one"))
        self.save.setText(translate("Reports", "&Save the one in use…"))
        self.list.setHeaderLabels(
            [translate("Reports", "What is the matter"), translate("Reports", "What to do")]
        )
        told = translate(
            "Reports",
            "A county may report on a form of its own: a Word document in which {marks} stand for "
            "what is filled in. The one that ships uses every field there is: save it to start "
            "from.",
        ).format(marks="{{ … }}")
        if not self._may:
            told += "\n" + translate("Reports", "Only a keeper who is signed in can change it.")
        self.introduce(told)
        self._label.setText(translate("Reports", "In use"))
        self._tell_name()

    def _tell_name(self) -> None:
        built_in = translate("Reports", "the built-in one")
        self.told.setText("…" if self._in_use is None else self._in_use or built_in)

    def _offer(self) -> None:
        """What can be pressed now."""
        self.ok.setEnabled(self._may and self._looked is not None and self._looked.usable)
        self.drop.setEnabled(self._may and bool(self._in_use))

    def _on_name(self, name: str) -> None:
        self._in_use = name
        self._tell_name()
        self._offer()

    def _look(self, path: str) -> None:
        self._looked = None
        self.clear_errors()
        self.list.hide()
        self._offer()
        if path:
            self.desk.count(
                template_calls.check, Path(path), done=self._on_looked, failed=self._on_refused,
                key="reports.template.check",
                title=translate("Reports", "Looking at {file}").format(file=Path(path).name),
            )  # fmt: skip

    def _on_looked(self, found: Looked) -> None:
        self._looked = found
        self.list.clear()
        for problem in found.problems:
            params = {"file": problem.file} | dict(problem.params)
            told = line(problem.code, params)
            todo = capital(in_window(remedy(problem.code, params)))
            item = QTreeWidgetItem([told, todo])
            item.setIcon(0, icons.icon("error" if problem.fatal else "warning"))
            for column, text in enumerate((told, todo)):
                item.setToolTip(column, plain(text))
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(found.problems))
        if found.problems:
            self.resize(self.width(), max(self.height(), self.fontMetrics().height() * 22))
        if found.usable:
            words = plural(
                found.used,
                translate("Reports", "It can be used; it asks for {n} field."),
                translate("Reports", "It can be used; it asks for {n} fields."),
            )
            self.notice.tell("ok", words)
        else:
            faults = sum(problem.fatal for problem in found.problems)
            words = plural(
                faults,
                translate("Reports", "It can't be used: it has {n} fault."),
                translate("Reports", "It can't be used: it has {n} faults."),
            )
            self.notice.tell("error", words)
        self._offer()

    def _on_refused(self, error: Exception) -> None:
        if getattr(error, "code", "") != "cancelled":
            places = {"template_unreadable": "path", "template_too_large": "path",
                      "file_unreadable": "path", "file_not_found": "path",
                      "name_too_long": "path"}  # fmt: skip
            self.tell_error(error, places)

    def _on_used(self, name: str) -> None:
        self._on_name(name)
        told = translate("Reports", "Reports are made with {name} from now on.")
        self.notice.tell("ok", told.format(name=name or translate("Reports", "the built-in one")))

    def _on_drop(self) -> None:
        self.clear_errors()
        task = self.desk.do(
            template_calls.drop,
            title=lambda: translate("Reports", "Changing the template of the closure report"),
            instead=lambda: translate("Reports", "Report, Template: use the earlier one again"),
            done=self._on_used, failed=self._on_refused,
        )  # fmt: skip
        self.hold(task)

    def _ask_where(self) -> None:
        choosing.ask_where(
            self, "template.save", translate("Reports", "Where does it go?"), self._write,
            filters=[translate("Reports", "Word document (*.docx)")],
            start=Kept(self.desk.prefs, _FOLDER),
            suggested=translate("Reports", "template of the closure report") + ".docx",
        )  # fmt: skip

    def _write(self, out: Path) -> None:
        self.clear_errors()

        def done(written: Path) -> None:
            told = translate("Reports", "It is written. Change it in Word, then name it here.")
            self.notice.tell("ok", told, str(written))

        task = self.desk.ask(
            template_calls.write, out, done=done, failed=self._on_refused,
            title=translate("Reports", "Writing {file}").format(file=out.name),
        )  # fmt: skip
        self.hold(task)
