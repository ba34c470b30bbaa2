"""Imports a ledger: file, columns, a look at what it will do, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from greenshield.domain.import_preview import LedgerPreview
from ui.desk import Desk
from ui.imports import calls
from ui.imports.calls import LedgerWish
from ui.imports.count_words import in_states, nothing, told
from ui.imports.ledger_options import LedgerOptionsPage
from ui.imports.table_wizard import TableWizard
from ui.words import language, plural, translate


class LedgerWizard(TableWizard[LedgerPreview]):
    """The ledger's, sheet by sheet."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        self.options = LedgerOptionsPage()
        super().__init__("ledger", "sheet", "issue", self.options, desk, parent)
        self._looked: tuple[str, LedgerWish] | None = None
        desk.ask(calls.ledger_fields, done=self.mapping.offer, key="imports.fields")
        self.begin(path)

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import a ledger")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which list?"), translate("Imports", "What are its columns?"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def wish(self) -> LedgerWish:
        """How the file is to be taken, as the pages say."""
        columns, ignored = self.columns()
        return replace(
            self.options.wish(), sheet=self.part.currentText() or None, columns=columns,
            ignored=ignored,
        )  # fmt: skip

    def look(self, done: Callable[[LedgerPreview], None]) -> None:
        """Looks anew only where something was changed."""
        info = self.desk.info
        wish = self.wish()
        if self._looked is not None and self._looked[0] != self.options.path.text():
            self.forget()
            wish = self.wish()
        if self.seen is not None and self._looked == (self.options.path.text(), wish):
            done(self.seen)  # nothing was changed since
            return

        def looked(found: calls.Looked[LedgerPreview]) -> None:
            self._looked, self.problems = (self.options.path.text(), wish), found.problems
            done(found.preview)

        actor = info.actor_id if info is not None else ""
        self.ask(calls.ledger_seen, actor, self.file(), wish, language(), done=looked)

    def take(self) -> None:
        """Imports the ledger."""
        self.do(calls.ledger_taken, self.file(), self.wish(), done=self.on_done)

    def look_anew(self) -> None:
        """What was seen is past."""
        self._looked = None

    def forget(self) -> None:
        """Another file has other sheets and columns."""
        self._looked = None
        super().forget()

    def parts_of(self, seen: LedgerPreview) -> tuple[Sequence[str], str]:
        """The sheets."""
        return seen.sheets, seen.sheet

    def show_parts(self, seen: LedgerPreview) -> None:
        """The sheet that was found is the one that is meant."""
        super().show_parts(seen)
        if self._looked is not None:
            self._looked = (self._looked[0], self.wish())

    def rows_in(self, seen: LedgerPreview) -> int:
        """Those that are records."""
        return sum(seen.counts[n] for n in ("created", "updated", "unchanged", "refused"))

    def takes(self, seen: LedgerPreview) -> bool:
        """Rows that are there as they stand change nothing."""
        return bool(seen.counts["created"] or seen.counts["updated"])

    def tell_seen(self, seen: LedgerPreview) -> None:
        """Says where the header was found, and what will come of the rows."""
        self.mapping.show_columns(seen.columns, _header(seen))
        parts = [told(seen.counts, future=True), in_states(seen.states)]
        if not self.takes(seen):
            parts.append(nothing())
        self.check.counts.setText("　".join(filter(None, parts)))

    def table(self) -> str:
        """Nothing: the import itself remembers what is said of a ledger's columns."""
        return ""


def _header(seen: LedgerPreview) -> str:
    """Where the header was found."""
    first, last = seen.header_rows
    if seen.is_shapes:
        return translate("Imports", "The shapes are the patches; these are their attributes.")
    where = (
        translate("Imports", "The header was found in row {first}.").format(first=first)
        if first == last
        else translate("Imports", "The header was found in rows {first} to {last}.").format(
            first=first, last=last
        )
    )
    skipped = seen.counts.get("skipped", 0)
    if not skipped:
        return where
    left = plural(
        skipped,
        translate("Imports", "{n} line beneath is no record (a total, a note, a heading)."),
        translate("Imports", "{n} lines beneath are no records (totals, notes, headings)."),
    )
    return f"{where} {left}"
