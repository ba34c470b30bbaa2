"""A person at the dossier: clicks, keys, and waiting for the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.dossier_calls import new_clue
from helpers.qinghe import demo_patch
from helpers.typing_keys import click, type_into
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from greenshield.domain.fields import CATALOGUE
from ui.dossier.panel import DossierPanel

_WAIT_MS = 20_000


class Hands:
    """Everything goes by the names of widgets, as a person finds them by their words."""

    def __init__(self, panel: DossierPanel, qtbot: QtBot) -> None:
        self.panel, self.desk, self.qtbot = panel, panel.desk, qtbot

    # Waiting -----------------------------------------------------------------------------

    def settle(self) -> None:
        """Waits until the worker has nothing to do and the window has taken it in."""
        self.qtbot.waitUntil(lambda: not self.desk.office.tasks(), timeout=_WAIT_MS)
        self.qtbot.wait(0)
        self.qtbot.waitUntil(lambda: not self.desk.office.tasks(), timeout=_WAIT_MS)

    def write(self, call: Callable[..., Any], *args: Any) -> Any:
        """Has something written besides the dossier's forms; its value."""
        found: list[Any] = []
        self.desk.do(call, *args, done=found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=_WAIT_MS)
        self.settle()
        return found[0]

    def show(self, issue: str) -> None:
        """Chooses an issue, as map and ledger do."""
        self.desk.selection.select(issues=(issue,))
        self.settle()
        assert self.panel.view is not None
        assert self.panel.view.issue_id == issue

    def sign_in(self, name: str) -> None:
        """Another person takes the chair."""
        people = {p.name: p.actor_id for p in self.panel.forms.choices.people}
        found: list[Any] = []
        self.desk.sign_in(people[name], done=found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=_WAIT_MS)
        self.settle()

    # Finding and pressing ----------------------------------------------------------------

    def find(self, name: str) -> QWidget:
        """The widget of a name that is shown, as soon as it is."""

        def shown() -> None:
            form = self.panel.forms.form
            there = (self.panel.pages.page, form.name if form is not None else "no form")
            assert self.has(name), (name, *there, *self.refused())

        self.qtbot.waitUntil(shown, timeout=_WAIT_MS)
        found = [w for w in self.panel.findChildren(QWidget, name) if w.isVisible()]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def has(self, name: str) -> bool:
        """True where a widget of a name is shown."""
        return any(w.isVisible() for w in self.panel.findChildren(QWidget, name))

    def press(self, name: str) -> None:
        """Clicks what bears the name, and waits for what follows."""
        widget = self.find(name)
        # What was just made is visible before it has its place: nobody can hit it yet.
        least = widget.minimumSizeHint()
        self.qtbot.waitUntil(
            lambda: widget.width() >= least.width() and widget.height() >= least.height(),
            timeout=_WAIT_MS,
        )
        click(self.qtbot, widget)
        self.settle()

    def turn(self, page: str) -> None:
        """Goes to a page of the dossier by its action."""
        self.panel.handlers()[f"dossier.{page}"]()
        self.settle()

    @property
    def state(self) -> str:
        """The state of the issue that is shown."""
        assert self.panel.view is not None
        return self.panel.view.state

    # Typing ------------------------------------------------------------------------------

    def type(self, name: str, text: str) -> None:
        """Types into an editor."""
        type_into(self.qtbot, self.find(name), text)

    def fill(self, kind: str, fields: Mapping[str, Any]) -> None:
        """Types the fields of the form that is open."""
        for name, value in fields.items():
            self.type(f"fact.{kind}.{name}", str(value))

    def facts(self, fields: Mapping[str, Any]) -> None:
        """Types ledger fields on the page of facts, and saves."""
        self.turn("facts")
        for name, value in fields.items():
            group = CATALOGUE["issue"][name].group
            self.panel.pages.facts.sections[group].open()
            self.qtbot.wait(0)
            self.type(f"fact.issue.{name}", str(value))
        self.settle()
        self.press("facts.save")

    def attach(self, files: Sequence[Path]) -> None:
        """Drops files on the form that is open."""
        if files:
            drop(self.find("dossier.attachments"), files)

    # Forms -------------------------------------------------------------------------------

    def open_move(self, move: str) -> None:
        """Opens the form of a move by its button."""
        menu = self.find("moves.more").menu()
        rare = [a for a in menu.actions() if a.objectName() == f"move.{move}"]
        if not rare:
            self.press(f"move.{move}")
            return
        rare[0].trigger()
        self.settle()

    def open_record(self, kind: str) -> None:
        """Opens the form of a new record by the menu of kinds."""
        self.turn("records")
        menu = self.find("records.add").menu()
        action = next(a for a in menu.actions() if a.objectName() == f"records.add.{kind}")
        action.trigger()
        self.settle()

    def record(
        self, kind: str, fields: Mapping[str, Any], day: str, files: Sequence[Path] = ()
    ) -> str:
        """Adds a record by its form; its id."""
        assert self.panel.view is not None
        before = {r["id"] for r in self.panel.view.records}
        self.open_record(kind)
        self.type("form.day", day)
        self.fill(kind, fields)
        self.attach(files)
        self.press("form.go")
        assert self.panel.forms.form is None, self.refused()
        (new,) = [r["id"] for r in self.panel.view.records if r["id"] not in before]
        return str(new)

    def change_record(self, record: str, kind: str, fields: Mapping[str, Any]) -> None:
        """Changes a record by its form."""
        self.turn("records")
        self.press(f"record.change.{record}")
        self.fill(kind, fields)
        self.press("form.go")
        assert self.panel.forms.form is None, self.refused()

    def refused(self) -> list[str]:
        """Every line that the dossier tells of a refusal."""
        from PySide6.QtWidgets import QLabel

        form = self.panel.forms.form or self.panel
        return [
            w.text() for w in form.findChildren(QLabel)
            if w.isVisible() and w.text() and _tells(w)
        ]  # fmt: skip


def drop(widget: QWidget, files: Sequence[Path]) -> None:
    """Lets files fall on a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(f)) for f in files])
    middle, copy = widget.rect().center(), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(middle, copy, mime, button, keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(middle), copy, mime, button, keys))


def _tells(label: QWidget) -> bool:
    around: QWidget | None = label
    while around is not None:
        name = around.objectName()
        if name.startswith("note.") or name in ("form.trouble", "dossier.told"):
            return True
        around = around.parentWidget()
    return False


def quarry(hands: Hands) -> str:
    """A new clue on the patch of the sample's quarry, shown; its id."""
    fields = {
        "facility_name": "青禾示例采石场",
        "source_code": "national_rs", "activity_code": "old_quarry",
        "source_crs": "EPSG:4490",
    }  # fmt: skip
    issue: str = hands.write(new_clue, "DT-1", demo_patch().wkt, fields)
    hands.show(issue)
    return issue
