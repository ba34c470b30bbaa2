"""Imports boundaries: file, a look at system, columns and rows, and what it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from greenshield.domain.import_preview import AreaPreview
from ui.desk import Desk
from ui.imports import calls
from ui.imports.areas_options import AreasOptionsPage
from ui.imports.calls import AreaWish
from ui.imports.count_words import nothing, told
from ui.imports.table_wizard import TableWizard
from ui.words import areas, language, length, number, plural, translate

_TOLD_M = 0.1  # finer than that nobody asks
# "CGCS2000 / 3-degree Gauss-Kruger zone 42", "CGCS2000 / Gauss-Kruger CM 123E".
_GAUSS = re.compile(r"(.+) / (?:(\d)-degree )?Gauss-Kruger (zone|CM) (\w+)")


class AreasWizard(TableWizard[AreaPreview]):
    """That of boundaries, layer by layer."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        self.options = AreasOptionsPage()
        super().__init__("areas", "layer", "area", self.options, desk, parent)
        self.decision = QLabel(self)
        self.decision.setObjectName("areas.decision")
        self.decision.setWordWrap(True)
        self.decision.setTextFormat(Qt.TextFormat.PlainText)
        self.begin(path, self.decision)
        self.options.path.changed.connect(lambda _: self.forget())

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import boundaries")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which boundaries?"),
            translate("Imports", "Coordinate system and columns"),
            translate("Imports", "What will come of it"), translate("Imports", "Done"),
        ]  # fmt: skip

    def prepare(self) -> None:
        """The fields that columns may hold are those of what the first page names."""
        kind = "zone" if self.options.wish().kind == "zone" else "area"
        self.mapping.set_kind(kind)
        self.check.model.set_kind(kind)
        self.desk.ask(
            calls.area_fields, kind, key="imports.fields",
            done=lambda names: self.mapping.offer({"": names}),
        )  # fmt: skip

    def wish(self) -> AreaWish:
        """How the file is to be taken, as the pages say."""
        columns, ignored = self.columns()
        return replace(
            self.options.wish(), layer=self.part.currentText() or None, columns=columns,
            ignored=ignored,
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.part_name.setText(translate("Imports", "&Layer"))

    def is_complete(self) -> bool:
        """Whether a file is named, and a day where one is."""
        self.options.clear_errors()
        if not self.options.path.text():
            self.options.tell("path", translate("Imports", "Choose a file or folder."))
            return False
        if not self.options.valid_from.is_sound():
            self.options.tell("valid_from", translate("Imports", "This is no date."))
            return False
        return True

    def look(self, done: Callable[[AreaPreview], None]) -> None:
        """Looks at the layer that is chosen."""
        info = self.desk.info
        actor = info.actor_id if info is not None else ""

        def looked(found: calls.Looked[AreaPreview]) -> None:
            self.problems = found.problems
            done(found.preview)

        self.ask(calls.areas_seen, actor, self.file(), self.wish(), language(), done=looked)

    def take(self) -> None:
        """Imports the boundaries."""
        self.do(calls.areas_taken, self.file(), self.wish(), done=self.on_done)

    def parts_of(self, seen: AreaPreview) -> tuple[Sequence[str], str]:
        """The layers."""
        return seen.layers, seen.layer

    def rows_in(self, seen: AreaPreview) -> int:
        """All of them."""
        return sum(seen.counts.values())

    def takes(self, seen: AreaPreview) -> bool:
        """Of what is there already another mapping of columns may still change an attribute."""
        return any(seen.counts[name] for name in ("created", "updated", "unchanged"))

    def tell_seen(self, seen: AreaPreview) -> None:
        """Says what was decided, and how much there is."""
        self.decision.setText(_decision(seen))
        self.mapping.show_columns(seen.columns, "")
        extent = translate("Imports", "{area} in all, {n} vertices").format(
            area=areas(seen.area_m2), n=number(seen.vertices)
        )
        parts = [told(seen.counts, future=True), extent if self.takes(seen) else nothing()]
        self.check.counts.setText("　".join(parts))

    def table(self) -> str:
        """Each kind of boundaries has columns of its own."""
        return f"areas.{self.options.wish().kind}"


def _crs_called(name: str) -> str:
    """A system's name in EPSG's register, which is English, in the window's words."""
    found = _GAUSS.fullmatch(name)
    if found is None:
        return name
    datum, degrees, kind, which = found.groups()
    if kind == "zone":
        said = translate("Imports", "{datum}, Gauss-Krüger {degrees}°, zone {which}")
    else:
        said = translate("Imports", "{datum}, Gauss-Krüger {degrees}°, central meridian {which}")
    return said.format(datum=datum, degrees=degrees or "6", which=which)


def _decision(seen: AreaPreview) -> str:
    """The coordinate system with its reason, the encoding with its."""
    why = {
        "declared": translate("Imports", "as the file declares"),
        "numbers": translate("Imports", "the file declares none; its numbers fit only this"),
        "given": translate("Imports", "as you say"),
    }.get(seen.crs_source, seen.crs_source)
    called = _crs_called(seen.crs_name)
    name = f" ({called})" if called and called != seen.crs else ""
    lines = [
        translate("Imports", "Coordinate system: {crs}, {why}.").format(
            crs=f"{seen.crs}{name}", why=why
        )
    ]
    if seen.crs_accuracy_m and seen.crs_accuracy_m >= _TOLD_M:
        lines[0] += " " + translate("Imports", "Positions are exact to {metres}.").format(
            metres=length(seen.crs_accuracy_m)
        )
    how = {
        "declared": translate("Imports", "as the file declares"),
        "hint": translate("Imports", "as its driver says"),
        "content": translate("Imports", "as its bytes tell"),
        "given": translate("Imports", "as you say"),
    }.get(seen.encoding_source, "")
    told_encoding = translate("Imports", "Encoding: {encoding}").format(encoding=seen.encoding)
    lines.append(f"{told_encoding}, {how}" if how else told_encoding)
    if seen.repaired:
        lines.append(
            plural(
                seen.repaired,
                translate("Imports", "{n} outline was mended."),
                translate("Imports", "{n} outlines were mended."),
            )
        )
    lines.append(
        translate("Imports", "Another system is chosen on the page before, if this is wrong.")
    )
    return "\n".join(lines)
