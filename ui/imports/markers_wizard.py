"""Imports boundary markers and signboards: file, columns, a look at the rows, what it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from greenshield.domain.import_preview import MarkerPreview
from ui.desk import Desk
from ui.imports import marker_calls
from ui.imports.calls import Looked
from ui.imports.count_words import nothing, told
from ui.imports.marker_calls import MarkerWish
from ui.imports.markers_options import MarkersOptionsPage
from ui.imports.table_wizard import TableWizard
from ui.words import language, listed, translate


class MarkersWizard(TableWizard[MarkerPreview]):
    """That of boundary markers, sheet by sheet or layer by layer."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        self.options = MarkersOptionsPage()
        super().__init__("markers_import", "layer", "marker", self.options, desk, parent)
        desk.ask(marker_calls.offered, done=self._on_offered, key="imports.fields")
        self.begin(path)
        self.options.path.changed.connect(lambda _: self.forget())

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import boundary markers")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which list of markers?"),
            translate("Imports", "What are its columns?"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def wish(self) -> MarkerWish:
        """How the file is to be taken, as the pages say."""
        columns, ignored = self.columns()
        return replace(
            self.options.wish(), layer=self.part.currentText() or None, columns=columns,
            ignored=ignored,
        )  # fmt: skip

    def look(self, done: Callable[[MarkerPreview], None]) -> None:
        """Looks at the sheet or layer that is chosen."""
        info = self.desk.info
        actor = info.actor_id if info is not None else ""

        def looked(found: Looked[MarkerPreview]) -> None:
            self.problems = found.problems
            done(found.preview)

        self.ask(marker_calls.seen, actor, self.file(), self.wish(), language(), done=looked)

    def take(self) -> None:
        """Imports the list."""
        self.do(marker_calls.taken, self.file(), self.wish(), done=self.on_done)

    def parts_of(self, seen: MarkerPreview) -> tuple[Sequence[str], str]:
        """The sheets or layers."""
        return seen.layers, seen.layer

    def rows_in(self, seen: MarkerPreview) -> int:
        """All of them."""
        return sum(seen.counts.values())

    def takes(self, seen: MarkerPreview) -> bool:
        """Rows that are there as they stand change nothing."""
        return bool(seen.counts["created"] or seen.counts["updated"])

    def tell_seen(self, seen: MarkerPreview) -> None:
        """Says where the header was found, how positions were read, what will come of the rows."""
        self.mapping.show_columns(seen.columns, _header(seen))
        parts = [told(seen.counts, future=True)]
        if not self.takes(seen):
            parts.append(nothing())
        self.check.counts.setText("　".join(parts))

    def table(self) -> str:
        """All lists of markers are one."""
        return "markers"

    def _on_offered(self, found: tuple[tuple[str, ...], list[str]]) -> None:
        names, areas = found
        self.mapping.offer({"": names})
        self.options.offer(areas)


def _header(seen: MarkerPreview) -> str:
    """Where the columns come from, and how positions were read."""
    first, last = seen.header_rows
    if seen.is_shapes:
        line = translate("Imports", "The points are the markers; these are their attributes.")
    elif not first:
        line = translate(
            "Imports", "There is no header: number and position are told by what stands there."
        )
    elif first == last:
        line = translate("Imports", "The header was found in row {first}.").format(first=first)
    else:
        line = translate("Imports", "The header was found in rows {first} to {last}.").format(
            first=first, last=last
        )
    if not seen.crs:
        return line
    read = translate("Imports", "Positions were read as {crs}.").format(crs=listed(seen.crs))
    return f"{line}\n{read}"
