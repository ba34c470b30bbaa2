"""The ledger out: a table or shapes, by the ending of the file's name.

Read again, it changes nothing. Tables speak the words of people and sheets, shapes the program's
codes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from greenshield import atomic, messages
from greenshield.domain.errors import Problem, UsageError
from greenshield.formats import geopackage_out, kml_out, shapefile_out, vectors_out
from greenshield.formats.shapes_out import Shape, ShapeColumn, properties
from greenshield.project.project import Project
from greenshield.reports import ledger_sheet
from greenshield.services import ledger_shapes, ledger_table, ledger_worded
from greenshield.services.ledger_table import LedgerTable
from greenshield.services.progress import SILENT, Progress

ENCODINGS: Final = shapefile_out.ENCODINGS


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What goes out, and how.

    Attributes:
        fields: ids of the issue's fields, in the order wanted; none for all that hold something.
        encoding: of texts in CSV and shapefiles: ``utf-8`` or ``gbk``.
        lang: of the words in tables.
    """

    fields: tuple[str, ...] = ()
    encoding: str = "utf-8"
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        rows: how many issues.
        layers: of shapes: how many issues each layer holds.
        problems: what was cut, lost or left out.
        left_out: how many issues are not in the file, as shapes hold none without a place.
    """

    rows: int
    layers: dict[str, int]
    problems: tuple[Problem, ...]
    left_out: int = 0


def write(
    project: Project,
    keys: Sequence[int],
    file: Path,
    options: ExportOptions | None = None,
    progress: Progress = SILENT,
) -> Exported:
    """Writes issues to a file, whole or not at all.

    Args:
        project: that holds them.
        keys: of which rows, in their order, as ``ledger_query.ask`` gives them.
        file: its ending says what it becomes, see ``ENDINGS``.
        options: what goes out.
        progress: told of the steps.

    Raises:
        UsageError: ``export_ending_unknown``, ``export_field_unknown``,
            ``export_encoding_unfit``: the kind of file has an encoding of its own.
        SurroundingsError: no room, no permission.
    """
    options = options or ExportOptions()
    writer = _WRITERS.get(file.suffix.casefold())
    if writer is None:
        known = ", ".join(ENDINGS)
        raise UsageError("export_ending_unknown", file=file.name, known=known)
    if options.encoding != "utf-8" and file.suffix.casefold() not in _ENCODED:
        raise UsageError("export_encoding_unfit", file=file.name)
    fields = ledger_table.chosen(options.fields)
    table = ledger_table.read(project, keys, fields, progress, options.lang)
    progress.step("writing_rows", 0, 0)
    content, exported = writer(project, table, file, options)
    atomic.write(file, content, shared=True)
    return exported


def _sheet(
    project: Project, table: LedgerTable, file: Path, options: ExportOptions
) -> tuple[bytes, Exported]:
    names = ledger_worded.names_of(project)
    made = ledger_sheet.Sheet(
        messages.text("export_sheet", {}, options.lang),
        [ledger_sheet.Column(c.header(options.lang), c.kind) for c in table.columns],
        [
            ledger_worded.cells(column.field, values, options.lang, names)
            for column, values in zip(table.columns, table.values, strict=True)
        ],
    )
    if file.suffix.casefold() == ".csv":
        content, lost = ledger_sheet.as_csv(made, options.encoding)
    else:
        content, lost = ledger_sheet.as_xlsx(made)
    problems = [
        Problem(code, file.name, None, made.columns[column].header,
                {"number": table.numbers[row], **params}, fatal=False)
        for code, row, column, params in lost
    ]  # fmt: skip
    return content, Exported(len(table.ids), {}, tuple(problems))


def _shapes(
    content: Callable[
        [list[Shape], list[ShapeColumn], str, ExportOptions], tuple[bytes, list[Problem]]
    ],
    *,
    worded: bool = False,
) -> Callable[[Project, LedgerTable, Path, ExportOptions], tuple[bytes, Exported]]:
    def written(
        project: Project, table: LedgerTable, file: Path, options: ExportOptions
    ) -> tuple[bytes, Exported]:
        names = ledger_worded.names_of(project)
        columns, shapes, without = ledger_shapes.of(table, names, options.lang, worded=worded)
        made, problems = content(shapes, columns, file.name, options)
        problems += [
            Problem("export_without_place", file.name, params={"number": number})
            for number in without
        ]
        layers = {name: len(found) for name, found in ledger_shapes.by_layer(shapes).items()}
        return made, Exported(len(shapes), layers, tuple(problems), len(without))

    return written


def _geojson(
    shapes: list[Shape], columns: list[ShapeColumn], _file: str, _options: ExportOptions
) -> tuple[bytes, list[Problem]]:
    features = [
        {
            "type": "Feature",
            "id": shape.key,
            "properties": properties(columns, shape),
            "geometry": shape.geometry.__geo_interface__,
        }
        for shape in shapes
    ]
    return vectors_out.as_geojson({"type": "FeatureCollection", "features": features}), []


def _geopackage(
    shapes: list[Shape], columns: list[ShapeColumn], _file: str, _options: ExportOptions
) -> tuple[bytes, list[Problem]]:
    return geopackage_out.as_geopackage(shapes, columns), []


def _shapefile(
    shapes: list[Shape], columns: list[ShapeColumn], file: str, options: ExportOptions
) -> tuple[bytes, list[Problem]]:
    about = messages.text("export_names_table", {}, options.lang)
    return shapefile_out.as_zip(shapes, columns, file, options.encoding, about)


def _kml(
    shapes: list[Shape], columns: list[ShapeColumn], _file: str, options: ExportOptions
) -> tuple[bytes, list[Problem]]:
    folders = {
        layer: messages.text(f"export_layer_{layer}", {}, options.lang)
        for layer in ledger_shapes.LAYERS
    }
    title = messages.text("export_sheet", {}, options.lang)
    return kml_out.as_kml(title, shapes, columns, ledger_shapes.COLOURS, folders), []


_ENCODED: Final = (".csv", ".zip")
_WRITERS: Final = {
    ".xlsx": _sheet,
    ".csv": _sheet,
    ".gpkg": _shapes(_geopackage),
    ".zip": _shapes(_shapefile),
    ".geojson": _shapes(_geojson),
    ".json": _shapes(_geojson),
    ".kml": _shapes(_kml, worded=True),
}
ENDINGS: Final = tuple(_WRITERS)
