"""Verifies a project or an archive pack, and tells what was found; makes tables anew if asked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ui.desk import Desk
from ui.look import icons
from ui.start import calls
from ui.start.calls import Finding, Verified
from ui.tasks.task import Task
from ui.widgets.alive import heard_by
from ui.widgets.form_dialog import FormDialog, capital
from ui.widgets.path_field import PathField
from ui.words import plural, sentence, translate

_ICONS = {"broken": "error", "unjudgeable": "question", "remark": "info", "mended": "ok",
          "taken_over": "warning"}  # fmt: skip
_PLACES = {"project_not_found": "path", "pack_not_zip": "path", "trust_unreadable": "trust",
           "pack_has_no_tables": "path", "passphrase_needed_or_damaged": "path"}  # fmt: skip


class VerifyDialog(FormDialog):
    """What to verify, the fingerprint to trust, and the result.

    Signals:
        rebuilt: the tables of a project were made anew: its folder.
    """

    rebuilt = Signal(Path)

    def __init__(
        self, desk: Desk, path: Path | None = None, passphrase: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("verify", parent)
        self._desk, self._passphrase = desk, passphrase
        self._task: Task | None = None
        self.path = PathField("folder", self)
        self.trust = QLineEdit(self)
        self.add("path", self.path)
        self.add("trust", self.trust)
        self.verdict = QLabel(self)
        self.verdict.setObjectName("verify.verdict")
        self.verdict.setWordWrap(True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list = self._made_list()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.rebuild = self.add_button("rebuild", shown=False)
        self.rebuild.clicked.connect(lambda: self._run(rebuild=True))
        self.put(self.bar)
        self.put(self.verdict)
        self.put(self.list, fills=True)
        self.resize(self.fontMetrics().averageCharWidth() * 96, self.fontMetrics().height() * 26)
        self.retranslate()
        if path is not None:
            self.path.set_path(str(path))

    def confirm(self) -> None:
        """Verifies."""
        if not self.path.text():
            self.tell("path", translate("Start", "Choose a project or a pack."))
            return
        self._run(rebuild=False)

    def reject(self) -> None:
        """Stops what runs, and closes."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "Verify"))
        self.introduce(
            translate(
                "Start",
                "Checks every event, signature, photo and table against what the devices signed.",
            )
        )
        self.call("path", translate("Start", "&Project folder or archive pack"))
        self.path.title = translate("Start", "What is to be verified?")
        self.call("trust", translate("Start", "&Root fingerprint (if you have it)"))
        self.trust.setPlaceholderText(translate("Start", "as it stands on the closure report"))
        self.ok.setText(translate("Start", "Verify"))
        self.cancel.setText(translate("Start", "Close"))
        self.rebuild.setText(translate("Start", "Make the tables anew…"))
        self.rebuild.setToolTip(
            translate("Start", "From the signed events; what is lost is told, nothing is invented")
        )
        self.list.setHeaderLabels(
            [translate("Start", "What was found"), translate("Start", "Where")]
        )
        self.list.setAccessibleName(translate("Start", "What was found"))

    def _made_list(self) -> QTreeWidget:
        view = QTreeWidget(self)
        view.setObjectName("verify.findings")
        view.setRootIsDecorated(False)
        view.setAlternatingRowColors(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 60)
        view.hide()
        return view

    def _run(self, *, rebuild: bool) -> None:
        self.clear_errors()
        path = Path(self.path.text())
        info = self._desk.info
        if rebuild and info is not None and info.path == path:
            # Tables are made anew in a file that nobody has open.
            self._desk.close(lambda: self._start(path, rebuild=True))
        else:
            self._start(path, rebuild=rebuild)

    def _start(self, path: Path, *, rebuild: bool) -> None:
        self.set_busy(True)
        self.rebuild.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        given = (path, self._passphrase, self.trust.text().strip(), rebuild)
        title = translate("Start", "Verifying {name}").format(name=path.name)
        # A project that is made anew is written: it waits its turn behind what is being written.
        self._task = self._desk.ask(
            calls.verify,
            *given,
            title=title,
            done=heard_by(self, self._show),
            failed=heard_by(self, self._on_refused),
        )
        self._task.stepped.connect(self._on_step)

    def _on_step(self) -> None:
        if self._task is not None and self._task.total:
            self.bar.setRange(0, self._task.total)
            self.bar.setValue(self._task.done)

    def _over(self) -> None:
        self._task = None
        self.bar.hide()
        self.set_busy(False)
        self.rebuild.setEnabled(True)

    def _show(self, found: Verified) -> None:
        self._over()
        told = plural(
            found.events,
            translate("Start", "{n} event"),
            translate("Start", "{n} events"),
        )
        photos = plural(
            found.photos, translate("Start", "{n} photo"), translate("Start", "{n} photos")
        )
        told = f"{told}, {photos}"
        if found.ok:
            self.notice.tell(
                "ok", translate("Start", "Nothing was altered, nothing is missing."), told
            )
        else:
            self._tell_broken(found, told)
        self.verdict.setText(_trust(found))
        self.list.clear()
        for finding in found.findings:
            self.list.addTopLevelItem(_item(finding))
        self.list.setVisible(bool(found.findings))
        is_project = Path(self.path.text()).is_dir()
        self.rebuild.setVisible(is_project and not found.ok and not found.rebuilt)
        if found.rebuilt:
            self.rebuilt.emit(Path(self.path.text()))

    def _tell_broken(self, found: Verified, told: str) -> None:
        counts = Counter(finding.kind for finding in found.findings)
        if found.rebuilt and not counts["broken"]:
            words = plural(
                counts["mended"],
                translate("Start", "{n} thing was put right out of the signed events."),
                translate("Start", "{n} things were put right out of the signed events."),
            )
            again = translate("Start", "Verify once more to be sure.")
            self.notice.tell("warning" if counts["taken_over"] else "ok", words, again)
            return
        words = plural(
            counts["broken"],
            translate("Start", "{n} thing is broken."),
            translate("Start", "{n} things are broken."),
        )
        self.notice.tell("error", words, told)

    def _on_refused(self, error: Exception) -> None:
        self._over()
        if getattr(error, "code", "") != "cancelled":
            self.tell_error(error, _PLACES)


def _trust(found: Verified) -> str:
    root = translate("Start", "Root fingerprint: {root}").format(root=found.root)
    trust = {
        "root": translate("Start", "It is the one that you trust."),
        "no": translate("Start", "It is NOT the one that you trust."),
        "unknown": translate("Start", "Compare it with the one on the closure report."),
    }[found.trust]
    return f"{root}\n{trust}" if found.root else ""


def _item(finding: Finding) -> QTreeWidgetItem:
    where = finding.about or finding.where
    params = {"where": finding.where, **finding.params}
    reason = params.get("reason")
    if isinstance(reason, str) and reason:  # a code where it is one, else the text itself
        params["reason"] = sentence(reason, {"file": finding.where, **params})
    item = QTreeWidgetItem([capital(sentence(finding.code, params)), where])
    item.setIcon(0, icons.icon(_ICONS[finding.kind]))
    item.setToolTip(0, item.text(0))
    item.setToolTip(1, f"{finding.about} {finding.where}".strip())
    return item
