"""The frame of dialogs that make something of many issues: which, how, how far it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.desk import Desk
from ui.reports.calls import Made
from ui.reports.choices import PhotoSizes, TemplateChoice, WhichIssues
from ui.reports.report_dialog import ReportDialog
from ui.tasks.task import Task
from ui.widgets.date_field import DateField
from ui.words import language, number, translate


class ManyDialog(ReportDialog):
    """Which issues, template, size of photos and day; a bar and a stop while it is made."""

    def __init__(
        self, name: str, desk: Desk, parent: QWidget | None, *, mode: str, filed_too: bool
    ) -> None:
        super().__init__(name, desk, parent, mode=mode)
        self.which = WhichIssues(desk, self, filed_too=filed_too)
        self.template, self.photo_box = TemplateChoice(desk, self), PhotoSizes(desk, self)
        self.day = DateField(self)
        self.bar = QProgressBar(self)
        self.bar.setObjectName(f"{name}.bar")
        self.bar.hide()

    def add_making(self) -> None:
        """Adds the fields that tell how reports are made, the path and the bar."""
        self.add("template", self.template)
        self.add("photos", self.photo_box)
        self.add("day", self.day)
        self.finish_layout()
        self.put(self.bar)

    def made(self) -> Made:
        """How the reports are to be made."""
        photos = str(self.photo_box.currentData())
        return Made(self.day.value(), language(), photos, self.template.value())

    def is_sound(self) -> bool:
        """Whether it can begin; else it is told beside the field."""
        if not self.which.count():
            told = translate("Reports", "There is none. Choose others, or select some before.")
            self.tell("which", told)
        elif not self.day.is_sound():
            self.tell("day", translate("Reports", "This is no date."))
        elif not self.path.text():
            self.tell("path", translate("Reports", "Say where it is to go."))
        else:
            return True
        return False

    def begin(self, task: Task) -> None:
        """Shows how far a task is until it is over."""
        self.list.clear()
        self.list.hide()
        self.photo_box.keep()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.setText(translate("Reports", "Stop"))
        task.stepped.connect(lambda: self._on_step(task))
        task.ended.connect(self._on_over)
        self.hold(task)

    def stays(self) -> bool:
        """What was stopped is told here, with what is done already."""
        return True

    def parts(self) -> Iterable[QWidget]:
        """Nothing is opened while it is written."""
        return (*super().parts(), self._show, self._again)

    def retranslate(self) -> None:
        """Sets the texts that these dialogs share."""
        super().retranslate()
        self.call("which", translate("Reports", "&Issues"))
        self.call("template", translate("Reports", "&Template"))
        self.call("photos", translate("Reports", "&Photos"))
        self.call("day", translate("Reports", "As of the &day"))
        self.day.setPlaceholderText(translate("Reports", "today"))

    def _on_step(self, task: Task) -> None:
        self.bar.setRange(0, task.total)
        self.bar.setValue(min(task.done, task.total))
        if task.total:
            self.bar.setFormat(f"{number(task.done)}/{number(task.total)}")

    def _on_over(self) -> None:
        self.bar.hide()
        self.cancel.setText(translate("Reports", "Close"))
