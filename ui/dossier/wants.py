"""What the parts of the dossier want done: facts saved, remarks written, files opened."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from greenshield.domain.errors import GreenShieldError
from greenshield.domain.records import KINDS
from ui.dossier import calls
from ui.dossier.moves import SIGN
from ui.dossier.no_move import why_none
from ui.dossier.readiness import barred, next_move, onward
from ui.dossier.view import Paper, View
from ui.dossier.writing import Writer
from ui.widgets.opening import open_path
from ui.words import translate

if TYPE_CHECKING:
    from ui.dossier.panel import DossierPanel

_THUMBNAIL = 320


class Wants(QObject):
    """Connects the parts of the dossier with the desk."""

    def __init__(self, panel: DossierPanel) -> None:
        super().__init__(panel)
        self._panel, self._desk = panel, panel.desk
        self._writer = Writer(panel.desk)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        pages, forms, show = panel.pages, panel.forms, panel.desk.show
        pages.header.on_map.connect(lambda: show.on_map.emit("issue", (panel.issue,)))
        pages.header.lineage.chosen.connect(show.issue)
        pages.header.make_official.connect(lambda: self._with(self._writer.number))
        pages.moves.chosen.connect(forms.move)
        pages.moves.reported.connect(lambda what: show.report.emit(what, panel.issue))
        pages.conflicts.decided.connect(
            lambda conflict, take: self._writer.decide(conflict, take, lambda _: None)
        )
        pages.readiness.chosen.connect(forms.move)
        pages.facts.sent.connect(self._on_facts)
        pages.facts.located.connect(lambda kind, id_: show.on_map.emit(kind, (id_,)))
        pages.photos.shown.connect(show.photo)
        pages.photos.chosen.connect(
            lambda sha256: self._desk.selection.select(photos=(sha256,), by=panel)
        )
        pages.photos.asked.connect(lambda phase: show.photos_of.emit(panel.issue, phase))
        pages.photos.stands_wanted.connect(lambda: show.shots.emit(panel.issue))
        pages.photos.wanted.connect(self._on_pictures_wanted)
        pages.records.added.connect(forms.record)
        pages.records.progressed.connect(lambda of: forms.record("progress", {"measure": of}))
        pages.records.changed.connect(forms.change)
        pages.records.voided.connect(forms.void)
        pages.papers.opened.connect(self._on_paper_opened)
        pages.papers.saved.connect(self._on_paper_saved)
        pages.timeline.remarked.connect(self._on_remarked)
        pages.unsent.chosen.connect(self._on_unsent)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the dossier's actions do, but for turning its pages."""
        return {
            "dossier.next": self._on_next,
            "dossier.save": self._on_save,
            "dossier.record": self._on_new_record,
            "dossier.remark": self._on_remark_wanted,
        }

    def forget(self) -> None:
        """The project is closed: copies of its files are removed."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    # Writing -----------------------------------------------------------------------------

    def _with(self, write: Callable[[View], None]) -> None:
        if self._panel.view is not None:
            write(self._panel.view)

    def _on_facts(self, typed: dict[str, str]) -> None:
        panel, view, facts = self._panel, self._panel.view, self._panel.pages.facts
        if view is None:
            return

        issue, title = view.issue_id, Writer.title_of_facts(view)

        def done(_: object) -> None:
            panel.under_way.end(issue, "facts", typed)
            left = panel.drafts.get(issue, "facts").items()
            panel.drafts.keep(issue, "facts", {n: r for n, r in left if typed.get(n) != r})
            if panel.shows(issue):
                facts.saved(typed)
                panel.ask()  # also where nothing changed: "3亩" becomes what it comes to

        def refused(error: GreenShieldError | None) -> None:
            panel.under_way.end(issue, "facts", typed)
            if panel.shows(issue):
                facts.saved({})
            self._tell_refused(issue, title, error, facts.refuse)

        panel.told.clear()
        panel.under_way.begin(issue, "facts", typed)
        self._writer.facts(view, typed, done, refused)

    def _on_remarked(self, text: str) -> None:
        panel, view, box = self._panel, self._panel.view, self._panel.pages.timeline.comments
        if view is None:
            return

        issue, title = view.issue_id, Writer.title_of_remark(view)

        sent = {"text": text.strip()}

        def done(_: object) -> None:
            panel.under_way.end(issue, "remark", sent)
            if panel.drafts.get(issue, "remark") == sent:
                panel.drafts.forget(issue, "remark")
            if panel.shows(issue) and box.text() == text:
                box.set_text("")  # what was typed since then is another remark

        def refused(error: GreenShieldError | None) -> None:
            panel.under_way.end(issue, "remark", sent)
            if panel.shows(issue):
                box.set_text(box.text() or text)
            self._tell_refused(issue, title, error, lambda *_: False)

        panel.under_way.begin(issue, "remark", sent)
        self._writer.comment(view, text, done, refused)

    def _tell_refused(
        self, issue: str, title: str, error: GreenShieldError | None,
        beside: Callable[[str, str], bool],
    ) -> None:  # fmt: skip
        """Tells it in the dossier where the issue is still shown, else in the window."""
        if error is not None and self._panel.shows(issue):
            self._panel.told.refuse(error, beside)
        elif error is not None:
            self._desk.trouble.emit(error, title)

    # Pictures and files ------------------------------------------------------------------

    def _on_pictures_wanted(self, photos: list[str]) -> None:
        self._desk.picture(
            calls.thumbnails, photos, _THUMBNAIL, failed=lambda _: None,
            told=lambda pair: self._panel.pages.photos.add_picture(*pair), key="dossier.pictures",
        )  # fmt: skip

    def _on_paper_opened(self, paper: Paper) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="greenshield-", ignore_cleanup_errors=True
            )
        self._copy(paper, Path(self._folder.name), self._open)

    def _on_paper_saved(self, paper: Paper, folder: Path) -> None:
        def told(path: Path) -> None:
            text = translate("Dossier", "Saved as {file}")
            self._panel.told.say(text.format(file=path))

        self._copy(paper, folder, told)

    def _copy(self, paper: Paper, folder: Path, done: Callable[[Path], None]) -> None:
        title = translate("Dossier", "Copy of {name}").format(name=paper.name)
        self._desk.ask(calls.document, paper.sha256, paper.name, folder, done=done, title=title)

    def _on_unsent(self, form: str) -> None:
        """Goes on with what was typed."""
        forms, (what, _, name) = self._panel.forms, form.partition(":")
        match what:
            case "facts":
                self._panel.turn("facts")
            case "remark":
                self._on_remark_wanted()
            case "move":
                forms.move(name)
            case "sign":
                forms.move(SIGN)
            case "void":
                forms.void(name)
            case "record" if name in KINDS:
                forms.record(name)
            case _:
                forms.change(name)

    # Actions -----------------------------------------------------------------------------

    def _on_next(self) -> None:
        view = self._panel.view
        mine = [] if view is None else [r for r in onward(view) if r.mine and barred(r) is None]
        first = None if view is None else next_move(view)
        if mine:
            self._panel.forms.move((first or mine[0]).move)
        elif view is not None and view.waits is not None and view.waits.mine:
            self._panel.forms.move(SIGN)
        else:
            self._panel.told.say(why_none(view), "warning")

    def _on_save(self) -> None:
        form = self._panel.forms.form
        if form is not None:
            form.go.click()
        else:
            self._panel.pages.facts.save()

    def _on_new_record(self) -> None:
        self._panel.turn("records")
        self._panel.pages.records.choose_kind()

    def _on_remark_wanted(self) -> None:
        self._panel.turn("history")
        editor = self._panel.pages.timeline.comments.editor
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open(self, path: Path) -> None:
        open_path(path, self, lambda why: self._panel.told.say(why, "warning"))
