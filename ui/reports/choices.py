"""What the dialogs of closure reports ask alike: size of the photos, template, which issues."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from ui.desk import Desk
from ui.reports import batch_calls, template_calls
from ui.reports.batch_calls import Which
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.translated import Translated
from ui.words import number, translate

BUILT_IN = "built-in"
_SIZES = ("small", "print", "full")
_KEPT_SIZE = "reports.photos"
_OTHER = "\0other"  # no path


class PhotoSizes(Translated, QComboBox):
    """How large the copies of photos are; the size of the last report is proposed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._prefs = desk.prefs
        self.retranslate()
        kept = str(desk.prefs.get(_KEPT_SIZE, ""))
        self.setCurrentIndex(_SIZES.index(kept if kept in _SIZES else "print"))

    def keep(self) -> None:
        """A report was made with it."""
        self._prefs.set(_KEPT_SIZE, self.currentData())

    def retranslate(self) -> None:
        """The words of each size."""
        words = (
            translate("Reports", "small copies, for the screen and for sending"),
            translate("Reports", "copies for printing"),
            translate("Reports", "copies of full size (a large file)"),
        )
        fill(self, _SIZES, words)
        self.setToolTip(
            translate(
                "Reports",
                "No copy carries the place, the device or other metadata of the original. "
                "The archive pack holds the originals besides.",
            )
        )


class TemplateChoice(Translated, QComboBox):
    """The project's template, the built-in one, or another file for this once."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = ""
        self._file = ""
        self._last = 0
        self.retranslate()
        self.activated.connect(self._on_activated)
        desk.ask(template_calls.in_force, done=self._on_known, key="reports.template")

    def value(self) -> str:
        """A file, ``built-in``, or "" for the project's."""
        return str(self.currentData() or "")

    def retranslate(self) -> None:
        """What each choice is."""
        own = translate("Reports", "the project's: {name}").format(name=self._name)
        built_in = translate("Reports", "the built-in one")
        choices = [("", own), (BUILT_IN, built_in)] if self._name else [("", built_in)]
        if self._file:
            choices.append((self._file, Path(self._file).name))
        choices.append((_OTHER, translate("Reports", "another file, for this once…")))
        fill(self, tuple(value for value, _ in choices), tuple(words for _, words in choices))

    def _on_known(self, name: str) -> None:
        chosen, self._name = self.value(), name
        self.retranslate()
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self._last = self.currentIndex()

    def _on_activated(self, at: int) -> None:
        if self.itemData(at) != _OTHER:
            self._last = at
            return
        self.setCurrentIndex(self._last)  # until a file is chosen
        choosing.ask_file(
            self, "template.dialog", translate("Reports", "Which template?"), self.take,
            filters=[translate("Reports", "Word document (*.docx)")],
            start=Kept(self._desk.prefs, "reports.template"),
        )  # fmt: skip

    def take(self, file: Path) -> None:
        """A file was chosen."""
        self._file = str(file)
        self.retranslate()
        self._last = self.findData(self._file)
        self.setCurrentIndex(self._last)


class WhichIssues(Translated, QComboBox):
    """The selected issues, those that the ledger lists, or those of a state; each counted."""

    def __init__(self, desk: Desk, parent: QWidget, *, filed_too: bool) -> None:
        """Makes it.

        Args:
            desk: whose selection.
            parent: where it stands.
            filed_too: the third choice means every closed issue, not those alone that are to be
                filed.
        """
        super().__init__(parent)
        self._filed_too = filed_too
        me = desk.info.actor_id if desk.info is not None else ""
        closed: Mapping[str, Any] = {"view": "closed"} if filed_too else {"states": ["closed"]}
        self._meant = (
            Which(ids=desk.selection.issues),
            Which(wanted=dict(desk.selection.listed), me=me),
            Which(wanted=closed),
        )
        self._counts: dict[int, int] = {0: len(desk.selection.issues)}
        self.retranslate()
        self.setCurrentIndex(0 if len(desk.selection.issues) > 1 else 2)
        for at, which in enumerate(self._meant[1:], 1):
            desk.count(
                batch_calls.how_many, which, done=partial(self._on_counted, at),
                failed=lambda _: None, key=f"reports.which.{at}",
            )  # fmt: skip

    def value(self) -> Which:
        """The issues that are meant."""
        return self._meant[self.currentIndex()]

    def count(self) -> int:
        """How many there are, one where that is not known yet."""
        return self._counts.get(self.currentIndex(), 1)

    def retranslate(self) -> None:
        """What each choice is."""
        last = (
            translate("Reports", "all closed ones: {n}")
            if self._filed_too
            else translate("Reports", "closed and not filed yet: {n}")
        )
        words = (
            translate("Reports", "the selected ones: {n}"),
            translate("Reports", "those that the ledger lists: {n}"),
            last,
        )
        told = tuple(text.format(n=self._told(at)) for at, text in enumerate(words))
        fill(self, ("selected", "listed", "closed"), told)

    def _told(self, at: int) -> str:
        return number(self._counts[at]) if at in self._counts else "…"

    def _on_counted(self, at: int, count: int) -> None:
        self._counts[at] = count
        self.retranslate()


def fill(box: QComboBox, values: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Names the choices anew; the one that is chosen stays."""
    kept = max(box.currentIndex(), 0)
    box.clear()
    for value, told in zip(values, words, strict=True):
        box.addItem(told, value)
    box.setCurrentIndex(kept)
