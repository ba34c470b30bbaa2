"""Takes a marker, or one inspection of it, out of the lists with a reason, or puts it back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.desk import Desk
from ui.markers import calls, words_of
from ui.widgets.form_dialog import FormDialog
from ui.words import day, translate

_PLACES = {"void_reason_needed": "reason"}


class VoidDialog(FormDialog):
    """Asks why. Which way it goes follows from how the marker or inspection stands."""

    def __init__(
        self, desk: Desk, marker_id: str, check: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("markers_void", parent)
        self._desk, self._marker, self._check = desk, marker_id, check
        self._found: dict[str, Any] | None = None
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.fontMetrics().height() * 4)
        self.add("reason", self.reason)
        self.ok.setEnabled(False)
        self.retranslate()
        desk.closed.connect(self.put_away)
        desk.ask(calls.one, marker_id, done=self._on_marker, failed=self._on_refused)

    def confirm(self) -> None:
        """Writes it."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.tell("reason", translate("Markers", "Say why, in a few words."))
            return
        restore, marker, check = self._is_void(), self._marker, self._check
        back = translate("Markers", "taken back: {reason}").format(reason=reason)
        task = self._desk.do(
            calls.void, marker, check, reason, restore, title=self._title,
            done=lambda _: self.accept(), failed=self._on_refused,
            undo=lambda _: (calls.void, (marker, check, back, not restore)),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(self._title())
        self.call("reason", translate("Markers", "Reason"))
        restore = self._is_void()
        if restore:
            self.introduce(translate("Markers", "It will be listed and count again."))
        else:
            self.introduce(
                translate("Markers", "Nothing is deleted: it leaves the lists and the map, and "
                          "can be put back.")
            )  # fmt: skip
        self.ok.setText(
            translate("Markers", "Put back") if restore else translate("Markers", "Void")
        )

    def _is_void(self) -> bool:
        found = self._found
        if found is None:
            return False
        if not self._check:
            return bool(found["void"])
        return any(c["id"] == self._check and c["void"] for c in found["checks"])

    def _title(self) -> str:
        found = self._found
        what = words_of.titled((found or {}).get("number") or "")
        if found is not None and self._check:
            on = next((c["checked_on"] for c in found["checks"] if c["id"] == self._check), "")
            what = translate("Markers", "inspection of {day}, {marker}").format(
                day=day(on), marker=what
            )
        if self._is_void():
            return translate("Markers", "Put back: {what}").format(what=what)
        return translate("Markers", "Void: {what}").format(what=what)

    def _on_marker(self, found: dict[str, Any]) -> None:
        self._found = found
        self.ok.setEnabled(True)
        self.retranslate()

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, _PLACES)
