"""Filters that were given a name, kept with the window's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from greenshield.domain.ledger_columns import columns
from greenshield.domain.ledger_filter import Filter, Sort
from ui.desk import Desk
from ui.look import icons
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tips import literal
from ui.widgets.translated import Translated
from ui.words import translate

_KEY = "ledger.saved"
_MOST = 60
_LONGEST = 60
_OF_PROJECT = ("areas", "divisions", "campaigns", "assignees", "issues")


@dataclass(frozen=True, slots=True)
class Saved:
    """One of them.

    Attributes:
        wanted: as ``Filter.to_dict`` gives it, with the view.
        project: the id of the project that it is for, "" where it fits any.
    """

    name: str
    wanted: dict[str, Any]
    sort: Sort
    project: str


def load(desk: Desk) -> list[Saved]:
    """Those that fit the open project, by name; what is damaged is left out."""
    here = desk.info.project_id if desk.info is not None else ""
    out = []
    for raw in desk.prefs.get(_KEY, []):
        if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
            continue
        kept, by, project = raw.get("filter"), raw.get("sort"), raw.get("project", "")
        wanted = Filter.from_dict(kept if isinstance(kept, dict) else {}, "")
        sort = Sort()
        if isinstance(by, list) and len(by) == 2 and by[0] in columns():
            sort = Sort(str(by[0]), bool(by[1]))
        if project in ("", here):
            out.append(Saved(raw["name"], wanted.to_dict(), sort, project))
    return sorted(out, key=lambda one: one.name)


def keep(desk: Desk, name: str, wanted: dict[str, Any], sort: Sort) -> None:
    """Keeps a filter; one of the same name gives way."""
    here = desk.info.project_id if desk.info is not None else ""
    project = here if any(wanted.get(n) for n in _OF_PROJECT) else ""
    rest = _others(desk, name, project)
    entry = {"name": name, "filter": wanted, "sort": [sort.column, sort.descending],
             "project": project}  # fmt: skip
    desk.prefs.set(_KEY, [*rest, entry][-_MOST:])


def forget(desk: Desk, saved: Saved) -> None:
    """Forgets a filter."""
    desk.prefs.set(_KEY, _others(desk, saved.name, saved.project))


def _others(desk: Desk, name: str, project: str) -> list[Any]:
    kept = [raw for raw in desk.prefs.get(_KEY, []) if isinstance(raw, dict)]
    return [raw for raw in kept if (raw.get("name"), raw.get("project", "")) != (name, project)]


class SavedFilters(Translated, QToolButton):
    """The button: choose one, keep what is set now, forget one.

    Signals:
        chosen: by the user: a ``Saved``.
    """

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, now: Callable[[], tuple[dict[str, Any], Sort]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._now = desk, now
        self.setObjectName("ledger.saved")
        self.setIcon(icons.icon("star"))
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName("ledger.saved_menu")
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the tip."""
        told = translate("Ledger", "Saved filters")
        self.setToolTip(told)
        self.setAccessibleName(told)

    def ask_name(self) -> None:
        """Asks under which name to keep what is set now."""
        dialog = NameDialog(self._desk, *self._now(), parent=self.window())
        dialog.open()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        known = load(self._desk)
        for saved in known:
            menu.addAction(literal(saved.name)).triggered.connect(
                lambda _=False, one=saved: self._choose(one)
            )
        if not known:
            menu.addAction(translate("Ledger", "No filter is saved yet")).setEnabled(False)
        menu.addSeparator()
        keep_now = menu.addAction(icons.icon("save"), translate("Ledger", "Save this filter…"))
        keep_now.triggered.connect(self.ask_name)
        if known:
            gone = menu.addMenu(icons.icon("delete"), translate("Ledger", "Forget"))
            for saved in known:
                gone.addAction(literal(saved.name)).triggered.connect(
                    lambda _=False, one=saved: forget(self._desk, one)
                )

    def _choose(self, saved: Saved) -> None:
        # After the menu is gone: what follows may open a dialog of its own.
        QTimer.singleShot(0, self, lambda: self.chosen.emit(saved))


class NameDialog(FormDialog):
    """Asks for the name of a filter."""

    def __init__(self, desk: Desk, wanted: dict[str, Any], sort: Sort, *, parent: QWidget) -> None:
        super().__init__("ledger.save_filter", parent)
        self._desk, self._wanted, self._sort = desk, wanted, sort
        self._line = QLineEdit(self)
        self._line.setMaxLength(_LONGEST)
        self.add("name", self._line)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every word."""
        super().retranslate()
        self.setWindowTitle(translate("Ledger", "Save this filter"))
        self.call("name", translate("Ledger", "Name"))
        self.ok.setText(translate("Ledger", "Save"))

    def confirm(self) -> None:
        """Keeps it."""
        name = " ".join(self._line.text().split())
        if not name:
            self.tell("name", translate("Ledger", "Give it a name"))
            return
        keep(self._desk, name, self._wanted, self._sort)
        self.accept()
