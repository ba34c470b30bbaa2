"""What does not fit among zones, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtGui import QIcon

from ui import words
from ui.areas import on_map, swatch
from ui.areas.tree_rows import Line, TreeRows
from ui.widgets.tips import plain
from ui.words import translate

AREA, KIND, ZONES, SIZE, PIECES, WIDTH = range(6)

Misfit = dict[str, Any]


def lines(items: Iterable[Misfit]) -> list[Line[Misfit]]:
    """The misfits by area, as they were found."""
    return [Line(item) for item in items]


class CheckModel(TreeRows[Misfit]):
    """Area, kind, zones and measures of each."""

    NUMBERS = (SIZE, PIECES, WIDTH)

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Areas", "Protected area"),
            translate("Areas", "What"),
            translate("Areas", "Zones"),
            translate("Areas", "Area (m²)"),
            translate("Areas", "Pieces"),
            translate("Areas", "Mean width of the largest"),
        )

    def text(self, about: Misfit, column: int) -> str:
        """What stands in a cell."""
        match column:
            case 0:
                return str(about["area"])
            case 1:
                return on_map.fault_word(about["kind"])
            case 2:
                return words.listed(about["zones"])
            case 3:
                return words.number(about["area_m2"], 1)
            case 4:
                return words.number(about["pieces"])
        return words.length(about["width_m"])

    def tip(self, about: Misfit, column: int) -> str:
        """The whole sentence, and what to do."""
        if column == SIZE:
            return words.areas(about["area_m2"])
        return plain("\n".join(sentences(about)))

    def icon(self, about: Misfit, column: int) -> QIcon | None:
        """The colour that it has on the map."""
        return swatch.icon(on_map.fault_look(about["kind"])) if column == KIND else None

    def sort_key(self, about: Misfit, column: int) -> Any:
        """Measures by their size."""
        sizes = {SIZE: "area_m2", PIECES: "pieces", WIDTH: "width_m"}
        return float(about[sizes[column]]) if column in sizes else self.text(about, column)


def sentences(about: Misfit) -> tuple[str, ...]:
    """What is the matter, and what to do."""
    return words.line(about["code"], about["params"]), words.remedy(about["code"], about["params"])
