"""Takes a version of a boundary, or a zone, out of force with a reason; and puts it back."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui import words
from ui.areas import calls
from ui.areas.boundary import Boundary
from ui.areas.boundary_model import holding
from ui.desk import Desk
from ui.widgets.form_dialog import FormDialog
from ui.widgets.whole_label import WholeLabel
from ui.words import translate

_PLACES = {"void_reason_needed": "reason"}
_NAMED = 12  # issues that are named


class AreaVoidDialog(FormDialog):
    """Asks why. Which way it goes follows from how the boundary stands. Ctrl+Z takes it back."""

    def __init__(self, desk: Desk, boundary: Boundary, parent: QWidget | None = None) -> None:
        super().__init__("areas.void", parent)
        self._desk, self._boundary = desk, boundary
        self._restore = bool(boundary.get("void"))
        zones = boundary.get("zones") or ()
        self._zones = [zone["id"] for zone in zones if zone["void"] == self._restore]
        self._issues: list[str] = []
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(2000)
        self.add("reason", self.reason)
        self.zones_only = QCheckBox(self)
        self.zones_only.setObjectName("areas.void.zones_only")
        self.zones_only.setVisible(bool(self._zones) and not self._restore)
        self.put(self.zones_only)
        self.judged = WholeLabel(self)
        self.judged.setObjectName("areas.void.judged")
        self.judged.hide()
        self.put(self.judged)
        self.retranslate()
        desk.closed.connect(self.reject)
        ids = [boundary.id, *self._zones]
        desk.ask(calls.judged_by, ids, done=self._on_judged, failed=self.tell_error)

    def confirm(self) -> None:
        """Writes it."""
        reason = self.reason.text().strip()
        if not reason:
            self.tell("reason", translate("Areas", "Say why."))
            return
        restore, which = self._restore, self._boundary.id
        zones_only = self.zones_only.isChecked()
        back = translate("Areas", "Taken back: {reason}").format(reason=reason)
        task = self._desk.do(
            calls.void, which, reason, zones_only, restore, title=self._title,
            done=lambda _: self.accept(), failed=lambda error: self.tell_error(error, _PLACES),
            undo=lambda _: (calls.void, (which, back, zones_only, not restore)),
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(self._title())
        self.call("reason", translate("Areas", "&Reason"))
        self.zones_only.setText(translate("Areas", "&Only its zones; the boundary itself stays"))
        back, out = translate("Areas", "Put back"), translate("Areas", "Take out")
        self.ok.setText(back if self._restore else out)
        self.introduce("\n".join(self._told()))
        self.judged.setText(self._told_issues())
        self.judged.setVisible(bool(self._issues) and not self._restore)

    def _title(self) -> str:
        if self._restore:
            return translate("Areas", "Put a boundary back")
        return translate("Areas", "Take a boundary out of force")

    def _told(self) -> list[str]:
        """Which one, with what, and what comes of it."""
        about = self._boundary
        name = about.get("name") or about.get("code")
        if not name and about.what == "zone":
            name = words.label("zone", about.get("zone_code"))
        out = ["　".join(word for word in (str(name or ""), holding(about)) if word)]
        if self._zones:
            zones = words.plural(
                len(self._zones), translate("Areas", "{n} zone"), translate("Areas", "{n} zones")
            )
            told = translate("Areas", "With it: {zones}")
            if self._restore:
                told = translate("Areas", "With it those of its {zones} that left with it")
            out.append(told.format(zones=zones))
        if self._restore:
            out.append(translate("Areas", "It is in force again on the days on which it was."))
        else:
            out.append(
                translate(
                    "Areas",
                    "An earlier version holds again where there is one. Nothing is deleted, and it"
                    " can be put back.",
                )
            )
        return out

    def _told_issues(self) -> str:
        """Which issues are to be looked at again."""
        told = words.plural(
            len(self._issues),
            translate("Areas", "Moves of {n} issue were judged by it, and stay so; look at it:"),
            translate("Areas", "Moves of {n} issues were judged by it, and stay so; look at them:"),
        )
        more = " …" if len(self._issues) > _NAMED else ""
        return f"{told} {words.listed(self._issues[:_NAMED])}{more}"

    def _on_judged(self, issues: list[str]) -> None:
        self._issues = issues
        edges = self.column.contentsMargins()
        self.judged.resize(self.width() - edges.left() - edges.right(), 1)  # its height follows
        self.retranslate()
