"""What must be seen after each command of the ledger, the photos and the dossier."""

from __future__ import annotations

from collections.abc import Callable

from helpers.dialogs import typed
from helpers.player import Act, Go, Player, becomes, opens
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

DIRECTORY = QFileDialog.FileMode.Directory
SOME_PHOTOS = QFileDialog.FileMode.ExistingFiles


def _number(p: Player) -> str:
    """The number of the issue that the dossier shows."""
    return str(p.room("dossier").view.number)


def _opens_dossier(p: Player, go: Go) -> None:
    issue = p.desk.selection.current_issue
    assert p.window.workspace is not None
    p.window.workspace.docks["dossier"].hide()
    go()
    p.until(lambda: p.is_front("dossier"))
    p.until(lambda: p.room("dossier").shows(issue))
    p.settle()


def _shows_on_map(layer: str, ids: Callable[[Player], tuple[str, ...]]) -> Act:
    def act(p: Player, go: Go) -> None:
        shown = p.map.canvas.layer(layer)
        box = shown.box(shown.find(list(ids(p))))
        p.map.canvas.centre_on((13_000_000.0, 3_500_000.0), 1.0)
        assert not p.sees(box)
        go()
        p.until(lambda: p.sees(box))
        p.settle()

    return act


def _copies(p: Player, go: Go) -> None:
    p.window.workspace.bring("ledger")  # the window is complete
    QApplication.clipboard().clear()
    go()
    p.until(lambda: _number(p) in QApplication.clipboard().text())
    p.settle()


def _selects_all(p: Player, go: Go) -> None:
    before = p.desk.selection.issues
    go()
    p.until(lambda: len(p.desk.selection.issues) == p.room("ledger").model.rowCount())
    p.settle()
    p.desk.selection.select(issues=before)
    p.settle()


def _finds(p: Player, go: Go) -> None:
    ledger = p.room("ledger")
    before = ledger.model.rowCount()
    go()
    p.until(lambda: p.is_front("ledger") and p.focus() == "ledger.text")
    typed(p.qtbot, ledger, "ledger.text", _number(p))
    p.until(lambda: 0 < ledger.model.rowCount() < before)
    p.settle()


def _clears_filter(p: Player, go: Go) -> None:
    ledger = p.room("ledger")
    assert ledger.filter.value()
    before = ledger.model.rowCount()
    go()
    p.until(lambda: not ledger.filter.value() and ledger.model.rowCount() > before)
    p.settle()


def _lists_columns(p: Player, go: Go) -> None:
    go()
    p.until(lambda: p.popup() is not None)
    assert p.focus() == "multi.find"
    p.keys(p.popup(), "Esc")  # it is there
    p.until(lambda: p.popup() is None)


# An issue with a patch is chosen, and its row in the ledger.
LEDGER: dict[str, Act] = {
    "ledger.new_clue": opens("ledger.new_clue"),
    "ledger.assign": opens("ledger.assign"),
    "ledger.open": _opens_dossier,
    "ledger.map": _shows_on_map("patch", lambda p: p.desk.selection.issues),
    "ledger.copy": _copies,
    "ledger.export": opens("export", lambda box: box.path.text().endswith(".xlsx")),
    "ledger.select_all": _selects_all,
    "ledger.find": _finds,
    "ledger.save_filter": opens("ledger.save_filter"),
    "ledger.clear_filter": _clears_filter,
    "ledger.columns": _lists_columns,
}


def _tells_results(p: Player, go: Go) -> None:
    """Nothing was imported yet, and that is said."""
    photos = p.room("photos")
    assert not photos.notice.text()
    go()
    p.until(lambda: photos.notice.text() == "Nothing was imported yet")


def _tells_none_imported(p: Player, go: Go) -> None:
    """The same, whatever was said before."""
    photos = p.room("photos")
    photos.notice.clear()
    _tells_results(p, go)
    photos.notice.clear()


def _offers_heaps(p: Player, go: Go) -> None:
    """A menu of sources, cameras and days."""
    go()
    p.until(lambda: p.popup() is not None)
    assert p.popup().objectName() == "photos.narrow"
    p.keys(p.popup(), "Esc")
    p.until(lambda: p.popup() is None)


def _offers_choices(p: Player, go: Go) -> None:
    photos = p.room("photos")
    go()
    p.until(lambda: photos.filters.only() == "needs_choice" and p.is_front("photos"))
    p.settle()
    photos.filters.choose("all")
    photos.ask()
    p.settle()


def _untied(p: Player, go: Go) -> None:
    """A tie to a clue that nothing relies on yet goes, and that can be undone."""
    pane = p.room("photos").pane
    p.tie()
    go()
    p.until(lambda: pane._told is not None and not pane._told["ties"])
    p.settle()
    assert p.registry.actions["frame.undo"].isEnabled()


def _window(name: str) -> Act:
    """A window of its own, which Esc closes."""

    def act(p: Player, go: Go) -> None:
        go()
        p.until(lambda: list(p.windows(name)))
        p.settle()
        (shown,) = p.windows(name)
        p.keys(shown, "Esc")
        p.until(lambda: not list(p.windows(name)))
        p.settle()

    return act


def _grows(sign: int) -> Act:
    def act(p: Player, go: Go) -> None:
        tray = p.room("photos").tray
        before = tray._side
        go()
        p.until(lambda: (tray._side - before) * sign > 0)
        p.settle()

    return act


# A photo that is tied to nothing is chosen beside the issue.
PHOTOS: dict[str, Act] = {
    "photos.import": opens("photos.files", lambda box: box.fileMode() == SOME_PHOTOS),
    "photos.import_folder": opens("photos.files", lambda box: box.fileMode() == DIRECTORY),
    "photos.results": _tells_none_imported,
    "photos.last_import": _tells_none_imported,
    "photos.narrow": _offers_heaps,
    "photos.choices": _offers_choices,
    "photos.view": _window("photos.viewer"),
    "photos.compare": _window("photos.compare"),
    "photos.on_map": _shows_on_map("photo", lambda p: p.desk.selection.photos),
    "photos.tag": opens("photos.tag_dialog"),
    "photos.untag": _untied,
    "photos.tagging": opens("photos.tagging_dialog"),
    "photos.place": opens("photos.place_dialog"),
    "photos.by_track": opens("photos.by_track_dialog"),
    "photos.time": opens("photos.time_dialog"),
    "photos.datum": opens("photos.datum_dialog"),
    "photos.accept": opens("photos.accept_dialog"),
    "photos.find": becomes(lambda p: (p.is_front("photos"), p.focus()), (True, "photos.search")),
    "photos.smaller": _grows(-1),
    "photos.larger": _grows(1),
}


def _page(name: str) -> Act:
    return becomes(lambda p: p.room("dossier").pages.page, name)


def _next_move(p: Player, go: Go) -> None:
    dossier = p.room("dossier")
    assert dossier.forms.form is None
    go()
    p.until(lambda: dossier.forms.form is not None and dossier.forms.form.isVisible())
    p.settle()
    dossier.forms.leave()
    p.settle()


def _saves(p: Player, go: Go) -> None:
    """What was typed in a fact is stored."""
    dossier = p.room("dossier")
    dossier.turn("facts")
    p.settle()
    line = dossier.findChild(QLineEdit, "facts.find")
    p.until(line.isVisible)
    dossier.pages.facts.show_view(
        dossier.view, writable=True, typed={"place_name": "North gully"}
    )  # fmt: skip
    go()
    p.until(lambda: dossier.view.fields.get("place_name") == "North gully")
    p.settle()
    assert not dossier.pages.facts.typed()


def _lists_kinds(p: Player, go: Go) -> None:
    dossier = p.room("dossier")
    go()
    p.until(lambda: p.popup() is not None)
    assert dossier.pages.page == "records"
    names = [action.objectName() for action in p.popup().actions()]
    assert "records.add.check" in names
    p.qtbot.keyClick(p.popup(), Qt.Key.Key_Escape)
    p.until(lambda: p.popup() is None)


def _remarks(p: Player, go: Go) -> None:
    dossier = p.room("dossier")
    go()
    p.until(lambda: QApplication.focusWidget() is dossier.pages.timeline.comments.editor)
    assert dossier.pages.page == "history"
    p.settle()


DOSSIER: dict[str, Act] = {
    "dossier.next": _next_move,
    "dossier.save": _saves,
    "dossier.record": _lists_kinds,
    "dossier.remark": _remarks,
    "dossier.todo": _page("todo"),
    "dossier.facts": _page("facts"),
    "dossier.photos": _page("photos"),
    "dossier.records": _page("records"),
    "dossier.history": _page("history"),
}
