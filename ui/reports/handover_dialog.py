"""Writes the hand-over package: the archive packs of many issues, listed and signed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.reports import batch_calls
from ui.reports.calls import Reported
from ui.reports.many_dialog import ManyDialog
from ui.words import plural, translate


class HandoverDialog(ManyDialog):
    """Which issues, and where the package goes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("handover", desk, parent, mode="save", filed_too=False)
        self.add("which", self.which)
        self.add_making()
        self.open_after.setChecked(False)  # what it is for is to be handed over as it is
        self.open_after.hide()
        self.retranslate()
        name = translate("Reports", "hand-over package")
        self.path.set_path(self.proposed_of_project(name, "zip"))
        self.which.setFocus()

    def confirm(self) -> None:
        """Writes it."""
        if not self.is_sound():
            return
        out = self.chosen("zip")
        if out is None:
            return

        def title() -> str:
            return translate("Reports", "Writing {file}").format(file=out.name)

        task = self.desk.do(
            batch_calls.handover, self.which.value(), out, self.made(), title=title,
            done=self._on_written, failed=self._on_failed,
        )  # fmt: skip
        self.begin(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Reports", "Hand-over package"))
        self.introduce(
            translate(
                "Reports",
                "The archive packs of many issues in one signed file, with the list of them. It is "
                "what goes up to be filed; 'File' takes it for each of its issues.",
            )
        )
        self.path.filters = [translate("Reports", "Package (*.zip)")]

    def _on_written(self, done: Reported) -> None:
        words = plural(
            done.issues,
            translate("Reports", "The package is written; it holds the pack of {n} issue."),
            translate("Reports", "The package is written; it holds the packs of {n} issues."),
        )
        self.written(done, words)
        for file, issues in done.packed:
            self.desk.show.packed.emit(file, issues)

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "cancelled":
            self.notice.tell("info", translate("Reports", "Stopped. Nothing was written."))
        else:
            self.refused(error)
