"""What negative lists say of a plan, told beside its fields while they are filled in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from ui import words
from ui.desk import Desk
from ui.dossier import calls
from ui.dossier.field_form import FieldForm
from ui.timers import pause

PLAN = {
    "issue": ("measure_codes", "restore_target", "measure_text", "goal"),
    "measure": ("code", "text", "target"),
}
"""The fields of a plan, by what the form is of."""
_PAUSE_MS = 350  # after the last key


class Limits(QObject):
    """Watches the fields of a plan in one form. A remark: nothing is refused by it."""

    def __init__(self, desk: Desk, form: FieldForm) -> None:
        super().__init__(form)
        self._desk, self._form, self._issue = desk, form, ""
        self._soon = pause(self, _PAUSE_MS, self._ask)
        form.edited.connect(self._soon.start)

    def look(self, issue: str) -> None:
        """Another issue stands in the form, or the same with other values; "" for none."""
        if issue != self._issue:
            self._form.warn({})
        self._issue = issue
        self._soon.start()

    def _ask(self) -> None:
        rows = self._form.rows
        raw = {name: rows[name].editor.raw() for name in PLAN[self._form.kind] if name in rows}
        if not self._issue or not any(text.strip() for text in raw.values()):
            self._form.warn({})
            return
        self._desk.ask(
            calls.limits, self._issue, words.today(), raw, self._form.kind, done=self._tell,
            failed=lambda _: None, key=f"dossier.limits.{id(self)}",
        )  # fmt: skip

    def _tell(self, found: list[tuple[str, str, dict[str, Any]]]) -> None:
        told: dict[str, list[str]] = {}
        for field, code, params in found:
            told.setdefault(field, []).append(words.line(code, params))
        self._form.warn({field: "\n".join(lines) for field, lines in told.items()})
