"""Imports a negative list: file, columns, a look at the rows, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from greenshield.domain.errors import GreenShieldError
from greenshield.domain.import_preview import LedgerPreview
from ui.desk import Desk
from ui.imports import restriction_calls
from ui.imports.calls import Looked
from ui.imports.count_words import nothing, told
from ui.imports.restriction_calls import RestrictionsWish
from ui.imports.restrictions_options import RestrictionsOptionsPage
from ui.imports.table_wizard import FILE, TableWizard
from ui.words import language, translate

_OF_DAY = ("restrictions_version_needed", "restrictions_version_taken")


class RestrictionsWizard(TableWizard[LedgerPreview]):
    """That of negative lists, sheet by sheet."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        self.options = RestrictionsOptionsPage()
        super().__init__(
            "restrictions_import", "sheet", "restriction", self.options, desk, parent
        )  # fmt: skip
        desk.ask(restriction_calls.offered, done=self._on_offered, key="imports.fields")
        self.begin(path)
        self.options.path.changed.connect(lambda _: self.forget())

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import a negative list")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which negative list?"),
            translate("Imports", "What are its columns?"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def wish(self) -> RestrictionsWish:
        """How the file is to be taken, as the pages say."""
        columns, ignored = self.columns()
        return replace(
            self.options.wish(), sheet=self.part.currentText() or None, columns=columns,
            ignored=ignored,
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.part_name.setText(translate("Imports", "S&heet"))

    def is_complete(self) -> bool:
        """Whether a file is named, and a day where one is."""
        if not super().is_complete():
            return False
        if not self.options.valid_from.is_sound():
            self.options.tell("valid_from", translate("Imports", "This is no date."))
            return False
        return True

    def failed(self, error: Exception) -> None:
        """A version without its day, or with that of another, is told where the day is given."""
        if isinstance(error, GreenShieldError) and error.code in _OF_DAY:
            self.show_page(FILE)
            self.options.tell_error("valid_from", error)
            return
        super().failed(error)

    def look(self, done: Callable[[LedgerPreview], None]) -> None:
        """Looks at the sheet that is chosen."""
        info = self.desk.info
        actor = info.actor_id if info is not None else ""

        def looked(found: Looked[LedgerPreview]) -> None:
            self.problems = found.problems
            done(found.preview)

        self.ask(restriction_calls.seen, actor, self.file(), self.wish(), language(), done=looked)

    def take(self) -> None:
        """Imports the list."""
        self.do(restriction_calls.taken, self.file(), self.wish(), done=self.on_done)

    def parts_of(self, seen: LedgerPreview) -> tuple[Sequence[str], str]:
        """The sheets."""
        return seen.sheets, seen.sheet

    def rows_in(self, seen: LedgerPreview) -> int:
        """All of them."""
        return sum(seen.counts.values())

    def takes(self, seen: LedgerPreview) -> bool:
        """Rows that are there as they stand change nothing."""
        return bool(seen.counts["created"] or seen.counts["updated"])

    def tell_seen(self, seen: LedgerPreview) -> None:
        """Says where the header was found, and what will come of the rows."""
        first, last = seen.header_rows
        line = (
            translate("Imports", "The header was found in row {first}.").format(first=first)
            if first == last
            else translate("Imports", "The header was found in rows {first} to {last}.").format(
                first=first, last=last
            )
        )
        self.mapping.show_columns(seen.columns, line)
        parts = [told(seen.counts, future=True)]
        if not self.takes(seen):
            parts.append(nothing())
        self.check.counts.setText("　".join(parts))

    def table(self) -> str:
        """All negative lists are one."""
        return "restrictions"

    def _on_offered(self, found: tuple[tuple[str, ...], list[str]]) -> None:
        fields, names = found
        self.mapping.offer({"": fields})
        self.options.offer(names)
