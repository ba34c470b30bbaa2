"""Verifies a project or an archive pack, and tells what was found; makes tables anew if asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTreeView,
    QWidget,
)

from ui.desk import Desk
from ui.start import calls
from ui.start.calls import Verified
from ui.start.findings_model import FindingsModel
from ui.start.opening import PASSPHRASE
from ui.tasks import wire
from ui.widgets.choosing import Kept
from ui.widgets.column_widths import widen
from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.secret_field import SecretField
from ui.words import plural, translate

_PLACES = {"project_not_found": "path", "verify_nothing_there": "path", "pack_not_zip": "path",
           "zip_cut_off": "path", "verify_file_empty": "path",
           "trust_unreadable": "trust", "pack_has_no_tables": "path", "name_too_long": "path",
           **dict.fromkeys(PASSPHRASE, "passphrase")}  # fmt: skip


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
        self._desk = desk
        self._is_put_away = False
        self.path = PathField("folder", self)
        self.path.kept = Kept(desk.prefs, "verify.folder")
        self.passphrase = SecretField(self)
        self.trust = QLineEdit(self)
        self.add("path", self.path)
        self.add("passphrase", self.passphrase)
        self.add("trust", self.trust)
        self.set_shown("passphrase", False)
        self.verdict = QLabel(self)
        self.verdict.setObjectName("verify.verdict")
        self.verdict.setWordWrap(True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model = FindingsModel(self)
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
            self.passphrase.setText(passphrase or "")
        self.path.changed.connect(self._on_other_path)
        desk.closed.connect(self._on_project_closed)

    def confirm(self) -> None:
        """Verifies."""
        if not self.path.text():
            self.tell("path", translate("Start", "Choose a project or a pack."))
            return
        self._run(rebuild=False)

    def reject(self) -> None:
        """Stops what runs or is about to, and closes."""
        self._is_put_away = self._task is None
        super().reject()

    def parts(self) -> Iterable[QWidget]:
        """Nothing is made anew twice."""
        return (*super().parts(), self.rebuild)

    def stays(self) -> bool:
        """What making the tables anew lost is told here, also where it could not be stopped."""
        return self._task is not None and self._task.lane == wire.WRITE

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
        self.call("path", translate("Start", "Pro&ject folder or archive pack"))
        self.path.title = translate("Start", "What is to be verified?")
        self.call("passphrase", translate("Start", "&Passphrase"))
        self.call("trust", translate("Start", "&Root fingerprint (if you have it)"))
        self.trust.setPlaceholderText(translate("Start", "as it stands on the closure report"))
        self.ok.setText(translate("Start", "Verify"))
        self.cancel.setText(translate("Start", "Close"))
        self.rebuild.setText(translate("Start", "Make the tables anew…"))
        self.rebuild.setToolTip(
            translate("Start", "From the signed events; what is lost is told, nothing is invented")
        )
        self.model.retell()
        self.list.setAccessibleName(translate("Start", "What was found"))

    def _made_list(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("verify.findings")
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        widen(view, {0: 60})
        view.hide()
        return view

    def _on_other_path(self) -> None:
        """A passphrase belongs to one project: another's is asked for anew."""
        self.passphrase.clear()
        self.fields["passphrase"].tell("")
        self.set_shown("passphrase", False)

    def _run(self, *, rebuild: bool) -> None:
        self.clear_errors()
        path = Path(self.path.text())
        info = self._desk.info
        self.rest()
        if rebuild and info is not None and info.path == path:
            # Tables are made anew in a file that nobody has open.
            self._desk.close(lambda: self._start(path, rebuild=True))
        else:
            self._start(path, rebuild=rebuild)

    def _start(self, path: Path, *, rebuild: bool) -> None:
        if self._is_put_away:
            return
        self.bar.setRange(0, 0)
        self.bar.show()
        given = (path, self.passphrase.text() or None, self.trust.text().strip(), rebuild)
        title = translate("Start", "Verifying {name}").format(name=path.name)
        # A project that is made anew is written: it waits its turn behind what is being written.
        # By the office, so that it is told although the project was closed for it.
        task = self._desk.office.run(
            wire.WRITE if rebuild else wire.COUNT,
            calls.verify,
            *given,
            title=title,
            done=lambda message: self._show(message.value),
            failed=self._on_refused,
        )
        task.stepped.connect(self._on_step)
        task.ended.connect(self.bar.hide)
        self.hold(task)

    def _on_step(self) -> None:
        if self._task is not None and self._task.total:
            self.bar.setRange(0, self._task.total)
            self.bar.setValue(self._task.done)

    def _on_project_closed(self) -> None:
        """What only looks ends with the project that is open; making tables anew goes on."""
        if self._task is not None and self._task.lane != wire.WRITE:
            told = translate("Start", "Verifying was stopped, for the project was closed.")
            self.notice.tell("warning", told, translate("Start", "Verify once more."))

    def _show(self, found: Verified) -> None:
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
        self.model.set_rows(found.findings)
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
        code = str(getattr(error, "code", ""))
        if code in PASSPHRASE:
            self.set_shown("passphrase", True)
        if code != "cancelled":
            self.tell_error(error, _PLACES)


def _trust(found: Verified) -> str:
    root = translate("Start", "Root fingerprint: {root}").format(root=found.root)
    trust = {
        "root": translate("Start", "It is the one that you trust."),
        "no": translate("Start", "It is NOT the one that you trust."),
        "unknown": translate("Start", "Compare it with the one on the closure report."),
    }[found.trust]
    return f"{root}\n{trust}" if found.root else ""
